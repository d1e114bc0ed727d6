# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make demo-tunnel``: however it ends, no process, namespace or interface is left."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support import lab
from tests.support.tree import ROOT

_COMMAND = [sys.executable, "-m", "tests.demo.tunnel"]
# Not every emulator: other tests may run at the same time.
_DAEMONS = ("charon", "openvpn --", "unshare --", "tests.emulator.dataplane")


def _traces() -> dict[str, list[str]]:
    """What a lab makes: namespaces, interfaces, daemons."""
    processes = subprocess.run(["ps", "-eo", "pid,args"], check=True, capture_output=True, text=True).stdout
    return {
        "namespaces": sorted(lab.ip("netns").splitlines()),
        "interfaces": sorted(line.split(":")[1] for line in lab.ip("-oneline", "link").splitlines()),
        "daemons": [line for line in processes.splitlines() if any(name in line for name in _DAEMONS)],
    }


@pytest.fixture
def traces(machine: None) -> Iterator[dict[str, list[str]]]:
    """Those from before; they have to be the same in the end."""
    before = _traces()
    yield before
    assert _traces() == before


def test_it_runs_to_its_end(traces: dict[str, list[str]]) -> None:
    run = subprocess.run(_COMMAND, cwd=ROOT, capture_output=True, text=True, check=False, timeout=180)
    assert run.returncode == 0, run.stdout + run.stderr
    before, after = run.stdout.split("Run 1")
    assert "100% packet loss" in before
    assert " 0% packet loss" in after
    assert "CreateVpnConnection" in after.split("Run 2")[0]
    assert "changed=0" in after.split("Run 2")[1]
    assert "INSTALLED" in after


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_is_interrupted(traces: dict[str, list[str]], how: signal.Signals) -> None:
    # A job in the background of a script ignores SIGINT, and so does all that it starts: not what is interrupted here.
    command = ["env", "--default-signal=INT", *_COMMAND]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        assert process.stdout
        said = ""
        while "CreateVpnConnection" not in said:
            said += process.stdout.readline()
            assert process.poll() is None, said
        process.send_signal(how)
        process.wait(30)
    assert process.returncode == 128 + how
