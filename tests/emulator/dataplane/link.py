# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud's end of the data plane: sends the desired state, and receives what was found."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from ..state import State
from .desired import Desired, desired
from .found import NOT_ESTABLISHED, reset, store

_START = 15.0

Found = Mapping[str, Any]


class Worker(Protocol):
    """Carries the packets: ``process.Process``, or something simpler in unit tests."""

    def send(self, message: Mapping[str, Any]) -> None:
        """Send the desired state."""

    def reports(self) -> Iterator[Found]:
        """One report after another until the end; the first comes when all daemons run."""

    def end(self) -> None:
        """Stop; this ends the reports."""


class Link:
    """One cloud's data plane."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._number = 0
        self._last: Desired = {}
        self._ended = False
        self._thread: threading.Thread | None = None

    def start(self, receive: Callable[[Found], None]) -> None:
        """Pass each report to ``receive``, in a thread.  ValueError when the daemons do not start."""
        first = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(receive, first), daemon=True)
        self._thread.start()
        if not first.wait(_START):
            self.end()
            raise ValueError(
                "data plane: the daemons did not start; --dataplane-log FILE writes their output to a file"
            )

    def follow(self, state: State) -> None:
        """Send the cloud's state; a connection that has changed is not negotiated until a report says so."""
        now = desired(state)
        if now == self._last:
            return
        before = self._last.get("tunnels", {})
        reset(state, {key for key, tunnel in now["tunnels"].items() if before.get(key) != tunnel})
        self._last = now
        self._number += 1
        if not self._ended:
            self._worker.send({"number": self._number, **now})

    def store(self, state: State, found: Found, now: float) -> None:
        """Store what was found in the state, unless the report is older than the desired state."""
        if found["number"] == self._number:
            store(state, found, now)

    def end(self) -> None:
        """Stop the daemons."""
        self._ended = True
        self._worker.end()
        if self._thread:
            self._thread.join()

    def _listen(self, receive: Callable[[Found], None], first: threading.Event) -> None:
        for report in self._worker.reports():
            receive(report)
            first.set()
        if not self._ended:
            print(
                "The data plane has ended by itself; the file of --dataplane-log says why.", file=sys.stderr, flush=True
            )
        receive(self._nothing())

    def _nothing(self) -> Found:
        """A report without daemons."""
        tunnels = dict.fromkeys(self._last.get("tunnels", ()), NOT_ESTABLISHED)
        servers: dict[str, Any] = {key: {"clients": [], "log": []} for key in self._last.get("ssl_servers", ())}
        return {"number": self._number, "tunnels": tunnels, "probes": {}, "ssl_servers": servers}
