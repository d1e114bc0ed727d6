# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clouds for the stand-in cloud's own tests: the fixtures, and a cloud in which the scenario is built."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.emulator.state import State
from tests.support import scenario
from tests.support.caller import Caller, Patient

SETTLE = 10


@dataclass(frozen=True)
class Built:
    """A slow cloud in which the scenario is built and has settled."""

    patient: Patient
    """A caller that waits after each write."""
    call: Caller
    """A caller that does not."""
    clock: ManualClock
    ids: scenario.Ids

    @classmethod
    def new(cls) -> Built:
        """Another one, always the same."""
        state, ids, now = _built()
        clock = ManualClock(now)
        cloud = Cloud(seed=1, clock=clock, settle=SETTLE, state=State.from_json(state))
        return cls(Patient(cloud), Caller(cloud), clock, dict(ids))


@functools.cache
def _built() -> tuple[str, scenario.Ids, float]:
    clock = ManualClock()
    patient = Patient(Cloud(seed=1, clock=clock, settle=SETTLE))
    ids = scenario.build(patient)
    return patient.cloud.state.to_json(), ids, clock()


@pytest.fixture
def built() -> Built:
    """A slow cloud in which the scenario is built."""
    return Built.new()


@pytest.fixture
def clock() -> ManualClock:
    """A clock that a test moves."""
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
    return Caller(Cloud(seed=1, clock=clock, settle=SETTLE))
