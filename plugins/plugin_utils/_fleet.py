# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Lists the VPN gateways of several regions in parallel."""

from __future__ import annotations

import typing as t
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..module_utils._engine.listing import list_all
from ..module_utils._engine.phase import Failed
from ..module_utils._resources.customer_gateway import CUSTOMER_GATEWAY
from ..module_utils._resources.vpn_connection import VPN_CONNECTION
from ..module_utils._resources.vpn_gateway import VPN_GATEWAY
from ..module_utils._rpc.client import Client
from ..module_utils._rpc.errors import Category

Results = list[dict[str, t.Any]]

# Each client already reads up to ten pages at a time. With more regions at once the service only throttles.
_REGIONS_AT_ONCE = 4


@dataclass(frozen=True)
class Fleet:
    """`gateways`: results as vpn_gateway_info returns them, with their region. `denied`: the reason, by region."""

    gateways: Results
    denied: dict[str, str]


@dataclass(frozen=True)
class Selection:
    """What to list, and whether to skip a region that the key may not list."""

    filters: dict[str, t.Any]
    include_connections: bool
    skip_unauthorized: bool


def list_fleet(clients: t.Sequence[Client], selection: Selection) -> Fleet:
    """Lists one region for each client, in their order. Raises MissingLibrary, or Failed, which names the region."""
    fleet = Fleet([], {})
    with ThreadPoolExecutor(min(_REGIONS_AT_ONCE, len(clients))) as pool:
        for one in pool.map(lambda client: _region(client, selection), clients):
            fleet.gateways.extend(one.gateways)
            fleet.denied.update(one.denied)
    return fleet


def _region(client: Client, selection: Selection) -> Fleet:
    try:
        gateways = list_all(VPN_GATEWAY, client, selection.filters)
        # From an inventory source it is a string with its line number. The cache takes seconds to read 10,000 of these.
        region = str(client.region)
        for gateway in gateways:
            gateway["region"] = region
        if selection.include_connections and gateways:
            _add_connections(gateways, client)
    except Failed as error:
        denied = getattr(error.cause, "category", None) is Category.DENIED
        if denied and selection.skip_unauthorized:
            return Fleet([], {client.region: error.text})
        advice = " To skip this region, set skip_unauthorized=true." if denied else ""
        raise Failed(f"Region {client.region}: {error.text}{advice}", error.cause, error.actions) from error
    return Fleet(gateways, {})


def _add_connections(gateways: Results, client: Client) -> None:
    """Adds connections with two list calls for the region, however many gateways it has."""
    customers = {one[CUSTOMER_GATEWAY.id_option]: one for one in list_all(CUSTOMER_GATEWAY, client, {})}
    by_gateway: dict[str, Results] = {gateway[VPN_GATEWAY.id_option]: [] for gateway in gateways}
    for connection in list_all(VPN_CONNECTION, client, {}):
        # A dual-tunnel connection has a customer gateway for each tunnel, and none itself.
        for end in (connection, *(connection["tunnel_options_specification"] or ())):
            end["customer_gateway"] = customers.get(end.get(CUSTOMER_GATEWAY.id_option))
        by_gateway.get(connection[VPN_GATEWAY.id_option], []).append(connection)
    for gateway in gateways:
        gateway["connections"] = by_gateway[gateway[VPN_GATEWAY.id_option]]
