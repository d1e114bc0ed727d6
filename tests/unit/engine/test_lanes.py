# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Works in lanes: what is done at the same time, in which order, and what a failure leads to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.lanes import Ended, Key, Skipped, Work
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.lanes import run as run_works
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support.together import Turns


class Lanes:
    """Works that take some seconds each, on a clock that does not wait."""

    def __init__(self) -> None:
        self.turns = Turns(1)
        self.works: list[Work] = []
        self.begun: list[str] = []
        self.ended: dict[str, Ended] = {}
        self.telling = 0.0  # seconds that each report takes

    def add(self, name: str, lane: str, *needs: str, seconds: float = 1, do: Callable[[], Any] | None = None) -> None:
        def work() -> None:
            self.begun.append(name)
            self.turns.sleep(seconds)
            if do:
                do()

        self.works.append(Work(_key(name), _key(lane), frozenset(map(_key, needs)), work))

    def run(self, most: int = 10) -> float:
        """Returns how many seconds it took."""
        with self.turns.lanes():
            (error,) = self.turns.together(lambda: run_works(self.works, most, self._report))
        if error:
            raise error
        return self.turns.passed

    def _report(self, key: Key, ended: Ended) -> None:
        self.ended[key[0]] = ended
        if self.telling:
            self.turns.sleep(self.telling)


def _key(name: str) -> Key:
    return (name, "")


def _fail() -> None:
    raise Failed("no", ValueError(), [])


def test_works_do_not_wait_for_reports() -> None:
    lanes = Lanes()
    lanes.telling = 0.5
    for number in range(3):
        lanes.add(f"work {number}", "lane", *([f"work {number - 1}"] if number else []))
    assert lanes.run() == 3 + 0.5


@pytest.mark.parametrize(("most", "seconds"), [(10, 3), (2, 3), (1, 6)])
def test_one_at_a_time_in_a_lane_and_lanes_at_the_same_time(most: int, seconds: float) -> None:
    lanes = Lanes()
    for number in range(6):
        lanes.add(f"{number}", f"lane {number % 2}")
    assert lanes.run(most) == seconds
    assert lanes.ended == dict.fromkeys(map(str, range(6)))
    assert [name for name in lanes.begun if int(name) % 2] == ["1", "3", "5"]


def test_what_is_needed_is_done_before() -> None:
    lanes = Lanes()
    lanes.add("second", "a", "first", "what does not exist")
    lanes.add("first", "b")
    assert lanes.run() == 2
    assert lanes.begun == ["first", "second"]


def test_the_longest_lane_is_begun_first() -> None:
    """In the order of the list it would begin after a second, and all would take four."""
    lanes = Lanes()
    lanes.add("short", "a")
    lanes.add("short too", "b")
    for number in range(3):
        lanes.add(f"long {number}", "c")
    assert lanes.run(most=2) == 3


def test_a_lane_does_not_wait_for_what_another_one_needs_later() -> None:
    """As customer gateways, which are alone in their lanes and come before all connections in a plan."""
    lanes = Lanes()
    for number in range(20):
        lanes.add(f"customer {number}", f"alone {number}", seconds=0.25)
    for number in range(20):
        lanes.add(f"connection {number}", f"gateway {number % 2}", f"customer {number}")
    assert lanes.run(most=3) <= 0.25 + 10 + 0.25


def test_what_needs_a_failed_work_is_skipped() -> None:
    lanes = Lanes()
    lanes.add("gateway", "a", do=_fail)
    lanes.add("connection", "a", "gateway")
    lanes.add("route", "a", "connection", "other")
    lanes.add("other", "b")
    lanes.run()
    assert isinstance(lanes.ended["gateway"], Failed)
    assert lanes.ended["connection"] == Skipped(_key("gateway"))
    assert lanes.ended["route"] == Skipped(_key("connection"))
    assert lanes.ended["other"] is None
    assert sorted(lanes.begun) == ["gateway", "other"]


def test_other_errors_are_raised() -> None:
    def crash() -> None:
        raise KeyError("x")

    lanes = Lanes()
    lanes.add("one", "a", do=crash)
    with pytest.raises(KeyError):
        lanes.run()


def test_a_circle_is_refused() -> None:
    lanes = Lanes()
    lanes.add("one", "a", "two")
    lanes.add("two", "b", "one")
    with pytest.raises(ValueError, match="in a circle"):
        lanes.run()
