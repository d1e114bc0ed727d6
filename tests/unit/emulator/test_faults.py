# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults on demand."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller


def _faulty(*rules: str) -> Caller:
    return Caller(Cloud(seed=1, clock=ManualClock(), faults=rules))


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ("throttle", 400, "Throttling.User"),
        ("500", 500, "ServiceUnavailable"),
        ("503", 503, "ServiceUnavailable"),
        ("code=VpnGateway.Configuring", 400, "VpnGateway.Configuring"),
        ("code=Forbbiden.SubUser", 403, "Forbbiden.SubUser"),
        ("code=VpnTask.CONFLICT", 400, "VpnTask.CONFLICT"),
        ("code=No.Such.Code", 400, "No.Such.Code"),
    ],
)
@pytest.mark.parametrize("action", ["CreateCustomerGateway", "*"])
def test_refused_and_not_carried_out(action: str, fault: str, status: int, code: str) -> None:
    call = _faulty(f"{action}:{fault}:2")
    for number in range(2):
        answer = call.answer("CreateCustomerGateway", IpAddress=f"1.2.3.{number}")
        body = json.loads(answer.body)
        assert (answer.status, body["Code"]) == (status, code)
        assert body["Message"]
        assert body["RequestId"]
    assert call("DescribeCustomerGateways")["TotalCount"] == 0
    call("CreateCustomerGateway", IpAddress="1.2.3.4")


def test_a_fault_applies_to_its_action_only() -> None:
    call = _faulty("DescribeVpnGateway:500:1")
    call("DescribeVpnGateways")
    assert call.refused("DescribeVpnGateway", VpnGatewayId="vpn-1") == "ServiceUnavailable"


def test_chance() -> None:
    hits = Counter(_faulty("*:throttle:0.3").answer("DescribeVpnGateways").status for _unused in range(3))
    assert len(hits) == 1  # the same seed gives the same result
    call = _faulty("*:throttle:0.3")
    hits = Counter(call.answer("DescribeVpnGateways").status for _unused in range(400))
    assert 80 < hits[400] < 160


def test_one_rule_after_the_other() -> None:
    call = _faulty("*:500:1", "DescribeVpnGateways:throttle:1")
    codes = [call.refused("DescribeVpnGateways") for _unused in range(2)]
    assert codes == ["ServiceUnavailable", "Throttling.User"]
    call("DescribeVpnGateways")


def test_fault_may_be_added_later(call: Caller) -> None:
    call("DescribeVpnGateways")
    call.cloud.add_fault("*:503:1")
    assert call.refused("DescribeVpnGateways") == "ServiceUnavailable"
    with pytest.raises(ValueError, match="ACTION:FAULT:AMOUNT"):
        call.cloud.add_fault("*:503")


def test_wrongly_signed_requests_do_not_count() -> None:
    call = _faulty("*:500:1")
    assert call.refused("DescribeVpnGateways", secret="other") == "SignatureDoesNotMatch"
    assert call.refused("DescribeVpnGateways") == "ServiceUnavailable"


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "500",
        "*:500",
        "*::1",
        "NoSuchAction:500:1",
        "*:400:1",
        "*:600:1",
        "*:drop:1",
        "*:code=:1",
        "*:delay=:1",
        "*:delay=-1:1",
        "*:delay=inf:1",
        "*:500:0",
        "*:500:-1",
        "*:500:1.0",
        "*:500:1.5",
        "*:500:0.0",
        "*:500:nan",
        "*:500:many",
        "*:500:\u0661",
    ],
)
def test_wrong_rule_is_refused_at_the_start(rule: str) -> None:
    with pytest.raises(ValueError, match="a rule is ACTION:FAULT:AMOUNT") as caught:
        Cloud(faults=[rule])
    assert repr(rule) in str(caught.value)
    assert "drop-answer, throttle" in str(caught.value)


def test_dropped_answer_is_carried_out() -> None:
    call = _faulty("CreateCustomerGateway:drop-answer:1")
    answers = [call.answer("CreateCustomerGateway", IpAddress=f"1.2.3.{number}") for number in range(2)]
    assert [(answer.status, answer.cut) for answer in answers] == [(200, True), (200, False)]
    assert call("DescribeCustomerGateways")["TotalCount"] == 2


def test_delays_add_up() -> None:
    call = _faulty("*:delay=0.25:1", "*:delay=0.5:2", "*:500:1")
    answers = [call.answer("DescribeVpnGateways") for _unused in range(3)]
    assert [(answer.status, answer.delay) for answer in answers] == [(500, 0.75), (200, 0.5), (200, 0)]
