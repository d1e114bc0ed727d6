# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.run [--quick|--matrix] [NAME…]``: the steps of tests/steps.py, several at a time.

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
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO
from xml.etree import ElementTree

from tests.steps import CORES, Step, environment, junit, matrix, quick, steps
from tests.support import tree

LOGS = tree.BUILD / "logs"
# Most steps use all cores, so the second one only fills the pauses of the first. On two cores, three at a time kept the
# processors busy for 1,268 s in all, two at a time for 1,027 s.
LANES = 2
# Far above what any step needs: a hanging one is ended and told by name, before whoever waits for the run gives up.
LONGEST = 20 * 60
SHOWN = 80
NO_PYTHON = 3  # of tests/venv.sh
_ENVIRONMENTS: dict[str, threading.Lock] = defaultdict(threading.Lock)


@dataclass(frozen=True)
class Result:
    """How a step went."""

    step: Step
    seconds: float
    processor: float
    passed: int
    failed: int
    skipped: int
    # Why, each reason once: a test that does not run is not to be taken for one that passes.
    reasons: tuple[str, ...] = ()

    def __str__(self) -> str:
        word = "FAILED" if self.failed else "ok"
        counts = f"{self.passed:6} passed {self.failed:4} failed {self.skipped:4} skipped"
        return f"{word:6} {self.step.name:22} {self.seconds:6.1f} s, CPU {self.processor:6.1f} s {counts}"


def main() -> int:
    """Run what the command line says; returns the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", metavar="NAME", nargs="*", help="run only the steps that begin with NAME")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--quick", action="store_const", dest="which", const=quick, help="only the fastest checks")
    which.add_argument("--matrix", action="store_const", dest="which", const=matrix, help="each supported ansible-core")
    options = parser.parse_args()
    among = (options.which or steps)()
    chosen = [step for step in among if not options.names or step.name.startswith(tuple(options.names))]
    if not chosen:
        parser.error("no step begins with " + " or ".join(options.names))
    LOGS.mkdir(parents=True, exist_ok=True)
    tree.ensure()
    return report(run_all(chosen))


def run_all(chosen: list[Step]) -> list[Result]:
    """Each step's result, printed as it comes and returned in the steps' order."""
    results = {}
    for group in ([step for step in chosen if not step.last], [step for step in chosen if step.last]):
        with ThreadPoolExecutor(LANES) as lanes:
            for future in as_completed([lanes.submit(run, step) for step in group]):
                result = future.result()
                results[result.step.name] = result
                print(result, *(f"       skipped: {reason}" for reason in result.reasons), sep="\n", flush=True)
                if result.failed:
                    show_end(result.step)
    return [results[step.name] for step in chosen]


def run(step: Step) -> Result:
    """Run one step to its end, or until it has taken too long."""
    junit(step.name).unlink(missing_ok=True)
    if step.coverage:
        step.coverage.parent.mkdir(parents=True, exist_ok=True)
        for old in step.coverage.parent.glob(f"{step.coverage.name}.*"):
            old.unlink()
    started = time.monotonic()
    with log_of(step).open("w") as log:
        code, processor = make_environment(step.core, log) if step.core else (0, 0.0)
        if code == NO_PYTHON:
            reason = f"ansible-core {step.core} needs Python {' or '.join(CORES[step.core])}"
            return Result(step, time.monotonic() - started, processor, 0, 0, 1, (reason,))
        if not code:
            code, processor = execute(step.command, log, coverage=step.coverage)
    passed, failed, skipped, reasons = counts(step, code)
    return Result(step, time.monotonic() - started, processor, passed, failed, skipped, reasons)


def make_environment(core: str, log: TextIO) -> tuple[int, float]:
    """One with this ansible-core, in .build/cores; the steps that need it wait for the first of them."""
    wanted = ["-r", "requirements/core.txt", f"ansible-core~={core}.0"]
    with _ENVIRONMENTS[core]:
        return execute(["tests/venv.sh", str(environment(core)), *wanted], log, python=" ".join(CORES[core]))


def execute(
    command: Sequence[str], log: TextIO, coverage: Path | None = None, python: str | None = None
) -> tuple[int, float]:
    """Its exit code, and the seconds that its processes kept a processor busy."""
    print("$", shlex.join(command), file=log, flush=True)
    # A group of its own, so that a step that hangs is ended with all that it started.
    process = subprocess.Popen(
        command,
        cwd=tree.ROOT,
        env=variables(coverage, python),
        stdin=subprocess.DEVNULL,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        return wait(process)
    except subprocess.TimeoutExpired:
        print(f"Ended after {LONGEST} s.", file=log)
        return 1, 0.0
    finally:
        end_group(process)


def wait(process: subprocess.Popen[bytes]) -> tuple[int, float]:
    """As Popen.wait, which does not tell the processor's time."""
    end = time.monotonic() + LONGEST
    while time.monotonic() < end:
        pid, status, usage = os.wait4(process.pid, os.WNOHANG)
        if pid:
            process.returncode = os.waitstatus_to_exitcode(status)
            return process.returncode, usage.ru_utime + usage.ru_stime
        time.sleep(0.05)
    raise subprocess.TimeoutExpired(process.args, LONGEST)


def variables(coverage: Path | None, python: str | None) -> dict[str, str]:
    """This environment's tools first; the checkout as the collection; bytecode kept, or every tool starts slowly."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    more = {"COVERAGE_FILE": str(coverage)} if coverage else {}
    more |= {"PYTHON": python} if python else {}
    return {**inherited, "PATH": path, "PWD": str(tree.ROOT), "ANSIBLE_COLLECTIONS_PATH": str(tree.TREE), **more}


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
    print()
    for result in results:
        if result.step.last:
            print(log_of(result.step).read_text().splitlines()[-1])
    passed, failed, skipped = (
        sum(getattr(result, name) for result in results) for name in ("passed", "failed", "skipped")
    )
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""), flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
