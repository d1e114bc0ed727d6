# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.chaos``: plays meet single faults, mixes of faults, and interruptions; two playbooks run at once.
Writes the tables of docs/reliability.md; ends with 1 if something was created twice or lost, or if a later run was not
content.
"""

from __future__ import annotations

import argparse
import os
import time
from concurrent.futures import ThreadPoolExecutor

from tests.chaos import plan, playbooks, report, roles, workers
from tests.chaos.world import world
from tests.support import warm

# The tables, and the kinds of trials in each.
_TRIALS = {"faults": ("single faults", "mixes of faults"), "interruptions": ("interruptions",)}
_PARTS = [*_TRIALS, "playbooks"]


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", default=str(int(time.time())), help="for the same run again")
    parser.add_argument("--mixes", type=int, default=2000, help="how many mixes of faults (default: %(default)s)")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="only this one of the trials, and no tables")
    parser.add_argument("--rounds", type=int, default=1, help="how many of each kind, of playbooks (default: 1)")
    parser.add_argument("--parts", nargs="*", default=_PARTS, choices=_PARTS, help="only these (default: all)")
    parser.add_argument("--most", type=int, help="only so many trials and rounds of each kind")
    parser.add_argument("--record", action="store_true", help="only write what the roles do into roles.json")
    options = parser.parse_args()
    if options.record:
        roles.record()
        return 0
    print(f"seed {options.seed}", flush=True)
    started = time.monotonic()
    with world() as own:
        plays = plan.all_plays(own)
    kinds = {
        "single faults": list(plan.single(plays, options.seed)),
        "mixes of faults": [plan.mixed(plays, options.seed, number) for number in range(options.mixes)],
        "interruptions": list(plan.interruptions(plays, options.seed)),
    }
    kinds = {kind: jobs[: options.most] for kind, jobs in kinds.items()}
    if options.only is not None:
        job = [job for jobs in kinds.values() for job in jobs][options.only]
        return _run([job], options.only, options.seed)[1]
    first, problems = 0, 0
    for part, names in _TRIALS.items():
        jobs = [job for name in names for job in kinds[name]]
        if part in options.parts:
            outcomes, bad = _run(jobs, first, options.seed)
            counts = " and ".join(f"{len(kinds[name]):,} {name}" for name in names)
            table = report.faults(outcomes) if part == "faults" else report.interruptions(outcomes)
            report.write(part, f"Of {counts} (seed {options.seed}), {bad} ended with a problem.", table)
            print(f"{counts}: {bad} with problems, after {(time.monotonic() - started) / 60:.0f} minutes", flush=True)
            problems += bad
        first += len(jobs)
    if "playbooks" in options.parts:
        problems += _run_playbooks(options.rounds, options.most)
    return 1 if problems else 0


def _run_playbooks(rounds: int, most: int | None) -> int:
    """How many rounds had problems, which are printed."""
    every = [one for one in playbooks.every_round() for _again in range(rounds)][:most]
    with warm.playbooks(), ThreadPoolExecutor(os.cpu_count()) as pool:
        outcomes = list(zip(every, pool.map(playbooks.meet, every)))
    for one, met in outcomes:
        for problem in met.problems:
            print(f"two playbooks, {one}: {problem}", flush=True)
    bad = sum(bool(met.problems) for _one, met in outcomes)
    head = f"Of {len(every)} rounds, {bad} ended with a problem."
    report.write("playbooks", head, report.playbooks(outcomes))
    print(f"two playbooks: {head}", flush=True)
    return bad


def _run(jobs: list[plan.Job], first: int, seed: str) -> tuple[list[report.Outcome], int]:
    """What came of them, and how many had problems, which are printed. `first`: the number of the first one."""
    outcomes, bad = [], 0
    for number, (job, ended) in enumerate(zip(jobs, workers.run(jobs)), first):
        outcomes.append((job, ended))
        bad += bool(ended.problems)
        for problem in ended.problems:
            print(f"{number} {job}: {problem}; to see it again: --seed {seed} --only {number}", flush=True)
    return outcomes, bad


if __name__ == "__main__":
    raise SystemExit(main())
