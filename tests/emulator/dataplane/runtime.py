# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the daemons of the data plane share: a folder for files, addresses, and how to stop one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

# Private to the process (see namespace) and in memory: keys are never on a disk.
RUN = Path("/run")
_GRACE = 3.0


class Addresses:
    """The gateways' addresses, on the namespace's loopback: reachable for everyone with a route to the namespace."""

    def __init__(self) -> None:
        self._held: set[str] = set()

    def add(self, addresses: Iterable[str]) -> None:
        """Add the addresses that are missing."""
        for address in set(addresses) - self._held:
            _ip("address", "replace", f"{address}/32", "dev", "lo")
            self._held.add(address)

    def keep(self, addresses: Iterable[str]) -> None:
        """Delete all other addresses."""
        for address in self._held.difference(addresses):
            _ip("address", "delete", f"{address}/32", "dev", "lo")
            self._held.remove(address)


def forward() -> None:
    """Let the namespace forward packets, as a gateway does."""
    Path("/proc/sys/net/ipv4/ip_forward").write_text("1\n", encoding="ascii")


def stop(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Stop a daemon so that it can notify its peers; kill it if it takes too long."""
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _ip(*arguments: str) -> None:
    subprocess.run(["ip", *arguments], check=True)
