# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks that are forked from a process with Ansible loaded do what they do as ansible-playbook."""

from __future__ import annotations

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.play import Run, command, environment, play, stop
from tests.support.warm import Forked, Servers, playbooks

SHOW = {"ansible.builtin.debug": {"msg": "{{ lookup('ansible.builtin.env', 'WORD') }}{{ mark }}"}}
FAIL = {"ansible.builtin.fail": {"msg": "as wanted"}}
WAIT = {"ansible.builtin.pause": {"seconds": 20}}


pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def servers() -> Iterator[Servers]:
    made = Servers()
    yield made
    made.close()


def _written(folder: Path, *tasks: dict[str, Any]) -> Path:
    (folder / "host_vars").mkdir(exist_ok=True)
    (folder / "host_vars" / "localhost.json").write_text('{"mark": "!"}', encoding="utf-8")
    file = folder / "playbook.json"
    file.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    return file


def _told(run: Run) -> list[tuple[str, str, str]]:
    return [(task["module"], task["outcome"], task["result"]["msg"]) for task in run.tasks]


def test_a_forked_playbook_does_the_same(tmp_path: Path) -> None:
    playbook = _written(tmp_path, SHOW, FAIL)
    plain = {"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default"}
    variables: list[dict[str, str]] = [{"WORD": "one"}, {"WORD": "two"}, plain]
    own = [play("", playbook=playbook, variables=each) for each in variables]
    with playbooks():
        forked = [play("", playbook=playbook, variables=each) for each in variables]
    assert [run.status for run in own] == [2, 2, 2]
    for one, other in zip(own, forked, strict=True):
        assert (one.status, _told(one), one.stats) == (other.status, _told(other), other.stats)
    assert [_told(run)[0][2] for run in forked[:2]] == ["one!", "two!"]
    assert [run.output for run in forked[:2]] == [run.output for run in own[:2]]
    assert "as wanted" in forked[2].output
    assert "PLAY RECAP" in forked[2].output


def test_playbooks_are_forked_from_one_process(tmp_path: Path, servers: Servers) -> None:
    parents = []
    for word in ("one", "two"):
        process = servers.launch(command(playbook=_written(tmp_path, WAIT)), environment("", WORD=word))
        assert isinstance(process, Forked)
        stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii")
        parents.append(int(stat.rpartition(")")[2].split()[1]))
        assert os.getsid(process.pid) == process.pid
        assert process.poll() is None
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.1)
        os.killpg(process.pid, signal.SIGKILL)
        assert process.wait(10) == -signal.SIGKILL
        stop(process)
    assert parents[0] == parents[1] != os.getpid()


def test_a_forked_playbook_can_be_interrupted(tmp_path: Path, servers: Servers) -> None:
    process = servers.launch(command(playbook=_written(tmp_path, SHOW, WAIT)), environment(""))
    assert process.stdout
    assert json.loads(process.stdout.readline())["module"] == "ansible.builtin.debug"
    stop(process)
    assert process.poll() not in (None, 0)  # it is killed where whoever runs the tests ignores SIGINT
