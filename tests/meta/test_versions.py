# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The supported versions are those that make matrix tests, wherever they are named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.steps import CORES, MODULE_PYTHON
from tests.support.tree import ROOT

PYTHONS = sorted({pythons[0] for pythons in CORES.values()}, key=lambda version: int(version.partition(".")[2]))


def _yaml(name: str) -> Any:
    return yaml.safe_load(Path(ROOT, name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme(readme: str) -> None:
    (line,) = re.findall(r".*ansible-core 2\.\d+ .*", Path(ROOT, readme).read_text(encoding="utf-8"))
    named = re.findall(r"\b[23]\.\d+\b", line)
    assert named == [*(list(CORES)[index] for index in (0, -1)), PYTHONS[0], PYTHONS[-1], MODULE_PYTHON, PYTHONS[-1]]


def test_what_ansible_reads() -> None:
    oldest = next(iter(CORES))
    assert _yaml("meta/runtime.yml")["requires_ansible"] == f">={oldest}.0"
    assert _yaml("tests/config.yml")["modules"]["python_requires"] == f">={MODULE_PYTHON}"


def test_modules_run_within_those_that_are_tested() -> None:
    text = Path(ROOT, "plugins/plugin_utils/_in_process.py").read_text(encoding="utf-8")
    for name, core in zip(("OLDEST", "NEWEST"), (min(CORES), max(CORES)), strict=True):
        assert f"{name} = ({core.replace('.', ', ')})\n" in text


def test_ci() -> None:
    matrix = _yaml(".github/workflows/ci.yml")["jobs"]["ansible-test"]["strategy"]["matrix"]
    assert matrix["core"] == list(CORES)
    assert {row["core"]: row["python"] for row in matrix["include"]} == {core: CORES[core][0] for core in CORES}
