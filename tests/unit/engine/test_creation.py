# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the ClientToken that runs have in common must not break: resources are deleted, renamed and declared otherwise,
and the service may remember more than it says."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.converge import Desired, converge
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support import fakes, site
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_GATEWAY
from tests.support.fakes import FakeClock
from tests.support.regions import SINGLE_TUNNEL
from tests.support.together import Crowd, Turns

READINGS = ["token-of-deleted=answered", "token-of-deleted=forgotten"]


@pytest.fixture(params=READINGS)
def account(request: pytest.FixtureRequest) -> Account:
    """A new account for each reading of the contract."""
    return Account(reading=[request.param], settle=30)


def _declare(account: Account, **more: Any) -> str:
    outcome = account.converge(VPN_GATEWAY, **site.gateway("hq", **more))
    assert outcome.actions == ["CreateVpnGateway"]
    again = account.converge(VPN_GATEWAY, **site.gateway("hq", **{**more, "recreate": False}))
    assert not again.changed
    assert [record["VpnGatewayId"] for record in account.records("vpn_gateways")] == [again.resource["vpn_gateway_id"]]
    return again.resource["vpn_gateway_id"]


def test_deleted_and_created_again_many_times(account: Account) -> None:
    seen = set()
    for _unused in range(6):
        seen.add(_declare(account))
        account.converge(VPN_GATEWAY, name="hq", present=False)
    assert len(seen) == 6


def test_deleted_without_waiting_and_created_at_once(account: Account) -> None:
    first = _declare(account)
    account.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
    before = account.clock.passed
    second = account.converge(VPN_GATEWAY, **site.gateway("hq"), wait=False)
    assert second.resource["vpn_gateway_id"] != first
    assert account.clock.passed - before < 1


def test_created_again_without_waiting(account: Account) -> None:
    first = _declare(account)
    account.converge(VPN_GATEWAY, name="hq", present=False)
    second = account.converge(VPN_GATEWAY, **site.gateway("hq"), wait=False)
    assert second.resource["vpn_gateway_id"] != first
    assert second.resource["status"] == "provisioning"
    assert second.warnings == []


def test_created_again_with_other_options(account: Account) -> None:
    for bandwidth in (10, 20, 10, 50):
        _declare(account, bandwidth=bandwidth)
        account.converge(VPN_GATEWAY, name="hq", present=False)


def test_recreated(account: Account) -> None:
    _declare(account)
    for bandwidth in (20, 10, 20):
        outcome = account.converge(VPN_GATEWAY, **site.gateway("hq", bandwidth=bandwidth), recreate=True)
        assert outcome.actions == ["DeleteVpnGateway", "CreateVpnGateway"]
        assert (outcome.before["bandwidth"], outcome.after["bandwidth"]) != (bandwidth, bandwidth)
        assert [record["Spec"] for record in account.records("vpn_gateways")] == [f"{bandwidth}M"]


def test_another_one_of_the_name_after_a_new_name(account: Account) -> None:
    first = _declare(account)
    account.converge(VPN_GATEWAY, vpn_gateway_id=first, name="old")
    outcome = account.converge(VPN_GATEWAY, **site.gateway("hq"))
    assert outcome.actions == ["CreateVpnGateway"]
    assert {record["Name"] for record in account.records("vpn_gateways")} == {"hq", "old"}
    assert outcome.resource["vpn_gateway_id"] != first


def test_the_same_name_in_two_regions_is_two_gateways() -> None:
    recording = Recording(Account())
    for region in ("cn-shanghai-finance-1", "cn-shenzhen-finance-1"):
        recording.converge(region, **site.gateway("hq"))
    assert len(set(recording.tokens)) == 2


class Recording:
    """Notes the tokens of creates."""

    url = "https://vpc.test/"

    def __init__(self, account: Account) -> None:
        self.account = account
        self.tokens: list[str] = []

    def converge(self, region: str = SINGLE_TUNNEL, present: bool = True, **options: Any) -> None:
        client = fakes.client(self, region=region, clock=self.account.clock)
        converge(VPN_GATEWAY, client, Desired(options, present=present))

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        if query["Action"].startswith("Create"):
            self.tokens.append((form or {})["ClientToken"])
        return self.account.send(method, query, form)


