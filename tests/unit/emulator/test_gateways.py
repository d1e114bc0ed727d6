# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPN gateways: create, modify, filters, dependencies."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.support.caller import Caller, connection, customer, dual_gateway, gateway, site


def _read(call: Caller, gateway_id: str) -> dict[str, Any]:
    return call("DescribeVpnGateway", VpnGatewayId=gateway_id)


def test_defaults(call: Caller, clock: ManualClock) -> None:
    created = call("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5)
    read = _read(call, created["VpnGatewayId"])
    assert created["VpnGatewayId"].startswith("vpn-bp1")
    assert len(created["VpnGatewayId"]) == len("vpn-bp1q8bgx4xnkm2ogj0001")
    assert created["Name"] == read["Name"] == created["VpnGatewayId"]
    assert created["OrderId"] > 0
    assert read["CreateTime"] == clock() * 1000
    assert json.loads(read["Tag"])["VpnVersion"]
    assert (
        read.items()
        >= {
            "Spec": "5M",
            "IpsecVpn": "enable",
            "SslVpn": "disable",
            "SslMaxConnections": 5,
            "ChargeType": "PostpayByFlow",
            "BusinessStatus": "Normal",
            "VpnType": "Normal",
            "NetworkType": "public",
            "AutoPropagate": False,
            "EnableBgp": True,
            "Description": "",
            "Tags": {"Tag": []},
        }.items()
    )
    assert read["VSwitchId"].startswith("vsw-")
    assert read["EndTime"] == read["CreateTime"]
    assert "DisasterRecoveryInternetIp" not in read
    assert "ReservationData" not in read


def test_gateway_with_every_parameter(call: Caller) -> None:
    gateway_id = gateway(
        call,
        Name="hq",
        Bandwidth=200,
        EnableIpsec=False,
        EnableSsl=True,
        SslConnections=50,
        VSwitchId="vsw-1",
        NetworkType="private",
        ResourceGroupId="rg-1",
    )
    assert (
        _read(call, gateway_id).items()
        >= {
            "Name": "hq",
            "Spec": "200M",
            "IpsecVpn": "disable",
            "SslVpn": "enable",
            "SslMaxConnections": 50,
            "VSwitchId": "vsw-1",
            "NetworkType": "private",
            "ResourceGroupId": "rg-1",
        }.items()
    )


def test_dual_tunnel_gateway(call: Caller) -> None:
    read = _read(call, dual_gateway(call, EnableSsl=True))
    assert (read["VSwitchId"], read["DisasterRecoveryVSwitchId"]) == ("vsw-1", "vsw-2")
    assert len({read["InternetIp"], read["DisasterRecoveryInternetIp"], read["SslVpnInternetIp"]}) == 3


def test_private_gateways_have_two_bandwidths(call: Caller) -> None:
    given = {"VpcId": "vpc-1", "Bandwidth": 5, "NetworkType": "private"}
    assert call.refused("CreateVpnGateway", **given) == "InvalidBandwidth"


def test_ssl_connections_without_ssl(call: Caller) -> None:
    given = {"VpcId": "vpc-1", "Bandwidth": 5, "SslConnections": 5}
    assert call.refused("CreateVpnGateway", **given) == "UnnecessarySslConnection"


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [("2027-01-15", 1, "2027-02-15"), ("2027-12-31", 12, "2028-12-28"), ("2027-11-05", 2, "2028-01-05")],
)
def test_subscription_ends_after_its_months(call: Caller, clock: ManualClock, day: str, months: int, end: str) -> None:
    clock.advance(datetime.fromisoformat(f"{day}T12:00:00+00:00").timestamp() - clock())
    gateway_id = gateway(call, InstanceChargeType="PREPAY", Period=months, AutoPay=True)
    read = _read(call, gateway_id)
    assert read["ChargeType"] == "Prepay"
    assert datetime.fromtimestamp(read["EndTime"] / 1000, timezone.utc).date().isoformat() == end


def test_subscription_cannot_be_released_before_its_end(call: Caller, clock: ManualClock) -> None:
    gateway_id = gateway(call, InstanceChargeType="PREPAY", Period=1, AutoPay=True)
    answer = call.answer("DeleteVpnGateway", VpnGatewayId=gateway_id)
    assert (answer.status, json.loads(answer.body)["Code"]) == (403, "ForbiddenRelease")
    clock.advance(32 * 24 * 3600)
    call("DeleteVpnGateway", VpnGatewayId=gateway_id)


