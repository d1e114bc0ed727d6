# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy routes that users create: contract/route.yaml, sections 6.2, 6.5, 6.7, 6.9 and two later actions.

Those that the service adds for a connection's subnets are in ``connection_routes``.
"""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import action, quota, table
from ..state import Record
from . import networks, paging, route_table
from .gateway_checks import writable

_TABLE = "pbr_route_entries"
table(_TABLE, uses=route_table.USES)
quota(_TABLE, 20, per="gateway")


@action("CreateVpnPbrRouteEntry")
def create(call: Call) -> Record:
    """Section 6.2."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    source, destination = networks.route_block(call, "RouteSource"), networks.reachable_block(call, "RouteDest")
    hop = route_table.next_hop(call, owner)
    route = route_table.entry(call, owner, destination, hop, call.get("Weight"), call.get("PublishVpc"))
    route.update(RouteSource=source, Priority=call.get("Priority"), Description=call.get("Description") or "")
    key = route_table.policy_key(route)
    known = route_table.of(call, _TABLE, owner["VpnGatewayId"])
    if key in call.table(_TABLE):
        raise call.error("VpnRouteEntry.Conflict")
    route_table.check_active(call, owner, route["Weight"], _rivals(known, route))
    call.within_quota(_TABLE, len(known) + 1)
    if call.get("PublishVpc"):
        route_table.check_publish(call, owner, destination)
    call.checked()
    call.table(_TABLE)[key] = route
    call.updating(owner)
    return route


@action("DescribeVpnPbrRouteEntries")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 6.5."""
    owner = call.find("vpn_gateways", call.parameters["VpnGatewayId"])
    known = route_table.of(call, _TABLE, owner["VpnGatewayId"])
    return paging.numbered(call, "VpnPbrRouteEntries", known, route_table.shown)


@action("ModifyVpnPbrRouteEntryWeight")
def modify_weight(call: Call) -> dict[str, Any]:
    """Section 6.7."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    route = route_table.pick(call, owner, _TABLE, _key(call))
    rivals = _rivals(route_table.of(call, _TABLE, owner["VpnGatewayId"]), route)
    route_table.set_weight(call, owner, route, rivals)
    return {}


@action("ModifyVpnPbrRouteEntryPriority")
def modify_priority(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    route = route_table.pick(call, owner, _TABLE, _key(call))
    route["Priority"] = call.parameters["NewPriority"]
    call.updating(owner)
    return {}


@action("ModifyVpnPbrRouteEntryAttribute")
def modify(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference: weight, priority or both."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    route = route_table.pick(call, owner, _TABLE, _key(call))
    if not {"NewWeight", "NewPriority"} & call.parameters.keys():
        raise call.missing("NewWeight")
    if "NewWeight" in call.parameters:
        rivals = _rivals(route_table.of(call, _TABLE, owner["VpnGatewayId"]), route)
        route_table.set_weight(call, owner, route, rivals)
    route["Priority"] = call.parameters.get("NewPriority", route["Priority"])
    call.updating(owner)
    return {}


@action("DeleteVpnPbrRouteEntry")
def delete(call: Call) -> dict[str, Any]:
    """Section 6.9: listed until the gateway has settled."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    route_table.pick(call, owner, _TABLE, _key(call))
    call.delete_when_settled(_TABLE, _key(call))
    call.updating(owner)
    return {}


def _key(call: Call) -> str:
    return route_table.policy_key({**call.parameters, "VpnInstanceId": call.parameters["VpnGatewayId"]})


def _rivals(routes: list[Record], route: Record) -> list[Record]:
    same = (route["RouteSource"], route["RouteDest"])
    return [known for known in routes if (known["RouteSource"], known["RouteDest"]) == same]
