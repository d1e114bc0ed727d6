# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections for transit routers: contract/connection.yaml, CreateVpnAttachment and the actions after it.

They are read with the actions of connections (``connections``).
"""

from __future__ import annotations

import json
from typing import Any

from .. import contract, lifecycle
from ..call import Call
from ..registry import Uses, action, table
from ..state import Record
from . import bgp, connection_logs, networks, paging, single_tunnel, tags, tunnels
from .connection_views import single_view
from .filters import DEFAULT_GROUP
from .relations import customers_of

table(
    "vpn_attachments",
    not_found="InvalidVpnConnectionInstanceId.NotFound",
    tag_type="VPNATTACHMENT",
    uses=[Uses("customer_gateways", customers_of, refusal="DependencyViolation.VpnConnection")],
)

_CREATE = contract.load().actions["CreateVpnAttachment"].parameters
_TUNNEL = _CREATE["TunnelOptionsSpecification"].members
# What the answers to a create and a delete have, beside the HTTP status.
_DONE: dict[str, Any] = {"Success": True, "Code": "200", "Message": "successful"}
# The tunnels get their addresses only when the connection is bound.
_NO_GATEWAY: Record = {"VpnType": "Normal", "VpcId": None, "InternetIp": "", "DisasterRecoveryInternetIp": ""}
_FLAGS = ("EnableDpd", "EnableNatTraversal")
_DUAL_ONLY = ("TunnelOptionsSpecification", "EnableTunnelsBgp")
# The contract: the parameters of a single tunnel remain for older connections.
_SINGLE_ONLY = (
    "CustomerGatewayId",
    "AutoConfigRoute",
    *_FLAGS,
    "IkeConfig",
    "IpsecConfig",
    "HealthCheckConfig",
    "BgpConfig",
    "RemoteCaCert",
    "TunnelBandwidth",
)


@action("CreateVpnAttachment")
def create(call: Call) -> Record:
    """It starts bound to nothing; binding it is an action of another product."""
    _check_mode(call, True)
    if "TunnelOptionsSpecification" not in call.parameters:
        raise call.missing("TunnelOptionsSpecification")
    local, remote = networks.sides(call)
    record: Record = {
        "VpnConnectionId": call.names.id("vco"),
        "Name": call.get("Name") or "",
        "VpnGatewayId": None,
        "TransitRouterId": None,
        "NetworkType": call.get("NetworkType"),
        "LocalSubnet": ",".join(local),
        "RemoteSubnet": ",".join(remote),
        "EffectImmediately": call.get("EffectImmediately"),
        "EnableTunnelsBgp": call.get("EnableTunnelsBgp"),
        "ResourceGroupId": call.get("ResourceGroupId") or DEFAULT_GROUP,
        "Bgp": None,
        # In the order of their indexes.
        "Tunnels": sorted(tunnels.create(call, _NO_GATEWAY, set(), _TUNNEL), key=lambda tunnel: tunnel["Role"]),
        "Status": "ike_sa_not_established",
        "CreateTime": call.milliseconds,
        "Log": [],
        "Authorizations": [],  # another product gives them
    }
    tags.check_at_create(call)
    call.checked()
    connection_logs.write_start(record, call.now)
    call.table("vpn_attachments")[record["VpnConnectionId"]] = record
    lifecycle.begin(record, "init", call.settled_at)
    tags.set_at_create(call, "vpn_attachments", record["VpnConnectionId"])
    return {**record, **_DONE}


@action("ModifyVpnAttachmentAttribute")
def modify(call: Call) -> Record:
    """A parameter that is left out keeps its value; one change at a time."""
    record = _idle(call)
    _check_mode(call, bool(record["Tunnels"]))
    changed = dict(record)
    for name in ("LocalSubnet", "RemoteSubnet"):
        if name in call.parameters:
            changed[name] = ",".join(networks.blocks(call, name))
    networks.check_sides(call, changed["LocalSubnet"].split(","), changed["RemoteSubnet"].split(","))
    for name in ("Name", "EffectImmediately", "EnableTunnelsBgp", "CustomerGatewayId", *_FLAGS):
        if name in call.parameters:
            changed[name] = call.parameters[name]
    if record["Tunnels"]:
        changed["Tunnels"] = tunnels.change(call, _NO_GATEWAY, record, changed["EnableTunnelsBgp"], set(), _TUNNEL)
    else:
        customer = call.find("customer_gateways", changed["CustomerGatewayId"])
        phases = tuple(name for name in ("IkeConfig", "IpsecConfig") if name in call.parameters)
        changed.update(single_tunnel.change(call, _NO_GATEWAY, customer, phases, record, _CREATE))
        single_tunnel.check(call, _NO_GATEWAY, changed, customer, set())
    connection_logs.write_restart(record, changed, call.now)
    record.update(changed)
    call.updating(record)
    return single_view(call, record, "false")


@action("DescribeVpnAttachments")
def describe_bound(call: Call) -> dict[str, Any]:
    """Only those that are bound to a transit router."""
    bound = [record for record in call.table("vpn_attachments").values() if record["TransitRouterId"]]
    if "VpnConnectionId" in call.parameters:
        bound = [record for record in bound if record["VpnConnectionId"] == call.parameters["VpnConnectionId"]]
    return paging.numbered(call, "VpnAttachments", bound, _bound_view)


@action("DescribeVpnCrossAccountAuthorizations")
def describe_authorizations(call: Call) -> dict[str, Any]:
    """Which accounts may bind one to their transit routers."""
    record = call.find("vpn_attachments", call.parameters["VpnConnectionId"])
    own = {"VpnConnectionId": record["VpnConnectionId"]}
    return paging.numbered(
        call, "CrossAccountAuthorizations", record["Authorizations"], lambda _call, given: {**own, **given}
    )


@action("DeleteVpnAttachment")
def delete(call: Call) -> dict[str, Any]:
    """It reads as deleted until it is gone."""
    record = _idle(call)
    lifecycle.begin(record, "deleted", call.settled_at)
    call.delete_when_settled("vpn_attachments", record["VpnConnectionId"])
    return _DONE


def _bound_view(call: Call, record: Record) -> Record:
    view = single_view(call, record, "false")
    supported = json.dumps({"BGPSupport": str(bgp.is_supported(call)).lower()}, separators=(",", ":"))
    return {
        **view,
        "InstanceId": record["VpnConnectionId"],
        "TransitRouterName": "",
        "TunnelBandwidth": "Standard",
        "Tag": supported,
        "Tags": view["Tags"]["Tag"] if isinstance(view["Tags"], dict) else view["Tags"],
    }


def _idle(call: Call) -> Record:
    record = call.find("vpn_attachments", call.parameters["VpnConnectionId"])
    if call.is_busy(record):
        raise call.error("VpnGateway.Configuring")
    return record


def _check_mode(call: Call, dual: bool) -> None:
    for name in _SINGLE_ONLY if dual else _DUAL_ONLY:
        if name in call.parameters:
            raise call.invalid(name)
