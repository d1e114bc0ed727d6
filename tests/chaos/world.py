# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud behind the proxy, and the client's side in this process."""

from __future__ import annotations

import os
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from typing import Any
from unittest import mock

from ansible_collections.alicloud.vpn.plugins.module_utils._vpc import connect
from tests.chaos.device import FILE, Device
from tests.chaos.holdings import holdings
from tests.chaos.plays import Play, Played, play
from tests.chaos.proxy import TIMEOUT, Proxy, serving
from tests.emulator import readings
from tests.emulator.running import Running, running
from tests.emulator.state import State
from tests.support.fakes import FakeClock

KEYS = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "testid", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "testsecret"}


class Ticking:
    """The cloud's clock: each look moves it, so that what takes a while is done after some requests."""

    def __init__(self, now: float) -> None:
        self.now = now

    def __call__(self) -> float:
        self.now += 0.5
        return self.now


@dataclass
class World:
    """`clock`: the cloud's. `folder`: where the tasks write files. `device`: the other end of the tunnels."""

    emulator: Running
    proxy: Proxy
    clock: Ticking = field(default_factory=lambda: Ticking(time.time()))
    folder: str = ""
    device: Device = field(default_factory=Device)

    def begin(
        self, wanted: Play, settle: float, folder: str, chosen: Iterable[str] = (), route_lag: float = 0.0
    ) -> None:
        """The cloud holds what the play finds, and nothing else. `settle`: for how many seconds of its clock it is busy
        after a change. `chosen`: how it reads the contract. `route_lag`: how much later routes show their state."""
        cloud = self.emulator.cloud
        vars(cloud.state).update(vars(State.from_json(wanted.before)))
        self.clock = Ticking(time.time())
        cloud.clock, cloud.settle, cloud.route_lag = self.clock, settle, route_lag
        self.emulator.clear_log()
        cloud.read_as(*map("=".join, readings.defaults().items()), *chosen)
        self.folder = folder
        for name, text in wanted.files.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        self.device = Device(Path(folder, FILE))
        self.proxy.beside = self.negotiate

    def negotiate(self) -> None:
        """Both ends look at their keys."""
        self.device.negotiate(self.emulator.cloud)

    @property
    def now(self) -> float:
        """The cloud's time."""
        return self.clock.now

    def holds(self) -> Counter[tuple[Any, ...]]:
        """See tests.chaos.holdings."""
        return holdings(self.emulator.cloud.state)

    def writes(self) -> list[str]:
        """The accepted writes since the last call of this."""
        accepted = [str(entry["action"]) for entry in self.emulator.writes if entry["code"] is None]
        self.emulator.clear_log()
        return accepted

    def connection(self, retry_timeout: int = 20) -> dict[str, Any]:
        """Options of every task."""
        return {"endpoint": self.proxy.url, "timeout": TIMEOUT, "retry_timeout": retry_timeout}

    def play(self, wanted: Play, retry_timeout: int = 20) -> Played:
        """Run the tasks in this process. Their pauses take no time."""
        random.seed(wanted.name)  # of the pauses
        with client_time(self.now):
            played = play(wanted, self.folder, self.connection(retry_timeout))
        self.proxy.settle()
        return played


@contextmanager
def client_time(now: float) -> Iterator[None]:
    """The client's clock starts at that time, and only its pauses move it; its keys are in the environment."""
    start = datetime.fromtimestamp(now, timezone.utc)
    clock = FakeClock(start)
    with mock.patch.object(connect, "Clock", return_value=clock), mock.patch.dict(os.environ, KEYS):
        yield


@contextmanager
def world() -> Iterator[World]:
    """An empty cloud, and a proxy before it."""
    with running(seed=1) as emulator, serving(emulator.url) as proxy:
        yield World(emulator, proxy)
