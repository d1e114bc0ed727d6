# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What exists as a declaration: the module vpn_topology with it changes nothing but its own tags."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.tasks import REGION, Tasks
from tests.support.topology import PSK, gateway, site, spread, topology

OWNER = "alicloud.vpn.topology"


@pytest.fixture(autouse=True)
def dual(tasks: Tasks) -> None:
    tasks.emulator.cloud.set_tunnels(REGION, 2)


def _shared_lines() -> dict[str, Any]:
    """Two sites: one has a customer gateway of its own and a route that is not published, the other two lines."""
    two_lines = site(1, name="two-lines")
    del two_lines["customer_gateway"]
    two_lines["vpn_connection"]["tunnels"] = [
        {"role": "master", "customer_gateway": "line-1"},
        {"role": "slave", "customer_gateway": "line-2"},
    ]
    lines = [{"name": f"line-{number}", "ip_address": f"198.51.100.10{number}"} for number in (1, 2)]
    own = {**site(0), "route_remote_subnets": False, "routes": [{"route_dest": "172.30.0.0/16", "publish_vpc": False}]}
    return topology([own, two_lines], customer_gateways=lines, vpn_gateways=[gateway(0, tags={"team": "core"})])


def test_a_topology_with_what_is_described_changes_nothing(tasks: Tasks) -> None:
    tasks("vpn_topology", **_shared_lines())
    tasks.emulator.clear_log()
    ran = tasks("vpn_topology_info", name="branches")
    lists = ["VpnGateways", "CustomerGateways", "VpnConnections", "VpnRouteEntries"]
    assert sorted(tasks.calls) == sorted(f"Describe{kind}" for kind in lists)
    assert PSK not in ran.output
    described = ran["vpn_topology"]
    assert [one["name"] for one in described["vpn_gateways"]] == ["hq-0"]
    assert described["vpn_gateways"][0]["tags"] == {"team": "core"}
    assert [one["name"] for one in described["customer_gateways"]] == ["line-1", "line-2"]
    assert {one["name"] for one in described["sites"]} == {"site-0", "two-lines"}
    assert ran["left_out"] == []
    assert not tasks("vpn_topology", name="branches", purge=True, **described)["changed"]


def test_what_was_created_by_other_means_only_gets_the_tag(tasks: Tasks) -> None:
    tasks("vpn_gateway", **gateway(0))
    tasks("customer_gateway", name="office", ip_address="198.51.100.1")
    tunnels = [{"role": role, "ike_config": {"psk": PSK}} for role in ("master", "slave")]
    subnets = {"local_subnet": ["10.10.0.0/16"], "remote_subnet": ["192.168.1.0/24"]}
    tasks("vpn_connection", name="hq-office", vpn_gateway="hq-0", customer_gateway="office", tunnels=tunnels, **subnets)
    described = tasks("vpn_topology_info", vpn_gateways=["hq-0"])["vpn_topology"]
    tasks.emulator.clear_log()
    ran = tasks("vpn_topology", name="adopted", **described)
    assert ran["changed"]
    assert set(tasks.writes()) == {"TagResources"}
    assert not tasks("vpn_topology", name="adopted", **described)["changed"]


def test_bgp_is_described(tasks: Tasks) -> None:
    """A list does not show whether it is on."""
    tasks.emulator.cloud.set_tunnels(REGION, 1)
    hub = {**gateway(0), "disaster_recovery_vswitch_id": None}
    bgp = {"enable_bgp": True, "tunnel_cidr": "169.254.30.0/30", "local_bgp_ip": "169.254.30.1", "local_asn": 65001}
    connection = {"local_subnet": ["10.10.0.0/16"], "ike_config": {"psk": PSK}}
    one, without = site(0, customer_gateway={"ip_address": "198.51.100.9", "asn": 65010}), site(1)
    one["vpn_connection"]["bgp_config"] = bgp
    tasks("vpn_topology", **topology([one, without], vpn_gateways=[hub], defaults={"vpn_connection": connection}))
    tasks.emulator.clear_log()
    described = {one["name"]: one["vpn_connection"] for one in tasks("vpn_topology_info")["vpn_topology"]["sites"]}
    assert tasks.calls.count("DescribeVpnConnection") == 1
    assert described["site-0"]["bgp_config"] == {**bgp, "local_asn": "65001"}
    assert described["site-1"]["bgp_config"] == {}


def test_only_one_topology_or_some_gateways(tasks: Tasks) -> None:
    tasks("vpn_topology", **topology(spread(1)))
    tasks("vpn_topology", **topology([site(1, "hq-1")], name="others", vpn_gateways=[gateway(1)]))

    def described(**options: Any) -> list[list[str]]:
        found = tasks("vpn_topology_info", **options)["vpn_topology"]
        return [[one["name"] for one in found[kind]] for kind in ("vpn_gateways", "sites")]

    assert described(name="others") == [["hq-1"], ["site-1"]]
    assert described(vpn_gateways=["hq-0"]) == [["hq-0"], ["site-0"]]
    assert described(name="others", vpn_gateways=["hq-0"]) == described(name="unknown") == [[], []]
    assert "'hq-9'" in tasks.refused("vpn_topology_info", vpn_gateways=["hq-9"])


