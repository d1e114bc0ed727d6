# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding records, with the service's code for what is not there, and whether a gateway may be written to."""

from __future__ import annotations

from collections.abc import Iterable

from ..call import Call
from ..state import Record


def gateway(call: Call, gateway_id: str) -> Record:
    """A VPN gateway of the region."""
    record = call.region.vpn_gateways.get(gateway_id)
    if record is None:
        raise call.error("InvalidVpnGatewayInstanceId.NotFound")
    return record


def customer_gateway(call: Call, customer_gateway_id: str) -> Record:
    """A customer gateway of the region."""
    record = call.region.customer_gateways.get(customer_gateway_id)
    if record is None:
        raise call.error("InvalidCustomerGatewayInstanceId.NotFound")
    return record


def connection(call: Call, connection_id: str) -> Record:
    """An IPsec connection of the region."""
    record = call.region.vpn_connections.get(connection_id)
    if record is None:
        raise call.error("InvalidVpnConnectionInstanceId.NotFound")
    return record


def ssl_server(call: Call, server_id: str) -> Record:
    """An SSL server of the region."""
    record = call.region.ssl_vpn_servers.get(server_id)
    if record is None:
        raise call.error("InvalidSslVpnServerId.NotFound")
    return record


def with_ssl(call: Call, record: Record) -> Record:
    """The gateway, if it has SSL-VPN switched on (which an IPsec server needs, too)."""
    if record["SslVpn"] != "enable":
        raise call.error("VpnGateway.SslVpnDisabled")
    return record


def writable(call: Call, record: Record, at_once: bool = False) -> Record:
    """The gateway, if it may be changed now: not locked (where the action knows that code) and nothing under way.

    A change that is done ``at_once`` does not touch the gateway, so it need not wait for it.
    """
    if record["BusinessStatus"] == "FinancialLocked" and "VpnGateway.FinancialLocked" in call.action.errors:
        raise call.error("VpnGateway.FinancialLocked")
    if not at_once and call.is_busy(record):
        raise call.error("VpnGateway.Configuring")
    return record


def connections_of(call: Call, gateway_id: str) -> list[Record]:
    """The connections of a gateway."""
    return [record for record in call.region.vpn_connections.values() if record["VpnGatewayId"] == gateway_id]


def customers_of(record: Record) -> list[str]:
    """The customer gateways a connection uses: one, or one for each tunnel."""
    if record["Tunnels"]:
        return [tunnel["CustomerGatewayId"] for tunnel in record["Tunnels"]]
    return [record["CustomerGatewayId"]]


def users_of(call: Call, customer_gateway_id: str) -> list[Record]:
    """The connections that use a customer gateway."""
    return [record for record in call.region.vpn_connections.values() if customer_gateway_id in customers_of(record)]


def gateways_of(call: Call, connections: Iterable[Record]) -> list[Record]:
    """The VPN gateways of connections, each once."""
    ids = dict.fromkeys(record["VpnGatewayId"] for record in connections)
    return [call.region.vpn_gateways[gateway_id] for gateway_id in ids]
