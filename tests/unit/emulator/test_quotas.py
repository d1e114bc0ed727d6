# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Quotas: the documented limits, what they count, and rules that change them."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator import quotas
from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, connection, customer, gateway, policy_route, route, site


def _limited(**limits: int) -> Caller:
    return Caller(Cloud(clock=ManualClock(), quota=[f"{name}={limit}" for name, limit in limits.items()]))


def test_gateways_of_an_account(call: Caller) -> None:
    for number in range(30):
        gateway(call, RegionId="cn-hangzhou" if number % 2 else "cn-shanghai")
    given = {"VpcId": "vpc-1", "Bandwidth": 5, "RegionId": "cn-hangzhou-finance"}
    assert call.refused("CreateVpnGateway", **given) == "Resource.QuotaFull"


def test_customer_gateways_of_a_region(call: Caller) -> None:
    for number in range(100):
        customer(call, IpAddress=f"10.0.0.{number}")
    assert call.refused("CreateCustomerGateway", IpAddress="10.0.1.0") == "Resource.QuotaFull"
    customer(call, IpAddress="10.0.1.0", RegionId="cn-shanghai")


def test_connections_of_a_gateway(call: Caller) -> None:
    gateway_id, customer_id = gateway(call), customer(call)
    for number in range(10):
        connection(call, gateway_id, customer_id, LocalSubnet=f"10.0.{number}.0/24")
    one_more = {"VpnGatewayId": gateway_id, "CustomerGatewayId": customer_id, "LocalSubnet": "10.1.0.0/24"}
    assert call.refused("CreateVpnConnection", **one_more, RemoteSubnet="0.0.0.0/0") == "Resource.QuotaFull"
    connection(call, gateway(call), customer_id)


def _policy(call: Caller, gateway_id: str, hop: str, destination: str) -> Any:
    return policy_route(call, gateway_id, hop, "10.0.0.0/24", destination)


@pytest.mark.parametrize(("make", "name"), [(route, "CreateVpnRouteEntry"), (_policy, "CreateVpnPbrRouteEntry")])
def test_routes_of_a_gateway(call: Caller, make: Callable[..., Any], name: str) -> None:
    gateway_id, _unused, hop = site(call)
    for number in range(20):
        make(call, gateway_id, hop, f"10.1.{number}.0/24")
    one_more = {
        "VpnGatewayId": gateway_id,
        "NextHop": hop,
        "RouteDest": "10.2.0.0/24",
        "Weight": 0,
        "PublishVpc": False,
    }
    source = {"RouteSource": "10.0.0.0/24"} if name == "CreateVpnPbrRouteEntry" else {}
    assert call.refused(name, **one_more, **source) == "Resource.QuotaFull"


def test_policy_routes_of_a_connection(call: Caller) -> None:
    gateway_id, customer_id = gateway(call), customer(call)
    locals_ = ",".join(f"10.0.{number}.0/24" for number in range(3))
    remotes = ",".join(f"10.1.{number}.0/24" for number in range(6))
    created = connection(call, gateway_id, customer_id, LocalSubnet=locals_, RemoteSubnet=remotes)
    many = {"LocalSubnet": "10.2.0.0/24", "RemoteSubnet": "10.3.0.0/24,10.4.0.0/24,10.5.0.0/24"}
    ends = {"VpnGatewayId": gateway_id, "CustomerGatewayId": customer_id}
    answer = json.loads(call.answer("CreateVpnConnection", **ends, **many).body)
    assert answer["Code"] == "QuotaExceeded.PolicyBasedRoute"
    assert answer["Message"].endswith("Existing routes: 18. Routes to be created: 3. Maximum routes: 20.")
    # Its own old routes do not count.
    change = {"VpnConnectionId": created, "LocalSubnet": locals_}
    call("ModifyVpnConnectionAttribute", **change, RemoteSubnet=remotes.replace("10.1.", "10.6."))
    one_more = ",".join(f"10.6.{number}.0/24" for number in range(7))
    answer = json.loads(call.answer("ModifyVpnConnectionAttribute", **change, RemoteSubnet=one_more).body)
    assert answer["Code"] == "QuotaExceeded.PolicyBasedRoute"
    assert answer["Message"].endswith("Existing routes: 18. Routes to be created: 3. Maximum routes: 20.")


def test_published_routes_of_a_vpc() -> None:
    call = _limited(vpc_route_entries=2)
    gateway_id, _unused, hop = site(call)
    for number in range(2):
        route(call, gateway_id, hop, f"10.1.{number}.0/24", PublishVpc=True)
    full = "QuotaExceeded.VpnRouteEntry"
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": "10.2.0.0/24", "Weight": 100}
    assert call.refused("CreateVpnRouteEntry", **place, PublishVpc=True) == full
    source = {"RouteSource": "10.0.0.0/24"}
    assert call.refused("CreateVpnPbrRouteEntry", **place, **source, PublishVpc=True) == full
    call("CreateVpnRouteEntry", **place, PublishVpc=False)
    publish = {name: value for name, value in place.items() if name != "Weight"}
    assert call.refused("PublishVpnRouteEntry", **publish, RouteType="dbr", PublishVpc=True) == full


def test_rules_raise_and_lower() -> None:
    call = _limited(vpn_gateways=1)
    gateway(call)
    assert call.refused("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5) == "Resource.QuotaFull"
    call.cloud.set_quota("vpn_gateways=2", "tags=50")
    gateway(call)
    assert call.refused("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5) == "Resource.QuotaFull"


@pytest.mark.parametrize("rule", ["", "gateways=5", "tags", "tags=", "tags=-1", "tags=many"])
def test_wrong_rule(rule: str) -> None:
    with pytest.raises(ValueError, match="a rule is NAME=N") as caught:
        quotas.parse([rule])
    assert repr(rule) in str(caught.value)
    assert "vpn_gateways" in str(caught.value)
