# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process that runs the daemons, as its parent sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from .namespace import inside
from .needs import first_missing

_ROOT = Path(__file__).parents[3]
_END = 10.0


class Process:
    """A running data plane in an existing network namespace, which is left as it was.

    The output of the daemons goes to ``log``.  A ValueError says why it cannot run.
    """

    def __init__(self, namespace: str, log: Path | None = None) -> None:
        problem = first_missing()
        if not problem and not Path("/run/netns", namespace).exists():
            problem = f"the network namespace {namespace} does not exist (ip netns add {namespace})"
        if problem:
            raise ValueError(f"data plane: {problem}")
        with open(log or os.devnull, "ab") as errors:
            self._process = subprocess.Popen(
                inside(namespace, sys.executable, "-m", str(__package__)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                cwd=_ROOT,
                text=True,
            )

    def send(self, message: Mapping[str, Any]) -> None:
        """Send one line of JSON."""
        assert self._process.stdin
        with suppress(BrokenPipeError):  # it has ended; the reports show that
            self._process.stdin.write(json.dumps(message) + "\n")
            self._process.stdin.flush()

    def reports(self) -> Iterator[Mapping[str, Any]]:
        """Its lines of JSON, until it ends."""
        assert self._process.stdout
        for line in self._process.stdout:
            yield json.loads(line)

    def end(self) -> None:
        """Let it stop its daemons; kill it if it takes too long."""
        assert self._process.stdin
        with suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
