# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destination and policy routes, publishing, and the routes that the service adds for a connection's subnets."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import (
    Caller,
    connection,
    customer,
    dual_connection,
    dual_gateway,
    gateway,
    policy_route,
    route,
    site,
)

_SOURCE = "10.0.0.0/24"
_DESTINATION = "10.1.0.0/24"
_POLICY = {"LocalSubnet": _SOURCE, "RemoteSubnet": _DESTINATION}


def _listed(call: Caller, gateway_id: str) -> list[dict[str, Any]]:
    return call("DescribeVpnRouteEntries", VpnGatewayId=gateway_id)["VpnRouteEntries"]["VpnRouteEntry"]


def _policies(call: Caller, gateway_id: str) -> list[dict[str, Any]]:
    return call("DescribeVpnPbrRouteEntries", VpnGatewayId=gateway_id)["VpnPbrRouteEntries"]["VpnPbrRouteEntry"]


def _refused(call: Caller, gateway_id: str, hop: str, **parameters: Any) -> str:
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": _DESTINATION, "Weight": 100, "PublishVpc": False}
    name = "CreateVpnPbrRouteEntry" if "RouteSource" in parameters else "CreateVpnRouteEntry"
    return call.refused(name, **{**place, **parameters})


def _pair(call: Caller) -> tuple[str, str, str]:
    """A gateway with two connections."""
    gateway_id, _unused, first = site(call)
    return gateway_id, first, connection(call, gateway_id, customer(call))


