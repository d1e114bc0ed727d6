# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets that cross while a test changes something: a ping every tenth of a second."""

from __future__ import annotations

import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.emulator.dataplane.waiting import until
from tests.support import lab


class Traffic:
    """What has become of the packets; ``sent`` and ``seconds`` are known when they have ended."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.sent = 0
        self.seconds = 0.0

    def was_steady(self) -> bool:
        """Whether packets were sent all the time, at half of their rate at least."""
        return self.sent > 5 * self.seconds > 0

    def answered(self) -> list[int]:
        """The numbers of the packets that were answered."""
        return [int(number) for number in re.findall(r"icmp_seq=(\d+) ttl", self._file.read_text(encoding="ascii"))]

    def lost(self) -> int:
        """How many packets were not answered."""
        return self.sent - len(self.answered())


@contextmanager
def traffic(folder: Path) -> Iterator[Traffic]:
    """From the office to the VPC, until the block ends."""
    file = folder / "ping.log"
    command = ["ip", "netns", "exec", lab.OFFICE, "env", "--default-signal=INT", "ping", "-n", "-i0.1", lab.VPC_HOST]
    running = Traffic(file)
    started = time.monotonic()
    with open(file, "wb") as output, subprocess.Popen(command, stdout=output) as process:
        try:
            assert until(running.answered, 5)
            yield running
        finally:
            process.send_signal(signal.SIGINT)
            running.seconds = time.monotonic() - started
    running.sent = int(re.search(r"(\d+) packets transmitted", file.read_text(encoding="ascii"))[1])
