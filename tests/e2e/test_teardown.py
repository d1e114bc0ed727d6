# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""However the stand-in cloud ends, nothing of its data plane is left."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.tree import ROOT

from . import lab

_NAMESPACE = "e2e-teardown"
_NEVER = 20.0


@pytest.fixture
def namespace() -> Iterator[str]:
    """One of its own, beside the lab."""
    problem = lab.missing()
    if problem:
        pytest.skip(f"no real daemons on this machine: {problem}")
    subprocess.run(["ip", "netns", "add", _NAMESPACE], check=True)
    yield _NAMESPACE
    subprocess.run(["ip", "netns", "delete", _NAMESPACE], check=True)


def _ip(*arguments: str) -> str:
    return subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True).stdout


def _inside() -> list[str]:
    """The processes in the namespace."""
    return _ip("netns", "pids", _NAMESPACE).split()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_is_left(namespace: str, how: signal.Signals) -> None:
    links, addresses = (_ip("-n", namespace, "-brief", what) for what in ("link", "address"))
    command = [sys.executable, "-m", "tests.emulator", "--dataplane", "netns", "--namespace", namespace]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("listening on")
        assert _inside()
        process.send_signal(how)
    deadline = time.monotonic() + _NEVER
    while _inside() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert _inside() == []
    assert _ip("-n", namespace, "-brief", "link") == links
    assert _ip("-n", namespace, "-brief", "address") == addresses
