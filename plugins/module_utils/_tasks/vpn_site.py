# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What exists around a VPN gateway, as the dictionaries of the role site_to_site. Contract: gateway.yaml,
connection.yaml and route.yaml, the actions that list and read."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .._engine.field import masked
from .._engine.find import to_ids
from .._engine.kinds import MASK
from .._engine.phase import phase
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.resource import Options, Raw, Resource
from .._engine.task import Result, Spec, Task
from .._engine.views import projection
from .._resources.customer_gateway import CUSTOMER_GATEWAY
from .._resources.vpn_connection import SINGLE_ONLY, VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY
from .._rpc.client import Client

_GATEWAY = IN_GATEWAY.filter(required=True)
_CUSTOM = "custom"


@dataclass(frozen=True)
class _Around:
    """A VPN gateway and what exists around it."""

    gateway: Raw
    connections: list[Raw]
    customers: dict[str, Raw]
    routes: list[Raw]


def _spec() -> Spec:
    return {
        _GATEWAY.name: _GATEWAY.spec(required=True),
        "include_secrets": {"type": "bool", "default": False},
    }


def describe(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("describe", f"the sites of VPN gateway {options[_GATEWAY.name]}", []):
        around = _look(Remote(VPN_GATEWAY, client), to_ids(Remote(VPN_GATEWAY, client), (_GATEWAY,), options))
        sites, left_out = [], []
        for connection in around.connections:
            reason = _undescribable(connection, around)
            if reason:
                left_out.append({"vpn_connection_id": connection["VpnConnectionId"], "reason": reason})
            else:
                sites.append(_site(connection, around, options["include_secrets"]))
    return {"changed": False, "vpn_sites": sites, "left_out": left_out}


def _look(remote: Remote, options: Options) -> _Around:
    gateway_id = options[_GATEWAY.name]
    within = {_GATEWAY.wire: gateway_id}
    connections = remote.of(VPN_CONNECTION)
    listed = [raw["VpnConnectionId"] for raw in connections.fetch(within)]
    return _Around(
        remote.existing(gateway_id),
        # A list shows less than a read by ID.
        [raw for raw in map(connections.read, listed) if raw],
        {raw["CustomerGatewayId"]: raw for raw in remote.of(CUSTOMER_GATEWAY).fetch({})},
        remote.of(VPN_ROUTE_ENTRY).fetch(within),
    )


def _undescribable(connection: Raw, around: _Around) -> str:
    """Why the role cannot manage a connection: it finds everything by name."""
    name = connection.get("Name")
    if not name:
        return "the connection has no name; give it one"
    if [raw.get("Name") for raw in around.connections].count(name) > 1:
        return f"several connections of the VPN gateway are named {name!r}; rename them"
    if not around.gateway.get("Name"):
        return "the VPN gateway has no name; give it one"
    for customer_id in _customer_ids(_values(VPN_CONNECTION, connection, secrets=False)):
        customer = around.customers.get(customer_id)
        if customer is None:
            return f"its customer gateway {customer_id} does not exist in this region"
        if not customer.get("Name"):
            return f"its customer gateway {customer_id} has no name; give it one"
        if [raw.get("Name") for raw in around.customers.values()].count(customer["Name"]) > 1:
            return f"several customer gateways are named {customer['Name']!r}; rename them"
    return ""


def _site(raw: Raw, around: _Around, secrets: bool) -> dict[str, t.Any]:
    connection = _values(VPN_CONNECTION, raw, secrets)
    customer_ids = _customer_ids(connection)
    customers = [_values(CUSTOMER_GATEWAY, around.customers[one], secrets) for one in customer_ids]
    left_out = set(_references(VPN_CONNECTION))
    if connection.get("tunnels"):
        # Each tunnel has its own values of these.
        left_out |= {*SINGLE_ONLY, *(VPN_CONNECTION.shared.fields if VPN_CONNECTION.shared else ())}
    for tunnel in connection.get("tunnels") or ():
        customer_id = tunnel.pop("customer_gateway", None)
        if len(customers) > 1 and customer_id:
            tunnel["customer_gateway"] = around.customers[customer_id]["Name"]
    return {
        **_gateway(around, secrets),
        **({"customer_gateway": customers[0]} if len(customers) == 1 else {"customer_gateways": customers}),
        "vpn_connection": {name: value for name, value in connection.items() if name not in left_out},
        "routes": _routes(raw["VpnConnectionId"], around),
    }


def _routes(connection_id: str, around: _Around) -> list[dict[str, t.Any]]:
    """Those that users create. Routes of BGP come and go by themselves."""
    references = _references(VPN_ROUTE_ENTRY)
    own = (route for route in around.routes if (route.get("RouteEntryType") or _CUSTOM).lower() == _CUSTOM)
    return [
        {name: value for name, value in projection(VPN_ROUTE_ENTRY, route).items() if name not in references}
        for route in own
        if route.get("NextHop") == connection_id
    ]


def _gateway(around: _Around, secrets: bool) -> dict[str, t.Any]:
    """A gateway of several connections belongs to none of their sites, so that deleting one keeps it."""
    if len(around.connections) > 1:
        return {"existing_vpn_gateway": around.gateway["Name"]}
    values = _values(VPN_GATEWAY, around.gateway, secrets)
    if not values.get("enable_ssl"):
        # The service shows a number even if nobody can connect, and the module does not take it then.
        values.pop("ssl_connections", None)
    return {"vpn_gateway": values}


def _customer_ids(connection: Options) -> list[str]:
    ends = (connection, *(connection.get("tunnels") or ()))
    return list(dict.fromkeys(end["customer_gateway"] for end in ends if end.get("customer_gateway")))


def _references(resource: Resource) -> list[str]:
    return [field.name for field in resource.fields if isinstance(field.kind, Ref)]


def _values(resource: Resource, raw: Raw, secrets: bool) -> dict[str, t.Any]:
    values = projection(resource, raw)
    return values if secrets else dict(_without_masks(masked(resource.fields, values)))


def _without_masks(value: t.Any) -> t.Any:
    if isinstance(value, dict):
        return {name: _without_masks(inner) for name, inner in value.items() if inner != MASK}
    return [_without_masks(inner) for inner in value] if isinstance(value, list) else value


VPN_SITE = Task(_spec, describe, read_only=True)
