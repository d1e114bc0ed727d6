# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What ``ansible-playbook --check --diff`` shows of the tasks that change something, compared with a file in golden/.

After an intended change: GOLDEN=write python -m pytest tests/integration, then review the difference.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ansible.plugins.callback import CallbackBase

from tests.support.play import Run
from tests.support.tree import ROOT

GOLDEN = ROOT / "tests" / "integration" / "golden"
# Each cloud makes IDs of its own.
_ID = re.compile(r"\b(vpn|vsw|vco|cgw|vss|vsc|tun)-bp1[a-z0-9]+")


def compare(run: Run, name: str, folder: Path | None = None) -> None:
    """`folder`: where the test's own files are."""
    text = _ID.sub(r"\1-bp1...", "\n".join(_shown(run)))
    if folder:
        text = text.replace(str(folder), "")
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


def _shown(run: Run) -> Iterator[str]:
    """The lines of Ansible's default callback, without the tasks that change nothing, and without the hosts."""
    for task in run.tasks:
        if task["outcome"] != "changed":
            continue
        yield f"TASK [{task['task']}]"
        result = task["result"]
        for one in result.get("results", [result]):
            yield from _diff(one)
            if task["module"] == "ansible.builtin.debug":
                yield from [one["msg"]] if isinstance(one["msg"], str) else one["msg"]
            if one.get("changed", True):
                label = one.get("_ansible_item_label")
                yield f"changed{f': {label}' if label is not None else ''}\n"


def _diff(result: Mapping[str, Any]) -> Iterator[str]:
    found = result.get("diff") if result.get("changed") else []
    for one in found if isinstance(found, list) else [found or {}]:
        is_file = isinstance(one.get("after"), str)  # Ansible puts the text in the place of a dictionary
        lines = [line.rstrip() for line in CallbackBase()._get_diff(one).splitlines()]
        # Only that a file is written: tests/unit/peer/golden has the text of a device.
        yield from [*lines[:2], "(a file)", ""] if is_file else lines
