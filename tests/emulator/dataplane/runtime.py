# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the daemons of the data plane share: a folder for files, settings of the network, and how to stop one."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

# Private to the process (see namespace) and in memory: keys are never on a disk.
RUN = Path("/run")
_GRACE = 3.0


class Settings:
    """What the command ip sets, such as ``("address", "192.0.2.1/32", "dev", "lo")``; added once, and deleted again."""

    def __init__(self, *namespace: str) -> None:
        self._namespace = namespace
        self._held: set[tuple[str, ...]] = set()

    def add(self, wanted: Iterable[tuple[str, ...]]) -> None:
        """Add what is missing."""
        for setting in set(wanted) - self._held:
            ip(*self._namespace, setting[0], "replace", *setting[1:])
            self._held.add(setting)

    def keep(self, wanted: Iterable[tuple[str, ...]]) -> None:
        """Delete all others."""
        for setting in self._held.difference(wanted):
            ip(*self._namespace, setting[0], "delete", *setting[1:])
            self._held.remove(setting)


def on_loopback(addresses: Iterable[str]) -> set[tuple[str, ...]]:
    """Addresses of the namespace, which everyone with a route to it can reach."""
    return {("address", f"{address}/32", "dev", "lo") for address in addresses}


def forward(*inside: str) -> None:
    """Let the namespace forward packets, as a gateway does; ``inside`` is a command that enters another one."""
    subprocess.run([*inside, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward"], check=True)


def stop(process: subprocess.Popen[str] | subprocess.Popen[bytes]) -> None:
    """Stop a daemon so that it can notify its peers; kill it if it takes too long."""
    process.terminate()
    try:
        process.wait(_GRACE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def ip(*arguments: str) -> None:
    """The command ip, which must succeed."""
    subprocess.run(["ip", *arguments], check=True)
