# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Life cycles: how long a thing stays provisioning, updating or deleting after a write.

A record under way carries ``Busy`` (the state to show) and ``BusyUntil`` (when that ends; None: not by itself).  What
is on its way out stays readable until its time and is then swept, so that nothing has to run in the background.
"""

from __future__ import annotations

import heapq

from .state import Record, State

# The kinds of the tag actions, by the table whose records carry those tags.
TAGGED = {"vpn_gateways": "VPNGATEWAY", "customer_gateways": "CUSTOMERGATEWAY", "vpn_connections": "VPNCONNECTION"}


def begin(record: Record, state: str, until: float | None) -> None:
    """The record shows ``state`` until that time."""
    record["Busy"] = state
    record["BusyUntil"] = until


def state_of(record: Record, now: float) -> str:
    """The state to show: what the record is busy with, else active."""
    return record["Busy"] if is_busy(record, now) else "active"


def is_busy(record: Record, now: float) -> bool:
    """Whether something is still under way on the record."""
    until = record["BusyUntil"]
    return until is None or now < until


def delete_at(state: State, region: str, table: str, key: str, at: float) -> None:
    """The record goes at that time."""
    heapq.heappush(state.deletions, [at, region, table, key])


def sweep(state: State, now: float) -> bool:
    """Take away what has left by now, with its tags; True when there was something."""
    found = False
    while state.deletions and state.deletions[0][0] <= now:
        _unused, name, table, key = heapq.heappop(state.deletions)
        region = state.regions[name]
        region.table(table).pop(key, None)
        if table in TAGGED:
            region.tags.get(TAGGED[table], {}).pop(key, None)
        found = True
    return found
