# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The policy routes that a policy-based connection adds by itself (connection.yaml, notes of CreateVpnConnection).

Specific blocks on both sides and AutoConfigRoute: one route for each pair, weight 100, priority 10, not published.
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
    """Refuse subnets whose routes another connection has already, or that are too many."""
    pairs = _pairs(automatic, local, remote)
    routes = route_table.of(call, "pbr_route_entries", gateway["VpnGatewayId"])
    for route in routes:
        other = route["NextHop"] != connection_id
        if other and route["Weight"] == _WEIGHT and (route["RouteSource"], route["RouteDest"]) in pairs:
            raise call.error("VpnRouteEntry.Conflict")
    own = {(route["RouteSource"], route["RouteDest"]) for route in routes if route["NextHop"] == connection_id}
    stays = [route for route in routes if not _is_automatic(route, connection_id)]
    added = len([pair for pair in pairs if pair not in own])
    quota = call.quotas["pbr_route_entries"]
    if added and len(stays) + len(pairs) > quota:
        raise call.error("QuotaExceeded.PolicyBasedRoute", len(routes), added, quota)


def follow(call: Call, gateway: Record, connection: Record) -> None:
    """Make the automatic routes those of the connection's subnets; others, made by hand, stay."""
    connection_id = connection["VpnConnectionId"]
    local, remote = connection["LocalSubnet"].split(","), connection["RemoteSubnet"].split(",")
    pairs = _pairs(connection["AutoConfigRoute"], local, remote)
    table = call.region.pbr_route_entries
    for route in route_table.of(call, "pbr_route_entries", gateway["VpnGatewayId"]):
        if _is_automatic(route, connection_id) and (route["RouteSource"], route["RouteDest"]) not in pairs:
            del table[route_table.policy_key(route)]
    for source, destination in pairs:
        route = route_table.entry(call, gateway, destination, connection_id, _WEIGHT, published=False)
        route.update(RouteSource=source, Priority=_PRIORITY, Automatic=True)
        table.setdefault(route_table.policy_key(route), route)


def _pairs(automatic: bool, local: list[str], remote: list[str]) -> list[tuple[str, str]]:
    # What happens with everything on one side only is not described; a route to or from everything is not possible.
    if not automatic or EVERYWHERE in (*local, *remote):
        return []
    return list(product(local, remote))


def _is_automatic(route: Record, connection_id: str) -> bool:
    return bool(route["NextHop"] == connection_id and route.get("Automatic"))
