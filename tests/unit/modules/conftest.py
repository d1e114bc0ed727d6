# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud for each test in this process, and keys in the environment. Tasks call only what their policy allows."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.in_process import serve_directly
from tests.support.task_fixtures import environment
from tests.support.tasks import Ran, Tasks
from tools import policies

__all__ = ["environment"]


@pytest.fixture
def clock() -> FakeClock:
    """A clock that only waiting moves. It starts now: the official SDK signs with the time of the machine."""
    return FakeClock(datetime.now(timezone.utc))


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> Running:
    """An empty cloud."""
    return serve_directly(monkeypatch, clock)


class Limited(Tasks):
    """Tasks of an account that has for each module the policy of docs/guides/ram_policies.md."""

    def attempt(self, module: str, check: bool = False, **options: Any) -> Ran:
        before = len(self.emulator.log)
        ran = super().attempt(module, check, **options)
        called = {entry["action"] for entry in self.emulator.log[before:]}
        assert called <= policies.by_module()[module], f"{module} calls what its policy does not allow"
        return ran


@pytest.fixture
def tasks(emulator: Running) -> Tasks:
    """Tasks against the empty cloud."""
    return Limited(emulator)
