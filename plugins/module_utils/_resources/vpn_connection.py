# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""IPsec connection of a VPN gateway, with one tunnel or with two (contract: connection.yaml, section 7)."""

from __future__ import annotations

import ipaddress

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Choice, Flag, Int, Text
from .._engine.networks import CidrList, IpAddress
from .._engine.objects import Json, Object, Objects
from .._engine.parts import Actions, Context, Identity, Options, Shared, States, Update, Wrapped
from .._engine.reference import Ref
from .._engine.resource import Resource
from .._vpc.tags import Tags
from ._tunnel import (
    BGP,
    ENABLE_BGP,
    ENABLE_TUNNELS_BGP,
    GROUPS,
    GROUPS_OF_TWO,
    SHOWN_OF_TUNNELS,
    bgp_support,
    ike,
    ipsec,
    national_only,
    same_cidr,
    without_asn,
    without_customer,
)
from ._values import NO_URL, both_sides
from .customer_gateway import CUSTOMER_GATEWAY
from .vpn_gateway import IN_GATEWAY, service_off


def _problems(options: Options) -> list[str]:
    found = both_sides(options)
    tunnels = options.get("tunnels") or ()
    if any((one.get("ike_config") or {}).get("ike_version") == "ikev1" for one in (options, *tunnels)):
        found += [
            f"{name}: several networks are not allowed with ike_version=ikev1; give one network, or use ikev2"
            for name in ("local_subnet", "remote_subnet")
            if len(options.get(name) or ()) > 1
        ]
    places = [("", options), *((f"tunnels[{number}].", tunnel) for number, tunnel in enumerate(tunnels, 1))]
    for place, one in places:
        bgp = one.get("bgp_config") or {}
        cidr, address = bgp.get("tunnel_cidr"), bgp.get("local_bgp_ip")
        if cidr and address and ipaddress.IPv4Address(address) not in ipaddress.IPv4Network(cidr):
            allowed = f"an address inside tunnel_cidr {cidr}"
            found.append(f"{place}bgp_config.local_bgp_ip: {address!r} is not allowed; allowed: {allowed}")
    found += same_cidr(tunnels)
    if options.get("enable_tunnels_bgp") is False:
        found += [
            f"tunnels[{number}].bgp_config: not allowed with enable_tunnels_bgp=false; leave one of the two out"
            for number, tunnel in enumerate(tunnels, 1)
            if tunnel.get("bgp_config")
        ]
    if options.get("tunnels") is not None:
        found += [
            f"{name}: not allowed together with tunnels; {advice}"
            for name, advice in SINGLE_ONLY.items()
            if options.get(name) is not None
        ]
    return found


# Options of a connection with one tunnel, and what to give for one with two.
SINGLE_ONLY = {
    "health_check_config": "a dual-tunnel connection checks its tunnels itself, leave it out",
    "bgp_config": "give bgp_config in each of the tunnels, and enable_tunnels_bgp",
}


def _conflict(wanted: Options, context: Context) -> str:
    return (
        service_off(context, "IpsecVpn", "IPsec-VPN", "enable_ipsec")
        or _other_kind(wanted, context)
        or without_asn(wanted, context)
    )


def _other_kind(wanted: Options, context: Context) -> str:
    """All connections of a gateway have one tunnel, or all of them have two."""
    if context.actual:
        dual, what = bool(_TUNNELS.receive(context.actual.get("TunnelOptionsSpecification"))), "the connection has"
    elif context.parent:
        dual = bool(context.parent.get("DisasterRecoveryVSwitchId"))
        what = f"connections of VPN gateway {context.parent.get('VpnGatewayId')} have"
    else:
        return ""
    only = national_only(wanted) if (context.parent or {}).get("VpnType") == "Normal" else ""
    if only:
        return f"{only}: not allowed, {what} no SM algorithms; those need a VPN gateway with vpn_type=NationalStandard"
    for_two = [name for name in ("tunnels", "enable_tunnels_bgp") if wanted.get(name) is not None]
    if for_two and not dual:
        return (
            f"{for_two[0]}: not allowed, {what} a single tunnel; give customer_gateway, ike_config and ipsec_config "
            "without tunnels"
        )
    for_one = [name for name in SINGLE_ONLY if wanted.get(name) is not None]
    if for_one and dual:
        return f"{for_one[0]}: not allowed, {what} two tunnels; {SINGLE_ONLY[for_one[0]]}"
    if dual and not context.actual:
        roles = {tunnel["role"] for tunnel in wanted.get("tunnels") or ()}
        if roles != set(_TUNNELS.keys):
            return (
                f"tunnels: two entries are required, because {context.because}, and {what} two tunnels; give one "
                "entry with role master and one with role slave, each with its customer_gateway, or customer_gateway "
                "once for both"
            )
        return without_customer(wanted, "role", context.because)
    return ""


