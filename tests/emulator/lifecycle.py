# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Life cycles: how long a resource stays provisioning, updating or deleting after a write.

A busy record has ``Busy`` (the state to show) and ``BusyUntil`` (when that ends; None: not by itself).  A record that
is being deleted stays readable until its time has come.  Every request first removes such records, so that nothing has
to run in the background.
"""

from __future__ import annotations

import heapq

from .state import Record, State


def begin(record: Record, state: str, until: float | None) -> None:
    """The record shows ``state`` until that time."""
    record["Busy"] = state
    record["BusyUntil"] = until


def state_of(record: Record, now: float) -> str:
    """The state to show: what the record is busy with, else active."""
    state: str = record["Busy"]
    return state if is_busy(record, now) else "active"


def is_busy(record: Record, now: float) -> bool:
    """Whether a change of the record is still in progress."""
    until: float | None = record["BusyUntil"]
    return until is None or now < until


def delete_at(state: State, region: str, table: str, key: str, at: float) -> None:
    """The record is deleted at that time."""
    heapq.heappush(state.deletions, [at, region, table, key])


def sweep(state: State, now: float) -> None:
    """Remove the records whose time has come."""
    while state.deletions and state.deletions[0][0] <= now:
        _unused, region, table, key = heapq.heappop(state.deletions)
        state.regions[region].remove(table, key)
