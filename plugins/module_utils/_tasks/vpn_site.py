# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What exists around a VPN gateway, as the dictionaries of the role site_to_site. Contract: gateway.yaml,
connection.yaml and route.yaml, the actions that list and read."""

from __future__ import annotations

import typing as t

from .._engine.find import to_ids
from .._engine.parts import Options, Raw
from .._engine.phase import phase
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._resources.customer_gateway import CUSTOMER_GATEWAY
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY
from .._rpc.client import Client
from ._around import Around, values

_GATEWAY = IN_GATEWAY.filter(required=True)


def _spec() -> Spec:
    return {
        _GATEWAY.name: _GATEWAY.spec(required=True),
        "include_secrets": {"type": "bool", "default": False},
    }


def describe(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("describe", f"the sites of VPN gateway {options[_GATEWAY.name]}", []):
        given = to_ids(Remote(VPN_GATEWAY, client), (_GATEWAY,), options)
        around = _look(Remote(VPN_GATEWAY, client), given[_GATEWAY.name], options["include_secrets"])
        sites, left_out = [], []
        for connection in around.connections:
            reason = around.undescribable(connection)
            if reason:
                left_out.append({"vpn_connection_id": connection["VpnConnectionId"], "reason": reason})
            else:
                sites.append(_site(connection, around))
    return {"changed": False, "vpn_sites": sites, "left_out": left_out}


def _look(remote: Remote, gateway_id: str, secrets: bool) -> Around:
    within = {_GATEWAY.wire: gateway_id}
    connections = remote.of(VPN_CONNECTION)
    listed = [raw["VpnConnectionId"] for raw in connections.fetch(within)]
    return Around(
        remote.existing(gateway_id),
        # A list shows less than a read by ID.
        [raw for raw in map(connections.read, listed) if raw],
        {raw["CustomerGatewayId"]: raw for raw in remote.of(CUSTOMER_GATEWAY).fetch({})},
        remote.of(VPN_ROUTE_ENTRY).fetch(within),
        secrets,
    )


def _site(raw: Raw, around: Around) -> dict[str, t.Any]:
    ends = around.customer_ids(raw)
    customers = [values(CUSTOMER_GATEWAY, around.customers[one], around.secrets) for one in ends]
    return {
        **_gateway(around),
        **({"customer_gateway": customers[0]} if len(customers) == 1 else {"customer_gateways": customers}),
        "vpn_connection": around.connection_values(raw),
        "routes": around.route_values(raw["VpnConnectionId"]),
    }


def _gateway(around: Around) -> dict[str, t.Any]:
    """A gateway of several connections belongs to none of their sites, so that deleting one keeps it."""
    if len(around.connections) > 1:
        return {"existing_vpn_gateway": around.gateway["Name"]}
    return {"vpn_gateway": around.gateway_values()}


VPN_SITE = Task(_spec, describe, read_only=True)
