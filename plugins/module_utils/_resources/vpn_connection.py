# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""IPsec connection of a VPN gateway, single tunnel (contract: connection.yaml, section 7)."""

from __future__ import annotations

import ipaddress
import typing as t

from .._engine.field import Change, Field
from .._engine.kinds import Asn, Choice, CidrList, Flag, Int, IpAddress, Json, Kind, Ref, Tags, Text
from .._engine.resource import Actions, Identity, Ready, Resource, Update, Wrapped
from ._values import NO_URL
from .customer_gateway import CUSTOMER_GATEWAY
from .vpn_gateway import IN_GATEWAY, OF_GATEWAY

_ENCRYPTION = Choice(("aes", "aes192", "aes256", "des", "3des", "sm4"))
_AUTHENTICATION = Choice(("md5", "sha1", "sha256", "sha384", "sha512", "sm3"))
_LIFETIME = Int(0, 86400)
_PEER_ID = Text(1, 100, r"^\S+$", "without blanks")
# The service keeps these blocks for itself (connection.yaml, CreateVpnConnection, notes).
_RESERVED = (*(f"169.254.{n}.0/30" for n in range(7)), "169.254.169.252/30")


class _TunnelCidr(Kind):
    def problem(self, value: str) -> str:
        try:
            block = ipaddress.IPv4Network(value)
            fits = block.prefixlen == 30 and block.subnet_of(ipaddress.IPv4Network("169.254.0.0/16"))
        except ValueError:
            fits = False
        if fits and value not in _RESERVED:
            return ""
        return f"a /30 inside 169.254.0.0/16 is allowed, but none of {', '.join(_RESERVED)}"


def _member(name: str, wire: str, kind: Kind, **more: t.Any) -> Field:
    return Field(name, wire, kind, change=Change.UNSEEN, **more)


def _complaints(options: t.Mapping[str, t.Any]) -> list[str]:
    found = []
    ike = options.get("ike_config") or {}
    if ike.get("ike_version") == "ikev1":
        found += [
            f"{name}: several networks need ike_config.ike_version=ikev2; ikev1 negotiates one on each side"
            for name in ("local_subnet", "remote_subnet")
            if len(options.get(name) or ()) > 1
        ]
    bgp = options.get("bgp_config") or {}
    cidr, address = bgp.get("tunnel_cidr"), bgp.get("local_bgp_ip")
    if cidr and address and ipaddress.IPv4Address(address) not in ipaddress.IPv4Network(cidr):
        found.append(f"bgp_config.local_bgp_ip: {address!r} is not allowed; it must lie inside tunnel_cidr {cidr}")
    return found


