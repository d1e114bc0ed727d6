# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plays of a whole topology: it is created, changed and purged.

Each exists twice. With a parallelism of 1 the requests come in one order, so that the number of a request always stands
for the same one. In lanes, threads work for both VPN gateways at the same time, and their order is never the same: such
plays only meet faults at random.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.chaos.plays import Play, Task
from tests.chaos.world import client_time
from tests.emulator.running import Running, running
from tests.support.regions import DUAL_TUNNEL
from tests.support.tasks import run
from tests.support.topology import gateway, site, spread, topology

_LANES = 4

_WHOLE = topology(spread(2, gateways=2), gateways=2)
# A text, a tag and a network of what exists, and another site in place of one.
_CHANGED = topology(
    [site(0, "hq-0", vpn_connection={"remote_subnet": ["172.20.0.0/24"]}), site(2, "hq-1")],
    vpn_gateways=[gateway(0, description="The first"), gateway(1, tags={"part": "second"})],
    purge=True,
)
_LESS = topology([], gateways=1, purge=True)


def of_topologies() -> list[Play]:
    """One resource at a time."""
    return list(_plays("", 1))


def in_lanes() -> list[Play]:
    """Several at the same time."""
    return list(_plays(" in lanes", _LANES))


def _plays(kind: str, parallelism: int) -> Iterator[Play]:
    with running(seed=1) as emulator, client_time(time.time()):
        yield _play(emulator, f"create a topology{kind}", _WHOLE, parallelism)
        declared = {"endpoint": emulator.url, "region": DUAL_TUNNEL, **_WHOLE}
        created = run("vpn_topology", declared)
        assert not created.failed, created["msg"]
        yield _play(emulator, f"change a topology{kind}", _CHANGED, parallelism)
        yield _play(emulator, f"purge a topology{kind}", _LESS, parallelism)


def _play(emulator: Running, name: str, options: Mapping[str, Any], parallelism: int) -> Play:
    task = Task("vpn_topology", {**options, "parallelism": parallelism})
    return Play(name, (task,), DUAL_TUNNEL, emulator.cloud.state.to_json())
