# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else deletes what a task waits for: the task ends at once and says so, long before wait_timeout."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support import fakes, site
from tests.support.account import Account
from tests.support.descriptors import VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.regions import SINGLE_TUNNEL


class Meddled(Account):
    """After so many reads of an action, the records of some tables are gone."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.tables: tuple[str, ...] = ()
        self.action = ""
        self.after = 0

    def meddle(self, action: str, after: int, *tables: str) -> None:
        self.action, self.after, self.tables = action, after, tables

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        answer = super().send(method, query, form)
        if query["Action"] == self.action:
            self.after -= 1
            if self.after == 0:
                for table in self.tables:
                    self.cloud.state.region(SINGLE_TUNNEL).table(table).clear()
        return answer


def _gateway(account: Account) -> None:
    account.converge(VPN_GATEWAY, **site.gateway("hq", description="new"))


def _connection(account: Account) -> None:
    account.converge(VPN_CONNECTION, name="hq-office", vpn_gateway="hq", effect_immediately=True)


def _route(account: Account) -> None:
    account.converge(VPN_ROUTE_ENTRY, **site.route(route_dest="192.168.77.0/24"))


ALL = ("route_entries", "pbr_route_entries", "vpn_connections", "vpn_gateways")


@pytest.mark.parametrize(
    ("change", "reads", "earlier", "gone", "title"),
    [
        (_gateway, "DescribeVpnGateway", 0, ALL, "VPN gateway"),
        (_connection, "DescribeVpnConnection", 0, ALL[:3], "IPsec connection"),
        # One read before the task looks for the route.
        (_route, "DescribeVpnGateway", 1, ALL, "VPN gateway"),
    ],
    ids=["gateway", "connection", "gateway-of-route"],
)
@pytest.mark.parametrize("after", [2, 3, 4])
def test_a_wait_for_what_is_gone_ends(
    change: Callable[[Account], None], reads: str, earlier: int, gone: tuple[str, ...], title: str, after: int
) -> None:
    account = Meddled(settle=60)
    account.site()
    before = account.clock.passed
    account.meddle(reads, earlier + after, *gone)
    with pytest.raises(Failed, match=rf"{title} \S+ does not exist any more.*run the task again") as caught:
        change(account)
    assert account.clock.passed - before < 60
    assert caught.value.actions


@pytest.mark.parametrize(("hidden", "found"), [(2, True), (4, True), (5, True), (6, False)])
def test_a_new_resource_may_be_readable_only_after_some_reads(hidden: int, found: bool) -> None:
    class Lagging(Account):
        """The first reads of the gateway do not find it."""

        hidden = 0

        def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
            if query["Action"] == "DescribeVpnGateway" and self.hidden:
                self.hidden -= 1
                return fakes.error("InvalidVpnGatewayInstanceId.NotFound", 404)
            return super().send(method, query, form)

    account = Lagging(settle=60)
    account.hidden = hidden
    if found:
        assert account.gateway()["status"] == "active"
    else:
        with pytest.raises(Failed, match="does not exist any more"):
            account.gateway()
        assert account.clock.passed < 10


def test_a_route_that_is_gone_is_not_waited_for() -> None:
    account = Meddled()
    account.site()
    account.cloud.route_lag = 600
    account.meddle("DescribeVpnRouteEntries", 3, "route_entries")
    before = account.clock.passed
    with pytest.raises(Failed, match=r"192.168.77.0/24 \S+ does not exist any more"):
        _route(account)
    assert account.clock.passed - before < 20
