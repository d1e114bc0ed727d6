# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For tests: a cloud served over HTTP from this process.

with running(settle=0.2, faults=["CreateVpnGateway:drop-answer:1"]) as emulator:
    client(emulator.url) ...
    assert [entry["action"] for entry in emulator.writes] == ["CreateVpnGateway"]
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .cloud import Cloud
from .http_server import Server


@dataclass(frozen=True)
class Running:
    """A running emulator."""

    url: str
    cloud: Cloud

    @property
    def log(self) -> list[dict[str, Any]]:
        """The access log so far; it grows with each request."""
        return self.cloud.log.entries

    @property
    def writes(self) -> list[dict[str, Any]]:
        """The requests so far for actions that change something, including refused ones."""
        return [entry for entry in self.log if entry["kind"] == "write"]

    def add_fault(self, rule: str) -> None:
        """Add a fault rule."""
        self.cloud.add_fault(rule)

    def clear_log(self) -> None:
        """Clear the access log."""
        self.cloud.log.entries.clear()


@contextmanager
def running(settle: float = 0.0, latency: float = 0.0, faults: Iterable[str] = (), **options: Any) -> Iterator[Running]:
    """Serve a new cloud on a free port; ``options`` are those of :class:`Cloud`."""
    cloud = Cloud(settle=settle, faults=faults, **options)
    accepting = threading.Event()
    server = Server(cloud, port=0, latency=latency, ready=lambda _url: accepting.set())
    thread = threading.Thread(target=asyncio.run, args=(server.serve_until_stopped(),), daemon=True)
    thread.start()
    try:
        if not accepting.wait(timeout=10):
            raise RuntimeError("the emulator did not start")
        yield Running(server.url, cloud)
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        cloud.end()
