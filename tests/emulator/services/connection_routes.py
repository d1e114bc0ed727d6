# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy routes that the service adds for a connection's subnets (connection.yaml, notes of CreateVpnConnection).

A connection with AutoConfigRoute and specific blocks on both sides has one route for each pair of blocks, with weight
100 and priority 10, not published.
"""

from __future__ import annotations

from itertools import product

from ..call import Call
from ..state import Record
from . import route_table
from .networks import EVERYWHERE

_WEIGHT = 100
_PRIORITY = 10


def check(
    call: Call, gateway: Record, connection_id: str, automatic: bool, local: list[str], remote: list[str]
) -> None:
    """Refuse subnets whose routes another connection already has, or that need too many routes."""
    pairs = _pairs(automatic, local, remote)
    routes = route_table.of(call, "pbr_route_entries", gateway["VpnGatewayId"])
    for route in routes:
        foreign = route["NextHop"] != connection_id
        if foreign and route["Weight"] == _WEIGHT and (route["RouteSource"], route["RouteDest"]) in pairs:
            raise call.error("VpnRouteEntry.Conflict")
    own = {(route["RouteSource"], route["RouteDest"]) for route in routes if route["NextHop"] == connection_id}
    others = [route for route in routes if not _is_automatic(route, connection_id)]
    added = len([pair for pair in pairs if pair not in own])
    quota = call.quotas["pbr_route_entries"]
    if added and len(others) + len(pairs) > quota:
        raise call.error("QuotaExceeded.PolicyBasedRoute", len(routes), added, quota)


def follow(call: Call, gateway: Record, connection: Record) -> None:
    """Add and remove automatic routes as the connection's subnets require; routes that users created stay."""
    connection_id = connection["VpnConnectionId"]
    local, remote = connection["LocalSubnet"].split(","), connection["RemoteSubnet"].split(",")
    pairs = _pairs(connection["AutoConfigRoute"], local, remote)
    table = call.table("pbr_route_entries")
    for route in route_table.of(call, "pbr_route_entries", gateway["VpnGatewayId"]):
        if _is_automatic(route, connection_id) and (route["RouteSource"], route["RouteDest"]) not in pairs:
            del table[route_table.policy_key(route)]
    for source, destination in pairs:
        route = route_table.entry(call, gateway, destination, connection_id, _WEIGHT, published=False)
        route.update(RouteSource=source, Priority=_PRIORITY, Automatic=True)
        table.setdefault(route_table.policy_key(route), route)


def _pairs(automatic: bool, local: list[str], remote: list[str]) -> list[tuple[str, str]]:
    # What happens with 0.0.0.0/0 on one side only is not documented; a policy route to 0.0.0.0/0 is not possible.
    if not automatic or EVERYWHERE in (*local, *remote):
        return []
    return list(product(local, remote))


def _is_automatic(route: Record, connection_id: str) -> bool:
    return bool(route["NextHop"] == connection_id and route.get("Automatic"))
