# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of ``make test`` and of ``make matrix``: what is run, under which name."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from tests.support import tree

# Each supported ansible-core with a controller Python that it supports; together they are all controller Pythons.
CORES = {"2.17": "3.10", "2.18": "3.11", "2.19": "3.12", "2.20": "3.12", "2.21": "3.13"}


@dataclass(frozen=True)
class Step:
    """A command that passes with exit code 0."""

    name: str
    command: tuple[str, ...]
    # Whether pytest's tests are counted, in place of the step itself.
    counted: bool = False


def junit(name: str) -> Path:
    """Where a step's pytest leaves its counts."""
    return tree.BUILD / "logs" / f"{name}.xml"


def steps() -> list[Step]:
    """What make test runs, the longest first, so that two lanes end at about the same time."""
    python = sys.executable
    return [
        _pytest("e2e", python),
        _pytest("integration", python),
        _pytest("unit", python),
        _pytest("component", python),
        _ansible_test("sanity", python, "sanity"),
        _ansible_test("integration-targets", python, "integration", "--venv"),
        _pytest("meta", python),
        Step("lint-ansible", ("ansible-lint", "--strict")),
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
        Step("lint-python", ("ruff", "check", ".")),
        Step("lint-format", ("ruff", "format", "--check", ".")),
        Step("lint-types", ("mypy",)),
    ]


def matrix() -> list[Step]:
    """What make matrix runs: each ansible-core in an environment of its own, and the oldest Python for modules."""
    result = []
    for core in CORES:
        python = str(tree.BUILD / "cores" / core / "bin" / "python")
        result += [
            _ansible_test(f"sanity-{core}", python, "sanity"),
            _ansible_test(f"integration-targets-{core}", python, "integration", "--venv"),
            _pytest(f"integration-{core}", python),
            _pytest(f"unit-{core}", python),
            _pytest(f"component-{core}", python),
        ]
    return result


def _ansible_test(name: str, python: str, *arguments: str) -> Step:
    return Step(name, (python, "-m", "tests.ansible_test", *arguments, "--color", "no"))


def _pytest(name: str, python: str) -> Step:
    folder = "tests/" + name.partition("-")[0]
    report = f"--junit-xml={junit(name)}"
    return Step(name, (python, "-m", "pytest", "-q", "--durations=5", report, folder), counted=True)
