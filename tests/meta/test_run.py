# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The runner of make test tells what did not run, and why."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.run import LOGS, run_all
from tests.steps import Step, junit

_TESTS = """
import pytest

@pytest.mark.parametrize("number", [1, 2])
def test_skipped(number):
    pytest.skip("no such machine")

def test_done():
    pass
"""


def test_reasons_of_skipped_tests_are_printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    LOGS.mkdir(parents=True, exist_ok=True)
    file = tmp_path / "test_some.py"
    file.write_text(_TESTS, encoding="ascii")
    report = f"--junit-xml={junit('meta-skipping')}"
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", report, str(file))
    (result,) = run_all([Step("meta-skipping", command, counted=True)])
    assert (result.passed, result.failed, result.skipped) == (1, 0, 2)
    assert capsys.readouterr().out.count("skipped: no such machine") == 1
