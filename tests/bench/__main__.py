# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.bench``: what an inventory of 10,000 gateways in 4 regions costs, at 50 ms for each answer.

Runs are taken in turns and the best of each kind are compared: on a machine that others use too, these are the ones
that were disturbed least.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.support import tree

sys.path.insert(0, str(tree.ensure()))

from tests.bench import fleet
from tests.bench.runs import Inventory, listing, serving


def main() -> int:
    """Measure and print; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the inventory plugin.")
    parser.add_argument("--each", type=int, default=2500, help="gateways in each of 4 regions (default: %(default)s)")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each answer (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="of each kind (default: %(default)s)")
    options = parser.parse_args()
    pages = len(fleet.REGIONS) * -(-options.each // 50)
    everything = options.each * len(fleet.REGIONS)
    with tempfile.TemporaryDirectory() as name, serving(Path(name), options.each, options.latency) as service:
        inventory = Inventory(Path(name), service, options.each)
        inventory.made_up()  # so that nobody's first run pays for bytecode
        inventory.cached()
        runs = {kind: [] for kind in ("made_up", "listed", "cached")}
        for _turn in range(options.runs):
            for kind, found in runs.items():
                found.append(getattr(inventory, kind)())
        quick = [listing(service)[0] for _turn in range(options.runs)]
    fault = ("--fault", "*:throttle:0.2")
    with tempfile.TemporaryDirectory() as name, serving(Path(name), options.each, options.latency, *fault) as service:
        slow, found = listing(service)
        refused = service.calls() - pages
    seconds = {kind: min(run.seconds for run in found) for kind, found in runs.items()}
    cpu = {kind: min(run.cpu for run in found) for kind, found in runs.items()}
    listed, made_up = runs["listed"][0], runs["made_up"][0]
    targets = {
        f"{len(listed.hosts)} hosts, the same as made up": listed.hosts == made_up.hosts,
        f"{listed.calls} calls for {pages} pages": listed.calls <= pages + len(fleet.REGIONS),
        f"no call from the cache ({runs['cached'][0].calls})": not runs["cached"][0].calls,
        f"listing {min(quick):.2f} s": min(quick) < 2,
        f"every fifth call throttled: all listed, {refused} calls refused, {slow:.2f} s": found == everything,
    }
    print(f"       made up without a call: {seconds['made_up']:.2f} s ({cpu['made_up']:.2f} s of a processor)")
    for kind in ("listed", "cached"):
        ratio = seconds[kind] / seconds["made_up"]
        work = f"{cpu[kind]:.2f} s of a processor, {cpu[kind] / cpu['made_up']:.2f} times as much"
        targets[f"{kind}: {seconds[kind]:.2f} s, {ratio:.2f} times as long ({work})"] = ratio <= 1.5
    for text, met in targets.items():
        print(f"{'ok    ' if met else 'MISSED'} {text}")
    return 0 if all(targets.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
