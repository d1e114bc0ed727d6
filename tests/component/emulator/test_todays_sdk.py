# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""alibabacloud-vpc20160428, today's official SDK, reads every field of the stand-in cloud's answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alibabacloud_tea_openapi.exceptions import ClientException

from tests.component.emulator.sdks import TodaysSdk
from tests.emulator.keys import Key
from tests.emulator.running import Running, running
from tests.emulator.services import ACTIONS
from tests.support import scenario
from tests.support.caller import Caller, flatten, raw_actions

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")  # the SDK's own


@pytest.fixture(scope="module")
def emulator() -> Iterator[Running]:
    """One emulator for the module."""
    with running(seed=1) as served:
        yield served


@pytest.fixture(scope="module")
def raw(emulator: Running) -> Caller:
    """Our own caller of the same cloud."""
    return Caller(emulator.cloud)


@pytest.fixture(scope="module")
def ids(raw: Caller) -> dict[str, str]:
    """The ids of the scenario, which is built once."""
    return scenario.build(raw)


@pytest.fixture(scope="module")
def sdk(emulator: Running) -> TodaysSdk:
    """The SDK with the address of the emulator."""
    return TodaysSdk(emulator.url)


@pytest.mark.parametrize("name", scenario.READS)
def test_no_field_is_lost(sdk: TodaysSdk, raw: Caller, ids: dict[str, str], name: str) -> None:
    for parameters in [given for action, given in scenario.reads(ids) if action == name]:
        assert sdk(name, **parameters) == raw(name, **parameters)


def test_booleans_and_lists(sdk: TodaysSdk, raw: Caller) -> None:
    created = sdk("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5, EnableSsl=True, SslConnections=5)
    assert raw("DescribeVpnGateway", VpnGatewayId=created["VpnGatewayId"])["SslVpn"] == "enable"
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [created["VpnGatewayId"]]}
    sdk("TagResources", **labels, Tag=[{"Key": "a", "Value": "b"}])
    assert raw("ListTagResources", **labels)["TagResources"]["TagResource"][0]["TagKey"] == "a"


def test_tunnels_are_sent_in_the_form(sdk: TodaysSdk, raw: Caller, ids: dict[str, str], emulator: Running) -> None:
    tunnels = [{"CustomerGatewayId": ids["customer"], "Role": role, "EnableDpd": False} for role in ("master", "slave")]
    subnets = {"LocalSubnet": "10.7.0.0/24", "RemoteSubnet": "10.8.0.0/24"}
    parameters = {"VpnGatewayId": ids["dual_gateway"], **subnets, "TunnelOptionsSpecification": tunnels}
    created = sdk("CreateVpnConnection", **parameters)
    assert set(flatten({"TunnelOptionsSpecification": tunnels})) <= set(emulator.log[-1]["parameters"])
    read = raw("DescribeVpnConnection", VpnConnectionId=created["VpnConnectionId"])
    views = read["TunnelOptionsSpecification"]["TunnelOptions"]
    assert [view["EnableDpd"] for view in views] == ["false", "false"]
    raw("DeleteVpnConnection", VpnConnectionId=created["VpnConnectionId"])


def test_error(sdk: TodaysSdk) -> None:
    with pytest.raises(ClientException) as caught:
        sdk("DescribeVpnConnection", VpnConnectionId="vco-none")
    assert caught.value.code == "InvalidVpnConnectionInstanceId.NotFound"
    assert caught.value.status_code == 404


def test_wrong_secret(emulator: Running) -> None:
    with pytest.raises(ClientException) as caught:
        TodaysSdk(emulator.url, secret="other")("DescribeVpnGateways")
    assert caught.value.code == "SignatureDoesNotMatch"


def test_temporary_key(emulator: Running) -> None:
    emulator.cloud.keys.add(Key("STS.one", "secret1", "token1"))
    assert "VpnGateways" in TodaysSdk(emulator.url, "STS.one", "secret1", "token1")("DescribeVpnGateways")
    for token, code in ((None, "MissingSecurityToken"), ("other", "InvalidSecurityToken.Malformed")):
        with pytest.raises(ClientException) as caught:
            TodaysSdk(emulator.url, "STS.one", "secret1", token)("DescribeVpnGateways")
        assert caught.value.code == code


def test_every_read_is_tested() -> None:
    reads = {name for name, row in raw_actions().items() if row["kind"] == "read" and name in ACTIONS}
    assert set(scenario.READS) == reads
