# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The network of a lab: namespaces joined by veth pairs, and the process that removes them however the lab ends.

``python -m tests.support.network NUMBER`` builds the network of the lab with that number, and removes it, with all
processes in it, when its standard input ends. That happens as well when whoever holds the other end is killed.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROLES = ("cloud", "onprem", "vpc", "office", "laptop")


def name(role: str, number: int) -> str:
    """The namespace of a role: labs have different numbers, so that several can exist at the same time."""
    return f"lab{number}-{role}"


# (role, device, address) at both ends of a cable
_CABLES = (
    (("cloud", "wan0", "203.0.113.1/24"), ("onprem", "wan0", "203.0.113.2/24")),
    (("cloud", "wan1", "198.51.100.1/24"), ("laptop", "wan0", "198.51.100.2/24")),
    (("cloud", "lan0", "10.0.1.1/24"), ("vpc", "lan0", "10.0.1.10/24")),
    (("onprem", "lan0", "192.168.1.1/24"), ("office", "lan0", "192.168.1.10/24")),
)
# Hosts send everything to their gateway. Beyond, there is a way to the VPN gateways' public addresses and, as in the
# Internet, none to a private network: what gets there went through a tunnel.
ROUTES = {
    "vpc": ("default", "10.0.1.1"),
    "office": ("default", "192.168.1.1"),
    "onprem": ("47.0.0.0/8", "203.0.113.1"),
    "laptop": ("47.0.0.0/8", "198.51.100.1"),
}


@contextmanager
def network(number: int) -> Iterator[None]:
    """The network of the lab with this number."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.network", str(number)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,  # what interrupts or kills the process group of the lab must not stop the removal
    )
    assert process.stdin
    assert process.stdout
    try:
        line = process.stdout.readline()
        if line != "ready\n":
            raise RuntimeError(f"the network of the lab cannot be built: {line}{process.stdout.read()}".strip())
        yield
    finally:
        process.stdin.close()
        process.wait()
        process.stdout.close()


def ip(*arguments: str) -> str:
    """What the command ip prints."""
    result = try_ip(*arguments)
    if result.returncode:
        raise RuntimeError(f"ip {' '.join(arguments)}: {result.stderr.strip()}")
    return result.stdout


def try_ip(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command ip, whether it succeeds or not."""
    return subprocess.run(["ip", *arguments], check=False, capture_output=True, text=True)


def main(number: int) -> None:
    """Build the network, wait for the end of standard input, and remove it."""
    names = {role: name(role, number) for role in ROLES}
    with ExitStack() as end:
        for each in names.values():
            ip("netns", "add", each)
            end.callback(_remove, each)
        _connect(names)
        print("ready", flush=True)
        sys.stdin.read()


def _connect(names: dict[str, str]) -> None:
    for each in names.values():
        ip("-n", each, "link", "set", "lo", "up")
    for left, right in _CABLES:
        ends = ("netns", names[left[0]], "type", "veth", "peer", "name", right[1], "netns", names[right[0]])
        ip("link", "add", left[1], *ends)
        for role, device, address in (left, right):
            ip("-n", names[role], "address", "add", address, "dev", device)
            ip("-n", names[role], "link", "set", device, "up")
    for role, (destination, gateway) in ROUTES.items():
        ip("-n", names[role], "route", "replace", destination, "via", gateway)
    ip("netns", "exec", names["onprem"], "sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward")


def _remove(namespace: str) -> None:
    for pid in try_ip("netns", "pids", namespace).stdout.split():
        with suppress(ProcessLookupError):
            os.kill(int(pid), signal.SIGKILL)
    try_ip("netns", "delete", namespace)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except RuntimeError as problem:
        print(problem)
        sys.exit(1)
