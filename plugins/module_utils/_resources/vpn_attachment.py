# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""IPsec connection for a transit router, with two tunnels (contract: connection.yaml, CreateVpnAttachment)."""

from __future__ import annotations

from datetime import datetime

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Choice, Flag, Int, Text
from .._engine.networks import CidrList
from .._engine.objects import Json, Object, Objects
from .._engine.parts import Actions, Context, Identity, Options, Shared, States, Update
from .._engine.reference import Ref
from .._engine.resource import Resource
from .._vpc.tags import Tags
from ._tunnel import BGP, ENABLE_TUNNELS_BGP, GROUPS_OF_TWO, bgp_support, ike, ipsec, without_asn, without_customer
from ._values import NO_URL, move_to_group
from .customer_gateway import CUSTOMER_GATEWAY
from .vpn_connection import VPN_CONNECTION


def _conflict(wanted: Options, context: Context) -> str:
    tunnels = wanted.get("tunnels") or ()
    if context.actual:
        if tunnels and not _TUNNELS.receive(context.actual.get("TunnelOptionsSpecification")):
            return "tunnels: not allowed, the attachment has a single tunnel; create another attachment"
        return without_asn(wanted, context)
    if {tunnel["tunnel_index"] for tunnel in tunnels} != set(_TUNNELS.keys):
        return (
            f"tunnels: two entries are required, because {context.because}; give one entry with tunnel_index 1 and one "
            "with tunnel_index 2, each with its customer_gateway, or customer_gateway once for both"
        )
    return without_customer(wanted, "tunnel_index", context.because) or without_asn(wanted, context)


def _undeletable(actual: Options, now: datetime) -> str:
    if actual.get("AttachType") == "CEN":
        return f"it is bound to transit router {actual.get('TransitRouterId')}; detach it from there first"
    return ""


# The options with create=False are defaults of the two tunnels; only older attachments have them as such.
_CUSTOMER_GATEWAY = Field(
    "customer_gateway", "CustomerGatewayId", Ref(CUSTOMER_GATEWAY), aliases=("customer_gateway_id",), create=False
)
_IKE = ike(GROUPS_OF_TWO, sm=False)
_IPSEC = ipsec(GROUPS_OF_TWO, sm=False)
_TUNNELS = Objects(
    Object(
        (
            Parameter("tunnel_index", "TunnelIndex", Int(values=(1, 2)), required=True),
            _CUSTOMER_GATEWAY.filter(),
            Parameter("enable_dpd", "EnableDpd", Flag()),
            Parameter("enable_nat_traversal", "EnableNatTraversal", Flag()),
            Parameter("ike_config", "TunnelIkeConfig", Object(_IKE)),
            Parameter("ipsec_config", "TunnelIpsecConfig", Object(_IPSEC)),
            Parameter("bgp_config", "TunnelBgpConfig", Object(BGP)),
        )
    ),
    key="tunnel_index",
    wrapper="TunnelOptions",
)
_DEFAULTS = ("customer_gateway", "enable_dpd", "enable_nat_traversal", "ike_config", "ipsec_config")

VPN_ATTACHMENT = Resource(
    name="vpn_attachment",
    title="IPsec attachment",
    actions=Actions(
        create="CreateVpnAttachment",
        delete="DeleteVpnAttachment",
        get="DescribeVpnConnection",
        list="DescribeVpnConnections",
    ),
    items=VPN_CONNECTION.items,
    recreation="it gets a new ID, and its transit router and its routes have to be set up again",
    identity=Identity(id="VpnConnectionId", prefix="vco-", name="name"),
    fields=(
        Field("name", "Name", Text(1, 100, "^(?!https?://).+$", NO_URL)),
        _CUSTOMER_GATEWAY,
        Field("network_type", "NetworkType", Choice(("public", "private")), change=Change.IMMUTABLE),
        Field("local_subnet", "LocalSubnet", CidrList(), required=True),
        Field("remote_subnet", "RemoteSubnet", CidrList(), required=True),
        Field("effect_immediately", "EffectImmediately", Flag()),
        Field("ike_config", "IkeConfig", Json(_IKE), create=False),
        Field("ipsec_config", "IpsecConfig", Json(_IPSEC), create=False),
        Field("enable_dpd", "EnableDpd", Flag(), create=False),
        Field("enable_nat_traversal", "EnableNatTraversal", Flag(), create=False),
        ENABLE_TUNNELS_BGP,
        Field("tunnels", "TunnelOptionsSpecification", _TUNNELS, required=True),
        Field("resource_group_id", "ResourceGroupId"),
        Field("tags", "Tags", Tags("VPNATTACHMENT")),
    ),
    returns=VPN_CONNECTION.returns,
    updates=(
        Update(
            "ModifyVpnAttachmentAttribute",
            (
                "name",
                *_DEFAULTS,
                "local_subnet",
                "remote_subnet",
                "effect_immediately",
                "enable_tunnels_bgp",
                "tunnels",
            ),
        ),
        move_to_group("VpnAttachment"),
    ),
    filters=(
        _CUSTOMER_GATEWAY.filter(),
        Parameter("resource_group_id", "ResourceGroupId"),
        Parameter("tags", "Tag", Tags()),
    ),
    where=States("AttachType", ("CEN", "NO_ASSOCIATED")),
    supports=(bgp_support("enable_tunnels_bgp"),),
    ready=States("State", ("init", "active", "attached")),
    deleting=States("State", ("deleted",)),
    times=VPN_CONNECTION.times,
    shared=Shared(_DEFAULTS, into="tunnels"),
    only_shown=VPN_CONNECTION.only_shown,
    secrets=VPN_CONNECTION.secrets,
    twice=True,
    summary=True,
    problems=VPN_CONNECTION.problems,
    undeletable=_undeletable,
    conflict=_conflict,
)
