# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make demo-tunnel``: however it ends, no process, namespace or interface is left."""

from __future__ import annotations

import signal

import pytest

from .site import Site
from .traces import program

_DEMO = ("-m", "tests.demo.tunnel")


def test_demo_completes_beside_another_lab(whole_lab: Site) -> None:
    with program(*_DEMO) as demo:
        output, _errors = demo.process.communicate(timeout=180)
    assert demo.process.returncode == 0, output
    before, after = output.split("Run 1")
    assert "100% packet loss" in before
    whole, cut = after.split("The master tunnel is cut")
    assert " 0% packet loss" in whole
    assert " 0% packet loss" in cut
    assert "CreateVpnConnection" in after.split("Run 2")[0]
    assert "changed=0" in after.split("Run 2")[1]
    assert "INSTALLED" in after
    assert demo.traces() == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_demo_leaves_nothing(machine: None, how: signal.Signals) -> None:
    with program(*_DEMO) as demo:
        demo.read_until("CreateVpnConnection")
        assert len(demo.namespaces()) == 5
        assert len(demo.processes()) > 5
        demo.process.send_signal(how)
        demo.process.wait(30)
    assert demo.process.returncode == 128 + how
    assert demo.traces() == []
