# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make demo-tunnel``: the playbook of tunnel.yml on the stand-in cloud, real daemons at both ends, and pings.

The connection has two tunnels, and the master is cut.
"""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.support import lab
from tests.support.cloud import cloud
from tests.support.play import Run, leave, play
from tests.support.regions import DUAL_TUNNEL

from .report import show

_PLAYBOOK = Path(__file__).with_name("tunnel.yml")
_REGION = {"ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL}
_NEVER = 60.0


def main() -> int:
    """0 only when the second run changed nothing, and packets crossed through each tunnel."""
    signal.signal(signal.SIGTERM, leave)
    problem = lab.missing()
    if problem:
        print(f"No real tunnel on this machine: {problem}.")
        return 1
    options = ("--dataplane", "netns", "--namespace", lab.CLOUD)
    with tempfile.TemporaryDirectory(prefix="vpn-demo-") as name, lab.network():
        folder = Path(name)
        peer = lab.Peer(folder / "peer")
        with peer, lab.own_routes_only(), cloud(folder / "log", *options) as url:
            return _demonstrate(url, peer, peer.inventory(folder / "inventory.json"))


def _demonstrate(url: str, peer: lab.Peer, inventory: Path) -> int:
    print(lab.MAP)
    print("Before: no way from the office to the VPC")
    if _ping():
        return _failed("packets cross without a tunnel")
    for title, changes in (("Run 1, on an empty cloud and a bare device", True), ("Run 2, the same again", False)):
        print(f"\n{title}", flush=True)
        run = play(url, "--inventory", str(inventory), playbook=_PLAYBOOK, variables=_REGION, follow=show)
        if run.status:
            return _failed(run.failure)
        print(f"  changed={run.changed} in {run.seconds:.1f} s")
        if bool(run.changed) != changes:
            return _failed("the first run should change things, and the second nothing")
    print("\nAfter: from the office to the VPC")
    if not _ping():
        return _failed("no answer came back")
    print("\nThe master tunnel is cut: both ends notice, and use the slave", flush=True)
    with lab.cut(_address_of_the_master(run)):
        began = time.monotonic()
        if not lab.pings(lab.OFFICE, lab.VPC_HOST, _NEVER):
            return _failed("the slave does not take over")
        print(f"  after {time.monotonic() - began:.0f} s")
        if not _ping():
            return _failed("no answer came back")
        print("\nWhat the device says of its tunnels")
        print("".join(f"  {line}\n" for line in peer.swanctl("--list-sas").splitlines()), end="")
    return 0


def _address_of_the_master(run: Run) -> str:
    tunnels = run.tasks[-1]["result"]["vpn_connection"]["tunnel_options_specification"]
    return next(str(tunnel["internet_ip"]) for tunnel in tunnels if tunnel["role"] == "master")


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
