# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of a connection's negotiation: DescribeVpnConnectionLogs in contract/connection.yaml.

The stand-in logs that a negotiation begins, and each new Status, for the tunnel that it is about.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ..call import Call
from ..registry import action
from ..state import Record
from . import logs
from .relations import any_connection

# What a new Status means: the topic of the line, and its text.
_STATUS = {
    "ike_sa_not_established": ("PROTO_ERR", "IKE_SA is not established"),
    "ike_sa_established": ("PROTO_NOTIFY", "IKE_SA is established"),
    "ipsec_sa_not_established": ("PROTO_ERR", "CHILD_SA is not established"),
    "ipsec_sa_established": ("PROTO_NOTIFY", "CHILD_SA is established"),
}


@action("DescribeVpnConnectionLogs")
def describe(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference.  Without a TunnelId the lines are those of all tunnels."""
    record = any_connection(call, call.parameters["VpnConnectionId"])
    tunnel = call.parameters.get("TunnelId")
    if tunnel is not None and tunnel not in _tunnels(record):
        raise call.invalid("TunnelId")
    return logs.read(call, record, tunnel)


def write_start(record: Record, now: float) -> None:
    """Log that a new connection negotiates, or waits until its peer does."""
    text = "initiate IKE_SA" if record["EffectImmediately"] else "wait for the peer to initiate IKE_SA"
    for tunnel in _tunnels(record):
        _write(record, now, "PROTO_NOTIFY", text, tunnel)


def write_restart(before: Record, after: Record, now: float) -> None:
    """Log that a changed connection starts a new negotiation, as it does with another value of EffectImmediately."""
    if after["EffectImmediately"] != before["EffectImmediately"]:
        write_start(after, now)


def set_status(record: Record, now: float, status: str, tunnel: Record | None = None) -> None:
    """Set the Status of a connection or of one of its tunnels, and log it if it is a new one."""
    holder = record if tunnel is None else tunnel
    if holder["Status"] != status:
        holder["Status"] = status
        _write(record, now, *_STATUS[status], None if tunnel is None else tunnel["TunnelId"])


def _write(record: Record, now: float, topic: str, text: str, tunnel: str | None) -> None:
    stamp = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
    logs.write(record, now, f"{stamp} {record['VpnConnectionId']} [{topic}] {text}", tunnel)


def _tunnels(record: Record) -> list[str | None]:
    return [tunnel["TunnelId"] for tunnel in record["Tunnels"]] or [None]
