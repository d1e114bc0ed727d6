# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program with a lab leaves behind: processes, namespaces and interfaces, of this program alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from tests.support.network import ROLES, ip, name
from tests.support.tree import ROOT

_MARK = "E2E_MARK"


class Program:
    """A Python program in a process of its own. What it starts inherits a mark in its environment."""

    def __init__(self, *arguments: str) -> None:
        self._mark = f"{_MARK}={uuid4()}"
        self._interfaces = _interfaces()
        key, _equals, value = self._mark.partition("=")
        self.process = subprocess.Popen(
            # In the background of a script SIGINT is ignored, and children inherit that.
            ["env", "--default-signal=INT", sys.executable, *arguments],
            cwd=ROOT,
            env={**os.environ, key: value},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def read_until(self, text: str) -> str:
        """What it prints up to the line with this text."""
        assert self.process.stdout
        output = ""
        while text not in output:
            line = self.process.stdout.readline()
            assert line, f"the program ended without {text!r}:\n{output}"
            output += line
        return output

    def namespaces(self) -> list[str]:
        """Those of its lab that exist."""
        return [lab for role in ROLES if Path("/run/netns", lab := name(role, self.process.pid)).exists()]

    def processes(self) -> list[str]:
        """Command lines of what it started and still runs, and its own."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                marked = self._mark.encode() in (folder / "environ").read_bytes().split(b"\0")
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:  # it has ended
                continue
            if marked:
                found.append(command)
        return found

    def traces(self) -> list[str]:
        """All that it has left."""
        return [*self.namespaces(), *self.processes(), *(_interfaces() - self._interfaces)]


@contextmanager
def program(*arguments: str) -> Iterator[Program]:
    """Start a program; what has not ended with the block is killed."""
    started = Program(*arguments)
    with started.process as process:
        try:
            yield started
        finally:
            process.kill()


def _interfaces() -> set[str]:
    """Those outside of all namespaces, where no lab has any."""
    return {line.split(":")[1] for line in ip("-oneline", "link").splitlines()}
