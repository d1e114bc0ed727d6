# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.chaos``: plays meet single faults, mixes of faults, and interruptions. Writes the tables of
docs/reliability.md; ends with 1 if something was created twice or lost, or if a later run was not content.
"""

from __future__ import annotations

import argparse
import time

from tests.chaos import plan, report, roles, workers
from tests.chaos.resources import of_resources
from tests.chaos.world import world


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", default=str(int(time.time())), help="for the same run again")
    parser.add_argument("--mixes", type=int, default=2000, help="how many mixes of faults (default: %(default)s)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="only this one of the trials, and no tables")
    parser.add_argument("--most", type=int, help="only so many trials of each kind")
    parser.add_argument("--record", action="store_true", help="only write what the roles do into roles.json")
    options = parser.parse_args()
    if options.record:
        roles.record()
        return 0
    print(f"seed {options.seed}", flush=True)
    started = time.monotonic()
    with world() as own:
        known = [plan.known(own, plays) for plays in (list(of_resources()), roles.of_roles())]
    kinds = {
        "single faults": list(plan.single(*known, options.seed)),
        "mixes of faults": [plan.mixed(*known, options.seed, number) for number in range(options.mixes)],
        "interruptions": list(plan.interruptions(*known, options.seed)),
    }
    jobs = list(enumerate(job for some in kinds.values() for job in some[: options.most]))
    jobs = jobs if options.only is None else jobs[options.only : options.only + 1]
    outcomes, problems = [], 0
    for (number, job), ended in zip(jobs, workers.run([job for _number, job in jobs])):
        outcomes.append((job, ended))
        problems += bool(ended.problems)
        for problem in ended.problems:
            print(f"{number} {job}: {problem}; to see it again: --seed {options.seed} --only {number}", flush=True)
    counts = ", ".join(f"{len(some[: options.most]):,} {name}" for name, some in kinds.items())
    minutes = (time.monotonic() - started) / 60
    print(f"{counts}, in {minutes:.0f} minutes: {problems} with problems")
    if options.only is None:
        report.write(f"Of {counts} (seed {options.seed}), {problems} ended with a problem.", outcomes)
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
