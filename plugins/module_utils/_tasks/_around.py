# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What exists around a VPN gateway, as options of the modules: for everything that describes what was created by other
means."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .._engine.field import masked
from .._engine.kind import MASK
from .._engine.parts import Raw
from .._engine.reference import Ref
from .._engine.resource import Resource
from .._engine.views import projection
from .._resources.vpn_connection import SINGLE_ONLY, VPN_CONNECTION
from .._resources.vpn_gateway import VPN_GATEWAY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY, is_custom

Values = dict[str, t.Any]


@dataclass(frozen=True)
class Around:
    """A VPN gateway and what exists around it. `customers`: all of the region, by ID. `secrets`: whether options have
    them."""

    gateway: Raw
    connections: list[Raw]
    customers: t.Mapping[str, Raw]
    routes: list[Raw]
    secrets: bool

    def undescribable(self, raw: Raw) -> str:
        """Why a connection cannot be managed by names; empty if it can."""
        name = raw.get("Name")
        if not name:
            return "the connection has no name; give it one"
        if [other.get("Name") for other in self.connections].count(name) > 1:
            return f"several connections of the VPN gateway are named {name!r}; rename them"
        if not self.gateway.get("Name"):
            return "the VPN gateway has no name; give it one"
        for customer_id in self.customer_ids(raw):
            customer = self.customers.get(customer_id)
            if customer is None:
                return f"its customer gateway {customer_id} does not exist in this region"
            if not customer.get("Name"):
                return f"its customer gateway {customer_id} has no name; give it one"
            if [other.get("Name") for other in self.customers.values()].count(customer["Name"]) > 1:
                return f"several customer gateways are named {customer['Name']!r}; rename them"
        return ""

    def gateway_values(self) -> Values:
        """The options of the VPN gateway."""
        found = values(VPN_GATEWAY, self.gateway, self.secrets)
        if not found.get("enable_ssl"):
            # The service shows a number even if nobody can connect, and the module does not take it then.
            found.pop("ssl_connections", None)
        return found

    def customer_ids(self, raw: Raw) -> list[str]:
        """The customer gateways of a connection; two tunnels may have one each."""
        connection = projection(VPN_CONNECTION, raw)
        ends = (connection, *(connection.get("tunnels") or ()))
        return list(dict.fromkeys(end["customer_gateway"] for end in ends if end.get("customer_gateway")))

    def connection_values(self, raw: Raw) -> Values:
        """The options of a connection without those that refer to others; if each tunnel has a customer gateway of its
        own, the tunnels name them."""
        found = values(VPN_CONNECTION, raw, self.secrets)
        left_out = set(_references(VPN_CONNECTION))
        if found.get("tunnels"):
            # Each tunnel has its own values of these.
            left_out |= {*SINGLE_ONLY, *(VPN_CONNECTION.shared.fields if VPN_CONNECTION.shared else ())}
        several = len(self.customer_ids(raw)) > 1
        for tunnel in found.get("tunnels") or ():
            customer_id = tunnel.pop("customer_gateway", None)
            if several and customer_id:
                tunnel["customer_gateway"] = self.customers[customer_id]["Name"]
        return {name: value for name, value in found.items() if name not in left_out}

    def route_values(self, connection_id: str) -> list[Values]:
        """The options of the routes through a connection, without those that refer to others."""
        references = _references(VPN_ROUTE_ENTRY)
        return [
            {name: value for name, value in projection(VPN_ROUTE_ENTRY, route).items() if name not in references}
            for route in filter(is_custom, self.routes)
            if route.get("NextHop") == connection_id
        ]


def values(resource: Resource, raw: Raw, secrets: bool) -> Values:
    """The present values of the options."""
    found = projection(resource, raw)
    return found if secrets else dict(_without_masks(masked(resource.fields, found)))


def _references(resource: Resource) -> list[str]:
    return [field.name for field in resource.fields if isinstance(field.kind, Ref)]


def _without_masks(value: t.Any) -> t.Any:
    if isinstance(value, dict):
        return {name: _without_masks(inner) for name, inner in value.items() if inner != MASK}
    return [_without_masks(inner) for inner in value] if isinstance(value, list) else value
