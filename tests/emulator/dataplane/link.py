# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud's end of the data plane: starts its process, tells it what is wanted, hears what was found."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..state import State
from .found import NOT_ESTABLISHED, forget, put
from .needs import lacking
from .wanted import Wanted, wanted

_ROOT = Path(__file__).parents[3]
_START = 15.0
_END = 10.0

Found = Mapping[str, Any]


class Link:
    """A running data plane.  ValueError says why there can be none.

    ``log`` takes what the daemons say.
    """

    def __init__(self, namespace: str, log: Path | None = None) -> None:
        problem = lacking()
        if not problem and not Path("/run/netns", namespace).exists():
            problem = f"there is no network namespace {namespace} (ip netns add {namespace})"
        if problem:
            raise ValueError(f"data plane: {problem}")
        with open(log or os.devnull, "ab") as errors:
            self._process = subprocess.Popen(
                _command(namespace), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, cwd=_ROOT, text=True
            )
        self._number = 0
        self._last: Wanted = {}
        self._thread: threading.Thread | None = None
        self._ended = False

    def start(self, hear: Callable[[Found], None]) -> None:
        """Have ``hear`` called with each report, from a thread of its own; returns when the daemons are up."""
        first = threading.Event()
        self._thread = threading.Thread(target=self._listen, args=(hear, first), daemon=True)
        self._thread.start()
        if not first.wait(_START):
            self.end()
            raise ValueError("data plane: the daemons did not start; their log says why")

    def follow(self, state: State) -> None:
        """Have what the cloud holds carried; what has changed counts as not negotiated until it is heard of."""
        now = wanted(state)
        if now == self._last:
            return
        before = self._last.get("tunnels", {})
        forget(state, {key for key, tunnel in now["tunnels"].items() if before.get(key) != tunnel})
        self._last = now
        self._number += 1
        self._tell({"number": self._number, **now})

    def put(self, state: State, found: Found, now: float) -> None:
        """Put what was found into the state, unless something else is wanted by now."""
        if found["number"] == self._number:
            put(state, found, now)

    def end(self) -> None:
        """Stop the daemons; the namespace is left as it was found."""
        self._ended = True
        assert self._process.stdin
        self._process.stdin.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._thread:
            self._thread.join()

    def _listen(self, hear: Callable[[Found], None], first: threading.Event) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            hear(json.loads(line))
            first.set()
        if not self._ended:
            print("The data plane has ended by itself; its log says why.", file=sys.stderr, flush=True)
            hear(self._nothing())

    def _nothing(self) -> Found:
        """What there is without daemons."""
        tunnels = dict.fromkeys(self._last.get("tunnels", ()), NOT_ESTABLISHED)
        probes = dict.fromkeys(self._last.get("probes", ()), "failed")
        return {"number": self._number, "tunnels": tunnels, "probes": probes, "ssl_servers": {}}

    def _tell(self, message: Mapping[str, Any]) -> None:
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it has ended, which was said
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()


def _command(namespace: str) -> list[str]:
    # A /run of its own, because charon has its files there, and process ids of its own, so that when the first process
    # ends the kernel ends all others.
    return [
        *("ip", "netns", "exec", namespace),
        *("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc"),
        *("sh", "-c", 'mount -t tmpfs -o mode=0700 tmpfs /run && exec "$@"', "sh"),
        *(sys.executable, "-m", __package__),
    ]
