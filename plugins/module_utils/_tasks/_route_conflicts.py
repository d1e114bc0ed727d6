# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Routes and networks that a VPN gateway or a VPC cannot have twice, so that the service would refuse the second one
half-way. Contract: CreateVpnRouteEntry and CreateVpnConnection."""

from __future__ import annotations

import ipaddress
import typing as t
from itertools import product

from .._engine.field import Field
from .._engine.parts import Options, Raw
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY, is_custom

Key = tuple[str, str]
_DEST, _WEIGHT, _PUBLISHED = map(VPN_ROUTE_ENTRY.field, ("route_dest", "weight", "publish_vpc"))
_LOCAL, _REMOTE = VPN_CONNECTION.field("local_subnet"), VPN_CONNECTION.field("remote_subnet")
_EVERYWHERE = ipaddress.ip_network("0.0.0.0/0")
ACTIVE = 100


class Declared(t.NamedTuple):
    """A connection or a route of a topology. `gateway`: the type and the ID of its VPN gateway, or its name if it does
    not exist. `actual`: as it is, if it exists. `changes`: whether it is created or changed."""

    path: str
    gateway: Key
    options: Options
    actual: Raw | None
    changes: bool


def destination(options: Options) -> t.Any:
    """The network that a route leads to, in a form that can be compared."""
    return _DEST.kind.canon(options["route_dest"])


def second_active(routes: t.Iterable[Declared], others: t.Iterable[tuple[Key, Raw]]) -> t.Iterator[str]:
    """Of the routes to one destination of a VPN gateway only one may be active, unless its connections have two
    tunnels: then the weight has no effect. `others`: those that exist, are not declared and stay."""
    first = {
        (gateway, _DEST.kind.canon(raw["RouteDest"])): f"the VPN gateway has an active route to {raw['RouteDest']} "
        f"through {raw['NextHop']} already"
        for gateway, raw in others
        if is_custom(raw) and _WEIGHT.receive(raw) == ACTIVE
    }
    active = [route for route in routes if _value(route, _WEIGHT) == ACTIVE]
    for route in sorted(active, key=lambda one: one.changes):
        here = f"an active route to {route.options['route_dest']} is declared in {route.path} too"
        there = first.setdefault((route.gateway, destination(route.options)), here)
        if there is not here and route.changes:
            yield (
                f"{route.path}: {there}; with single-tunnel connections, a VPN gateway can have only one active route "
                "to a destination; give the others weight=0 in routes of their sites, or leave them out"
            )


def published_twice(routes: t.Iterable[Declared], vpcs: t.Mapping[Key, t.Any]) -> t.Iterator[str]:
    """The route table of a VPC takes a destination from one VPN gateway only. `vpcs`: of the VPN gateways."""
    first: dict[t.Any, Declared] = {}
    published = [route for route in routes if _value(route, _PUBLISHED)]
    for route in sorted(published, key=lambda one: one.changes):
        other = first.setdefault((vpcs[route.gateway], destination(route.options)), route)
        if other.gateway != route.gateway and route.changes:
            yield (
                f"{route.path}: a published route to {route.options['route_dest']} is declared in {other.path} too, on "
                "another VPN gateway of the VPC; a VPC can have a destination from one VPN gateway only; give "
                "publish_vpc=false to one of the two in routes of its site, or leave it out"
            )


def _value(route: Declared, field: Field) -> t.Any:
    """As it will be."""
    given = route.options.get(field.name)
    if given is not None:
        return given
    return field.receive(route.actual) if route.actual else field.initial


def same_networks(connections: t.Iterable[Declared]) -> t.Iterator[str]:
    """The service adds an active route for each pair of networks of a connection. It does not show whether it has done
    that for a connection that exists."""
    first: dict[t.Any, str] = {}
    for connection in connections:
        if connection.actual or connection.options.get("auto_config_route") is False:
            continue
        local, remote = (field.kind.canon(connection.options[field.name]) for field in (_LOCAL, _REMOTE))
        if _EVERYWHERE in local | remote:
            continue
        taken = {}
        for pair in product(sorted(local, key=str), sorted(remote, key=str)):
            there = first.setdefault((connection.gateway, pair), connection.path)
            if there != connection.path:
                taken[there] = " and ".join(map(str, pair))
        for there, pair_text in taken.items():
            yield (
                f"{connection.path}.remote_subnet: {there} has the networks {pair_text} too; the service adds a route "
                "for them, which a VPN gateway can have only once; give other networks, or auto_config_route=false in "
                "one of the two"
            )
