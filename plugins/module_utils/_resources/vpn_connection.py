# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""IPsec connection of a VPN gateway, single tunnel (contract: connection.yaml, section 7)."""

from __future__ import annotations

import ipaddress
import typing as t

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Asn, Choice, CidrList, Flag, Int, IpAddress, Kind, Text
from .._engine.objects import Json
from .._engine.reference import Ref
from .._engine.resource import Actions, Identity, Resource, States, Update, Wrapped
from .._vpc.tags import Tags
from ._values import NO_URL
from .customer_gateway import CUSTOMER_GATEWAY
from .vpn_gateway import IN_GATEWAY

_ENCRYPTION = Choice(("aes", "aes192", "aes256", "des", "3des", "sm4"))
_AUTHENTICATION = Choice(("md5", "sha1", "sha256", "sha384", "sha512", "sm3"))
_LIFETIME = Int(0, 86400)
_PEER_ID = Text(1, 100, r"^\S+$", "without spaces")
# The service keeps these blocks for itself (connection.yaml, CreateVpnConnection, notes).
_RESERVED = (*(f"169.254.{n}.0/30" for n in range(7)), "169.254.169.252/30")


class _TunnelCidr(Kind):
    @property
    def allowed(self) -> str:
        return f"a /30 network inside 169.254.0.0/16, except {', '.join(_RESERVED)}"

    def fits(self, value: str) -> bool:
        try:
            block = ipaddress.IPv4Network(value)
        except ValueError:
            return False
        inside = block.prefixlen == 30 and block.subnet_of(ipaddress.IPv4Network("169.254.0.0/16"))
        return inside and value not in _RESERVED


def _problems(options: t.Mapping[str, t.Any]) -> list[str]:
    found = []
    ike = options.get("ike_config") or {}
    if ike.get("ike_version") == "ikev1":
        found += [
            f"{name}: several networks are not allowed with ike_config.ike_version=ikev1; give one, or use ikev2"
            for name in ("local_subnet", "remote_subnet")
            if len(options.get(name) or ()) > 1
        ]
    bgp = options.get("bgp_config") or {}
    cidr, address = bgp.get("tunnel_cidr"), bgp.get("local_bgp_ip")
    if cidr and address and ipaddress.IPv4Address(address) not in ipaddress.IPv4Network(cidr):
        found.append(
            f"bgp_config.local_bgp_ip: {address!r} is not allowed; allowed: an address inside tunnel_cidr {cidr}"
        )
    return found


_CUSTOMER_GATEWAY = Field(
    "customer_gateway",
    "CustomerGatewayId",
    Ref(CUSTOMER_GATEWAY),
    change=Change.IMMUTABLE,
    required=True,
    aliases=("customer_gateway_id",),
)

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
        _CUSTOMER_GATEWAY,
        Field("local_subnet", "LocalSubnet", CidrList(), required=True),
        Field("remote_subnet", "RemoteSubnet", CidrList(), required=True),
        Field("effect_immediately", "EffectImmediately", Flag()),
        Field(
            "ike_config",
            "IkeConfig",
            Json(
                (
                    Parameter(
                        "psk",
                        "Psk",
                        Text(1, 100, "^[!-~]{1,100}$", "visible ASCII characters without spaces"),
                        secret=True,
                    ),
                    Parameter("ike_version", "IkeVersion", Choice(("ikev1", "ikev2"))),
                    Parameter("ike_mode", "IkeMode", Choice(("main", "aggressive"))),
                    Parameter("ike_enc_alg", "IkeEncAlg", _ENCRYPTION),
                    Parameter("ike_auth_alg", "IkeAuthAlg", _AUTHENTICATION),
                    Parameter("ike_pfs", "IkePfs", Choice(("group1", "group2", "group5", "group14", "group24"))),
                    Parameter("ike_lifetime", "IkeLifetime", _LIFETIME),
                    Parameter("local_id", "LocalId", _PEER_ID),
                    Parameter("remote_id", "RemoteId", _PEER_ID),
                )
            ),
        ),
        Field(
            "ipsec_config",
            "IpsecConfig",
            Json(
                (
                    Parameter("ipsec_enc_alg", "IpsecEncAlg", _ENCRYPTION),
                    Parameter("ipsec_auth_alg", "IpsecAuthAlg", _AUTHENTICATION),
                    Parameter(
                        "ipsec_pfs",
                        "IpsecPfs",
                        Choice(("disabled", "group1", "group2", "group5", "group14", "group24")),
                    ),
                    Parameter("ipsec_lifetime", "IpsecLifetime", _LIFETIME),
                )
            ),
        ),
        Field(
            "health_check_config",
            "HealthCheckConfig",
            Json(
                (
                    Parameter("enable", "enable", Flag(absent=False), read="Enable"),
                    Parameter("dip", "dip", IpAddress(), read="Dip"),
                    Parameter("sip", "sip", IpAddress(), read="Sip"),
                    Parameter("interval", "interval", Int(1, 86400), read="Interval", unset=("", 0, None)),
                    Parameter("retry", "retry", Int(1, 86400), read="Retry", unset=("", 0, None)),
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
                    Parameter("enable_bgp", "EnableBgp", Flag(absent=False)),
                    Parameter("local_asn", "LocalAsn", Asn(), unset=("", 0, None)),
                    Parameter("tunnel_cidr", "TunnelCidr", _TunnelCidr()),
                    Parameter("local_bgp_ip", "LocalBgpIp", IpAddress()),
                ),
                switch="enable_bgp",
            ),
            read="VpnBgpConfig",
        ),
        Field("enable_dpd", "EnableDpd", Flag()),
        Field("enable_nat_traversal", "EnableNatTraversal", Flag()),
        Field("remote_ca_certificate", "RemoteCaCertificate"),
        Field("auto_config_route", "AutoConfigRoute", Flag(), change=Change.WRITE_ONLY),
        Field("tags", "Tags", Tags("VPNCONNECTION")),
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
        IN_GATEWAY.filter(),
        _CUSTOMER_GATEWAY.filter(),
        Parameter("resource_group_id", "ResourceGroupId"),
        Parameter("tags", "Tag", Tags()),
    ),
    ready=States("State", (None, "active", "attached")),
    deleting=States("State", ("deleted",)),
    lock="vpn_gateway",
    secrets=("Psk", "AuthKey"),
    summary=True,
    problems=_problems,
)
