# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting: for what, how long, and the message after a timeout. All of it runs on a fake clock."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.client import Client
from tests.support import fakes, site
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY


def test_a_new_resource_is_ready_when_the_task_ends() -> None:
    account = Account(settle=50)
    assert account.gateway()["status"] == "active"
    assert 50 <= account.clock.passed < 65


def test_without_wait_the_task_ends_when_the_call_is_accepted() -> None:
    account = Account(settle=50)
    assert account.gateway(wait=False)["status"] == "provisioning"
    assert account.clock.passed < 1


def test_a_deleted_resource_is_gone_when_the_task_ends() -> None:
    account = Account(settle=50)
    account.gateway()
    account.converge(VPN_GATEWAY, name="hq", present=False)
    assert account.records("vpn_gateways") == []
    assert account.clock.passed >= 100


def test_without_wait_the_task_ends_while_it_is_being_deleted() -> None:
    account = Account(settle=50)
    account.gateway()
    before = account.clock.passed
    assert account.converge(VPN_GATEWAY, name="hq", present=False, wait=False).changed
    assert account.clock.passed - before < 1
    assert account.converge(VPN_GATEWAY, name="hq", present=False, wait=False).changed is False


def test_the_lock_is_free_again_when_the_task_ends() -> None:
    """The next task of the play does not have to wait for it."""
    account = Account(settle=50)
    account.site()
    account.forget()
    account.route()
    assert account.actions.count("CreateVpnRouteEntry") == 1
    assert account.client().call("DescribeVpnGateways")["VpnGateways"]["VpnGateway"][0]["Status"] == "active"


def test_a_change_waits_until_the_lock_is_free() -> None:
    account = Account(settle=50)
    account.site()
    account.converge(VPN_GATEWAY, name="hq", description="x", wait=False)
    before = account.clock.passed
    account.route()
    assert account.clock.passed - before >= 50


def test_a_timeout_gives_the_last_state_and_what_to_do() -> None:
    account = Account(settle=500)
    with pytest.raises(
        Failed, match=r"VPN gateway vpn-\w+ is not ready after \d+ s of waiting.*'provisioning'.*wait_timeout"
    ) as caught:
        account.gateway(wait_timeout=100)
    assert 100 <= account.clock.passed < 102
    assert caught.value.actions == ["CreateVpnGateway"]


class Throttled(Account):
    """From some time on, reads of an action are throttled for ever. No call gives up before its task."""

    since = float("inf")
    action = "DescribeVpnGateway"

    def client(self, **options: Any) -> Client:
        return super().client(retry_timeout=86400, **options)

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        if query["Action"] == self.action and self.clock.passed >= self.since:
            return fakes.error("Throttling.User")
        return super().send(method, query, form)


class TestThrottled:
    """Every wait ends at its deadline, whatever retry_timeout is."""

    def _ends(self, account: Throttled, started: float, work: Callable[[], Any]) -> Failed:
        with pytest.raises(Failed, match=r"Throttling\.User.*tried \d+ times") as caught:
            work()
        assert 85 < account.clock.passed - started <= 100
        return caught.value

    def test_a_wait_for_a_new_resource(self) -> None:
        account = Throttled(settle=10_000)
        account.since = 30
        failure = self._ends(account, 0, lambda: account.gateway(wait_timeout=100))
        assert failure.actions == ["CreateVpnGateway"]

    def test_a_wait_for_the_end_of_a_deletion(self) -> None:
        account = Throttled(settle=60)
        account.gateway()
        started = account.clock.passed
        account.since = started + 20
        account.cloud.settle = 10_000
        self._ends(
            account,
            started,
            lambda: account.converge(VPN_GATEWAY, name="hq", present=False, wait_timeout=100),
        )

    def test_a_wait_for_the_lock(self) -> None:
        account = Throttled()
        account.site()
        account.cloud.settle = 10_000
        account.converge(VPN_GATEWAY, name="hq", description="x", wait=False)
        started = account.clock.passed
        account.since = started + 30
        self._ends(account, started, lambda: account.route(wait_timeout=100))

    def test_a_wait_for_a_route_to_show(self) -> None:
        account = Throttled()
        account.site()
        account.cloud.route_lag = 10_000
        started = account.clock.passed
        account.since, account.action = started + 30, "DescribeVpnRouteEntries"
        self._ends(account, started, lambda: account.route(wait_timeout=100))

    def test_a_write_while_another_change_is_running(self) -> None:
        account = Throttled()
        account.site()
        account.cloud.add_fault("CreateVpnRouteEntry:code=VpnGateway.Configuring:9999")
        started = account.clock.passed
        with pytest.raises(Failed, match=r"VpnGateway\.Configuring"):
            account.route(wait_timeout=100)
        assert 85 < account.clock.passed - started <= 100


