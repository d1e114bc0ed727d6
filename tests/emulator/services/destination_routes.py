# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destination routes, and publishing both kinds of routes: contract/route.yaml, sections 6.1, 6.3, 6.4, 6.6 and 6.8."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import action, quota, table
from ..state import Record
from . import networks, paging, route_table
from .gateway_checks import writable

_TABLE = "route_entries"
table(_TABLE, uses=route_table.USES)
quota(_TABLE, 20, per="gateway")


@action("CreateVpnRouteEntry")
def create(call: Call) -> Record:
    """Section 6.1."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    destination, hop = networks.reachable_block(call, "RouteDest"), route_table.next_hop(call, owner)
    weight = call.get("Weight") if route_table.weights_matter(owner) else 100
    route = route_table.entry(call, owner, destination, hop, weight, call.get("PublishVpc"))
    route.update(RouteEntryType="custom", Source="CLOUD", Description=call.get("Description") or "")
    key = route_table.destination_key(route)
    known = route_table.of(call, _TABLE, owner["VpnGatewayId"])
    if key in call.table(_TABLE):
        raise call.error("VpnRouteEntry.Conflict")
    route_table.check_active(call, owner, weight, _rivals(known, destination))
    call.within_quota(_TABLE, len(known) + 1)
    if call.get("PublishVpc"):
        route_table.check_publish(call, owner, destination)
    call.checked()
    call.table(_TABLE)[key] = route
    call.updating(owner)
    return route


@action("PublishVpnRouteEntry")
def publish(call: Call) -> dict[str, Any]:
    """Section 6.3: withdrawing a published route withdraws one of the other kind to the same block, too."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    kind = "pbr_route_entries" if call.get("RouteType") == "pbr" else _TABLE
    same = {
        table: [
            route
            for route in route_table.of(call, table, owner["VpnGatewayId"])
            if route["RouteDest"] == call.parameters["RouteDest"]
        ]
        for table in route_table.TABLES
    }
    # A policy route is selected without its source, so several may match.
    picked = [route for route in same[kind] if route["NextHop"] == call.parameters["NextHop"]]
    if not picked:
        raise call.error("InvalidRouteEntry.NotFound")
    if call.get("PublishVpc"):
        route_table.check_publish(call, owner, call.parameters["RouteDest"])
        for route in picked:
            route_table.set_state(call, route, "published")
    else:
        other = next(table for table in route_table.TABLES if table != kind)
        both = any(route["State"] == "published" for route in picked)
        for route in [*picked, *(same[other] if both else [])]:
            route_table.set_state(call, route, "normal")
    call.updating(owner)
    return {}


@action("DescribeVpnRouteEntries")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 6.4.  No peer announces routes to the stand-in, so the list of BGP routes is empty."""
    owner = call.find("vpn_gateways", call.parameters["VpnGatewayId"])
    known = route_table.of(call, _TABLE, owner["VpnGatewayId"])
    listed = [route for route in known if route["RouteEntryType"] == call.get("RouteEntryType")]
    counts = [{"RouteCount": len(known), "RouteEntryType": "custom", "Source": "CLOUD"}] if known else []
    return {**paging.numbered(call, "VpnRouteEntries", listed, route_table.shown), "VpnRouteCounts": counts}


@action("ModifyVpnRouteEntryWeight")
def modify_weight(call: Call) -> dict[str, Any]:
    """Section 6.6."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    route = route_table.pick(call, owner, _TABLE, _key(call))
    rivals = _rivals(route_table.of(call, _TABLE, owner["VpnGatewayId"]), route["RouteDest"])
    route_table.set_weight(call, owner, route, rivals)
    return {}


@action("DeleteVpnRouteEntry")
def delete(call: Call) -> dict[str, Any]:
    """Section 6.8: listed until the gateway has settled."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    route_table.pick(call, owner, _TABLE, _key(call))
    call.delete_when_settled(_TABLE, _key(call))
    call.updating(owner)
    return {}


def _key(call: Call) -> str:
    return route_table.destination_key({**call.parameters, "VpnInstanceId": call.parameters["VpnGatewayId"]})


def _rivals(routes: list[Record], destination: str) -> list[Record]:
    return [route for route in routes if route["RouteDest"] == destination]
