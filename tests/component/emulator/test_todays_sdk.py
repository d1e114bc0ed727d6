# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""alibabacloud-vpc20160428, today's official SDK, reads every field of the stand-in cloud's answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from alibabacloud_tea_openapi.exceptions import ClientException
from alibabacloud_tea_openapi.models import Config
from alibabacloud_vpc20160428 import models
from alibabacloud_vpc20160428.client import Client

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
def sdk(emulator: Running) -> Client:
    """The SDK with the address of the emulator."""
    config = Config(
        access_key_id="testid",
        access_key_secret="testsecret",
        protocol="http",
        endpoint=emulator.url.removeprefix("http://"),
        region_id="cn-hangzhou",
        signature_algorithm="v2",
    )
    return Client(config)


def _ask(sdk: Client, name: str, parameters: dict[str, Any]) -> dict[str, Any]:
    request = getattr(models, f"{name}Request")().from_map({"RegionId": "cn-hangzhou", **parameters})
    snake = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
    response = getattr(sdk, snake)(request)
    assert response.status_code == 200
    body = response.body.to_map()
    del body["RequestId"]
    return body


@pytest.mark.parametrize("name", scenario.READS)
def test_no_field_is_lost(sdk: Client, raw: Caller, ids: dict[str, str], name: str) -> None:
    for parameters in [given for action, given in scenario.reads(ids) if action == name]:
        assert _ask(sdk, name, parameters) == raw(name, **parameters)


def test_booleans_and_lists(sdk: Client, raw: Caller) -> None:
    created = _ask(sdk, "CreateVpnGateway", {"VpcId": "vpc-1", "Bandwidth": 5, "EnableSsl": True, "SslConnections": 5})
    assert raw("DescribeVpnGateway", VpnGatewayId=created["VpnGatewayId"])["SslVpn"] == "enable"
    labels = {"ResourceType": "VPNGATEWAY", "ResourceId": [created["VpnGatewayId"]]}
    _ask(sdk, "TagResources", {**labels, "Tag": [{"Key": "a", "Value": "b"}]})
    assert raw("ListTagResources", **labels)["TagResources"]["TagResource"][0]["TagKey"] == "a"


def test_tunnels_are_sent_in_the_form(sdk: Client, raw: Caller, ids: dict[str, str], emulator: Running) -> None:
    tunnels = [{"CustomerGatewayId": ids["customer"], "Role": role, "EnableDpd": False} for role in ("master", "slave")]
    subnets = {"LocalSubnet": "10.7.0.0/24", "RemoteSubnet": "10.8.0.0/24"}
    parameters = {"VpnGatewayId": ids["dual_gateway"], **subnets, "TunnelOptionsSpecification": tunnels}
    created = _ask(sdk, "CreateVpnConnection", parameters)
    assert set(flatten({"TunnelOptionsSpecification": tunnels})) <= set(emulator.log[-1]["parameters"])
    read = raw("DescribeVpnConnection", VpnConnectionId=created["VpnConnectionId"])
    views = read["TunnelOptionsSpecification"]["TunnelOptions"]
    assert [view["EnableDpd"] for view in views] == ["false", "false"]
    raw("DeleteVpnConnection", VpnConnectionId=created["VpnConnectionId"])


def test_error(sdk: Client) -> None:
    with pytest.raises(ClientException) as caught:
        _ask(sdk, "DescribeVpnConnection", {"VpnConnectionId": "vco-none"})
    assert caught.value.code == "InvalidVpnConnectionInstanceId.NotFound"
    assert caught.value.status_code == 404


def test_every_read_is_tested() -> None:
    reads = {name for name, row in raw_actions().items() if row["kind"] == "read" and name in ACTIONS}
    assert set(scenario.READS) == reads
