# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many tasks at once against a cloud that admits only so many requests a second, on a clock that nobody waits for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.listing import list_all
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import RpcError
from tests.emulator.rate import Rate
from tests.support.descriptors import VPN_CONNECTION, VPN_GATEWAY
from tests.support.together import Crowd

_GATEWAYS = 20
_SETTLING = 10  # seconds without requests before the tasks start


@dataclass(frozen=True)
class Storm:
    """What was measured. `seconds`: until the last task ended. `arrived`: the requests in each second."""

    failures: list[str]
    seconds: float
    arrived: list[int]
    refused: int
    left: list[str]

    @property
    def each_second(self) -> float:
        return sum(self.arrived) / self.seconds

    @property
    def most(self) -> int:
        return max(self.arrived)


def storm(tasks: int, forks: int, rate: int, seed: int = 1, retry_timeout: float = 30) -> Storm:
    """Each task changes a gateway that it knows by its name. Meanwhile an inventory lists everything again and again.
    `left`: tasks whose change is not there afterwards."""
    crowd = Crowd(seed, latency=0.1, quota=[f"tags={tasks}"])
    for number in range(_GATEWAYS):
        crowd.gateway(f"site-{number}")
    crowd.clock.sleep(_SETTLING)
    crowd.forget()
    crowd.cloud.rate = Rate(rate)
    started = crowd.turns.passed
    failures: list[str] = []
    running = [forks]

    def attempt(work: Callable[[], Any]) -> None:
        try:
            work()
        except (Failed, RpcError) as error:
            failures.append(str(error))

    def change(number: int) -> None:
        name, client = f"site-{number % _GATEWAYS}", crowd.client(retry_timeout=retry_timeout)
        crowd.declare(VPN_GATEWAY, client, name=name, tags={f"task-{number}": "done"}, purge_tags=False)

    def fork(first: int) -> None:
        for number in range(first, tasks, forks):
            attempt(partial(change, number))
        running[0] -= 1

    def inventory() -> None:
        while running[0]:
            for resource in (VPN_GATEWAY, VPN_CONNECTION):
                attempt(partial(list_all, resource, crowd.client(retry_timeout=retry_timeout), {}))
            crowd.clock.sleep(5)

    crowd.together(*[partial(fork, first) for first in range(forks)], inventory)
    seconds = crowd.turns.passed - started
    entries = list(crowd.log)
    begin = datetime.fromisoformat(entries[0]["time"])
    counts = Counter(int((datetime.fromisoformat(entry["time"]) - begin).total_seconds()) for entry in entries)
    crowd.cloud.rate = None
    done = {tag for gateway in list_all(VPN_GATEWAY, crowd.client(), {}) for tag in gateway["tags"]}
    return Storm(
        failures,
        seconds,
        [counts[second] for second in range(max(counts) + 1)],
        sum(1 for entry in entries if entry["code"]),
        [name for name in (f"task-{number}" for number in range(tasks)) if name not in done],
    )
