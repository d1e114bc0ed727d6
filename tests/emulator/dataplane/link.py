# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud's end of the data plane: tells it what is wanted, and hears what was found."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

from ..state import State
from .found import NOT_ESTABLISHED, forget, put
from .wanted import Wanted, wanted

_START = 15.0

Found = Mapping[str, Any]


class Worker(Protocol):
    """Who does the work: ``process.Process``, and in unit tests somebody simpler."""

    def tell(self, message: Mapping[str, Any]) -> None:
        """Hand over what is wanted."""

    def reports(self) -> Iterator[Found]:
        """What was found, again and again until the end; the first report comes when all is up."""

    def end(self) -> None:
        """Stop, which ends the reports."""


class Link:
    """One cloud's data plane."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker
        self._number = 0
        self._last: Wanted = {}
        self._ended = False
        self._thread: threading.Thread | None = None

    def start(self, hear: Callable[[Found], None]) -> None:
        """Have each report heard, in a thread of its own.  ValueError when the daemons do not start."""
        first = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(hear, first), daemon=True)
        self._thread.start()
        if not first.wait(_START):
            self.end()
            raise ValueError("data plane: the daemons did not start; --dataplane-log has what they say")

    def follow(self, state: State) -> None:
        """Have what the cloud holds carried; what has changed counts as not negotiated until it is heard of."""
        now = wanted(state)
        if now == self._last:
            return
        before = self._last.get("tunnels", {})
        forget(state, {key for key, tunnel in now["tunnels"].items() if before.get(key) != tunnel})
        self._last = now
        self._number += 1
        if not self._ended:
            self._worker.tell({"number": self._number, **now})

    def put(self, state: State, found: Found, now: float) -> None:
        """Put what was found into the state, unless something else is wanted by now."""
        if found["number"] == self._number:
            put(state, found, now)

    def end(self) -> None:
        """Stop the daemons."""
        self._ended = True
        self._worker.end()
        if self._thread:
            self._thread.join()

    def _listen(self, hear: Callable[[Found], None], first: threading.Event) -> None:
        for report in self._worker.reports():
            hear(report)
            first.set()
        if not self._ended:
            print("The data plane has ended by itself; --dataplane-log has why.", file=sys.stderr, flush=True)
        hear(self._nothing())

    def _nothing(self) -> Found:
        """What there is without daemons."""
        tunnels = dict.fromkeys(self._last.get("tunnels", ()), NOT_ESTABLISHED)
        servers = {key: {"connections": 0, "log": []} for key in self._last.get("ssl_servers", ())}
        return {"number": self._number, "tunnels": tunnels, "probes": {}, "ssl_servers": servers}
