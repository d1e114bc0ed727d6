# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""However the stand-in cloud ends, nothing of its data plane is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.emulator.dataplane.waiting import until
from tests.support.network import ip, name
from tests.support.tree import ROOT

_NAMESPACE = name("teardown", os.getpid())
_LONG = 20.0


@pytest.fixture
def namespace(machine: None) -> Iterator[str]:
    """One of its own, beside the lab."""
    ip("netns", "add", _NAMESPACE)
    yield _NAMESPACE
    ip("netns", "delete", _NAMESPACE)


def _inside() -> list[str]:
    """The processes in the namespace."""
    return ip("netns", "pids", _NAMESPACE).split()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_no_process_or_namespace_is_left(namespace: str, how: signal.Signals) -> None:
    links, addresses = (ip("-n", namespace, "-brief", what) for what in ("link", "address"))
    command = [sys.executable, "-m", "tests.emulator", "--dataplane", "netns", "--namespace", namespace]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("listening on")
        assert _inside()
        process.send_signal(how)
    assert until(lambda: _inside() == [], _LONG)
    assert ip("-n", namespace, "-brief", "link") == links
    assert ip("-n", namespace, "-brief", "address") == addresses