def test_modify_keeps_parameters_that_are_left_out(call: Caller) -> None:
    gateway_id = gateway(call, Name="hq")
    call("ModifyVpnGatewayAttribute", VpnGatewayId=gateway_id, Description="text")
    answer = call("ModifyVpnGatewayAttribute", VpnGatewayId=gateway_id, AutoPropagate=True)
    read = _read(call, gateway_id)
    assert (read["Name"], read["Description"], read["AutoPropagate"]) == ("hq", "text", True)
    assert "IntranetIp" in answer
    assert {name: read[name] for name in answer if name in read} == {
        name: value for name, value in answer.items() if name in read
    }


def test_not_found_has_the_status_of_its_table(call: Caller) -> None:
    # Section 4.2 has 400 and section 4.4 has 404; clients have to rely on the code.
    for name, status in (("ModifyVpnGatewayAttribute", 400), ("DescribeVpnGateway", 404), ("DeleteVpnGateway", 404)):
        answer = call.answer(name, VpnGatewayId="vpn-none")
        assert (answer.status, json.loads(answer.body)["Code"]) == (status, "InvalidVpnGatewayInstanceId.NotFound")


def test_gateway_with_connections_cannot_be_deleted(call: Caller) -> None:
    gateway_id, _unused, created = site(call)
    assert call.refused("DeleteVpnGateway", VpnGatewayId=gateway_id) == "DependencyViolation.VpnConnection"
    call("DeleteVpnConnection", VpnConnectionId=created)
    call("DeleteVpnGateway", VpnGatewayId=gateway_id)


def test_propagation_cannot_be_turned_off_while_bgp_is_on(call: Caller) -> None:
    gateway_id = gateway(call)
    bgp = {"EnableBgp": True, "TunnelCidr": "169.254.11.0/30", "LocalBgpIp": "169.254.11.1"}
    connection(call, gateway_id, customer(call, Asn="65530"), BgpConfig=bgp)
    call("ModifyVpnGatewayAttribute", VpnGatewayId=gateway_id, AutoPropagate=True)
    change = {"VpnGatewayId": gateway_id, "AutoPropagate": False}
    assert call.refused("ModifyVpnGatewayAttribute", **change) == "OperationFailed.VpnConnectionExist"


def test_full_mesh_refuses_bgp(call: Caller) -> None:
    gateway_id = gateway(call)
    call.cloud.attach_to_full_mesh("vpc-1")
    change = {"VpnGatewayId": gateway_id, "AutoPropagate": True}
    assert call.refused("ModifyVpnGatewayAttribute", **change) == "OperationFailed.CenLevelNotSupport"


def test_filters(call: Caller, clock: ManualClock) -> None:
    first = gateway(call, VpcId="vpc-1")
    second = gateway(call, VpcId="vpc-2", ResourceGroupId="rg-2")
    third = gateway(call, VpcId="vpc-3", InstanceChargeType="PREPAY", Period=1)
    call.cloud.lock_gateway(second)

    def listed(**parameters: Any) -> list[str]:
        answer = call("DescribeVpnGateways", **parameters)
        items = answer["VpnGateways"]["VpnGateway"]
        assert answer["TotalCount"] == len(items)
        return [item["VpnGatewayId"] for item in items]

    assert listed() == [first, second, third]
    assert listed(VpcId="vpc-2") == [second]
    assert listed(VpnGatewayId=third) == [third]
    assert listed(VpnGatewayId="vpn-none") == []
    assert listed(Status="init") == [third]
    assert listed(BusinessStatus="FinancialLocked") == [second]
    assert listed(GatewayType="Enhanced.SiteToSite") == []
    assert listed(ResourceGroupId="rg-2") == [second]
    assert listed(VpcId="vpc-1", Status="init") == []
    assert listed(RegionId="cn-shanghai") == []
    call.cloud.unlock_gateway(second)
    assert listed(BusinessStatus="Normal") == [first, second, third]


def test_regions_are_separate(call: Caller) -> None:
    gateway_id = gateway(call)
    elsewhere = {"VpnGatewayId": gateway_id, "RegionId": "eu-central-1"}
    assert call.refused("DescribeVpnGateway", **elsewhere) == "InvalidVpnGatewayInstanceId.NotFound"


def test_a_region_without_bgp(call: Caller) -> None:
    assert call("CheckVpnBgpEnabled") == {"BgpEnabled": True}
    call.cloud.disable_bgp(call.region)
    assert call("CheckVpnBgpEnabled") == {"BgpEnabled": False}
    assert call("CheckVpnBgpEnabled", RegionId="eu-central-1") == {"BgpEnabled": True}
    assert call("DescribeVpnGateway", VpnGatewayId=gateway(call))["EnableBgp"] is False
