# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ClientTokens: a request with a token is carried out once, however often it is sent."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, customer, gateway

_CREATE = {"VpcId": "vpc-1", "Bandwidth": 5, "ClientToken": "one"}


def _mismatch(call: Caller, form: str, **parameters: Any) -> bytes:
    answer = call.answer("CreateVpnGateway", **parameters, Format=form)
    assert answer.status == 400
    return answer.body


def test_same_token_and_parameters_is_answered_again(call: Caller) -> None:
    first, second = (call.answer("CreateVpnGateway", **_CREATE) for _unused in range(2))
    bodies = [json.loads(answer.body) for answer in (first, second)]
    assert bodies[0].pop("RequestId") != bodies[1].pop("RequestId")
    assert bodies[0] == bodies[1]
    assert call("DescribeVpnGateways")["TotalCount"] == 1


@pytest.mark.parametrize("form", ["JSON", "XML"])
@pytest.mark.parametrize("change", [{"Bandwidth": 10}, {"Name": "other"}, {"RegionId": "cn-shanghai"}])
def test_same_token_with_other_parameters(call: Caller, change: dict[str, Any], form: str) -> None:
    call("CreateVpnGateway", **_CREATE)
    assert b"IdempotentParameterMismatch" in _mismatch(call, form, **{**_CREATE, **change})
    assert call("DescribeVpnGateways")["TotalCount"] == 1


def test_another_action_may_use_the_token(call: Caller) -> None:
    call("CreateVpnGateway", **_CREATE)
    customer(call, ClientToken="one")


def test_refusals_are_not_remembered(slow: Caller) -> None:
    gateway_id = gateway(slow)
    change = {"VpnGatewayId": gateway_id, "Name": "new", "ClientToken": "one"}
    assert slow.refused("ModifyVpnGatewayAttribute", **change) == "VpnGateway.Configuring"
    slow.cloud.clock.advance(10)  # type: ignore[attr-defined]
    slow("ModifyVpnGatewayAttribute", **change)
    # Sent again while the gateway is busy with the change: it is the same request, so it is not refused.
    assert slow("ModifyVpnGatewayAttribute", **change)["Name"] == "new"


def test_deleting_again_with_the_token_succeeds(call: Caller) -> None:
    gateway_id = gateway(call)
    for _unused in range(2):
        call("DeleteVpnGateway", VpnGatewayId=gateway_id, ClientToken="one")
    assert call.refused("DeleteVpnGateway", VpnGatewayId=gateway_id) == "InvalidVpnGatewayInstanceId.NotFound"


def test_without_a_token_a_second_gateway_is_created(call: Caller) -> None:
    assert gateway(call) != gateway(call)


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from([5, 10])), max_size=12))
def test_one_gateway_for_each_token(sent: list[tuple[str, int]]) -> None:
    call = Caller(Cloud())
    bandwidths: dict[str, int] = {}
    for token, bandwidth in sent:
        answer = call.answer("CreateVpnGateway", VpcId="vpc-1", Bandwidth=bandwidth, ClientToken=token)
        assert (answer.status == 200) == (bandwidths.setdefault(token, bandwidth) == bandwidth)
    assert call("DescribeVpnGateways")["TotalCount"] == len(bandwidths)