def test_destination_route(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    created = route(call, gateway_id, hop, _DESTINATION, PublishVpc=True, Description="text", OverlayMode="Ipsec")
    shared = {
        "VpnInstanceId": gateway_id,
        "NextHop": hop,
        "RouteDest": _DESTINATION,
        "Weight": 100,
        "State": "published",
        "CreateTime": created["CreateTime"],
    }
    assert created == {**shared, "Description": "text", "OverlayMode": "Ipsec"}
    assert _listed(call, gateway_id) == [{**shared, "RouteEntryType": "custom", "Source": "CLOUD"}]
    assert _policies(call, gateway_id) == []


def test_policy_route(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    created = policy_route(call, gateway_id, hop, _SOURCE, _DESTINATION, Weight=0)
    shared = {
        "VpnInstanceId": gateway_id,
        "NextHop": hop,
        "RouteSource": _SOURCE,
        "RouteDest": _DESTINATION,
        "Weight": 0,
        "State": "normal",
        "Priority": 10,
        "CreateTime": created["CreateTime"],
    }
    assert created == {**shared, "Description": "", "OverlayMode": "Ipsec"}
    assert _policies(call, gateway_id) == [shared]
    assert _listed(call, gateway_id) == []


def test_counts_and_the_empty_list_of_bgp_routes(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    assert call("DescribeVpnRouteEntries", VpnGatewayId=gateway_id)["VpnRouteCounts"]["VpnRouteCount"] == []
    route(call, gateway_id, hop, _DESTINATION)
    answer = call("DescribeVpnRouteEntries", VpnGatewayId=gateway_id, RouteEntryType="bgp")
    assert answer["TotalCount"] == 0
    assert answer["VpnRouteCounts"]["VpnRouteCount"] == [
        {"RouteCount": 1, "RouteEntryType": "custom", "Source": "CLOUD"}
    ]


@pytest.mark.parametrize(
    "block",
    [
        "0.0.0.0/0",
        "100.64.0.0/10",
        "100.80.0.0/16",
        "100.0.0.0/8",
        "10.0.0.1/24",
        "10.0.0.0",
        "a",
        "10.0.0.0/24,10.1.0.0/24",
    ],
)
@pytest.mark.parametrize("more", [{}, {"RouteSource": _SOURCE}])
def test_wrong_destination(call: Caller, block: str, more: dict[str, str]) -> None:
    gateway_id, _unused, hop = site(call)
    assert _refused(call, gateway_id, hop, RouteDest=block, **more) == "InvalidRouteDest"


def test_source_may_be_any_network(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    policy_route(call, gateway_id, hop, "0.0.0.0/0", _DESTINATION)
    assert _refused(call, gateway_id, hop, RouteSource="10.0.0.1/24") == "InvalidRouteSource"


@pytest.mark.parametrize("more", [{}, {"RouteSource": _SOURCE}])
def test_next_hop_has_to_be_a_connection_of_the_gateway(call: Caller, more: dict[str, str]) -> None:
    gateway_id, _unused, _unused = site(call)
    _unused, _unused, elsewhere = site(call)
    assert _refused(call, gateway_id, elsewhere, **more) == "InvalidNextHop"
    assert _refused(call, gateway_id, "vco-none", **more) == "InvalidNextHop"


def test_active_and_standby(call: Caller) -> None:
    gateway_id, first, second = _pair(call)
    conflict = "VpnRouteEntry.Conflict"
    route(call, gateway_id, first, _DESTINATION)
    assert _refused(call, gateway_id, first) == conflict
    assert _refused(call, gateway_id, first, Weight=0) == conflict
    assert _refused(call, gateway_id, second) == conflict
    route(call, gateway_id, second, _DESTINATION, Weight=0)
    change = {"VpnGatewayId": gateway_id, "RouteDest": _DESTINATION}
    rise = {**change, "NextHop": second, "Weight": 0, "NewWeight": 100}
    assert call.refused("ModifyVpnRouteEntryWeight", **rise) == conflict
    call("ModifyVpnRouteEntryWeight", **change, NextHop=first, Weight=100, NewWeight=0)
    call("ModifyVpnRouteEntryWeight", **rise)
    assert [item["Weight"] for item in _listed(call, gateway_id)] == [0, 100]


def test_active_and_standby_policies(call: Caller) -> None:
    gateway_id, first, second = _pair(call)
    policy_route(call, gateway_id, first, _SOURCE, _DESTINATION)
    assert _refused(call, gateway_id, second, RouteSource=_SOURCE) == "VpnRouteEntry.Conflict"
    assert _refused(call, gateway_id, first, RouteSource=_SOURCE, Weight=0) == "VpnRouteEntry.Conflict"
    policy_route(call, gateway_id, second, "10.5.0.0/24", _DESTINATION)
    policy_route(call, gateway_id, second, _SOURCE, _DESTINATION, Weight=0)
    place = {"VpnGatewayId": gateway_id, "RouteSource": _SOURCE, "RouteDest": _DESTINATION, "NextHop": second}
    rise = {**place, "Weight": 0, "NewWeight": 100}
    assert call.refused("ModifyVpnPbrRouteEntryWeight", **rise) == "VpnRouteEntry.Conflict"


@pytest.mark.parametrize("name", ["ModifyVpnRouteEntryWeight", "DeleteVpnRouteEntry"])
def test_request_names_the_current_weight(call: Caller, name: str) -> None:
    gateway_id, _unused, hop = site(call)
    route(call, gateway_id, hop, _DESTINATION)
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": _DESTINATION}
    more = {"NewWeight": 0} if name.startswith("Modify") else {}
    assert call.refused(name, **place, **more, Weight=0) == "InvalidRouteEntry.NotFound"
    assert (
        call.refused(name, **{**place, "RouteDest": "10.9.0.0/24"}, **more, Weight=100) == "InvalidRouteEntry.NotFound"
    )
    call(name, **place, **more, Weight=100)


@pytest.mark.parametrize("name", ["ModifyVpnPbrRouteEntryWeight", "DeleteVpnPbrRouteEntry"])
def test_request_names_source_weight_and_priority(call: Caller, name: str) -> None:
    gateway_id, _unused, hop = site(call)
    policy_route(call, gateway_id, hop, _SOURCE, _DESTINATION, Priority=20)
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteSource": _SOURCE, "RouteDest": _DESTINATION}
    more = {"NewWeight": 0} if name.startswith("Modify") else {}
    gone = "InvalidRouteEntry.NotFound"
    assert call.refused(name, **place, **more, Weight=0) == gone
    assert call.refused(name, **{**place, "RouteSource": "10.9.0.0/24"}, **more, Weight=100) == gone
    assert call.refused(name, **place, **more, Weight=100, Priority=10) == "InvalidPriority"
    call(name, **place, **more, Weight=100, Priority=20)


def test_priorities(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    policy_route(call, gateway_id, hop, _SOURCE, _DESTINATION)
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteSource": _SOURCE, "RouteDest": _DESTINATION}

    def now() -> tuple[int, int]:
        (policy,) = _policies(call, gateway_id)
        return policy["Weight"], policy["Priority"]

    for name, more in (("Priority", {}), ("Attribute", {"Priority": 10})):
        action = f"ModifyVpnPbrRouteEntry{name}"
        wrong = {**place, **more, "NewPriority": 20}
        assert call.refused(action, **wrong, Weight=0) == "InvalidRouteEntry.NotFound"
        assert call.refused(action, **{**wrong, "Priority": 11}, Weight=100) == "InvalidPriority"
        assert call.refused(action, **{**wrong, "NewPriority": 101}, Weight=100) == "InvalidNewPriority"
    assert now() == (100, 10)
    call("ModifyVpnPbrRouteEntryPriority", **place, Weight=100, NewPriority=20)
    assert now() == (100, 20)
    assert call.refused("ModifyVpnPbrRouteEntryAttribute", **place, Weight=100, Priority=20) == "MissingNewWeight"
    call("ModifyVpnPbrRouteEntryAttribute", **place, Weight=100, Priority=20, NewPriority=30)
    assert now() == (100, 30)
    call("ModifyVpnPbrRouteEntryAttribute", **place, Weight=100, Priority=30, NewWeight=0)
    assert now() == (0, 30)
    call("ModifyVpnPbrRouteEntryAttribute", **place, Weight=0, Priority=30, NewWeight=100, NewPriority=1)
    assert now() == (100, 1)


def test_only_one_policy_becomes_active(call: Caller) -> None:
    gateway_id, first, second = _pair(call)
    policy_route(call, gateway_id, first, _SOURCE, _DESTINATION)
    policy_route(call, gateway_id, second, _SOURCE, _DESTINATION, Weight=0)
    place = {"VpnGatewayId": gateway_id, "RouteSource": _SOURCE, "RouteDest": _DESTINATION, "NextHop": second}
    rise = {**place, "Weight": 0, "Priority": 10, "NewWeight": 100, "NewPriority": 5}
    assert call.refused("ModifyVpnPbrRouteEntryAttribute", **rise) == "VpnRouteEntry.Conflict"
    assert [item["Priority"] for item in _policies(call, gateway_id)] == [10, 10]


def test_unknown_gateway(call: Caller) -> None:
    gone = "InvalidVpnGatewayInstanceId.NotFound"
    for name in ("DescribeVpnRouteEntries", "DescribeVpnPbrRouteEntries"):
        assert call.refused(name, VpnGatewayId="vpn-none") == gone
    assert _refused(call, "vpn-none", "vco-none") == gone
    assert _refused(call, "vpn-none", "vco-none", RouteSource=_SOURCE) == gone


def test_publish_and_withdraw(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    route(call, gateway_id, hop, _DESTINATION)
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": _DESTINATION, "RouteType": "dbr"}
    for published, state in ((True, "published"), (True, "published"), (False, "normal"), (False, "normal")):
        call("PublishVpnRouteEntry", **place, PublishVpc=published)
        assert [item["State"] for item in _listed(call, gateway_id)] == [state]
    missing = {**place, "RouteType": "pbr"}
    assert call.refused("PublishVpnRouteEntry", **missing, PublishVpc=True) == "InvalidRouteEntry.NotFound"


def test_withdrawing_a_route_withdraws_the_other_kind_too(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    route(call, gateway_id, hop, _DESTINATION, PublishVpc=True)
    policy_route(call, gateway_id, hop, _SOURCE, _DESTINATION, PublishVpc=True)
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": _DESTINATION}
    call("PublishVpnRouteEntry", **place, RouteType="pbr", PublishVpc=False)
    assert [item["State"] for item in _listed(call, gateway_id) + _policies(call, gateway_id)] == ["normal", "normal"]


def test_policies_are_published_without_their_source(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    for source in (_SOURCE, "10.5.0.0/24"):
        policy_route(call, gateway_id, hop, source, _DESTINATION)
    place = {"VpnGatewayId": gateway_id, "NextHop": hop, "RouteDest": _DESTINATION}
    call("PublishVpnRouteEntry", **place, RouteType="pbr", PublishVpc=True)
    assert [item["State"] for item in _policies(call, gateway_id)] == ["published", "published"]


def test_a_vpc_accepts_a_block_from_one_gateway_only(call: Caller) -> None:
    first, _unused, first_hop = site(call)
    second, _unused, second_hop = site(call)
    route(call, first, first_hop, _DESTINATION, PublishVpc=True)
    conflict = "OperationFailed.RouteConflict"
    assert _refused(call, second, second_hop, PublishVpc=True) == conflict
    assert _refused(call, second, second_hop, PublishVpc=True, RouteSource=_SOURCE) == conflict
    route(call, second, second_hop, _DESTINATION)
    place = {"VpnGatewayId": second, "NextHop": second_hop, "RouteDest": _DESTINATION, "RouteType": "dbr"}
    assert call.refused("PublishVpnRouteEntry", **place, PublishVpc=True) == conflict
    elsewhere = gateway(call, VpcId="vpc-2")
    route(call, elsewhere, connection(call, elsewhere, customer(call)), _DESTINATION, PublishVpc=True)


def test_weight_has_no_effect_with_two_tunnels(call: Caller) -> None:
    gateway_id = dual_gateway(call)
    hops = [
        dual_connection(
            call, gateway_id, [{"CustomerGatewayId": customer(call)}, {"CustomerGatewayId": customer(call)}]
        )
        for _unused in range(2)
    ]
    for hop in hops:
        route(call, gateway_id, hop, _DESTINATION, Weight=0)
    assert [item["Weight"] for item in _listed(call, gateway_id)] == [100, 100]
    assert _listed(call, gateway_id)[0]["NextHopTunnelId"].startswith("tun-")
    place = {"VpnGatewayId": gateway_id, "NextHop": hops[0], "RouteDest": _DESTINATION}
    call("ModifyVpnRouteEntryWeight", **place, Weight=100, NewWeight=0)
    assert _listed(call, gateway_id)[0]["Weight"] == 100
    call("DeleteVpnRouteEntry", **place, Weight=0)
    assert len(_listed(call, gateway_id)) == 1


def test_dry_run(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    for more in ({}, {"RouteSource": _SOURCE}):
        assert _refused(call, gateway_id, hop, **more, DryRun=True) == "DryRunOperation"
        assert _refused(call, gateway_id, "vco-none", **more, DryRun=True) == "InvalidNextHop"
    assert _listed(call, gateway_id) == _policies(call, gateway_id) == []


def test_locked_gateway(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    call.cloud.lock_gateway(gateway_id)
    assert _refused(call, gateway_id, hop) == "VpnGateway.FinancialLocked"
    assert _refused(call, gateway_id, hop, RouteSource=_SOURCE) == "VpnGateway.FinancialLocked"


# --- the routes of policy-based connections ---------------------------------------------------------------------------


def _pairs(call: Caller, gateway_id: str) -> list[tuple[str, str]]:
    return [(item["RouteSource"], item["RouteDest"]) for item in _policies(call, gateway_id)]


def test_policy_based_connection_adds_its_routes(call: Caller) -> None:
    subnets = {"LocalSubnet": "10.0.0.0/24,10.2.0.0/24", "RemoteSubnet": "10.1.0.0/24"}
    gateway_id, _unused, hop = site(call, **subnets)
    added = _policies(call, gateway_id)
    assert _pairs(call, gateway_id) == [("10.0.0.0/24", "10.1.0.0/24"), ("10.2.0.0/24", "10.1.0.0/24")]
    assert {(item["Weight"], item["Priority"], item["State"], item["NextHop"]) for item in added} == {
        (100, 10, "normal", hop)
    }
    call("DeleteVpnConnection", VpnConnectionId=hop)
    assert _policies(call, gateway_id) == []


@pytest.mark.parametrize(
    "parameters",
    [
        {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"},
        {"LocalSubnet": _SOURCE, "RemoteSubnet": "0.0.0.0/0"},
        {**_POLICY, "AutoConfigRoute": False},
    ],
)
def test_other_connections_add_no_routes(call: Caller, parameters: dict[str, Any]) -> None:
    gateway_id, _unused, _unused = site(call, **parameters)
    assert _policies(call, gateway_id) == []


def test_automatic_routes_follow_the_subnets(call: Caller) -> None:
    gateway_id, _unused, hop = site(call, **_POLICY)
    policy_route(call, gateway_id, hop, "10.7.0.0/24", "10.8.0.0/24")
    change = {"VpnConnectionId": hop, "LocalSubnet": _SOURCE, "RemoteSubnet": "10.3.0.0/24"}
    call("ModifyVpnConnectionAttribute", **change)
    assert _pairs(call, gateway_id) == [("10.7.0.0/24", "10.8.0.0/24"), (_SOURCE, "10.3.0.0/24")]
    call("ModifyVpnConnectionAttribute", **{**change, "RemoteSubnet": "10.4.0.0/24"}, AutoConfigRoute=False)
    assert _pairs(call, gateway_id) == [("10.7.0.0/24", "10.8.0.0/24"), (_SOURCE, "10.3.0.0/24")]
    call("ModifyVpnConnectionAttribute", **{**change, "RemoteSubnet": "10.4.0.0/24"}, AutoConfigRoute=True)
    assert _pairs(call, gateway_id) == [("10.7.0.0/24", "10.8.0.0/24"), (_SOURCE, "10.4.0.0/24")]


def test_connections_cannot_share_a_policy_route(call: Caller) -> None:
    gateway_id, _unused, _unused = site(call, **_POLICY)
    other = {"VpnGatewayId": gateway_id, "CustomerGatewayId": customer(call)}
    assert call.refused("CreateVpnConnection", **other, **_POLICY) == "VpnRouteEntry.Conflict"
    second = connection(call, gateway_id, other["CustomerGatewayId"], AutoConfigRoute=False, **_POLICY)
    change = {"VpnConnectionId": second, **_POLICY, "AutoConfigRoute": True}
    assert call.refused("ModifyVpnConnectionAttribute", **change) == "VpnRouteEntry.Conflict"


def test_routes_are_deleted_with_their_connection(call: Caller) -> None:
    gateway_id, _unused, hop = site(call)
    route(call, gateway_id, hop, _DESTINATION)
    policy_route(call, gateway_id, hop, _SOURCE, _DESTINATION)
    call("DeleteVpnConnection", VpnConnectionId=hop)
    assert _listed(call, gateway_id) == _policies(call, gateway_id) == []
