# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Store what the data plane found where the cloud's answers show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..services import connection_logs, ssl_clients, ssl_server_logs
from ..state import Record, State

NOT_ESTABLISHED = "ike_sa_not_established"
ESTABLISHED = "ipsec_sa_established"


def store(state: State, found: Mapping[str, Any], now: float) -> None:
    """Store one report.

    ``tunnels``: negotiation status by tunnel, or by connection if it has only one; ``probes``: success or failed;
    ``ssl_servers``: connected clients and new log lines.
    """
    for record in state.every("vpn_connections"):
        key = record["VpnConnectionId"]
        for tunnel_id, tunnel in _tunnels(record):
            if tunnel_id in found["tunnels"]:
                connection_logs.set_status(record, now, found["tunnels"][tunnel_id], tunnel)
        if key in found["probes"]:
            record["Probe"] = found["probes"][key]
        else:
            record.pop("Probe", None)
    for record in state.every("ssl_vpn_servers"):
        seen = found["ssl_servers"].get(record["SslVpnServerId"])
        if seen:
            record["Clients"] = [ssl_clients.connected(client) for client in seen["clients"]]
            for line, certificate_id in seen["log"]:
                ssl_server_logs.write(record, now, line, certificate_id)


def reset(state: State, keys: set[str]) -> None:
    """These tunnels are not negotiated, or have to be negotiated again."""
    for record in state.every("vpn_connections"):
        for tunnel_id, tunnel in _tunnels(record):
            if tunnel_id in keys:
                (tunnel or record)["Status"] = NOT_ESTABLISHED


def _tunnels(record: Record) -> list[tuple[str, Record | None]]:
    """By their ids; the single tunnel of a connection has the connection's id, and no record of its own."""
    return [(tunnel["TunnelId"], tunnel) for tunnel in record["Tunnels"]] or [(record["VpnConnectionId"], None)]
