# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer gateways."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.support.caller import Caller, connection, customer, dual_connection, dual_gateway, gateway, site


def _read(call: Caller, customer_id: str) -> dict[str, Any]:
    return call("DescribeCustomerGateway", CustomerGatewayId=customer_id)


def test_customer_gateway_with_every_parameter(call: Caller, clock: ManualClock) -> None:
    given = {"IpAddress": "1.2.3.4", "Name": "office", "Description": "text", "Asn": "65530", "AuthKey": "key"}
    created = call("CreateCustomerGateway", **given, ResourceGroupId="rg-1")
    assert "Asn" not in created
    assert "AuthKey" not in created
    read = _read(call, created["CustomerGatewayId"])
    assert read == {
        **given,
        "CustomerGatewayId": created["CustomerGatewayId"],
        "Asn": 65530,
        "ResourceGroupId": "rg-1",
        "CreateTime": int(clock() * 1000),
        "Tags": {"Tag": []},
    }
    listed = call("DescribeCustomerGateways", CustomerGatewayId=created["CustomerGatewayId"])
    assert listed["CustomerGateways"]["CustomerGateway"] == [read]


@pytest.mark.parametrize(
    "address",
    [
        *("1.2.3", "1.2.3.4/32", "1.2.3.256", "vpn.example.com", "::1", "1.2.3.4 "),
        *("0.0.0.0", "100.64.0.1", "127.0.0.1", "169.254.1.1", "224.0.0.1", "255.255.255.255"),
    ],
)
def test_wrong_address(call: Caller, address: str) -> None:
    assert call.refused("CreateCustomerGateway", IpAddress=address) == "InvalidIpAddress.WrongFormat"


def test_an_address_exists_once_in_a_region(call: Caller) -> None:
    first = customer(call, IpAddress="1.2.3.4")
    assert call.refused("CreateCustomerGateway", IpAddress="1.2.3.4") == "InvalidIpAddress.AlreadyExist"
    customer(call, IpAddress="1.2.3.4", RegionId="cn-shanghai")
    call("DeleteCustomerGateway", CustomerGatewayId=first)
    customer(call, IpAddress="1.2.3.4")


def test_key_needs_an_asn(call: Caller) -> None:
    missing = "OperationDenied.MissingAsn"
    assert call.refused("CreateCustomerGateway", IpAddress="1.2.3.4", AuthKey="key") == missing
    plain = customer(call)
    assert call.refused("ModifyCustomerGatewayAttribute", CustomerGatewayId=plain, AuthKey="key") == missing


@pytest.mark.parametrize("key", ["two words", "a?b", "x" * 65, "\u4fe1"])
def test_malformed_key(call: Caller, key: str) -> None:
    answer = call.refused("CreateCustomerGateway", IpAddress="1.2.3.4", Asn="65530", AuthKey=key)
    assert answer == "InvalidAuthkey.Malformed"


def test_modify_keeps_parameters_that_are_left_out(call: Caller) -> None:
    customer_id = customer(call, Asn="65530", AuthKey="key", Name="office")
    call("ModifyCustomerGatewayAttribute", CustomerGatewayId=customer_id, Description="text")
    read = _read(call, customer_id)
    assert (read["Name"], read["Description"], read["AuthKey"]) == ("office", "text", "key")


def test_customer_gateway_of_a_connection_cannot_be_deleted(call: Caller) -> None:
    _unused, customer_id, created = site(call)
    in_use = "DependencyViolation.VpnConnection"
    assert call.refused("DeleteCustomerGateway", CustomerGatewayId=customer_id) == in_use
    call("DeleteVpnConnection", VpnConnectionId=created)
    call("DeleteCustomerGateway", CustomerGatewayId=customer_id)
    gone = "InvalidCustomerGatewayInstanceId.NotFound"
    assert call.refused("DescribeCustomerGateway", CustomerGatewayId=customer_id) == gone
    assert call.refused("DeleteCustomerGateway", CustomerGatewayId=customer_id) == gone
    assert call.refused("ModifyCustomerGatewayAttribute", CustomerGatewayId=customer_id, Name="a") == gone


def test_customer_gateway_of_a_tunnel_cannot_be_deleted(call: Caller) -> None:
    first, second = customer(call), customer(call)
    dual_connection(call, dual_gateway(call), [{"CustomerGatewayId": first}, {"CustomerGatewayId": second}])
    for customer_id in (first, second):
        refusal = call.refused("DeleteCustomerGateway", CustomerGatewayId=customer_id)
        assert refusal == "DependencyViolation.VpnConnection"


def test_customer_gateway_of_a_locked_gateway(call: Caller) -> None:
    gateway_id, customer_id = gateway(call), customer(call, Asn="65530")
    connection(call, gateway_id, customer_id)
    call.cloud.lock_gateway(gateway_id)
    change = {"CustomerGatewayId": customer_id}
    for wanted in ({"AuthKey": "key"}, {"Name": "new"}, {"Description": "new"}):
        refusal = call.refused("ModifyCustomerGatewayAttribute", **change, **wanted)
        assert refusal == "OperationDenied.VpnFinancialLocked"


def test_filters(call: Caller) -> None:
    first, second = customer(call), customer(call, ResourceGroupId="rg-2")

    def listed(**parameters: Any) -> list[str]:
        answer = call("DescribeCustomerGateways", **parameters)
        return [item["CustomerGatewayId"] for item in answer["CustomerGateways"]["CustomerGateway"]]

    assert listed() == [first, second]
    assert listed(ResourceGroupId="rg-2") == [second]
    assert listed(CustomerGatewayId="cgw-none") == []
