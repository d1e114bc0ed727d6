# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests keep so that modules start quickly: the bytecode of their sources, and their packages."""

from __future__ import annotations

import json
import marshal
import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.support.play import kept, play

_IMPORT = "import sys; sys.path.insert(0, sys.argv[1]); import sample; print(sample.VALUE, sample.where())"


def _imported(folder: Path, name: str, source: str) -> str:
    """What a process prints that imports this source from a zip file of that name."""
    with ZipFile(folder / name, "w") as file:
        file.writestr("sample.py", f"{source}\ndef where():\n    return where.__code__.co_filename\n")
    variables = {**os.environ, **kept(""), "MODULE_BYTECODE": str(folder)}
    command = [sys.executable, "-c", _IMPORT, str(folder / name)]
    return subprocess.run(command, env=variables, check=True, capture_output=True, text=True).stdout.strip()


def test_bytecode_is_kept_until_the_source_changes(tmp_path: Path) -> None:
    first, second = tmp_path / "first.zip", tmp_path / "second.zip"
    assert _imported(tmp_path, first.name, "VALUE = 1") == f"1 {first}/sample.py"
    (bytecode,) = tmp_path.glob("*.sample.pyc")
    content = bytecode.read_bytes()
    assert _imported(tmp_path, second.name, "VALUE = 1") == f"1 {second}/sample.py"
    assert bytecode.read_bytes() == content
    # It is really used: other bytecode for the same source shows.
    bytecode.write_bytes(content[:8] + marshal.dumps(compile("VALUE = 3\nwhere = str", "sample.py", "exec")))
    assert _imported(tmp_path, first.name, "VALUE = 1") == "3"
    assert _imported(tmp_path, first.name, "VALUE = 2") == f"2 {first}/sample.py"


def test_a_module_is_packed_once_for_all_playbooks(tmp_path: Path) -> None:
    playbook = tmp_path / "playbook.json"
    tasks: list[dict[str, object]] = [{"ansible.builtin.ping": {}}]
    playbook.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    packed = []
    for _run in range(2):
        run = play("", playbook=playbook)
        assert run.status == 0, run.failure
        found = Path(kept("")["MODULE_PACKAGES"]).glob("ansible.modules.ping*")
        packed += [package.stat().st_mtime_ns for package in found if package.suffix != ".lock"]
    assert len(packed) == 2
    assert packed[0] == packed[1]
