# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A create whose answer does not say what it has created: no other one is sent while the first may have succeeded."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support import fakes, site
from tests.support.account import Account
from tests.support.descriptors import VPN_GATEWAY
from tests.support.fakes import FakeClock

_CREATE = "CreateVpnGateway"
_OTHER_ID = "vpn-bp1q8bgx4xnkm2ogj0001"


class Unclear(Account):
    """Reads show what `seen` makes of each gateway, nothing of it if that is empty, and all of it as it is without
    `seen`. Creates answer with `answered` in place of the ID. What is created is hidden for `lag` seconds."""

    def __init__(
        self,
        seen: Callable[[dict[str, Any]], dict[str, Any]] | None = None,
        answered: str = "",
        lag: float = 0,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.seen, self.answered, self.lag = seen, answered, lag
        self.created: dict[str, float] = {}

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        answer = super().send(method, query, form)
        body = json.loads(answer.text)
        if query["Action"] == _CREATE and answer.http_status == 200:
            self.created.setdefault(body["VpnGatewayId"], self.clock.passed)
            return fakes.ok(**{**body, "VpnGatewayId": self.answered or body["VpnGatewayId"]})
        if query["Action"] == "DescribeVpnGateways":
            shown = list(filter(None, map(self._shown, body["VpnGateways"]["VpnGateway"])))
            return fakes.ok(**{**body, "VpnGateways": {"VpnGateway": shown}, "TotalCount": len(shown)})
        if query["Action"] == "DescribeVpnGateway" and answer.http_status == 200:
            shown_one = self._shown(body)
            missing = fakes.error("InvalidVpnGatewayInstanceId.NotFound", 404)
            return fakes.ok(**shown_one) if shown_one else missing
        return answer

    def _shown(self, gateway: dict[str, Any]) -> dict[str, Any]:
        if self.clock.passed < self.created.get(gateway["VpnGatewayId"], -self.lag) + self.lag:
            return {}
        return self.seen(gateway) if self.seen else gateway


def _named(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda gateway: {**gateway, "Name": name}


def _attempt(account: Account) -> str:
    with pytest.raises(Failed) as caught:
        account.gateway()
    return caught.value.text


@pytest.mark.parametrize("name", ["HQ", ""])
def test_a_gateway_that_is_shown_with_another_name(name: str) -> None:
    account = Unclear(_named(name))
    text = _attempt(account)
    (record,) = account.records("vpn_gateways")
    assert account.writes == [_CREATE]
    assert record["VpnGatewayId"] in text
    assert f"{name!r} and not 'hq'" in text


def test_the_next_run_creates_no_second_one_without_a_name() -> None:
    """The first run was ended when the gateway had no name yet."""
    account = Unclear(_named(""))
    _attempt(account)
    _attempt(account)
    assert len(account.records("vpn_gateways")) == 1


def test_a_name_that_shows_late() -> None:
    clock = FakeClock()
    account = Unclear(lambda gateway: {**gateway, "Name": gateway["Name"] if clock.passed > 30 else ""}, clock=clock)
    assert account.gateway()["name"] == "hq"
    assert len(account.records("vpn_gateways")) == 1


def test_neither_the_id_nor_the_name_is_clear() -> None:
    account = Unclear(_named(""), answered=_OTHER_ID)
    text = _attempt(account)
    (record,) = account.records("vpn_gateways")
    assert record["VpnGatewayId"] in text


def test_others_create_gateways_at_the_same_time() -> None:
    """The token stands for one that was deleted; new gateways of other names are not taken for the wanted one."""

    class Busy(FakeClock):
        names: Sequence[str] = ()

        def sleep(self, seconds: float) -> None:
            super().sleep(seconds)
            if self.names:
                name, *self.names = self.names
                account.gateway(name)

    clock = Busy()
    account = Unclear(reading=["token-of-deleted=answered"], clock=clock)
    account.gateway()
    account.converge(VPN_GATEWAY, name="hq", present=False)
    clock.names = ("other-1", "other-2")
    account.gateway()
    assert sorted(record["Name"] for record in account.records("vpn_gateways")) == ["hq", "other-1", "other-2"]


@pytest.mark.parametrize("deleted", [0, 1, 2])
def test_reads_that_lag_for_half_a_minute(deleted: int) -> None:
    """Also where the tokens of the day stand for gateways that were deleted since."""
    account = Unclear(reading=["token-of-deleted=answered"])
    for _unused in range(deleted):
        account.gateway()
        account.converge(VPN_GATEWAY, name="hq", present=False)
    account.lag = 30
    account.gateway()
    assert len(account.records("vpn_gateways")) == 1


def test_reads_that_never_show_anything() -> None:
    account = Unclear(lambda _gateway: {})
    text = _attempt(account)
    assert len(account.records("vpn_gateways")) <= 4
    assert "does not exist" in text


def test_looks_end_with_the_time_of_the_task() -> None:
    account = Unclear(lambda _gateway: {})
    with pytest.raises(Failed) as caught:
        account.converge(VPN_GATEWAY, **site.gateway("hq"), wait_timeout=30)
    assert account.clock.passed < 40
    assert len(account.records("vpn_gateways")) == 1
    assert caught.value.actions == [_CREATE]
