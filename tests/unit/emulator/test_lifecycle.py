# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""States and busy refusals: how long a change is in progress, and what is refused until then."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support import scenario
from tests.support.caller import Caller, connection, customer, gateway, policy_route, raw_actions, route
from tests.support.clouds import Built
from tests.support.scenario import Ids

_SUBNETS = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}


def _status(call: Caller, gateway_id: str) -> str:
    return call("DescribeVpnGateway", VpnGatewayId=gateway_id)["Status"]


@pytest.fixture
def world(slow: Caller, clock: ManualClock) -> dict[str, str]:
    """An active gateway with a connection and a route of each kind."""
    ids = {"gateway": gateway(slow), "customer": customer(slow, Asn="65530")}
    clock.advance(10)
    ids["connection"] = connection(slow, ids["gateway"], ids["customer"])
    clock.advance(10)
    route(slow, ids["gateway"], ids["connection"], "10.1.0.0/24")
    clock.advance(10)
    policy_route(slow, ids["gateway"], ids["connection"], "10.0.0.0/24", "10.1.0.0/24")
    clock.advance(10)
    return ids


def test_create_is_provisioning_then_active(slow: Caller, clock: ManualClock) -> None:
    gateway_id = gateway(slow)
    assert _status(slow, gateway_id) == "provisioning"
    clock.advance(9.9)
    assert _status(slow, gateway_id) == "provisioning"
    clock.advance(0.1)
    assert _status(slow, gateway_id) == "active"


def test_without_settling_every_change_is_done_at_the_next_read(call: Caller) -> None:
    gateway_id = gateway(call)
    assert _status(call, gateway_id) == "active"
    created = connection(call, gateway_id, customer(call))
    assert call("DescribeVpnConnection", VpnConnectionId=created)["State"] == "active"
    call("DeleteVpnConnection", VpnConnectionId=created)
    assert call("DescribeVpnConnections")["TotalCount"] == 0
    call("DeleteVpnGateway", VpnGatewayId=gateway_id)
    assert call.refused("DescribeVpnGateway", VpnGatewayId=gateway_id) == "InvalidVpnGatewayInstanceId.NotFound"


def test_unpaid_gateway_waits_in_init(slow: Caller, clock: ManualClock) -> None:
    gateway_id = gateway(slow, InstanceChargeType="PREPAY", Period=1)
    clock.advance(1000)
    assert _status(slow, gateway_id) == "init"
    assert slow.refused("ModifyVpnGatewayAttribute", VpnGatewayId=gateway_id, Name="new") == "VpnGateway.Configuring"
    slow.cloud.pay_order(gateway_id)
    assert _status(slow, gateway_id) == "provisioning"
    clock.advance(10)
    assert _status(slow, gateway_id) == "active"


def test_deleted_gateway_is_deleting_until_it_is_gone(slow: Caller, clock: ManualClock) -> None:
    gateway_id = gateway(slow)
    clock.advance(10)
    slow("DeleteVpnGateway", VpnGatewayId=gateway_id)
    assert _status(slow, gateway_id) == "deleting"
    assert slow.refused("DeleteVpnGateway", VpnGatewayId=gateway_id) == "VpnGateway.Configuring"
    clock.advance(10)
    assert slow.refused("DescribeVpnGateway", VpnGatewayId=gateway_id) == "InvalidVpnGatewayInstanceId.NotFound"
    assert slow("DescribeVpnGateways")["TotalCount"] == 0


def _busy(call: Caller, ids: Ids) -> dict[str, str]:
    """The status of each gateway that is not active, by its name in the scenario, or ``new``."""
    names = {gateway_id: name for name, gateway_id in ids.items()}
    listed = call("DescribeVpnGateways", PageSize=50)["VpnGateways"]["VpnGateway"]
    return {names.get(item["VpnGatewayId"], "new"): item["Status"] for item in listed if item["Status"] != "active"}


@functools.cache
def _changed_gateways(name: str) -> frozenset[str]:
    """The gateways that this write of the scenario keeps busy."""
    built = Built.new()
    built.call(name, **scenario.writes(built.ids)[name])
    return frozenset(_busy(built.call, built.ids))


@pytest.mark.parametrize("name", scenario.WRITES)
def test_every_write_keeps_a_gateway_busy_or_is_done_at_once(built: Built, name: str) -> None:
    built.call(name, **scenario.writes(built.ids)[name])
    statuses = {"CreateVpnGateway": ["provisioning"], "DeleteVpnGateway": ["deleting"]}
    busy = _busy(built.call, built.ids)
    assert list(busy.values()) == ([] if name in scenario.AT_ONCE else statuses.get(name, ["updating"] * len(busy)))
    assert bool(busy) == (name not in scenario.AT_ONCE)
    built.clock.advance(10)
    assert _busy(built.call, built.ids) == {}


@pytest.mark.parametrize("name", [name for name in scenario.WRITES if name not in scenario.AT_ONCE])
def test_a_busy_gateway_refuses_other_writes(built: Built, name: str) -> None:
    built.call(name, **scenario.writes(built.ids)[name])
    for other, request in scenario.writes(built.ids).items():
        if _changed_gateways(name) & _changed_gateways(other) - {"new"}:
            own = "OperationDenied.VpnConfiguring"
            code = own if own in raw_actions()[other]["errors"] else "VpnGateway.Configuring"
            assert built.call.refused(other, **request) == code
    for busy in _changed_gateways(name) - {"new"}:
        code = "ForbiddenRelease" if busy == "sm_gateway" else "VpnGateway.Configuring"
        assert built.call.refused("DeleteVpnGateway", VpnGatewayId=built.ids[busy]) == code


