# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waits that know how long the last changes of their kind took."""

from __future__ import annotations

import random

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.pace import Pace
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from tests.support import site
from tests.support.account import Account
from tests.support.descriptors import VPN_CONNECTION, VPN_ROUTE_ENTRY


class Repeated(Account):
    """Routes of one connection, which share what is known about their waits."""

    def __init__(self, settle: float) -> None:
        random.seed(1)  # of the pauses
        super().__init__(settle, quota=["route_entries=100"])
        self.pace = Pace()
        self.site()

    def add(self, number: int) -> tuple[float, int]:
        """Seconds and looks at the gateway that the next route takes."""
        self.forget()
        before = self.clock.passed
        wanted = site.route(route_dest=f"172.20.{number}.0/24")
        assert self.converge(VPN_ROUTE_ENTRY, **wanted, pace=self.pace).resource["state"] == "published"
        return self.clock.passed - before, self._looks()

    def _looks(self) -> int:
        """After the create."""
        return self.actions[self.actions.index("CreateVpnRouteEntry") :].count("DescribeVpnGateway")


@pytest.mark.parametrize("settle", [0.5, 1, 5, 30, 200])
def test_later_waits_end_soon_after_the_change_with_fewer_looks(settle: float) -> None:
    account = Repeated(settle)
    first = account.add(0)[1]
    for number in range(1, 10):
        account.add(number)
    later = [account.add(number) for number in range(10, 20)]
    assert all(settle <= seconds for seconds, _looks in later)
    assert sum(seconds for seconds, _looks in later) <= 10 * settle * 1.1
    assert sum(looks for _seconds, looks in later) < 10 * first
    least = 1 + settle // Backoff.longest  # no pause is longer, because a change may take less time than others
    assert sum(looks for _seconds, looks in later) <= 10 * least + 4


def test_a_service_that_has_become_faster_is_noticed() -> None:
    account = Repeated(60)
    account.add(0)
    account.cloud.settle = 2
    assert account.add(1)[0] <= 8
    for number in range(2, 6):
        account.add(number)
    assert account.add(6)[0] <= 2.5


def test_a_service_that_has_become_slower_is_not_asked_more_often() -> None:
    account = Repeated(1)
    for number in range(5):
        account.add(number)
    account.cloud.settle = 100
    _seconds, looks = account.add(5)
    assert looks <= Repeated(100).add(0)[1] + 8


def test_one_that_took_longer_does_not_hold_up_the_next() -> None:
    account = Repeated(1)
    for number in range(5):
        account.add(number)
    account.cloud.settle = 100
    account.add(5)
    account.cloud.settle = 1
    assert account.add(6)[0] <= 1.2


def test_one_without_an_effect_does_not_end_the_learning() -> None:
    account = Repeated(0)
    account.add(0)
    account.cloud.settle = 5
    account.add(1)
    later = [account.add(number) for number in range(2, 12)]
    assert sum(looks for _seconds, looks in later) <= 20


def test_where_most_take_longer_than_the_first_one_later_waits_look_once() -> None:
    account = Repeated(1)
    account.add(0)
    account.cloud.settle = 3
    looks = [account.add(number)[1] for number in range(1, 80)]
    assert sum(looks[-20:]) <= 24


def test_without_an_effect_nothing_is_waited_for() -> None:
    account = Repeated(0)
    for number in range(3):
        assert account.add(number) == (0, 1)


def test_changes_of_another_kind_do_not_count() -> None:
    account = Repeated(40)
    account.add(0)
    account.cloud.settle = 2
    account.customer("other")
    before = account.clock.passed
    wanted = site.connection("hq-other", customer_gateway="other", remote_subnet=["192.168.11.0/24"])
    account.converge(VPN_CONNECTION, **wanted, pace=account.pace)
    assert account.clock.passed - before < 4
