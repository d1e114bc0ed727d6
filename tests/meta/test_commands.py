# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The commands that README and CONTRIBUTING name work in a fresh clone, also in one that lies in a collection tree."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.ansible_test import fresh_copy
from tests.steps import steps
from tests.support import tree

PAGES = ("README.md", "README.zh-CN.md", "CONTRIBUTING.md")
# The commands of these pages, and what runs each of them.
RUN_BY = {
    "make demo": "tests/integration/test_demo.py",
    "make demo-tunnel": "tests/e2e/test_demo.py",
    "make emulator": "test_the_emulator_starts_and_stops",
    "make generate": "test_generated_files_are_up_to_date",
    "make quick": "test_a_step_runs",
    "make test": "this run",
    "make lint": "the steps of this name",
    "make unit": "the steps of this name",
    "make component": "the steps of this name",
    "make integration": "the steps of this name",
    "make sanity": "the steps of this name",
    "make e2e": "the steps of this name",
    "make docs": "the step docs",
    "make matrix": "test_a_step_runs",
    "make bench": "test_the_benchmark_runs",
    "make chaos": "test_chaos_runs",
    "make inputs": "test_inputs_are_tried",
    "make clean": "test_clean_leaves_nothing",
    ".venv/bin/pytest tests/unit": "test_pytest_runs",
    ".venv/bin/python -m tools.scaffold NAME": "test_the_scaffold_writes_texts",
}
TARGETS = [command.split()[1] for command in RUN_BY if command.startswith("make ")]
# What others depend on.
_INTERNAL = {"venv", "packages", "browser"}


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A fresh clone whose environment is installed already."""
    folder = fresh_copy(tmp_path / tree.NAME)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


def _make(*arguments: str) -> list[str]:
    """make, which leaves the environment as it is."""
    return ["make", "-o", ".venv/.demo", "-o", ".venv/.test", *arguments]


def _run(clone: Path, command: list[str]) -> str:
    """What a command that has to succeed prints."""
    done = subprocess.run(command, cwd=clone, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout
    return done.stdout


def test_what_runs_each_documented_command_is_known() -> None:
    text = "\n".join((tree.ROOT / page).read_text(encoding="utf-8") for page in PAGES)
    assert set(re.findall(r"(?:^|`)(make [\w-]+|\.venv/bin/[^`]+)", text, re.MULTILINE)) == set(RUN_BY)


def test_every_target_is_documented() -> None:
    lines = re.findall(r"^\.PHONY:(.*)", (tree.ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert {*" ".join(lines).split()} - _INTERNAL == set(TARGETS)


@pytest.mark.parametrize("target", TARGETS)
def test_a_target_exists(target: str) -> None:
    assert _run(tree.ROOT, _make("--dry-run", target))


@pytest.mark.parametrize("target", [command[5:] for command, by in RUN_BY.items() if by == "the steps of this name"])
def test_a_target_has_steps(target: str) -> None:
    assert [step for step in steps() if step.name.startswith(target)]


@pytest.mark.parametrize("which", [[], ["--quick"]])
def test_a_step_runs(clone: Path, which: list[str]) -> None:
    output = _run(clone, [".venv/bin/python", "-m", "tests.run", *which, "lint-python"])
    assert output.splitlines()[-1] == "1 passed, 0 failed"


def test_ansible_lint_runs_by_itself(tmp_path: Path) -> None:
    """Nothing says where collections are, and awx.awx is nowhere."""
    folder = fresh_copy(tmp_path / "clone")
    own = {name: value for name, value in os.environ.items() if not name.startswith("ANSIBLE_")}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["ansible-lint", "--strict", "--nocolor", "playbooks/topology.yml", "playbooks/tasks/awx_present.yml"],
        cwd=folder,
        env={**own, "HOME": str(tmp_path), "PATH": path, "ANSIBLE_LINT_SKIP_SCHEMA_UPDATE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Passed: 0 failure(s)" in done.stderr


def test_pytest_runs(clone: Path) -> None:
    assert " passed" in _run(clone, [".venv/bin/pytest", "-q", "tests/unit/rpc/test_signature.py"])


def test_generated_files_are_up_to_date(clone: Path) -> None:
    assert _run(clone, _make("generate")) == ""


def test_the_scaffold_writes_texts(clone: Path) -> None:
    texts = clone / "tools" / "texts" / "customer_gateway.yml"
    texts.unlink()
    _run(clone, [".venv/bin/python", "-m", "tools.scaffold", "customer_gateway"])
    assert texts.exists()


def test_the_emulator_starts_and_stops(clone: Path) -> None:
    command = _make("emulator", "PORT=0")
    with subprocess.Popen(command, cwd=clone, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout
        url = process.stdout.readline().split()[-1]
        assert requests.get(f"{url}/healthz", timeout=5).ok
        os.killpg(process.pid, signal.SIGINT)
        process.wait(10)
    with pytest.raises(requests.ConnectionError):
        requests.get(f"{url}/healthz", timeout=5)


def test_the_benchmark_runs(clone: Path) -> None:
    # tests/component/plugins/test_bench.py tries the other parts.
    page = clone / "docs/performance.md"
    before = page.read_text(encoding="utf-8")
    output = _run(clone, _make("bench", "BENCH=--tiny --parts lists calls"))
    assert "8 gateways, as results" in output
    after = page.read_text(encoding="utf-8")
    assert "8 gateways, as results" in after
    assert "| `customer_gateway` | name | 3 / 1 / 3 |" in after
    assert before.partition("<!-- machine")[0] == after.partition("<!-- machine")[0]


def test_chaos_runs(clone: Path) -> None:
    page = clone / "docs/reliability.md"
    before = page.read_text(encoding="utf-8")
    output = _run(clone, _make("chaos", "CHAOS=--seed 7 --most 1"))
    for counts in ("1 single faults and 1 mixes of faults", "1 interruptions"):
        assert f"{counts}: 0 with problems" in output
        assert f"Of {counts} (seed 7), 0 ended with a problem." in page.read_text(encoding="utf-8")
    assert "two playbooks: Of 1 rounds, 0 ended with a problem." in output
    assert "(seed 7)" not in before


def test_inputs_are_tried(clone: Path) -> None:
    one = "tests/unit/modules/test_bad_input.py::test_a_wrong_value[vpn_gateway_zone_info]"
    assert "1 passed" in _run(clone, _make("inputs", f"INPUTS={one}"))


def test_clean_leaves_nothing(clone: Path) -> None:
    _run(clone, [".venv/bin/python", "-m", "tests.run", "lint-python"])
    # In place of lint-types: it keeps what it finds in the same folder, and one file is enough.
    _run(clone, [".venv/bin/mypy", "tests/steps.py"])
    assert (clone / ".build" / "mypy").is_dir()
    _run(clone, _make("clean"))
    ignored = _run(clone, ["git", "status", "--porcelain", "--ignored"])
    assert [line for line in ignored.splitlines() if line.startswith("!!")] == []
