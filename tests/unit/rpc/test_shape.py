# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shape of answers: what is taken, and how another one is reported."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.parts import Wrapped
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.shape import required
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.shapes import SHAPES
from tests.support.fakes import Wire, client, ok

GATEWAYS = Wrapped("VpnGateways", "VpnGateway")


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"Unknown": [{"x": [7]}]},
        {"VpnGateways": None},
        {"VpnGateways": {}},
        {"VpnGateways": {"VpnGateway": None}},
        {"VpnGateways": {"VpnGateway": []}},
        {"VpnGateways": {"VpnGateway": [{"Name": "hq", "Tags": {"Tag": [{"Key": "a"}]}}]}},
        {"VpnGateways": [{"Name": None, "Tags": [{"Key": "a"}], "CreateTime": "many"}]},
        {"Tag": '{"BGPSupport": "true"}'},
        {"EniInstanceIds": {"EniInstanceId": ["eni-1"]}},
    ],
)
def test_what_is_understood(body: dict[str, Any]) -> None:
    assert SHAPES.understand(body) == ""


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ({"VpnGateways": "x"}, "VpnGateways is a text, not a list"),
        ({"VpnGateways": 7}, "VpnGateways is a number, not a list"),
        ({"VpnGateways": {"Other": []}}, "VpnGateways has no VpnGateway"),
        ({"VpnGateways": {"VpnGateway": True}}, "VpnGateways.VpnGateway is true or false, not a list"),
        ({"VpnGateways": [{}, None]}, "VpnGateways[2] is null, not an object"),
        ({"VpnGateways": [{"Name": {"a": 1}}]}, "VpnGateways[1].Name is an object, not a single value"),
        ({"VpnGateways": [{"Tags": [[]]}]}, "VpnGateways[1].Tags[1] is a list, not an object"),
        ({"IkeConfig": []}, "IkeConfig is a list, not an object"),
        ({"IkeConfig": {"Psk": ["s3cret"]}}, "IkeConfig.Psk is a list, not a single value"),
        ({"EniInstanceIds": [{}]}, "EniInstanceIds[1] is an object, not a text"),
    ],
)
def test_another_shape(body: dict[str, Any], problem: str) -> None:
    assert SHAPES.understand(body) == problem


def test_a_number_in_place_of_a_text_becomes_one() -> None:
    body = {"VpnGateways": [{"Name": 7, "VpcId": True, "EniInstanceIds": [7], "CreateTime": 7}]}
    assert SHAPES.understand(body) == ""
    assert body["VpnGateways"] == [{"Name": "7", "VpcId": "true", "EniInstanceIds": ["7"], "CreateTime": 7}]


def test_words_that_repeat_are_kept_once() -> None:
    """Ten thousand resources have few states."""
    first, second = (json.loads('{"VpnGateways": [{"Status": "active"}]}') for _number in range(2))
    assert first["VpnGateways"][0]["Status"] is not second["VpnGateways"][0]["Status"]
    for body in (first, second):
        assert SHAPES.understand(body) == ""
    assert first["VpnGateways"][0]["Status"] is second["VpnGateways"][0]["Status"]


@pytest.mark.parametrize("total", [None, 1, "many"])
@pytest.mark.parametrize("body", [{}, {"VpnGateways": None}, {"VpnGateways": {}}])
def test_a_list_that_is_not_shown(body: dict[str, Any], total: Any) -> None:
    with pytest.raises(NetworkError, match="the answer was not understood: it has no VpnGateways"):
        GATEWAYS.of({**body, "TotalCount": total})


def test_an_empty_list_need_not_be_shown() -> None:
    assert GATEWAYS.of({"TotalCount": 0}) == []


def test_the_error_names_the_action() -> None:
    with pytest.raises(NetworkError, match=r"DescribeVpnGateway: the answer was not understood: Tags is a number"):
        client(Wire(ok(Tags=7))).call("DescribeVpnGateway")


def test_what_a_write_answers_is_not_checked() -> None:
    """The change is made, whatever else the answer says."""
    assert client(Wire(ok(Tags=7))).call("ModifyVpnGatewayAttribute")["Tags"] == 7


@pytest.mark.parametrize("value", [None, "", 7, ["x"]])
def test_a_text_without_which_nothing_can_be_done(value: Any) -> None:
    with pytest.raises(NetworkError, match="CreateVpnGateway: the answer was not understood: it has no VpnGatewayId"):
        required({"VpnGatewayId": value}, "VpnGatewayId", "CreateVpnGateway")
