# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The gateways of several regions, listed side by side."""

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

# Each region's client fetches up to eight pages at a time; with more at once the service only throttles.
_REGIONS_AT_ONCE = 4


@dataclass(frozen=True)
class Fleet:
    """`gateways`: results as vpn_gateway_info gives them, with their region. `denied`: why, by region."""

    gateways: Results
    denied: dict[str, str]


@dataclass(frozen=True)
class Wish:
    """What is to be listed, and what a refused region means."""

    filters: dict[str, t.Any]
    include_connections: bool
    skip_unauthorized: bool


def list_fleet(clients: t.Sequence[Client], wish: Wish) -> Fleet:
    """In the order of the clients, a region each. Raises Failed, which names the region, or MissingLibrary."""
    fleet = Fleet([], {})
    with ThreadPoolExecutor(min(_REGIONS_AT_ONCE, len(clients))) as pool:
        for one in pool.map(lambda client: _region(client, wish), clients):
            fleet.gateways.extend(one.gateways)
            fleet.denied.update(one.denied)
    return fleet


def _region(client: Client, wish: Wish) -> Fleet:
    try:
        gateways = list_all(VPN_GATEWAY, client, wish.filters)
        # Out of an inventory source it is a text that knows its line, and costs the cache seconds to read 10,000 times.
        region = str(client.region)
        for gateway in gateways:
            gateway["region"] = region
        if wish.include_connections and gateways:
            _add_connections(gateways, client)
    except Failed as error:
        denied = getattr(error.cause, "category", None) is Category.DENIED
        if denied and wish.skip_unauthorized:
            return Fleet([], {client.region: error.text})
        advice = " Or leave the region out with skip_unauthorized=true." if denied else ""
        raise Failed(f"Region {client.region}: {error.text}{advice}", error.cause, error.actions) from error
    return Fleet(gateways, {})


def _add_connections(gateways: Results, client: Client) -> None:
    """Two lists for the region, whatever the number of gateways."""
    customers = {one[CUSTOMER_GATEWAY.id_option]: one for one in list_all(CUSTOMER_GATEWAY, client, {})}
    by_gateway: dict[str, Results] = {gateway[VPN_GATEWAY.id_option]: [] for gateway in gateways}
    for connection in list_all(VPN_CONNECTION, client, {}):
        # A dual-tunnel connection has a customer gateway in each tunnel, and none of its own.
        for end in (connection, *(connection["tunnel_options_specification"] or ())):
            end["customer_gateway"] = customers.get(end.get(CUSTOMER_GATEWAY.id_option))
        by_gateway.get(connection[VPN_GATEWAY.id_option], []).append(connection)
    for gateway in gateways:
        gateway["connections"] = by_gateway[gateway[VPN_GATEWAY.id_option]]
