# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in cloud of the demos: a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.play import environment, start, stop


@contextmanager
def cloud(log: Path, *options: str) -> Iterator[str]:
    """Its address; it writes its calls down in ``log`` and is ended whatever happens."""
    command = [sys.executable, "-m", "tests.emulator", "--port", "0", "--settle", "1", "--access-log", str(log)]
    process = start([*command, *options], environment(""))
    try:
        line = process.stdout.readline() if process.stdout else ""
        if not line.startswith("listening on "):
            raise SystemExit(f"the stand-in cloud did not start: {line}{process.stdout and process.stdout.read()}")
        yield line.split()[-1]
    finally:
        stop(process)
