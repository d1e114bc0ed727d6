# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""aliyun-python-sdk-core and -vpc, the official SDK with signature 1.0, with the stand-in cloud over HTTP."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator

import pytest

from tests.component.emulator.sdks import OlderSdk
from tests.emulator.running import Running, running

_GONE = {
    "gateway": "InvalidVpnGatewayInstanceId.NotFound",
    "customer": "InvalidCustomerGatewayInstanceId.NotFound",
    "connection": "InvalidVpnConnectionInstanceId.NotFound",
}


@pytest.fixture(scope="module")
def emulator() -> Iterator[Running]:
    """One emulator for the module."""
    with running(seed=1) as served:
        yield served


@pytest.fixture(scope="module")
def sdk(emulator: Running) -> OlderSdk:
    """The SDK with the address of the emulator."""
    return OlderSdk(emulator.url)


def _gateway(sdk: OlderSdk) -> str:
    created = sdk(
        "CreateVpnGateway",
        VpcId="vpc-1",
        Bandwidth=10,
        Name="\u7f51\u5173",
        EnableSsl=True,
        SslConnections=10,
        AutoPay=False,
        InstanceChargeType="POSTPAY",
        ClientToken=uuid.uuid4().hex,
    )
    return created["VpnGatewayId"]


def _customer(sdk: OlderSdk, address: str) -> str:
    return sdk("CreateCustomerGateway", IpAddress=address, Asn=65530, Name="a*b~c d+e")["CustomerGatewayId"]


def _connection(sdk: OlderSdk, gateway: str, customer: str) -> str:
    created = sdk(
        "CreateVpnConnection",
        VpnGatewayId=gateway,
        CustomerGatewayId=customer,
        LocalSubnet="0.0.0.0/0",
        RemoteSubnet="0.0.0.0/0",
        IkeConfig=json.dumps({"Psk": "secret", "IkeVersion": "ikev2"}),
        EnableDpd=False,
    )
    return created["VpnConnectionId"]


def test_gateway(sdk: OlderSdk) -> None:
    gateway = _gateway(sdk)
    read = sdk("DescribeVpnGateway", VpnGatewayId=gateway)
    assert (read["Name"], read["Spec"], read["SslVpn"], read["Status"]) == ("\u7f51\u5173", "10M", "enable", "active")
    sdk("ModifyVpnGatewayAttribute", VpnGatewayId=gateway, Name="renamed", Description="& <text> %", AutoPropagate=True)
    (read,) = sdk("DescribeVpnGateways", VpnGatewayId=gateway)["VpnGateways"]["VpnGateway"]
    assert (read["Name"], read["Description"], read["AutoPropagate"]) == ("renamed", "& <text> %", True)
    sdk("DeleteVpnGateway", VpnGatewayId=gateway)
    assert sdk.refused("DescribeVpnGateway", VpnGatewayId=gateway).get_error_code() == _GONE["gateway"]


def test_customer_gateway(sdk: OlderSdk) -> None:
    customer = _customer(sdk, "1.0.0.1")
    read = sdk("DescribeCustomerGateway", CustomerGatewayId=customer)
    assert (read["IpAddress"], read["Asn"], read["Name"]) == ("1.0.0.1", 65530, "a*b~c d+e")
    sdk("ModifyCustomerGatewayAttribute", CustomerGatewayId=customer, Name="renamed")
    listed = sdk("DescribeCustomerGateways", CustomerGatewayId=customer)["CustomerGateways"]["CustomerGateway"]
    assert [item["Name"] for item in listed] == ["renamed"]
    sdk("DeleteCustomerGateway", CustomerGatewayId=customer)
    assert sdk.refused("DescribeCustomerGateway", CustomerGatewayId=customer).get_error_code() == _GONE["customer"]


def test_connection(sdk: OlderSdk) -> None:
    gateway, customer = _gateway(sdk), _customer(sdk, "1.0.0.2")
    connection = _connection(sdk, gateway, customer)
    read = sdk("DescribeVpnConnection", VpnConnectionId=connection)
    assert read["IkeConfig"]["Psk"] == "secret"
    assert (read["EnableDpd"], read["EnableNatTraversal"], read["State"]) == (False, True, "active")
    subnets = {"LocalSubnet": "10.0.0.0/24", "RemoteSubnet": "10.1.0.0/24"}
    sdk("ModifyVpnConnectionAttribute", VpnConnectionId=connection, Name="renamed", **subnets)
    (read,) = sdk("DescribeVpnConnections", VpnGatewayId=gateway)["VpnConnections"]["VpnConnection"]
    assert {"Name": "renamed", **subnets}.items() <= read.items()
    sdk("DeleteVpnConnection", VpnConnectionId=connection)
    assert sdk.refused("DescribeVpnConnection", VpnConnectionId=connection).get_error_code() == _GONE["connection"]


