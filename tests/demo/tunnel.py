# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make demo-tunnel``: the playbook of tunnel.yml on the stand-in cloud, real daemons at both ends, and pings."""

from __future__ import annotations

import signal
import subprocess
import tempfile
from pathlib import Path

from tests.support import lab
from tests.support.cloud import cloud
from tests.support.play import leave, play

from .report import show

_PLAYBOOK = Path(__file__).with_name("tunnel.yml")


def main() -> int:
    """0 only when packets crossed after the first run, and the second changed nothing."""
    signal.signal(signal.SIGTERM, leave)
    problem = lab.missing()
    if problem:
        print(f"No real tunnel on this machine: {problem}.")
        return 1
    options = ("--dataplane", "netns", "--namespace", lab.CLOUD)
    with tempfile.TemporaryDirectory(prefix="vpn-demo-") as name, lab.network():
        folder = Path(name)
        with cloud(folder / "log", *options) as url, lab.Peer(folder / "peer") as peer:
            return _demonstrate(url, peer, peer.inventory(folder / "inventory.json"))


def _demonstrate(url: str, peer: lab.Peer, inventory: Path) -> int:
    print(lab.MAP)
    print("Before: no way from the office to the VPC")
    if _ping():
        return _failed("packets cross without a tunnel")
    for title, changes in (("Run 1, on an empty cloud and a bare device", True), ("Run 2, the same again", False)):
        print(f"\n{title}", flush=True)
        run = play(url, "--inventory", str(inventory), playbook=_PLAYBOOK, follow=show)
        if run.status:
            return _failed(run.failure)
        print(f"  changed={run.changed} in {run.seconds:.1f} s")
        if bool(run.changed) != changes:
            return _failed("the first run should change things, and the second nothing")
    print("\nAfter: from the office to the VPC, through the tunnel")
    if not _ping():
        return _failed("no answer came back")
    print("\nWhat the device says of its tunnel")
    print("".join(f"  {line}\n" for line in peer.swanctl("--list-sas").splitlines()), end="")
    return 0


def _ping() -> bool:
    command = ["ip", "netns", "exec", lab.OFFICE, "ping", "-n", "-c3", "-i0.3", "-W1", lab.VPC_HOST]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    print("".join(f"  {line}\n" for line in done.stdout.splitlines() if line), end="", flush=True)
    return done.returncode == 0


def _failed(why: str) -> int:
    print(f"\nFAILED: {why}")
    return 1


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
