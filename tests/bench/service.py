# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in cloud in a process of its own, so that its work is not counted as that of a client."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support import tree


@dataclass(frozen=True)
class Service:
    """A running cloud."""

    url: str
    log: Path

    def calls(self) -> int:
        """How many there were so far."""
        return self.log.read_text(encoding="utf-8").count("\n")


@contextmanager
def serving(folder: Path, *arguments: str) -> Iterator[Service]:
    """A cloud with these arguments of the emulator."""
    log = folder / "access.log"
    command = [sys.executable, "-m", "tests.emulator", "--access-log", str(log), *arguments]
    with subprocess.Popen(command, cwd=tree.ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Service((process.stdout.readline() if process.stdout else "").split()[-1], log)
        finally:
            process.terminate()