class Remembering(Account):
    """A refused create is refused again, whatever has become of its reason."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.refused: dict[str, Any] = {}
        self.sent: list[str] = []

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        token = (form or {}).get("ClientToken", "")
        if query["Action"].startswith("Create"):
            self.sent.append(token)
        if token in self.refused:
            return self.refused[token]
        answer = super().send(method, query, form)
        if answer.http_status == 400 and "QuotaFull" in answer.text:
            self.refused[token] = answer
        return answer


def test_a_refusal_that_the_service_remembers() -> None:
    account = Remembering()
    account.cloud.set_quota("vpn_gateways=0")
    for _unused in range(3):
        with pytest.raises(Failed, match="QuotaFull") as caught:
            account.gateway()
        assert caught.value.actions == []
        account.clock.sleep(60)
    account.cloud.set_quota("vpn_gateways=5")
    account.gateway()
    assert len(account.records("vpn_gateways")) == 1


@pytest.mark.parametrize("code", ["IdempotentParameterMismatch", "IdempotentFailed"])
def test_a_token_that_cannot_be_used_is_passed_over(code: str) -> None:
    account = Account()
    account.cloud.add_fault(f"CreateVpnGateway:code={code}:2")
    account.gateway()
    assert len(account.records("vpn_gateways")) == 1


@pytest.mark.parametrize("code", ["LastTokenProcessing", "OperationFailed.LastTokenProcessing", "IdempotentProcessing"])
def test_the_same_request_is_still_being_processed(code: str) -> None:
    recording = Recording(Account())
    recording.account.cloud.add_fault(f"CreateVpnGateway:code={code}:3")
    recording.converge(**site.gateway("hq"))
    assert len(recording.tokens) == 4
    assert len(set(recording.tokens)) == 1


def test_a_service_that_always_answers_with_the_same_id() -> None:
    class Stuck(Account):
        def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
            if query["Action"] == "CreateVpnGateway":
                self.cloud.log.entries.append({"action": "CreateVpnGateway", "kind": "write"})
                return fakes.ok(VpnGatewayId="vpn-bp1q8bgx4xnkm2ogj0001")
            return super().send(method, query, form)

    account = Stuck()
    with pytest.raises(Failed, match="the same ID vpn-bp1q8bgx4xnkm2ogj0001") as caught:
        account.gateway()
    assert caught.value.actions == ["CreateVpnGateway"]
    assert account.actions.count("CreateVpnGateway") == 2
    assert account.clock.passed < 90


def test_reads_that_lag_for_half_a_minute_make_no_second_gateway() -> None:
    class Lagging(Account):
        shown = float("inf")

        def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
            if query["Action"] == "CreateVpnGateway":
                self.shown = min(self.shown, self.clock.passed + 30)
            elif self.clock.passed < self.shown != float("inf"):
                empty = {"VpnGateways": {"VpnGateway": []}, "TotalCount": 0}
                gone = fakes.error("InvalidVpnGatewayInstanceId.NotFound", 404)
                return fakes.ok(**empty) if query["Action"] == "DescribeVpnGateways" else gone
            return super().send(method, query, form)

    account = Lagging()
    account.gateway()
    assert account.actions.count("CreateVpnGateway") == len(account.records("vpn_gateways")) == 1


def test_an_answer_with_a_wrong_id_makes_no_second_gateway() -> None:
    class Garbled(Account):
        def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
            answer = super().send(method, query, form)
            if query["Action"] == "CreateVpnGateway":
                return fakes.ok(VpnGatewayId="vpn-bp1q8bgx4xnkm2ogj0001")
            return answer

    account = Garbled()
    (record,) = (account.gateway(), *account.records("vpn_gateways"))[1:]
    assert account.gateway()["vpn_gateway_id"] == record["VpnGatewayId"]


def test_in_check_mode_and_in_a_dry_run_no_token_is_spent() -> None:
    account = Account()
    account.converge(VPN_GATEWAY, **site.gateway("hq"), check=True)
    assert account.cloud.state.tokens == {}


class TestMidnight:
    """Tokens change with the day."""

    def _crowd(self, seed: int, at: datetime) -> Crowd:
        crowd = Crowd(seed, latency=2, settle=60)
        crowd.turns.start = at
        return crowd

    @pytest.mark.parametrize("seed", range(30))
    def test_runs_before_and_after_it(self, seed: int) -> None:
        crowd = self._crowd(seed, datetime(2026, 5, 25, 23, 59, 57, tzinfo=timezone.utc))

        def late() -> Any:
            crowd.clock.sleep(crowd.turns.chance.uniform(0, 12))
            return crowd.converge(VPN_GATEWAY, **site.gateway("hq"))

        outcomes = crowd.together(late, late, late)
        assert len({one.resource["vpn_gateway_id"] for one in outcomes}) == 1
        assert len(crowd.records("vpn_gateways")) == 1

    def test_the_rest_of_the_day_nobody_waits(self) -> None:
        crowd = self._crowd(1, datetime(2026, 5, 26, 0, 0, 10, tzinfo=timezone.utc))
        crowd.converge(VPN_GATEWAY, **site.gateway("hq"), wait=False)
        assert crowd.clock.passed < 10

    def test_every_day_has_its_token(self) -> None:
        clock = FakeClock(datetime(2026, 5, 25, 12, 0, tzinfo=timezone.utc))
        recording = Recording(Account(clock=clock))
        for _unused in range(2):
            recording.converge(**site.gateway("hq"))
            recording.converge(name="hq", present=False)
            clock.sleep(24 * 3600)
        assert len(set(recording.tokens)) == 2


def test_a_create_that_is_refused_because_it_exists_already() -> None:
    """Somebody else has created it since this run has looked."""

    class Overtaken(Account):
        overtaken = False

        def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
            if query["Action"] == "CreateCustomerGateway" and not self.overtaken:
                self.overtaken = True
                self.customer(description="theirs")
            return super().send(method, query, form)

    account = Overtaken()
    outcome = account.converge(CUSTOMER_GATEWAY, **site.customer(description="ours"))
    assert outcome.actions == ["ModifyCustomerGatewayAttribute"]
    (record,) = account.records("customer_gateways")
    assert record["Description"] == "ours"


def test_turns_are_the_same_for_a_seed() -> None:
    def order(seed: int) -> list[str]:
        crowd = Crowd(seed)

        def run() -> Any:
            return crowd.converge(VPN_GATEWAY, **site.gateway("hq"))

        crowd.together(run, run, run)
        return crowd.actions

    assert order(1) == order(1)
    assert Turns(1).chance.random() != Turns(2).chance.random()