def test_a_provisioning_gateway_refuses_writes(slow: Caller, clock: ManualClock) -> None:
    # The second is still provisioning when the first is active: only its own writes are refused.
    first = gateway(slow)
    clock.advance(10)
    second = gateway(slow)
    slow("ModifyVpnGatewayAttribute", VpnGatewayId=first, Name="new")
    assert slow.refused("ModifyVpnGatewayAttribute", VpnGatewayId=second, Name="new") == "VpnGateway.Configuring"


def test_connection_states(slow: Caller, clock: ManualClock, world: dict[str, str]) -> None:
    def state() -> str:
        return slow("DescribeVpnConnection", VpnConnectionId=world["connection"])["State"]

    assert state() == "active"
    slow("ModifyVpnConnectionAttribute", VpnConnectionId=world["connection"], **_SUBNETS, Name="new")
    assert state() == "updating"
    clock.advance(10)
    assert state() == "active"
    slow("DeleteVpnConnection", VpnConnectionId=world["connection"])
    assert state() == "deleted"
    clock.advance(10)
    gone = slow.refused("DescribeVpnConnection", VpnConnectionId=world["connection"])
    assert gone == "InvalidVpnConnectionInstanceId.NotFound"


def test_new_connection_is_provisioning(slow: Caller, clock: ManualClock) -> None:
    gateway_id = gateway(slow)
    clock.advance(10)
    created = connection(slow, gateway_id, customer(slow))
    read = slow("DescribeVpnConnection", VpnConnectionId=created)
    assert (read["State"], read["Status"]) == ("provisioning", "ike_sa_not_established")


@pytest.mark.parametrize(
    ("delete", "listing", "extra"),
    [
        ("DeleteVpnRouteEntry", "DescribeVpnRouteEntries", {}),
        ("DeleteVpnPbrRouteEntry", "DescribeVpnPbrRouteEntries", {"RouteSource": "10.0.0.0/24"}),
    ],
)
def test_deleted_route_is_listed_until_the_gateway_has_settled(
    slow: Caller, clock: ManualClock, world: dict[str, str], delete: str, listing: str, extra: dict[str, str]
) -> None:
    place = {"VpnGatewayId": world["gateway"], "NextHop": world["connection"], "RouteDest": "10.1.0.0/24"}
    slow(delete, **place, **extra, Weight=100)
    assert slow(listing, VpnGatewayId=world["gateway"])["TotalCount"] == 1
    clock.advance(10)
    assert slow(listing, VpnGatewayId=world["gateway"])["TotalCount"] == 0


def test_customer_gateway_of_a_connection_that_is_being_deleted(
    slow: Caller, clock: ManualClock, world: dict[str, str]
) -> None:
    slow("DeleteVpnConnection", VpnConnectionId=world["connection"])
    refusal = slow.refused("DeleteCustomerGateway", CustomerGatewayId=world["customer"])
    assert refusal == "VpnGateway.Configuring"
    clock.advance(10)
    slow("DeleteCustomerGateway", CustomerGatewayId=world["customer"])


def test_new_bgp_key_is_a_change_of_the_gateway(slow: Caller, clock: ManualClock, world: dict[str, str]) -> None:
    change = {"CustomerGatewayId": world["customer"]}
    slow("ModifyCustomerGatewayAttribute", **change, Name="new")
    assert _status(slow, world["gateway"]) == "active"
    slow("ModifyCustomerGatewayAttribute", **change, AuthKey="key")
    assert _status(slow, world["gateway"]) == "updating"
    assert slow.refused("ModifyCustomerGatewayAttribute", **change, AuthKey="k") == "OperationDenied.VpnConfiguring"
    assert slow.refused("ModifyCustomerGatewayAttribute", **change, Name="x") == "OperationDenied.VpnConfiguring"
    clock.advance(10)
    slow("ModifyCustomerGatewayAttribute", **change, Name="newer")


@pytest.mark.parametrize("kind", ["Encryption", "Signature"])
def test_certificate_is_a_change_of_the_gateway(slow: Caller, clock: ManualClock, kind: str) -> None:
    gateway_id = gateway(slow, VpnType="NationalStandard")
    bound = {"VpnGatewayId": gateway_id, "CertificateType": kind, "CertificateId": "c"}
    steps: list[tuple[Callable[..., Any], str, int]] = [
        (slow, "AssociateVpnGatewayWithCertificate", 1),
        (slow, "DissociateVpnGatewayWithCertificate", 1),
    ]
    for step, name, listed in steps:
        assert slow.refused(name, **bound) == "VpnGateway.Configuring"
        clock.advance(10)
        step(name, **bound)
        assert _status(slow, gateway_id) == "updating"
        assert slow("ListVpnCertificateAssociations")["TotalCount"] == listed
    clock.advance(10)
    assert slow("ListVpnCertificateAssociations")["TotalCount"] == 0


def test_settling_continues_after_a_restart(tmp_path: Any, clock: ManualClock) -> None:
    path = tmp_path / "state.json"
    before = Caller(Cloud(state_file=path, settle=10, clock=clock))
    gateway_id = gateway(before)
    clock.advance(5)
    after = Caller(Cloud(state_file=path, settle=10, clock=clock))
    assert _status(after, gateway_id) == "provisioning"
    clock.advance(5)
    after("DeleteVpnGateway", VpnGatewayId=gateway_id)
    clock.advance(10)
    assert Caller(Cloud(state_file=path, clock=clock))("DescribeVpnGateways")["TotalCount"] == 0
