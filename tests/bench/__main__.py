# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.bench``: what an inventory of 10,000 gateways in 4 regions costs, at 50 ms for each answer.

Runs are taken in turns, and the medians compared, because a machine that others use is not equally fast all the time.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from tests.bench import fleet
from tests.bench.runs import Inventory, serving


def main() -> int:
    """Measure and print; 1 if a target is missed."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description="Measure the inventory plugin.")
    parser.add_argument("--each", type=int, default=2500, help="gateways in each of 4 regions (default: %(default)s)")
    parser.add_argument("--latency", type=float, default=0.05, help="seconds before each answer (default: %(default)s)")
    parser.add_argument("--runs", type=int, default=3, help="of each kind (default: %(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder), options.each, options.latency) as service:
        inventory = Inventory(Path(folder), service, options.each)
        inventory.made_up()  # so that nobody's first run pays for bytecode
        inventory.cached()
        runs = {kind: [] for kind in ("made_up", "listed", "cached")}
        for _ in range(options.runs):
            for kind, found in runs.items():
                found.append(getattr(inventory, kind)())
        listing = [inventory.listing() for _ in range(options.runs)]
    seconds = {kind: statistics.median(run.seconds for run in found) for kind, found in runs.items()}
    pages = len(fleet.REGIONS) * -(-options.each // 50)
    listed, made_up = runs["listed"][0], runs["made_up"][0]
    targets = {
        f"{len(listed.hosts)} hosts, the same as made up": listed.hosts == made_up.hosts,
        f"{listed.calls} calls for {pages} pages": listed.calls <= pages + len(fleet.REGIONS),
        f"no call from the cache ({runs['cached'][0].calls})": not runs["cached"][0].calls,
        f"listing {statistics.median(listing):.2f} s": statistics.median(listing) < 2,
    }
    print(f"made up without a call: {seconds['made_up']:.2f} s")
    for kind in ("listed", "cached"):
        ratio = seconds[kind] / seconds["made_up"]
        targets[f"{kind}: {seconds[kind]:.2f} s, {ratio:.2f} times as long"] = ratio <= 1.5
    for text, met in targets.items():
        print(f"{'ok    ' if met else 'MISSED'} {text}")
    return 0 if all(targets.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