def test_what_has_no_name_is_reported(tasks: Tasks) -> None:
    tasks("vpn_topology", **topology(spread(1)))
    (record,) = tasks.records("vpn_connections")
    tasks.emulator.cloud.arrange("vpn_connections", record["VpnConnectionId"], Name="")
    ran = tasks("vpn_topology_info")
    assert ran["vpn_topology"]["sites"] == []
    assert ran["left_out"] == [{"id": record["VpnConnectionId"], "reason": "the connection has no name; give it one"}]


@pytest.mark.parametrize(
    ("table", "names", "reason"),
    [
        ("vpn_connections", ["same", "same"], "several connections of the VPN gateway are named 'same'; rename them"),
        ("vpn_gateways", [""], "the VPN gateway has no name; give it one"),
        ("customer_gateways", ["", ""], "its customer gateway {customer} has no name; give it one"),
        ("customer_gateways", ["same", "same"], "several customer gateways are named 'same'; rename them"),
    ],
)
def test_what_names_do_not_tell_apart_is_reported(tasks: Tasks, table: str, names: list[str], reason: str) -> None:
    tasks("vpn_topology", **topology(spread(2)))
    connections = tasks.records("vpn_connections")
    found = tasks.emulator.cloud.state.region(REGION).table(table)
    for record, name in zip(found.values(), names, strict=True):
        record["Name"] = name
    ran = tasks("vpn_topology_info")
    assert ran["vpn_topology"]["sites"] == []
    told = {one["id"]: one["reason"] for one in ran["left_out"]}
    for connection in connections:
        customer = connection["Tunnels"][0]["CustomerGatewayId"]
        assert told[connection["VpnConnectionId"]] == reason.format(customer=customer)


def _left_out(tasks: Tasks, table: str, name: str, reason: str) -> dict[str, str]:
    """What is told of the records with a name."""
    identifier = {"vpn_gateways": "VpnGatewayId", "vpn_connections": "VpnConnectionId"}[table]
    return {record[identifier]: reason for record in tasks.records(table) if record["Name"] == name}


@pytest.mark.parametrize("options", [{}, {"name": "branches"}, {"vpn_gateways": ["same", "hq-2"]}])
def test_vpn_gateways_of_one_name_are_reported_with_their_connections(tasks: Tasks, options: dict[str, Any]) -> None:
    tasks("vpn_topology", **topology(spread(3, 3), gateways=3))
    for record in tasks.records("vpn_gateways"):
        if record["Name"] in ("hq-0", "hq-1"):
            tasks.emulator.cloud.arrange("vpn_gateways", record["VpnGatewayId"], Name="same")
    reason = "several VPN gateways are named 'same'; rename them"
    ran = tasks("vpn_topology_info", **options)
    described = ran["vpn_topology"]
    assert [one["name"] for one in described["vpn_gateways"]] == ["hq-2"]
    assert [one["name"] for one in described["sites"]] == ["site-2"]
    assert {one["id"]: one["reason"] for one in ran["left_out"]} == {
        **_left_out(tasks, "vpn_gateways", "same", reason),
        **_left_out(tasks, "vpn_connections", "site-0", reason),
        **_left_out(tasks, "vpn_connections", "site-1", reason),
    }
    assert not tasks("vpn_topology", name="branches", **described)["changed"]


def test_connections_of_one_name_on_different_gateways_are_reported(tasks: Tasks) -> None:
    """A topology cannot have both: names of sites are unique. One of the VPN gateways alone can be described."""
    tasks("vpn_topology", **topology(spread(3, 3), gateways=3))
    for record in tasks.records("vpn_connections"):
        if record["Name"] in ("site-0", "site-1"):
            tasks.emulator.cloud.arrange("vpn_connections", record["VpnConnectionId"], Name="same")
    reason = "connections of several VPN gateways are named 'same'; rename them, or describe one VPN gateway at a time"
    ran = tasks("vpn_topology_info")
    described = ran["vpn_topology"]
    assert {one["name"] for one in described["vpn_gateways"]} == {"hq-0", "hq-1", "hq-2"}
    assert [one["name"] for one in described["sites"]] == ["site-2"]
    told = {one["id"]: one["reason"] for one in ran["left_out"]}
    assert told == _left_out(tasks, "vpn_connections", "same", reason)
    assert not tasks("vpn_topology", name="branches", **described)["changed"]
    ran = tasks("vpn_topology_info", vpn_gateways=["hq-0"])
    assert [one["name"] for one in ran["vpn_topology"]["sites"]] == ["same"]
    assert ran["left_out"] == []
    assert not tasks("vpn_topology", name="branches", **ran["vpn_topology"])["changed"]