_CUSTOMER_GATEWAY = Field(
    "customer_gateway",
    "CustomerGatewayId",
    Ref(CUSTOMER_GATEWAY),
    change=Change.IMMUTABLE,
    required=True,
    aliases=("customer_gateway_id",),
    unless="tunnels",
)
_TUNNELS = Objects(
    Object(
        (
            Parameter("role", "Role", Choice(("master", "slave")), required=True),
            _CUSTOMER_GATEWAY.filter(),
            Parameter("enable_dpd", "EnableDpd", Flag()),
            Parameter("enable_nat_traversal", "EnableNatTraversal", Flag()),
            Parameter("remote_ca_certificate", "RemoteCaCertificate"),
            Parameter("ike_config", "TunnelIkeConfig", Object(ike(GROUPS_OF_TWO))),
            Parameter("ipsec_config", "TunnelIpsecConfig", Object(ipsec(GROUPS_OF_TWO))),
            Parameter("bgp_config", "TunnelBgpConfig", Object(BGP)),
        )
    ),
    key="role",
    wrapper="TunnelOptions",
)

# Where an answer has the tunnels of a connection.
TUNNEL_LIST = Wrapped("TunnelOptionsSpecification", "TunnelOptions")

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
    recreation=(
        "it gets a new ID, its routes have to be created again, and its tunnels are down until both "
        "ends have negotiated again"
    ),
    identity=Identity(id="VpnConnectionId", prefix="vco-", name="name", parents=("vpn_gateway",)),
    fields=(
        Field("name", "Name", Text(1, 128, "^(?!https?://).+$", NO_URL)),
        IN_GATEWAY,
        _CUSTOMER_GATEWAY,
        Field("local_subnet", "LocalSubnet", CidrList(), required=True),
        Field("remote_subnet", "RemoteSubnet", CidrList(), required=True),
        Field("effect_immediately", "EffectImmediately", Flag()),
        Field("ike_config", "IkeConfig", Json(ike(GROUPS))),
        Field("ipsec_config", "IpsecConfig", Json(ipsec(GROUPS))),
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
        Field("bgp_config", "BgpConfig", Json((ENABLE_BGP, *BGP), switch="enable_bgp"), read="VpnBgpConfig"),
        Field("enable_dpd", "EnableDpd", Flag()),
        Field("enable_nat_traversal", "EnableNatTraversal", Flag()),
        Field("remote_ca_certificate", "RemoteCaCertificate"),
        ENABLE_TUNNELS_BGP,
        Field("tunnels", "TunnelOptionsSpecification", _TUNNELS),
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
    times=("CreateTime",),
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
                "enable_tunnels_bgp",
                "tunnels",
            ),
            # The service refuses a call without the subnets, whatever it changes.
            along=("local_subnet", "remote_subnet", "auto_config_route"),
        ),
    ),
    filters=(
        IN_GATEWAY.filter(),
        _CUSTOMER_GATEWAY.filter(),
        Parameter("resource_group_id", "ResourceGroupId"),
        Parameter("tags", "Tag", Tags()),
    ),
    # The actions show the connections of transit routers as well (vpn_attachment).
    where=States("AttachType", (None, "VPNGW")),
    ready=States("State", (None, "active", "attached")),
    deleting=States("State", ("deleted",)),
    lock="vpn_gateway",
    depends_on_parent=True,
    supports=(bgp_support("bgp_config.enable_bgp", "enable_tunnels_bgp"),),
    shared=Shared(
        (
            "customer_gateway",
            "enable_dpd",
            "enable_nat_traversal",
            "remote_ca_certificate",
            "ike_config",
            "ipsec_config",
        ),
        into="tunnels",
    ),
    only_shown=(SHOWN_OF_TUNNELS,),
    secrets=("Psk", "AuthKey"),
    summary=True,
    listed_as=(("Tags", "Tag"),),
    unlisted=("bgp_config",),
    problems=_problems,
    conflict=_conflict,
)
