# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.run [--matrix] [NAME…]``: the steps of tests/steps.py, two at a time.

A NAME picks the steps that begin with it. Each step's output is in .build/logs/NAME.log; the end of it is shown when
the step fails. The last line is ``N passed, N failed``, and the exit code 1 when something failed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from tests.steps import CORES, Step, junit, matrix, steps
from tests.support import tree

LOGS = tree.BUILD / "logs"
LANES = 2
# Far above what any step needs: a hanging one is ended and told by name, before whoever waits for the run gives up.
LONGEST = 20 * 60
SHOWN = 80


@dataclass(frozen=True)
class Result:
    """How a step went."""

    step: Step
    seconds: float
    passed: int
    failed: int
    skipped: int
    # Why, each reason once: a test that does not run is not to be taken for one that passes.
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        word = "FAILED" if self.failed else "ok"
        counts = f"{self.passed:6} passed {self.failed:4} failed {self.skipped:4} skipped"
        return f"{word:6} {self.step.name:22} {self.seconds:7.1f} s {counts}"


def main() -> int:
    """Run what the command line says; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="run only the steps that begin with NAME")
    parser.add_argument("--matrix", action="store_true", help="every supported ansible-core, in place of the newest")
    options = parser.parse_args()
    chosen = [
        step
        for step in (matrix() if options.matrix else steps())
        if not options.names or step.name.startswith(tuple(options.names))
    ]
    if not chosen:
        parser.error("no step begins with " + " or ".join(options.names))
    LOGS.mkdir(parents=True, exist_ok=True)
    tree.ensure()
    if options.matrix:
        make_environments({step.name.rpartition("-")[2] for step in chosen})
    return report(run_all(chosen))


def make_environments(cores: Collection[str]) -> None:
    """One environment for each ansible-core, in .build/cores."""
    for core in sorted(cores):
        print(f"Making .build/cores/{core} with Python {CORES[core]}", flush=True)
        subprocess.run(
            [
                "tests/venv.sh",
                f".build/cores/{core}",
                "-r",
                "tests/unit/requirements.txt",
                "pytest",
                f"ansible-core~={core}.0",
            ],
            cwd=tree.ROOT,
            env={**os.environ, "PYTHON": CORES[core]},
            check=True,
        )


def run_all(chosen: list[Step]) -> list[Result]:
    """Each step's result, told as it comes and returned in the steps' order."""
    results = {}
    with ThreadPoolExecutor(LANES) as lanes:
        for future in as_completed([lanes.submit(run, step) for step in chosen]):
            result = future.result()
            results[result.step.name] = result
            print(result, *(f"       skipped: {reason}" for reason in result.reasons), sep="\n", flush=True)
            if result.failed:
                show_end(result.step)
    return [results[step.name] for step in chosen]


def run(step: Step) -> Result:
    """Run one step to its end, or until it has taken too long."""
    junit(step.name).unlink(missing_ok=True)
    started = time.monotonic()
    with log_of(step).open("w") as log:
        print("$", shlex.join(step.command), file=log, flush=True)
        # A group of its own, so that a step that hangs is ended with all that it started.
        process = subprocess.Popen(
            step.command,
            cwd=tree.ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            code = process.wait(LONGEST)
        except subprocess.TimeoutExpired:
            code = 1
            print(f"Ended after {LONGEST} s.", file=log)
        finally:
            end_group(process)
    passed, failed, skipped, reasons = counts(step, code)
    return Result(step, time.monotonic() - started, passed, failed, skipped, reasons)


def environment() -> dict[str, str]:
    """This environment's tools first; the checkout as the collection; bytecode kept, or every tool starts slowly."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**inherited, "PATH": path, "ANSIBLE_COLLECTIONS_PATH": str(tree.TREE)}


def end_group(process: subprocess.Popen[bytes]) -> None:
    """A step leaves nothing running behind, however it ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def counts(step: Step, code: int) -> tuple[int, int, int, tuple[str, ...]]:
    """Passed, failed, skipped and why: of pytest's tests where there are any, else of the step itself."""
    passed = failed = skipped = 0
    reasons: dict[str, None] = {}
    report = junit(step.name)
    if step.counted and report.exists():
        for suite in ElementTree.parse(report).getroot().iter("testsuite"):
            failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
            skipped += int(suite.get("skipped", 0))
            passed += int(suite.get("tests", 0))
            reasons.update((mark.get("message", ""), None) for mark in suite.iter("skipped"))
        passed -= failed + skipped
        # It can fail with no test that failed: where it can't start, say.
        failed = failed or int(code != 0)
    else:
        passed, failed = int(code == 0), int(code != 0)
    return passed, failed, skipped, tuple(reasons)


def log_of(step: Step) -> Path:
    """Where the step's output goes."""
    return LOGS / f"{step.name}.log"


def show_end(step: Step) -> None:
    """The part of a failed step's output that most likely tells why."""
    lines = log_of(step).read_text(errors="replace").splitlines()
    # ansible-test says why in such lines, which are far apart when it installs its tools in between.
    errors = [line for line in lines if line.startswith(("ERROR: ", "FATAL: "))]
    print(f"--- from {log_of(step).relative_to(tree.ROOT)}")
    print("\n".join((errors or lines)[-SHOWN:]))
    print("---", flush=True)


def report(results: list[Result]) -> int:
    """Print the table and the closing line; returns the exit code."""
    print()
    for result in results:
        print(result)
    passed, failed, skipped = (
        sum(getattr(result, name) for result in results) for name in ("passed", "failed", "skipped")
    )
    print()
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
