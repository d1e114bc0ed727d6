# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the stand-in cloud's own tests."""

from __future__ import annotations

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller


@pytest.fixture
def clock() -> ManualClock:
    """A clock that stands still until a test moves it."""
    return ManualClock()


@pytest.fixture
def cloud(clock: ManualClock) -> Cloud:
    """An empty cloud where every change is done at once."""
    return Cloud(seed=1, clock=clock)


@pytest.fixture
def call(cloud: Cloud) -> Caller:
    """A signing caller of that cloud."""
    return Caller(cloud)


@pytest.fixture
def slow(clock: ManualClock) -> Caller:
    """A caller of a cloud where a change takes ten seconds."""
    return Caller(Cloud(seed=1, clock=clock, settle=10))
