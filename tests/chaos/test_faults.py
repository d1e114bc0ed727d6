# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A sample of what ``make chaos`` runs: nothing is created twice or lost, and a later run is content."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.chaos import plan
from tests.chaos.faults import ALL
from tests.chaos.plan import CREATES, Job, Plays
from tests.chaos.trials import Trial

from .conftest import SEED

_EACH = 3
_MIXES = 24


def test_one_fault_at_a_create(plays: Plays, holds: Callable[[Job], None]) -> None:
    """Some of the faults at each create, and each fault at some."""
    calls = [(one, number, action) for one in plays.resources for number, action in enumerate(one.actions)]
    creates = [(one, number) for one, number, action in calls if action.startswith(CREATES)]
    for place, (one, number) in enumerate(creates):
        for turn in range(_EACH):
            fault = ALL[(place * _EACH + turn) % len(ALL)]
            holds(Job(one, Trial(one.play, {number: fault}, retry_timeout=20 * (turn % 2))))


def test_mixes_of_faults(plays: Plays, holds: Callable[[Job], None]) -> None:
    for number in range(_MIXES):
        holds(plan.mixed(plays, SEED, number))


@pytest.mark.parametrize("name", ["create a topology in lanes", "change a topology in lanes", "role rotate_psk"])
def test_mixes_of_faults_in(name: str, plays: Plays, holds: Callable[[Job], None]) -> None:
    (one,) = [known for known in (*plays.wholes, *plays.in_lanes) if known.play.name == name]
    for limit in (0, 20):
        holds(Job(one, Trial(one.play, chance=0.2, runs=2, retry_timeout=limit, seed=SEED)))


def test_one_fault_at_a_change_of_keys(plays: Plays, holds: Callable[[Job], None]) -> None:
    """Some of the faults at one of the two."""
    (one,) = [known for known in plays.wholes if known.play.name == "role rotate_psk"]
    writes = [number for number, action in enumerate(one.actions) if plan.is_write(action)]
    for turn, fault in enumerate(ALL[::_EACH]):
        holds(Job(one, Trial(one.play, {writes[turn % 2]: fault}, retry_timeout=0)))
