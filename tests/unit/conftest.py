# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Unit tests start no process and open no connection. Tests that do are in tests/component."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from importlib import import_module

import pytest
from hypothesis import HealthCheck, settings

from tests.support.measuring import unmeasured

__all__ = ["unmeasured"]

# An example may take long on a busy machine. `make inputs` takes the second profile.
settings.register_profile("unit", deadline=None)
settings.register_profile(
    "many", deadline=None, max_examples=100, print_blob=True, suppress_health_check=list(HealthCheck)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "unit"))

_FORBIDDEN = {
    "os.exec",
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.system",
    "socket.bind",
    "socket.connect",
    "socket.getaddrinfo",
    "subprocess.Popen",
}
_running: list[str] = []

import_module("ansible.module_utils.basic")  # it looks up an address


def _hook(event: str, _arguments: object) -> None:
    if event in _FORBIDDEN and _running:
        raise RuntimeError(f"{event} in a unit test ({_running[-1]}); move it to tests/component")


sys.addaudithook(_hook)


@pytest.fixture(autouse=True, scope="module")
def alone(request: pytest.FixtureRequest) -> Iterator[None]:
    """The audit hook refuses processes and connections while the tests of a module run, and their fixtures."""
    _running.append(request.node.nodeid)
    yield
    _running.pop()
