# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by destination and policy routes (contract/route.yaml, notes of sections 6.1 to 6.3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Network

from ..call import Call
from ..registry import Uses, quota, reading
from ..state import Record

TABLES = ("route_entries", "pbr_route_entries")
# Published routes.  VPN routes have no documented default; 200 is that of a VPC route table.
quota("vpc_route_entries", 200, per="VPC")
_ACTIVE = 100
_READING = "routes-of-deleted-connection"
reading(
    _READING,
    "deleted",
    "refused",
    about="Whether `DeleteVpnConnection` deletes the connection's routes, or is refused while it has routes that "
    "a user created.",
)


def _created_by_user(route: Record) -> Iterable[str]:
    return () if route.get("Automatic") else (route["NextHop"],)


def _created_by_service(route: Record) -> Iterable[str]:
    return (route["NextHop"],) if route.get("Automatic") else ()


# No source has a code for the refusal.
USES = (
    Uses("vpn_connections", _created_by_user, refusal="DependencyViolation.VpnRouteEntry", reading=_READING),
    Uses("vpn_connections", _created_by_service),
)


def of(call: Call, table: str, gateway_id: str) -> list[Record]:
    """The routes of a gateway."""
    return [route for route in call.table(table).values() if route["VpnInstanceId"] == gateway_id]


def destination_key(route: Record) -> str:
    """A destination route has no id; its key is gateway, destination and next hop."""
    return " ".join((route["VpnInstanceId"], route["RouteDest"], route["NextHop"]))


def policy_key(route: Record) -> str:
    """The key of a policy route has its source as well."""
    return f"{destination_key(route)} {route['RouteSource']}"


def entry(call: Call, gateway: Record, destination: str, next_hop: str, weight: int, published: bool) -> Record:
    """A new route."""
    tunnels = call.table("vpn_connections")[next_hop]["Tunnels"]
    route = {
        "VpnInstanceId": gateway["VpnGatewayId"],
        "RouteDest": destination,
        "NextHop": next_hop,
        "NextHopTunnelId": tunnels[0]["TunnelId"] if tunnels else None,
        "Weight": weight,
        "State": "normal",
        "OverlayMode": "Ipsec",
        "CreateTime": call.milliseconds,
    }
    set_state(call, route, "published" if published else "normal")
    return route


def set_state(call: Call, route: Record, state: str) -> None:
    """The route is published or withdrawn, which the lists may show later."""
    route.update(Before=route["State"], State=state, Since=call.settled_at + call.route_lag if call.route_lag else 0)


def shown(call: Call, route: Record) -> Record:
    """A route as the lists show it: not published while the health check of its connection fails."""
    if call.now < route["Since"]:
        return {**route, "State": route["Before"]}
    if call.table("vpn_connections")[route["NextHop"]].get("Probe") == "failed":
        return {**route, "State": "normal"}
    return route


def next_hop(call: Call, gateway: Record) -> str:
    """The connection that the request names; it has to belong to this gateway."""
    connection_id: str = call.parameters["NextHop"]
    found = call.table("vpn_connections").get(connection_id)
    if found is None or found["VpnGatewayId"] != gateway["VpnGatewayId"]:
        raise call.invalid("NextHop")
    return connection_id


def weights_matter(gateway: Record) -> bool:
    """With two tunnels, each is the backup of the other, and Weight has no effect."""
    return gateway["DisasterRecoveryVSwitchId"] is None


def check_active(call: Call, gateway: Record, weight: int, rivals: Iterable[Record]) -> None:
    """Of the routes to one destination only one may be active."""
    if weights_matter(gateway) and weight == _ACTIVE and any(rival["Weight"] == _ACTIVE for rival in rivals):
        raise call.error("VpnRouteEntry.Conflict")


def check_publish(call: Call, gateway: Record, destination: str) -> None:
    """The VPC's table accepts a block from one gateway only, and a limited number of blocks."""
    used = set(_pools(call, gateway["VpcId"]))
    for route in _published(call, gateway["VpcId"]):
        if route["RouteDest"] == destination and route["VpnInstanceId"] != gateway["VpnGatewayId"]:
            raise call.error("OperationFailed.RouteConflict")
        used.add(route["RouteDest"])
    call.within_quota("vpc_route_entries", len(used | {destination}), "QuotaExceeded.VpnRouteEntry")


def check_pool(call: Call, gateway: Record, pool: str, server: Record | None = None) -> None:
    """The service adds a route to each client pool, so pools may not overlap; if ``server`` gets a new pool, its old
    one does not count."""
    pools = set(_pools(call, gateway["VpcId"])) - {server["ClientIpPool"] if server else None}
    if any(IPv4Network(pool).overlaps(IPv4Network(other)) for other in pools):
        raise call.invalid("ClientIpPool", pool)
    used = pools | {route["RouteDest"] for route in _published(call, gateway["VpcId"])}
    call.within_quota("vpc_route_entries", len(used | {pool}), "QuotaExceeded.VpnRouteEntry")


def pick(call: Call, gateway: Record, table: str, key: str) -> Record:
    """The route with this key; where weights matter, the request has to name its current Weight too."""
    route = call.table(table).get(key)
    if route is None or (weights_matter(gateway) and route["Weight"] != call.parameters["Weight"]):
        raise call.error("InvalidRouteEntry.NotFound")
    if call.parameters.get("Priority") not in (None, route.get("Priority")):
        raise call.invalid("Priority")
    return route


def set_weight(call: Call, gateway: Record, route: Record, rivals: Iterable[Record]) -> None:
    """Set NewWeight, if weights matter."""
    others = [rival for rival in rivals if rival is not route]
    check_active(call, gateway, call.parameters["NewWeight"], others)
    if weights_matter(gateway):
        route["Weight"] = call.parameters["NewWeight"]
    call.updating(gateway)


def _pools(call: Call, vpc_id: str) -> Iterator[str]:
    for table in (call.table("ssl_vpn_servers"), call.table("ipsec_servers")):
        for server in table.values():
            if call.table("vpn_gateways")[server["VpnGatewayId"]]["VpcId"] == vpc_id:
                yield server["ClientIpPool"]


def _published(call: Call, vpc_id: str) -> Iterator[Record]:
    gateways = call.table("vpn_gateways")
    for table in TABLES:
        for route in call.table(table).values():
            if route["State"] == "published" and gateways[route["VpnInstanceId"]]["VpcId"] == vpc_id:
                yield route
