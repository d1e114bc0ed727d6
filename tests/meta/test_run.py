# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner of make test: what did not run and why, what waits, what is ended."""

from __future__ import annotations

import subprocess
import sys
import time
import venv
from pathlib import Path

import pytest

from tests import run
from tests.run import LOGS, run_all
from tests.steps import CORES, Step, junit
from tests.support import tree

_TESTS = """
import pytest

@pytest.mark.parametrize("number", [1, 2])
def test_skipped(number):
    pytest.skip("no such machine")

def test_done():
    pass
"""


@pytest.fixture(autouse=True)
def _logs() -> None:
    LOGS.mkdir(parents=True, exist_ok=True)


def test_reasons_of_skipped_tests_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "test_some.py"
    file.write_text(_TESTS, encoding="ascii")
    report = f"--junit-xml={junit('meta-skipping')}"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", report, str(file))
    (result,) = run_all([Step("meta-skipping", command, counted=True)])
    assert (result.passed, result.failed, result.skipped) == (1, 0, 2)
    assert capsys.readouterr().out.count("skipped: no such machine") == 1


def test_a_step_whose_python_is_missing_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(CORES, "0.1", ("0.1", "0.2"))
    (result,) = run_all([Step("meta-core", ("false",), core="0.1")])
    assert (result.passed, result.failed, result.skipped) == (0, 0, 1)
    assert "skipped: ansible-core 0.1 needs Python 0.1 or 0.2" in capsys.readouterr().out


def test_an_environment_without_pip_is_made_again(tmp_path: Path) -> None:
    """Python installs pip last, so whoever made this one was interrupted."""
    venv.create(tmp_path / "half", with_pip=False)
    subprocess.run([tree.ROOT / "tests" / "venv.sh", tmp_path / "half", "iniconfig"], check=True)
    subprocess.run([tmp_path / "half" / "bin" / "python", "-c", "import iniconfig"], check=True)


def test_the_last_step_waits_for_all_others_and_its_last_line_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    last = Step("meta-last", ("sh", "-c", f"ls {tmp_path}; echo the end"), last=True)
    others = [Step(f"meta-{name}", ("sh", "-c", f"sleep 0.3; touch {tmp_path}/{name}")) for name in ("one", "two")]
    assert run.report(run_all([last, *others])) == 0
    assert (LOGS / "meta-last.log").read_text().splitlines()[1:] == ["one", "two", "the end"]
    assert capsys.readouterr().out.splitlines()[-2:] == ["the end", "3 passed, 0 failed"]


def test_a_step_that_hangs_is_ended_with_all_that_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(run, "LONGEST", 0.3)
    late = tmp_path / "late"
    (result,) = run_all([Step("meta-hanging", ("sh", "-c", f"(sleep 1; touch {late}) & sleep 60"))])
    assert result.failed == 1
    assert (LOGS / "meta-hanging.log").read_text().splitlines()[-1] == "Ended after 0.3 s."
    time.sleep(1)
    assert not late.exists()


def test_processor_time_includes_all_processes() -> None:
    work = f"{sys.executable} -c 'sum(range(10**7))'"
    (result,) = run_all([Step("meta-working", ("sh", "-c", f"{work}; sleep 0.5"))])
    assert 0 < result.processor < result.seconds - 0.4