class TestRoutes:
    """The State of a route follows some time after the gateway is ready."""

    def test_a_route_is_published_when_the_task_ends(self) -> None:
        account = Account()
        account.site()
        account.cloud.route_lag = 60
        assert account.route()["state"] == "published"
        assert 60 <= account.clock.passed < 80
        assert account.route(publish_vpc=False)["state"] == "normal"
        assert account.converge(VPN_ROUTE_ENTRY, **site.route(publish_vpc=False)).changed is False

    def test_without_wait_the_task_ends_before(self) -> None:
        account = Account()
        account.site()
        account.cloud.route_lag = 60
        assert account.route(wait=False)["state"] == "normal"
        assert account.clock.passed < 10

    def test_a_timeout_says_what_is_not_shown(self) -> None:
        account = Account()
        account.site()
        account.cloud.route_lag = 600
        with pytest.raises(
            Failed, match=r"CreateVpnRouteEntry.*after \d+ s.*publish_vpc: False becomes True.*wait_timeout"
        ) as caught:
            account.route(wait_timeout=100)
        assert caught.value.actions == ["CreateVpnRouteEntry"]
        assert 100 <= account.clock.passed < 110

    def test_a_failing_health_check_is_not_waited_for(self) -> None:
        account = Account()
        created = account.site()
        account.cloud.arrange("vpn_connections", created["vpn_connection_id"], Probe="failed")
        account.converge(
            VPN_CONNECTION,
            name="hq-office",
            health_check_config={"enable": True, "dip": "192.168.10.1", "sip": "10.10.0.1"},
        )
        before = account.clock.passed
        outcome = account.converge(VPN_ROUTE_ENTRY, **site.route())
        assert outcome.resource["state"] == "normal"
        (warning,) = outcome.warnings
        assert "health check" in warning
        assert account.clock.passed - before < 30


class TestSubscription:
    """A subscription is an order, and a gateway whose order is not paid stays in the state init."""

    def test_an_unpaid_order_is_reported_at_once(self) -> None:
        account = Account()
        with pytest.raises(Failed, match=r"its order \d+ is paid.*set auto_pay=true") as caught:
            account.gateway(instance_charge_type="PREPAY", period=1)
        assert caught.value.actions == ["CreateVpnGateway"]
        assert account.clock.passed < 10
        assert len(account.records("vpn_gateways")) == 1

    def test_without_wait_the_order_is_in_the_result(self) -> None:
        account = Account()
        outcome = account.converge(
            VPN_GATEWAY,
            name="hq",
            vpc_id="vpc-1",
            bandwidth=10,
            instance_charge_type="PREPAY",
            period=1,
            wait=False,
        )
        assert outcome.created["order_id"] > 0
        assert outcome.resource["status"] == "init"

    def test_a_paid_order_is_waited_for(self) -> None:
        account = Account(settle=30)
        gateway = account.gateway(instance_charge_type="PREPAY", period=1, auto_pay=True)
        assert gateway["status"] == "active"

    def test_the_next_run_reports_the_unpaid_order(self) -> None:
        account = Account()
        with pytest.raises(Failed):
            account.gateway(instance_charge_type="PREPAY", period=1)
        with pytest.raises(Failed, match=r"'init'.*auto_pay"):
            account.gateway(instance_charge_type="PREPAY", period=1, wait_timeout=100)
        assert len(account.records("vpn_gateways")) == 1

    @pytest.mark.parametrize("check", [True, False])
    def test_period_is_required_to_create(self, check: bool) -> None:
        account = Account()
        with pytest.raises(Failed, match="period: not given"):
            account.gateway(instance_charge_type="PREPAY", check=check)
        assert account.writes == []

    def test_period_is_not_required_for_an_existing_gateway(self) -> None:
        account = Account()
        account.gateway(instance_charge_type="PREPAY", period=1, auto_pay=True)
        assert account.gateway(instance_charge_type="PREPAY")["charge_type"] == "Prepay"


