# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The relations between gateways, connections and customer gateways."""

from __future__ import annotations

from collections.abc import Iterable

from ..call import Call
from ..state import Record


def gateway_group(call: Call, record: Record) -> str:
    """The resource group of a record's gateway."""
    group: str = call.table("vpn_gateways")[record["VpnGatewayId"]]["ResourceGroupId"]
    return group


def connections_of(call: Call, gateway_id: str) -> list[Record]:
    """The connections of a gateway."""
    return [record for record in call.table("vpn_connections").values() if record["VpnGatewayId"] == gateway_id]


def any_connection(call: Call, connection_id: str) -> Record:
    """A connection of a VPN gateway, or one for a transit router."""
    return call.table("vpn_attachments").get(connection_id) or call.find("vpn_connections", connection_id)


def customers_of(record: Record) -> list[str]:
    """The customer gateways that a connection uses: one, or one for each tunnel."""
    if record["Tunnels"]:
        return [tunnel["CustomerGatewayId"] for tunnel in record["Tunnels"]]
    return [record["CustomerGatewayId"]]


def gateways_of(call: Call, records: Iterable[Record]) -> list[Record]:
    """The VPN gateways of records, each once; a record may have none."""
    ids = dict.fromkeys(record["VpnGatewayId"] for record in records if record.get("VpnGatewayId"))
    return [call.table("vpn_gateways")[gateway_id] for gateway_id in ids]
