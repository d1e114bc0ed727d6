# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud for each test, in this process, and keys in the environment."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.in_process import serve
from tests.support.task_fixtures import environment, tasks

__all__ = ["environment", "tasks"]


@pytest.fixture
def clock() -> FakeClock:
    """A clock that only waiting moves. It starts now: the official SDK signs with the time of the machine."""
    return FakeClock(datetime.now(timezone.utc))


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> Running:
    """An empty cloud."""
    return serve(monkeypatch, clock)
