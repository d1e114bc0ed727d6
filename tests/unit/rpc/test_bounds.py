# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No answer makes a call endless or huge: lists that do not end, deep nesting, long messages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import body, paging
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError, NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.support.fakes import Wire, client, error, ok


def _items(answer: dict[str, Any]) -> list[Any]:
    return answer["Items"]


def _pages(wire: Wire) -> list[Any]:
    return client(wire, retry_timeout=0).pages("DescribeVpnGateways", {}, _items)


@pytest.mark.parametrize("total", [10**7, 10**15, 10**18, 2 * 10**18])
def test_an_absurd_total_is_an_error_after_one_call(total: int) -> None:
    wire = Wire(ok(TotalCount=total, Items=[1]))
    with pytest.raises(NetworkError, match=r"DescribeVpnGateways: the answer has a TotalCount"):
        _pages(wire)
    assert len(wire.sent) == 1


@pytest.mark.parametrize("total", ["many", "-1", -1, 1.5, True, [], [3], {"a": 1}, "٣", 1e300, "1" * 5000])
def test_a_total_that_is_no_number_of_items(total: Any) -> None:
    wire = Wire(ok(TotalCount=total, Items=[]))
    with pytest.raises(NetworkError, match=r"DescribeVpnGateways: the answer .*TotalCount .*not a"):
        _pages(wire)


@pytest.mark.parametrize("text", ["Infinity", "-Infinity", "NaN"])
def test_constants_that_json_does_not_have(text: str) -> None:
    with pytest.raises(NetworkError, match="incomplete"):
        _pages(Wire(Answer(200, f'{{"RequestId": "R", "TotalCount": {text}, "Items": []}}')))


def test_a_total_that_is_too_high_costs_few_calls() -> None:
    """The pages after the end are empty."""
    wire = Wire(ok(TotalCount=90_000, Items=[1]), ok(TotalCount=90_000, Items=[]))
    assert _pages(wire) == [1]
    assert len(wire.sent) <= 1 + paging.AT_ONCE


@pytest.mark.parametrize("tokens", [["a"], ["a", "b", "a"]])
def test_a_token_that_repeats_is_an_error(tokens: list[str]) -> None:
    wire = Wire(*(ok(Items=[1], NextToken=token) for token in tokens))
    with pytest.raises(NetworkError, match=r"ListIpsecServers: the list does not end.*used before"):
        client(wire, retry_timeout=0).token_pages("ListIpsecServers", {}, _items)
    assert len(wire.sent) <= 4


class Endless:
    """Always another page."""

    url = "https://vpc.test/"

    def __init__(self) -> None:
        self.calls = 0

    def send(self, method: str, query: dict[str, str], form: None) -> Answer:
        self.calls += 1
        return ok(Items=list(range(50)), NextToken=f"t{self.calls}")


def test_tokens_that_never_end() -> None:
    wire = Endless()
    with pytest.raises(NetworkError, match="the list does not end"):
        client(wire).token_pages("ListIpsecServers", {}, _items)
    assert wire.calls == paging.MOST_PAGES + 1


def test_full_pages_that_never_end() -> None:
    wire = Endless()
    with pytest.raises(NetworkError, match="DescribeVpnSslVpnServerLogs: the list does not end"):
        client(wire).answers("DescribeVpnSslVpnServerLogs", {}, _items)
    assert wire.calls == paging.MOST_PAGES


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize(("start", "end"), [("[", "]"), ('{"a":', "}")])
@pytest.mark.parametrize("depth", [body.DEEPEST, 500, 100_000])
def test_deep_nesting_is_an_error(depth: int, start: str, end: str, status: int) -> None:
    text = f'{{"RequestId": "R", "Code": "X", "Items": {start * depth}1{end * depth}}}'
    with pytest.raises(NetworkError, match=r"nested|incomplete|does not come from the service"):
        client(Wire(Answer(status, text)), retry_timeout=0).call("DescribeVpnGateway")


def test_what_the_service_nests_is_read() -> None:
    text = f'{{"RequestId": "R", "Items": {"[" * 40}1{"]" * 40}}}'
    assert client(Wire(Answer(200, text))).call("DescribeVpnGateway")["RequestId"] == "R"


def test_entities_are_not_expanded() -> None:
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    text = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "x">{entities}]><Error><Code>&a9;</Code></Error>'
    with pytest.raises(NetworkError, match="does not come from the service"):
        client(Wire(Answer(400, text)), retry_timeout=0).call("DescribeVpnGateway")


@pytest.mark.parametrize("half", ["\\ud800", "\\uDFFF", "\\udc00\\ud800"])
def test_half_a_surrogate_is_replaced(half: str) -> None:
    answer = client(Wire(Answer(200, f'{{"RequestId": "R", "Name": "a{half}b", "Also": "\\ud83d\\ude00"}}'))).call("X")
    assert answer["Name"].strip("ab").strip("?") == ""
    assert answer["Also"] == "😀"
    json.dumps(answer, ensure_ascii=False).encode()


def test_a_long_error_is_cut_where_it_is_shown() -> None:
    with pytest.raises(ApiError) as caught:
        client(Wire(error("X" * 9999, 400, "psk-" + "y" * 10**6))).call("CreateVpnGateway")
    caught.value.hide(["psk-yyyy"])
    assert len(str(caught.value)) < 2000
    assert len(json.dumps(caught.value.details())) < 2000
    assert "psk-" not in str(caught.value)
