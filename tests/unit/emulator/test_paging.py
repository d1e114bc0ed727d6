# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Both kinds of paging."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support import scenario
from tests.support.caller import Caller, customer, gateway, raw_actions
from tests.support.clouds import Built


def _many(count: int) -> tuple[Caller, list[str]]:
    call = Caller(Cloud(seed=1, clock=ManualClock()))
    return call, [customer(call, IpAddress=f"10.0.0.{number}") for number in range(count)]


@given(st.integers(0, 23), st.integers(1, 25))
def test_pages_by_number_have_every_item_once(count: int, size: int) -> None:
    call, ids = _many(count)
    seen: list[str] = []
    for number in range(1, count // size + 3):
        answer = call("DescribeCustomerGateways", PageNumber=number, PageSize=size)
        assert (answer["PageNumber"], answer["PageSize"], answer["TotalCount"]) == (number, size, count)
        seen += [item["CustomerGatewayId"] for item in answer["CustomerGateways"]["CustomerGateway"]]
    assert seen == ids


@given(st.integers(1, 20), st.integers(1, 25))
def test_pages_by_token_have_every_item_once(count: int, size: int) -> None:
    call = Caller(Cloud(seed=1, clock=ManualClock()))
    labels: dict[str, Any] = {"ResourceType": "VPNGATEWAY", "ResourceId": [gateway(call)]}
    call("TagResources", **labels, Tag=[{"Key": f"k{number}"} for number in range(count)])
    seen: list[str] = []
    token: dict[str, str] = {}
    while True:
        answer = call("ListTagResources", **labels, MaxResults=size, **token)
        items = answer["TagResources"]["TagResource"]
        assert 0 < len(items) <= size
        seen += [item["TagKey"] for item in items]
        if not answer["NextToken"]:
            break
        token = {"NextToken": answer["NextToken"]}
    assert seen == [f"k{number}" for number in range(count)]


def test_defaults(call: Caller) -> None:
    answer = call("DescribeVpnGateways")
    assert (answer["PageNumber"], answer["PageSize"]) == (1, 10)
    assert call("ListVpnCertificateAssociations")["MaxResults"] == 10


_NUMBERED = [name for name in scenario.READS if "PageNumber" in raw_actions()[name]["parameters"]]


@pytest.mark.parametrize("name", _NUMBERED)
@pytest.mark.parametrize("wrong", [{"PageSize": 0}, {"PageSize": 51}, {"PageNumber": 0}, {"PageNumber": -1}])
def test_invalid_page(built: Built, name: str, wrong: dict[str, int]) -> None:
    request = dict(scenario.reads(built.ids))[name]
    assert built.call.refused(name, **{**request, **wrong}) == f"Invalid{next(iter(wrong))}"


@pytest.mark.parametrize("token", ["caeba0bbb2be03f84eb48b699f0a4883", "x", "0000000"])
def test_unknown_token(call: Caller, token: str) -> None:
    assert call.refused("ListVpnCertificateAssociations", NextToken=token) == "InvalidNextToken"