def test_route(sdk: OlderSdk) -> None:
    gateway = _gateway(sdk)
    place = {"VpnGatewayId": gateway, "RouteDest": "10.1.0.0/24"}
    place["NextHop"] = _connection(sdk, gateway, _customer(sdk, "1.0.0.3"))
    sdk("CreateVpnRouteEntry", **place, Weight=0, PublishVpc=False)
    sdk("ModifyVpnRouteEntryWeight", **place, Weight=0, NewWeight=100)
    sdk("PublishVpnRouteEntry", **place, RouteType="dbr", PublishVpc=True)
    (read,) = sdk("DescribeVpnRouteEntries", VpnGatewayId=gateway)["VpnRouteEntries"]["VpnRouteEntry"]
    assert (read["Weight"], read["State"]) == (100, "published")
    sdk("DeleteVpnRouteEntry", **place, Weight=100)
    assert sdk("DescribeVpnRouteEntries", VpnGatewayId=gateway)["TotalCount"] == 0


def test_tags(sdk: OlderSdk) -> None:
    labels = {"ResourceType": "VpnGateWay", "ResourceIds": [_gateway(sdk)]}
    sdk(
        "TagResources",
        **labels,
        Tags=[{"Key": "\u90e8\u95e8 A*B~C", "Value": "x+y/z=1 & 50%"}, {"Key": "b", "Value": ""}],
    )
    listed = sdk("ListTagResources", **labels)["TagResources"]["TagResource"]
    assert {tag["TagKey"]: tag["TagValue"] for tag in listed} == {"\u90e8\u95e8 A*B~C": "x+y/z=1 & 50%", "b": ""}
    sdk("UnTagResources", **labels, All=True)
    assert sdk("ListTagResources", **labels)["TagResources"]["TagResource"] == []


def test_remote_access(sdk: OlderSdk) -> None:
    place = {"VpnGatewayId": _gateway(sdk), "LocalSubnet": "10.0.0.0/24"}
    server = sdk("CreateSslVpnServer", **place, ClientIpPool="192.168.1.0/24", Proto="UDP")["SslVpnServerId"]
    sdk("ModifySslVpnServer", SslVpnServerId=server, Name="renamed", Port=1195)
    (read,) = sdk("DescribeSslVpnServers", SslVpnServerId=server)["SslVpnServers"]["SslVpnServer"]
    assert (read["Name"], read["Port"], read["Proto"]) == ("renamed", 1195, "UDP")
    created = {"SslVpnClientCertId": sdk("CreateSslVpnClientCert", SslVpnServerId=server)["SslVpnClientCertId"]}
    assert sdk("DescribeSslVpnClientCert", **created)["ClientKey"].startswith("-----BEGIN PRIVATE KEY-----")
    log = sdk("DescribeVpnSslServerLogs", VpnSslServerId=server, MinutePeriod=10)
    assert log["Data"]["Logs"][0].endswith("[EPOLL]")
    sdk("DeleteSslVpnClientCert", **created)
    sdk("DeleteSslVpnServer", SslVpnServerId=server)
    assert sdk("DescribeSslVpnServers")["TotalCount"] == 0
    given = {
        **place,
        "ClientIpPool": "192.168.2.0/24",
        "PskEnabled": True,
        "Psk": "secret",
        "IpSecServerName": "phones",
    }
    phones = sdk("CreateIpsecServer", **given)["IpsecServerId"]
    sdk("UpdateIpsecServer", IpsecServerId=phones, IpsecServerName="renamed")
    (read,) = sdk("ListIpsecServers", IpsecServerIds=[phones])["IpsecServers"]
    assert (read["IpsecServerName"], read["Psk"]) == ("renamed", "secret")
    sdk("DeleteIpsecServer", IpsecServerId=phones)
    assert sdk("ListIpsecServers")["IpsecServers"] == []


def test_error_has_status_and_request_id(sdk: OlderSdk, emulator: Running) -> None:
    error = sdk.refused("DescribeVpnGateway", VpnGatewayId="vpn-none")
    assert error.get_http_status() == 404
    assert error.get_error_msg() == "The specified vpn gateway instance id does not exist."
    assert len(error.get_request_id()) == 36
    assert emulator.log[-1]["code"] == "InvalidVpnGatewayInstanceId.NotFound"


def test_sdk_recognizes_a_wrong_secret(emulator: Running) -> None:
    # The SDK compares both strings to sign; if they are equal, only the secret differs.
    error = OlderSdk(emulator.url, secret="other").refused("DescribeVpnGateways")
    assert error.get_error_code() == "InvalidAccessKeySecret"
    assert emulator.log[-1]["code"] == "SignatureDoesNotMatch"
