# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of ``make test``, ``make quick`` and ``make matrix``: what is run, under which name."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support import tree

# Each supported ansible-core with controller Pythons that it supports, of which the first that is installed is taken:
# the first ones together are all controller Pythons.
CORES = {
    "2.17": ("3.10", "3.11", "3.12"),
    "2.18": ("3.11", "3.12", "3.13"),
    "2.19": ("3.12", "3.13", "3.11"),
    "2.20": ("3.12", "3.13"),
    "2.21": ("3.13", "3.12"),
}
OLDEST = next(iter(CORES))
# The oldest that modules support.
MODULE_PYTHON = "3.9"


@dataclass(frozen=True)
class Step:
    """A command that passes with exit code 0."""

    name: str
    command: tuple[str, ...]
    # Whether pytest's tests are counted, in place of the step itself.
    counted: bool = False
    # Run in the environment of this ansible-core, which is made first; else in that of the runner.
    core: str = ""
    # Where its processes leave which lines of plugins they ran; tests/covered.py reads all of that at the end.
    coverage: Path | None = None
    # Whether it waits for all others, and its last line of output is for the reader.
    last: bool = False


def junit(name: str) -> Path:
    """Where a step's pytest leaves its counts."""
    return tree.BUILD / "logs" / f"{name}.xml"


def steps() -> list[Step]:
    """What make test runs: by turns a step that waits or uses one core, and one that uses all cores and so fills the
    other's pauses. Two of the first kind leave a core idle, two of the second kind only slow each other down. The
    smallest come last, so that the lanes end at about the same time."""
    return [
        _pytest("e2e", spread=True),
        _pytest("integration", spread=True),
        _ansible_test("sanity", "sanity"),
        _pytest("component", spread=True, measured=True),
        _pytest("meta"),
        _pytest("unit", spread=True, measured=True),
        _pytest("chaos"),
        _pytest(f"unit-{OLDEST}", core=OLDEST, spread=True),
        _pytest("docs"),
        _ansible_test("integration-targets", "integration", "--venv"),
        # By itself it would install a copy of the collection in .ansible, and look for newer schemas.
        Step(
            "lint-ansible",
            (sys.executable, "-m", "tests.integration.awx", "ansible-lint", "--strict", "--offline"),
        ),
        Step(
            "lint-docs",
            ("antsibull-docs", "lint-collection-docs", "--plugin-docs", "--validate-collection-refs", "all", "."),
        ),
        Step("lint-licences", ("reuse", "lint")),
        Step("lint-changelog", ("antsibull-changelog", "lint")),
        Step(
            "lint-changelog-yaml",
            ("antsibull-changelog", "lint-changelog-yaml", "--strict", "changelogs/changelog.yaml"),
        ),
        Step("lint-yaml", ("yamllint", "--strict", ".")),
        Step(
            "lint-ci", ("check-jsonschema", "--builtin-schema", "vendor.github-workflows", ".github/workflows/ci.yml")
        ),
        *_quick_lint(),
        Step("coverage", (sys.executable, "-m", "tests.covered"), last=True),
    ]


def quick() -> list[Step]:
    """What make quick runs: all that starts no other program and needs no network."""
    return [_pytest("unit", spread=True), *_quick_lint()]


def matrix() -> list[Step]:
    """What make matrix runs: each ansible-core in an environment of its own, and modules on their oldest Python."""
    return [
        step
        for core in CORES
        for step in (
            _ansible_test(f"sanity-{core}", "sanity", core=core),
            _ansible_test(f"integration-targets-{core}", "integration", "--venv", "--python", MODULE_PYTHON, core=core),
            _pytest(f"integration-{core}", core=core, spread=True),
            _pytest(f"unit-{core}", core=core, spread=True),
            _pytest(f"component-{core}", core=core, spread=True),
        )
    ]


def environment(core: str) -> Path:
    """The folder of the environment with this ansible-core."""
    return tree.BUILD / "cores" / core


def _quick_lint() -> list[Step]:
    return [
        Step("lint-types", ("mypy",)),
        Step("lint-generated", (sys.executable, "-m", "tools.generate", "--check")),
        Step("lint-python", ("ruff", "check", ".")),
        Step("lint-format", ("ruff", "format", "--check", ".")),
    ]


def _ansible_test(name: str, *arguments: str, core: str = "") -> Step:
    return Step(name, (_python(core), "-m", "tests.ansible_test", *arguments, "--color", "no"), core=core)


def _pytest(name: str, core: str = "", spread: bool = False, measured: bool = False) -> Step:
    """`spread`: over the processor's cores. `measured`: see coverage."""
    command = [_python(core), "-m", *(["coverage", "run", "-m"] if measured else []), "pytest", "-q", "--durations=5"]
    if spread:
        # A file stays in one process, so that what its tests share is set up once.
        command += ["-n", "auto", "--dist", "loadfile"]
    command += [f"--junit-xml={junit(name)}", "tests/" + name.partition("-")[0]]
    coverage = tree.BUILD / "coverage" / name if measured else None
    return Step(name, tuple(command), counted=True, core=core, coverage=coverage)


def _python(core: str) -> str:
    return str(environment(core) / "bin" / "python") if core else sys.executable
