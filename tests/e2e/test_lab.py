# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""However the process ends that has a lab, nothing is left of it; and labs do not disturb each other."""

from __future__ import annotations

import signal
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from tests.emulator.dataplane.waiting import until
from tests.support import lab
from tests.support.network import ROLES, ip, name

from .traces import Program, program

_PROGRAM = """\
import sys
from pathlib import Path
from tests.e2e.site import built

with built(Path(sys.argv[1])):
    print("ready", flush=True)
    sys.stdin.read()
"""
_LONG = 20.0


def _with_lab(folder: Path) -> AbstractContextManager[Program]:
    folder.mkdir()
    return program("-c", _PROGRAM, str(folder))


def _crosses(owner: Program) -> bool:
    """Whether the host in the office reaches the office's gateway."""
    return lab.pings(name("office", owner.process.pid), "192.168.1.1", 2)


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_process_or_namespace_is_left(machine: None, tmp_path: Path, how: signal.Signals) -> None:
    with _with_lab(tmp_path / "lab") as owner:
        owner.read_until("ready")
        assert len(owner.namespaces()) == len(ROLES)
        assert any("charon" in command for command in owner.processes())
        owner.process.send_signal(how)
    assert until(lambda: owner.traces() == [], _LONG), owner.traces()


def test_two_labs_do_not_disturb_each_other(machine: None, tmp_path: Path) -> None:
    with _with_lab(tmp_path / "first") as first, _with_lab(tmp_path / "second") as second:
        first.read_until("ready")
        second.read_until("ready")
        assert _crosses(first)
        assert _crosses(second)
        ip("-n", name("onprem", first.process.pid), "link", "set", "lan0", "down")
        assert not _crosses(first)
        assert _crosses(second)
        first.process.communicate(timeout=_LONG)
        assert first.traces() == []
        assert len(second.namespaces()) == len(ROLES)
        assert _crosses(second)