VPN_CONNECTION = Resource(
    name="vpn_connection",
    title="IPsec connection",
    actions=Actions(
        create="CreateVpnConnection",
        delete="DeleteVpnConnection",
        get="DescribeVpnConnection",
        list="DescribeVpnConnections",
    ),
    items=Wrapped("VpnConnections", "VpnConnection"),
    identity=Identity(id="VpnConnectionId", prefix="vco-", name="name", parents=("vpn_gateway",)),
    fields=(
        Field("name", "Name", Text(1, 128, "^(?!https?://).+$", NO_URL)),
        IN_GATEWAY,
        Field(
            "customer_gateway",
            "CustomerGatewayId",
            Ref(CUSTOMER_GATEWAY),
            change=Change.IMMUTABLE,
            required=True,
            aliases=("customer_gateway_id",),
        ),
        Field("local_subnet", "LocalSubnet", CidrList(), required=True),
        Field("remote_subnet", "RemoteSubnet", CidrList(), required=True),
        Field("effect_immediately", "EffectImmediately", Flag()),
        Field(
            "ike_config",
            "IkeConfig",
            Json(
                (
                    _member(
                        "psk",
                        "Psk",
                        Text(1, 100, "^[!-~]{1,100}$", "visible ASCII characters without blanks"),
                        secret=True,
                    ),
                    _member("ike_version", "IkeVersion", Choice(("ikev1", "ikev2"))),
                    _member("ike_mode", "IkeMode", Choice(("main", "aggressive"))),
                    _member("ike_enc_alg", "IkeEncAlg", _ENCRYPTION),
                    _member("ike_auth_alg", "IkeAuthAlg", _AUTHENTICATION),
                    _member("ike_pfs", "IkePfs", Choice(("group1", "group2", "group5", "group14", "group24"))),
                    _member("ike_lifetime", "IkeLifetime", _LIFETIME),
                    _member("local_id", "LocalId", _PEER_ID),
                    _member("remote_id", "RemoteId", _PEER_ID),
                )
            ),
        ),
        Field(
            "ipsec_config",
            "IpsecConfig",
            Json(
                (
                    _member("ipsec_enc_alg", "IpsecEncAlg", _ENCRYPTION),
                    _member("ipsec_auth_alg", "IpsecAuthAlg", _AUTHENTICATION),
                    _member(
                        "ipsec_pfs",
                        "IpsecPfs",
                        Choice(("disabled", "group1", "group2", "group5", "group14", "group24")),
                    ),
                    _member("ipsec_lifetime", "IpsecLifetime", _LIFETIME),
                )
            ),
        ),
        Field(
            "health_check_config",
            "HealthCheckConfig",
            Json(
                (
                    _member("enable", "enable", Flag(absent=False), read="Enable"),
                    _member("dip", "dip", IpAddress(), read="Dip"),
                    _member("sip", "sip", IpAddress(), read="Sip"),
                    _member("interval", "interval", Int(1, 86400), read="Interval", unset=("", 0, None)),
                    _member("retry", "retry", Int(1, 86400), read="Retry", unset=("", 0, None)),
                ),
                switch="enable",
            ),
            read="VcoHealthCheck",
        ),
        Field(
            "bgp_config",
            "BgpConfig",
            Json(
                (
                    _member("enable_bgp", "EnableBgp", Flag(absent=False)),
                    _member("local_asn", "LocalAsn", Asn(), unset=("", 0, None)),
                    _member("tunnel_cidr", "TunnelCidr", _TunnelCidr()),
                    _member("local_bgp_ip", "LocalBgpIp", IpAddress()),
                ),
                switch="enable_bgp",
            ),
            read="VpnBgpConfig",
        ),
        Field("enable_dpd", "EnableDpd", Flag()),
        Field("enable_nat_traversal", "EnableNatTraversal", Flag()),
        Field("remote_ca_certificate", "RemoteCaCertificate"),
        Field("auto_config_route", "AutoConfigRoute", Flag(), change=Change.UNSEEN),
        Field("tags", "Tags", Tags(resource_type="VPNCONNECTION")),
    ),
    returns=(
        "VpnConnectionId",
        "Name",
        "VpnGatewayId",
        "CustomerGatewayId",
        "LocalSubnet",
        "RemoteSubnet",
        "Status",
        "State",
        "EffectImmediately",
        "IkeConfig",
        "IpsecConfig",
        "VcoHealthCheck",
        "VpnBgpConfig",
        "EnableDpd",
        "EnableNatTraversal",
        "RemoteCaCertificate",
        "EnableTunnelsBgp",
        "TunnelOptionsSpecification",
        "AttachType",
        "AttachInstanceId",
        "TransitRouterId",
        "TransitRouterName",
        "CrossAccountAuthorized",
        "InternetIp",
        "NetworkType",
        "Spec",
        "TunnelBandwidth",
        "ResourceGroupId",
        "ZoneNo",
        "Tags",
        "CreateTime",
    ),
    updates=(
        Update(
            "ModifyVpnConnectionAttribute",
            (
                "name",
                "local_subnet",
                "remote_subnet",
                "effect_immediately",
                "ike_config",
                "ipsec_config",
                "health_check_config",
                "bgp_config",
                "enable_dpd",
                "enable_nat_traversal",
                "remote_ca_certificate",
            ),
            # A call without the subnets is refused, whatever it changes.
            along=("local_subnet", "remote_subnet", "auto_config_route"),
        ),
    ),
    filters=(
        OF_GATEWAY,
        Field(
            "customer_gateway",
            "CustomerGatewayId",
            Ref(CUSTOMER_GATEWAY),
            change=Change.UNSEEN,
            aliases=("customer_gateway_id",),
        ),
        Field("resource_group_id", "ResourceGroupId", change=Change.UNSEEN),
        Field("tags", "Tag", Tags(), change=Change.UNSEEN),
    ),
    ready=Ready(when="State == null || State == 'active' || State == 'attached'", state="State"),
    leaving="State == 'deleted'",
    lock="vpn_gateway",
    secrets=("Psk", "AuthKey"),
    summary=True,
    complaints=_complaints,
)