def test_the_next_run_continues_to_wait() -> None:
    account = Account(settle=150)
    with pytest.raises(Failed):
        account.gateway(wait_timeout=100)
    account.forget()
    outcome = account.converge(VPN_GATEWAY, name="hq", vpc_id="vpc-1", bandwidth=10)
    assert (outcome.changed, outcome.resource["status"]) == (False, "active")
    assert account.writes == []


def test_one_deadline_for_everything() -> None:
    """Waiting for the lock and then for the change takes no longer than wait_timeout together."""
    account = Account(settle=80)
    account.site()
    account.converge(
        VPN_GATEWAY, name="hq", description="x", wait=False
    )  # busy for 80 s, then for 80 s with our change
    before = account.clock.passed
    with pytest.raises(Failed, match="wait_timeout"):
        account.route(wait_timeout=100)
    assert 99.9 < account.clock.passed - before < 102


def test_a_busy_call_is_retried_until_the_deadline() -> None:
    account = Account()
    account.site()
    account.cloud.add_fault("CreateVpnRouteEntry:code=VpnGateway.Configuring:999")
    before = account.clock.passed
    with pytest.raises(Failed, match=r"VpnGateway\.Configuring.*tried \d+ times.*Run the task again later") as caught:
        account.route(wait_timeout=100)
    # A pause that would end after the deadline is not started, and a pause takes at most 8 * 1.3 s.
    assert 100 - 8 * 1.3 <= account.clock.passed - before <= 101
    assert caught.value.actions == []


@pytest.mark.parametrize(
    "code", ["VpnGateway.Configuring", "VpnTask.CONFLICT", "TaskConflict", "VpnConnection.Configuring"]
)
def test_a_busy_call_is_retried_until_it_succeeds(code: str) -> None:
    account = Account()
    account.site()
    account.cloud.add_fault(f"CreateVpnRouteEntry:code={code}:3")
    assert account.route()["state"] == "published"
    assert account.writes.count("CreateVpnRouteEntry") == 4


def test_a_resource_without_states_is_not_waited_for() -> None:
    account = Account(settle=50)
    account.customer()
    assert account.clock.passed == 0


def test_pauses_between_polls_grow() -> None:
    account = Account(settle=300)
    account.gateway()
    assert account.actions.count("DescribeVpnGateway") < 50


def test_an_outdated_read_is_repeated() -> None:
    """A read may come from a replica that does not have the change yet."""

    class Outdated(Account):
        stale = 0

        def send(self, method, query, form):
            answer = super().send(method, query, form)
            if query["Action"] == "DescribeCustomerGateway" and self.stale:
                self.stale -= 1
                return answer._replace(text=answer.text.replace('"new"', '"old"'))
            return answer

    account = Outdated()
    account.customer(description="old")
    account.stale = 2
    outcome = account.converge(CUSTOMER_GATEWAY, name="office", description="new")
    assert outcome.resource["description"] == "new"
    assert outcome.warnings == []


def test_a_change_that_is_never_shown_is_a_warning() -> None:
    class NeverShown(Account):
        def send(self, method, query, form):
            answer = super().send(method, query, form)
            return answer._replace(text=re.sub('"Description": ?"[^"]*"', '"Description":"old"', answer.text))

    account = NeverShown()
    account.customer()
    outcome = account.converge(CUSTOMER_GATEWAY, name="office", description="new")
    assert outcome.changed
    (warning,) = outcome.warnings
    for part in ("does not show the change yet", "description", "old", "new", "ModifyCustomerGatewayAttribute"):
        assert part in warning


def test_a_connection_that_is_still_being_created_is_waited_for() -> None:
    account = Account(settle=50)
    account.gateway()
    account.customer()
    account.connection(wait=False)
    outcome = account.converge(VPN_CONNECTION, name="hq-office", vpn_gateway="hq")
    assert (outcome.changed, outcome.resource["state"]) == (False, "active")
