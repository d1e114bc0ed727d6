# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting: what for, how long, and what is said when the time runs out. No second of it is real."""

from __future__ import annotations

import re

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY


def test_a_new_one_is_ready_when_the_task_ends() -> None:
    house = Account(settle=50)
    assert house.gateway()["status"] == "active"
    assert 50 <= house.clock.passed < 65


def test_without_waiting_the_task_ends_when_the_call_was_accepted() -> None:
    house = Account(settle=50)
    assert house.gateway(wait=False)["status"] == "provisioning"
    assert house.clock.passed < 1


def test_a_deleted_one_is_gone_when_the_task_ends() -> None:
    house = Account(settle=50)
    house.gateway()
    house.converge(VPN_GATEWAY, name="hq", present=False)
    assert house.records("vpn_gateways") == []
    assert house.clock.passed >= 100


def test_without_waiting_it_is_left_leaving() -> None:
    house = Account(settle=50)
    house.gateway()
    before = house.clock.passed
    assert house.converge(VPN_GATEWAY, name="hq", present=False, wait=False).changed
    assert house.clock.passed - before < 1
    assert house.converge(VPN_GATEWAY, name="hq", present=False, wait=False).changed is False


def test_the_lock_is_free_again_when_the_task_ends() -> None:
    """So that the next task of the play does not have to wait for its turn."""
    house = Account(settle=50)
    house.site()
    house.forget()
    house.route()
    assert house.actions.count("CreateVpnRouteEntry") == 1
    assert house.client().call("DescribeVpnGateways")["VpnGateways"]["VpnGateway"][0]["Status"] == "active"


def test_a_change_waits_for_its_turn() -> None:
    house = Account(settle=50)
    house.site()
    house.converge(VPN_GATEWAY, name="hq", description="x", wait=False)
    before = house.clock.passed
    house.route()
    assert house.clock.passed - before >= 50


def test_a_time_out_says_the_last_state_and_what_to_do() -> None:
    house = Account(settle=500)
    with pytest.raises(
        Failed, match=r"VPN gateway vpn-\w+ is not ready after \d+ s.*'provisioning'.*wait_timeout"
    ) as caught:
        house.gateway(wait_timeout=100)
    assert 100 <= house.clock.passed < 102
    assert caught.value.actions == ["CreateVpnGateway"]


def test_a_subscription_that_nobody_paid_says_so() -> None:
    house = Account()
    with pytest.raises(Failed, match=r"'init'.*auto_pay"):
        house.gateway(instance_charge_type="PREPAY", period=1, wait_timeout=100)


def test_the_next_run_goes_on_waiting() -> None:
    house = Account(settle=150)
    with pytest.raises(Failed):
        house.gateway(wait_timeout=100)
    house.forget()
    outcome = house.converge(VPN_GATEWAY, name="hq", vpc_id="vpc-1", bandwidth=10)
    assert (outcome.changed, outcome.resource["status"]) == (False, "active")
    assert house.writes == []


def test_one_deadline_for_everything() -> None:
    """Its turn, the change, and what the change takes: together not longer than asked for."""
    house = Account(settle=80)
    house.site()
    house.converge(VPN_GATEWAY, name="hq", description="x", wait=False)  # busy for 80 s, then busy by ours for 80 s
    before = house.clock.passed
    with pytest.raises(Failed, match="wait_timeout"):
        house.route(wait_timeout=100)
    assert 99.9 < house.clock.passed - before < 102


def test_busy_until_the_deadline_and_no_longer() -> None:
    house = Account()
    house.site()
    house.cloud.add_fault("CreateVpnRouteEntry:code=VpnGateway.Configuring:999")
    before = house.clock.passed
    with pytest.raises(Failed, match=r"VpnGateway\.Configuring.*tried \d+ times.*Run the task again later") as caught:
        house.route(wait_timeout=100)
    assert 90 <= house.clock.passed - before <= 101
    assert caught.value.actions == []


@pytest.mark.parametrize(
    "code", ["VpnGateway.Configuring", "VpnTask.CONFLICT", "TaskConflict", "VpnConnection.Configuring"]
)
def test_busy_for_a_while_is_waited_out(code: str) -> None:
    house = Account()
    house.site()
    house.cloud.add_fault(f"CreateVpnRouteEntry:code={code}:3")
    assert house.route()["state"] == "published"
    assert house.writes.count("CreateVpnRouteEntry") == 4


def test_a_kind_without_states_is_not_waited_for() -> None:
    house = Account(settle=50)
    house.customer()
    assert house.clock.passed == 0


def test_polls_grow_apart() -> None:
    house = Account(settle=300)
    house.gateway()
    assert house.actions.count("DescribeVpnGateway") < 50


def test_a_lagging_read_is_read_again() -> None:
    """Reads may come from a copy that has not heard of the write yet."""

    class Lagging(Account):
        stale = 0

        def send(self, method, query, form):
            answer = super().send(method, query, form)
            if query["Action"] == "DescribeCustomerGateway" and self.stale:
                self.stale -= 1
                return answer._replace(text=answer.text.replace('"new"', '"old"'))
            return answer

    house = Lagging()
    house.customer(description="old")
    house.stale = 2
    outcome = house.converge(CUSTOMER_GATEWAY, name="office", description="new")
    assert outcome.resource["description"] == "new"
    assert outcome.warnings == []


def test_what_never_comes_true_is_a_warning() -> None:
    class Forgetful(Account):
        def send(self, method, query, form):
            answer = super().send(method, query, form)
            return answer._replace(text=re.sub('"Description": ?"[^"]*"', '"Description":"old"', answer.text))

    house = Forgetful()
    house.customer()
    outcome = house.converge(CUSTOMER_GATEWAY, name="office", description="new")
    assert outcome.changed
    (warning,) = outcome.warnings
    for part in ("did not converge", "description", "old", "new", "ModifyCustomerGatewayAttribute"):
        assert part in warning


def test_a_connection_in_the_middle_of_its_making_is_waited_for() -> None:
    house = Account(settle=50)
    house.gateway()
    house.customer()
    house.connection(wait=False)
    outcome = house.converge(VPN_CONNECTION, name="hq-office", vpn_gateway="hq")
    assert (outcome.changed, outcome.resource["state"]) == (False, "active")
