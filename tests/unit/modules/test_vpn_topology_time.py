# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a topology takes where each change keeps its VPN gateway busy, and how much it asks of the service then."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.vpn_topology import VPN_TOPOLOGY
from tests.support.regions import DUAL_TUNNEL
from tests.support.together import Crowd
from tests.support.topology import site, spread, topology

pytestmark = pytest.mark.usefixtures("unmeasured")

_SETTLE = 5.0


class Branches(Crowd):
    """An account where each change takes some seconds. `latency`: of each call, in seconds."""

    def __init__(self) -> None:
        random.seed(1)  # of the pauses
        super().__init__(latency=0.05, settle=_SETTLE, quota=["customer_gateways=1000", "vpn_gateways=1000"])
        self.cloud.set_tunnels(DUAL_TUNNEL, 2)

    def create(self, wanted: Mapping[str, Any]) -> float:
        """Returns how many seconds it takes."""
        options = ArgumentSpecValidator(VPN_TOPOLOGY.spec()).validate(wanted).validated_parameters
        client = self.client(region=DUAL_TUNNEL)
        with self.turns.lanes():
            (result,) = self.together(lambda: VPN_TOPOLOGY.work(options, client, False))
        if isinstance(result, BaseException):
            raise result
        assert result["changed"]
        return self.clock.passed

    def refused(self) -> list[str]:
        return [entry["code"] for entry in self.log if entry["code"]]


@pytest.fixture
def branches() -> Branches:
    return Branches()


def test_sites_take_little_more_than_the_locks_of_the_gateways(branches: Branches) -> None:
    taken = branches.create(topology(spread(80, 8), gateways=8, parallelism=8, wait_timeout=9000))
    locked = (1 + 10 + 10) * _SETTLE  # a gateway, and the connections and routes of its sites
    assert locked <= taken <= 1.15 * locked
    # Two changes of one gateway at the same time are refused.
    assert branches.refused() == []


def test_fewer_lanes_than_gateways_are_used_all_the_time(branches: Branches) -> None:
    """The gateway with most sites is the last of the list, and is not begun last."""
    sites = [*spread(15, 5), *(site(number, "hq-5") for number in range(15, 25))]
    taken = branches.create(topology(sites, gateways=6, parallelism=2, wait_timeout=9000))
    writes = 6 + 25 + 25
    assert taken <= 1.15 * writes * _SETTLE / 2
    assert branches.refused() == []


def test_the_first_of_many_creates_tells_the_others_how_long_they_take(branches: Branches) -> None:
    """All wait at the same time, and nothing is known when they begin."""
    taken = branches.create(topology([], gateways=30, parallelism=30, wait_timeout=9000))
    assert _SETTLE <= taken <= 1.25 * _SETTLE
    assert branches.actions.count("DescribeVpnGateway") <= 30 * 8


def test_many_gateways_are_created_while_their_list_has_several_pages(branches: Branches) -> None:
    """Each of them is looked for before it is created, while the others change the list. Calls are so slow here that
    the list changes more than five times in a row while some are looked for."""
    branches.latency = 0.8
    branches.create(topology([], gateways=120, parallelism=60, wait_timeout=9000))
    gateways = branches.cloud.state.region(DUAL_TUNNEL).table("vpn_gateways")
    assert len(gateways) == len({gateway["Name"] for gateway in gateways.values()}) == 120


def test_calls_while_sites_are_created(branches: Branches) -> None:
    """Two for a customer gateway. For a connection and a route one create, one or two looks, and one read at the end;
    a connection also has a look at its gateway."""
    branches.create(topology(spread(80, 8), gateways=8, parallelism=8, wait_timeout=9000))
    calls = Counter(branches.actions)
    assert calls["DescribeCustomerGateway"] == 80
    assert calls["DescribeVpnConnection"] <= 80 * 2.2
    assert calls["DescribeVpnRouteEntries"] == 80
    assert calls["DescribeVpnGateway"] <= 80 * (1 + 2) + 8 * 10
