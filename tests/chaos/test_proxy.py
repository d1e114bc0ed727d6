# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The proxy does to requests what the names of its faults say, and the judge sees what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from tests.chaos.faults import ALL, Fault
from tests.chaos.plan import Known, Plays
from tests.chaos.plays import Result, Task
from tests.chaos.trials import Trial, attempt, judged
from tests.chaos.world import World

# What reaches the cloud late, twice or damaged.
_REACH = {"delay before", "repeat before"}
_CREATE = "CreateCustomerGateway"
_CONNECTION = "vpn_connections[0].vpn_connection_id"


@pytest.fixture
def office(plays: Plays) -> Known:
    """The play that creates a customer gateway: look, create, read."""
    return next(one for one in plays.resources if _CREATE in one.actions)


@pytest.mark.parametrize("fault", ALL, ids=str)
def test_a_fault_is_before_or_after_the_write(here: World, office: Known, fault: Fault, tmp_path: object) -> None:
    here.begin(office.play, 0, str(tmp_path))
    here.proxy.reset(lambda _number, action: fault if action == _CREATE else None)
    played = here.play(office.play, retry_timeout=0)
    there = here.writes().count(_CREATE)
    assert there == (fault.after or str(fault) in _REACH)
    assert bool(played.failure) == (str(fault) != "repeat before")


def test_a_trial_without_faults_has_no_problem(here: World, office: Known) -> None:
    ended = attempt(here, Trial(office.play, {}), office.reference)
    assert (ended.met, ended.failures, ended.problems) == ([], [], [])


def test_what_is_lost_or_there_twice_is_seen(here: World, office: Known, tmp_path: object) -> None:
    for reference, duplicates, losses in ((Counter(), 1, 0), (office.reference + Counter([("other",)]), 0, 1)):
        here.begin(office.play, 0, str(tmp_path))
        ended = judged(here, office.play, reference, [], [])
        assert (ended.duplicates, ended.losses, len(ended.problems)) == (duplicates, losses, 1)


def test_a_run_that_is_not_content_is_seen(here: World, office: Known, tmp_path: object) -> None:
    """The cloud forgets everything at each look."""
    here.begin(office.play, 0, str(tmp_path))
    here.proxy.reset()

    def forget() -> Counter[tuple[object, ...]]:
        for region in here.emulator.cloud.state.regions.values():
            region.tables.clear()
        return Counter()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(here, "holds", forget)
        ended = judged(here, office.play, Counter(), [], [])
    assert ["another run is not content" in problem for problem in ended.problems] == [True]


def test_keys_of_both_tunnels_that_change_at_once_are_seen(here: World, plays: Plays) -> None:
    (one,) = [known for known in plays.wholes if known.play.name == "role rotate_psk"]
    tunnels = [{"role": role, "ike_config": {"psk": "ChaosNewKey"}} for role in ("master", "slave")]
    both = Task("vpn_connection", {"vpn_connection_id": Result(0, _CONNECTION), "tunnels": tunnels})
    download = next(task for task in one.play.tasks if task.kept)
    hasty = replace(one.play, tasks=(one.play.tasks[0], both, download))
    ended = attempt(here, Trial(hasty, {}, runs=0), one.reference)
    assert set(ended.problems) == {"no tunnel of hq-office has a key that both ends know"}
