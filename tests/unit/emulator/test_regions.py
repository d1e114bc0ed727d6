# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions: their zones, and where each kind of gateway can be placed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.support.caller import Caller, connection, customer
from tests.support.regions import DUAL_TUNNEL, SINGLE_TUNNEL

_ONE_ZONE = "ap-northeast-2"
_NOT_FOUND = "InvalidVSwitchId.NotFound"
_WRONG_SECOND = "InvalidDisasterRecoveryVSwitchId"


def _request(region: str, first: str | None, second: str | None, vpc: str = "vpc-1") -> dict[str, Any]:
    places = {"VpcId": vpc, "VSwitchId": first, "DisasterRecoveryVSwitchId": second}
    return {"RegionId": region, "Bandwidth": 10, **places}


@pytest.mark.parametrize(
    ("region", "first", "second"),
    [
        (DUAL_TUNNEL, "vsw-bp1j5miw2bae9s2vt0001", "vsw-bp1j5miw2bae9s2vt0002"),
        (DUAL_TUNNEL, "vsw-1", "vsw-a"),
        (_ONE_ZONE, "vsw-1", "vsw-2"),
        (_ONE_ZONE, "vsw-1", "vsw-1"),
        (SINGLE_TUNNEL, "vsw-1", None),
        (SINGLE_TUNNEL, None, None),
    ],
)
def test_the_region_decides_the_kind_of_gateway(call: Caller, region: str, first: str, second: str | None) -> None:
    created = call("CreateVpnGateway", **_request(region, first, second))
    read = call("DescribeVpnGateway", RegionId=region, VpnGatewayId=created["VpnGatewayId"])
    assert read["VSwitchId"] == first or (first is None and read["VSwitchId"].startswith("vsw-"))
    assert read.get("DisasterRecoveryVSwitchId") == second
    assert ("DisasterRecoveryInternetIp" in read) == (second is not None)


@pytest.mark.parametrize(
    ("region", "first", "second", "code"),
    [
        (DUAL_TUNNEL, None, None, _NOT_FOUND),
        (DUAL_TUNNEL, "vsw-1", None, _NOT_FOUND),
        (DUAL_TUNNEL, None, "vsw-2", _NOT_FOUND),
        (DUAL_TUNNEL, "vsw-1", "vsw-1", _WRONG_SECOND),
        (DUAL_TUNNEL, "vsw-1", "vsw-6", _WRONG_SECOND),
        (DUAL_TUNNEL, "banana", "vsw-2", _NOT_FOUND),
        (DUAL_TUNNEL, "vsw-1", "vsw-B", _NOT_FOUND),
        (_ONE_ZONE, "vsw-1", None, _NOT_FOUND),
        (SINGLE_TUNNEL, "vsw-1", "vsw-2", _WRONG_SECOND),
        (SINGLE_TUNNEL, "vsw-1\n", None, _NOT_FOUND),
    ],
)
def test_a_place_that_the_kind_of_gateway_cannot_have(
    call: Caller, region: str, first: str | None, second: str | None, code: str
) -> None:
    assert call.refused("CreateVpnGateway", **_request(region, first, second)) == code
    assert call("DescribeVpnGateways", RegionId=region)["TotalCount"] == 0


def test_one_vswitch_is_refused_as_users_report_it(call: Caller) -> None:
    answer = call.answer("CreateVpnGateway", **_request(DUAL_TUNNEL, "vsw-1", None))
    body = json.loads(answer.body)
    assert (answer.status, body["Code"]) == (400, _NOT_FOUND)
    assert body["Message"] == "The specified vswitchId is not found."


@pytest.mark.parametrize("vpc", ["banana", "vpc-", "vpc-A", "vsw-1"])
def test_ids_of_vpcs_look_like_ids(call: Caller, vpc: str) -> None:
    assert call.refused("CreateVpnGateway", **_request(SINGLE_TUNNEL, None, None, vpc)) == "InvalidVpcId"


def test_a_region_keeps_its_single_tunnel_gateways_when_it_is_upgraded(call: Caller) -> None:
    call.cloud.set_tunnels(DUAL_TUNNEL, 1)
    before = call("CreateVpnGateway", **_request(DUAL_TUNNEL, "vsw-1", None))["VpnGatewayId"]
    call.cloud.set_tunnels(DUAL_TUNNEL, 2)
    assert call.refused("CreateVpnGateway", **_request(DUAL_TUNNEL, "vsw-1", None)) == _NOT_FOUND
    call.region = DUAL_TUNNEL
    connection(call, before, customer(call))


def test_zones(call: Caller) -> None:
    def zones(region: str, **more: str) -> list[str]:
        answer = call("DescribeVpnGatewayAvailableZones", RegionId=region, **{"Spec": "5M", **more})
        assert answer["RegionId"] == region
        return [zone["ZoneId"] for zone in answer["AvailableZoneIdList"]]

    hangzhou = ["cn-hangzhou-g", "cn-hangzhou-h", "cn-hangzhou-i", "cn-hangzhou-j", "cn-hangzhou-k"]
    assert zones("cn-hangzhou") == hangzhou
    assert zones("cn-hangzhou", Spec="1000M", GatewayType="Traditional", AcceptLanguage="zh-CN") == hangzhou
    assert zones("eu-central-1") == ["eu-central-1a", "eu-central-1b", "eu-central-1c"]
    assert call.refused("DescribeVpnGatewayAvailableZones", Spec="10") == "InvalidSpec"
