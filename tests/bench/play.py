# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks that are measured."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from tests.bench.process import Used, program, run, variables

Task = dict[str, Any]


class Play:
    """Runs playbooks against one cloud. `told`: more variables of the environment."""

    def __init__(self, folder: Path, url: str, **told: str) -> None:
        self.folder = folder
        self.told = variables(url, **told)

    def __call__(self, tasks: list[Task], *arguments: str, changes: bool | None = None, **more: Any) -> Used:
        """Run tasks on this machine, unless `more` names other hosts. `changes`: whether something must change, or
        nothing must."""
        path = self.folder / "playbook.json"
        play = {"hosts": "localhost", "gather_facts": False, "tasks": tasks, **more}
        path.write_text(json.dumps([play]), encoding="utf-8")
        used = run([program("ansible-playbook"), str(path), *arguments], self.told)
        changed = any(int(count) for count in re.findall(r" changed=(\d+)", used.output))
        if changes is not None and changed != changes:
            raise RuntimeError(f"something changed: {changed}\n{used.output[-2000:]}")
        return used
