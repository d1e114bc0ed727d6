# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A whole topology in one task: what the cloud holds afterwards, how many calls it takes, and what a failure leaves."""

from __future__ import annotations

import copy
import importlib
import re
from collections import Counter
from typing import Any

import pytest
import yaml
from ansible.parsing.dataloader import DataLoader
from ansible.template import Templar

from ansible_collections.alicloud.vpn.plugins.module_utils._engine import progress
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kind import MASK
from tests.support.tasks import REGION, Ran, Tasks
from tests.support.topology import PSK, gateway, site, spread, topology
from tests.support.tree import ROOT

try:
    from ansible.template import trust_as_template
except ImportError:
    trust_as_template = None

MODULES = "ansible_collections.alicloud.vpn.plugins.modules"
OWNER = "alicloud.vpn.topology"
# One for each kind of resource; a page holds 50.
LISTS = ["DescribeVpnGateways", "DescribeCustomerGateways", "DescribeVpnConnections"]


@pytest.fixture(autouse=True)
def dual(tasks: Tasks) -> None:
    tasks.emulator.cloud.set_tunnels(REGION, 2)


def _names(tasks: Tasks, table: str) -> list[str]:
    return sorted(record["Name"] for record in tasks.records(table))


def _planned(ran: Ran) -> list[tuple[str, str, str]]:
    return [(one["type"], one["name"], one["change"]) for one in ran["plan"]]


def _states(ran: Ran) -> dict[str, set[str]]:
    """The names by how the change ended."""
    found: dict[str, set[str]] = {}
    for one in ran["plan"]:
        found.setdefault(one["state"], set()).add(one["name"])
    return found


def test_create_repeat_and_delete(tasks: Tasks) -> None:
    wanted = topology(spread(4, 2), gateways=2)
    predicted = tasks("vpn_topology", check=True, **wanted)
    assert predicted["changed"]
    assert tasks.writes() == []
    assert {one["state"] for one in predicted["plan"]} == {"planned"}

    created = tasks("vpn_topology", **wanted)
    assert _planned(created) == _planned(predicted)
    assert created["diff"] == predicted["diff"]
    assert {one["state"] for one in created["plan"]} == {"done"}
    assert _names(tasks, "vpn_gateways") == ["hq-0", "hq-1"]
    sites = ["site-0", "site-1", "site-2", "site-3"]
    assert _names(tasks, "customer_gateways") == _names(tasks, "vpn_connections") == sites
    assert sorted(route["RouteDest"] for route in tasks.records("route_entries")) == [
        f"172.16.{number}.0/24" for number in range(4)
    ]
    (first, *_others) = created["vpn_topology"]["vpn_connections"]
    assert [tunnel["ike_config"]["ike_enc_alg"] for tunnel in first["tunnels"]] == ["aes256", "aes256"]
    assert PSK not in created.output

    tasks.emulator.clear_log()
    for check in (True, False):
        again = tasks("vpn_topology", check=check, **wanted)
        assert (again["changed"], again["plan"], again["actions"]) == (False, [], [])
        assert tasks.calls == [*LISTS, "DescribeVpnRouteEntries", "DescribeVpnRouteEntries"]
    # A list shows less than a read by ID: the zone of a connection.
    assert [one["vpn_connection_id"] for one in again["vpn_topology"]["vpn_connections"]] == [
        one["vpn_connection_id"] for one in created["vpn_topology"]["vpn_connections"]
    ]

    gone = {**wanted, "vpn_gateways": [], "sites": [], "purge": True}
    predicted = tasks("vpn_topology", check=True, **gone)
    assert tasks.writes() == []
    assert {one["change"] for one in predicted["plan"]} == {"delete"}
    deleted = tasks("vpn_topology", **gone)
    assert _planned(deleted) == _planned(predicted)
    for table in ("vpn_gateways", "customer_gateways", "vpn_connections", "route_entries"):
        assert tasks.records(table) == []
    assert not tasks("vpn_topology", **gone)["changed"]


def test_calls_follow_pages_and_gateways_and_not_sites(tasks: Tasks) -> None:
    wanted = topology(spread(36, 4), gateways=4)
    tasks("vpn_topology", **wanted)
    tasks.emulator.clear_log()
    assert not tasks("vpn_topology", **wanted)["changed"]
    assert len(tasks.calls) == 3 + 4


@pytest.mark.parametrize("purge", [False, True])
def test_routes_are_listed_only_where_some_are_declared_or_may_have_to_go(tasks: Tasks, purge: bool) -> None:
    wanted = topology(spread(4, 2), gateways=2)
    for one in wanted["sites"][::2]:
        one["route_remote_subnets"] = False
    tasks("vpn_topology", **wanted)
    tasks.emulator.clear_log()
    assert not tasks("vpn_topology", **wanted, purge=purge)["changed"]
    assert tasks.calls == [*LISTS, *["DescribeVpnRouteEntries"] * (2 if purge else 1)]


def test_a_change_of_one_site_touches_no_other(tasks: Tasks) -> None:
    wanted = topology(spread(3))
    tasks("vpn_topology", **wanted)
    tasks.emulator.clear_log()
    wanted["sites"][1]["vpn_connection"]["ike_config"] = {"ike_lifetime": 3600}
    ran = tasks("vpn_topology", **wanted)
    assert _planned(ran) == [("vpn_connection", "site-1", "update")]
    assert list(ran["diff"]["before"]) == list(ran["diff"]["after"]) == ["IPsec connection site-1"]
    assert tasks.writes() == ["ModifyVpnConnectionAttribute"]
    lifetimes = {
        record["Name"]: {tunnel["TunnelIkeConfig"]["IkeLifetime"] for tunnel in record["Tunnels"]}
        for record in tasks.records("vpn_connections")
    }
    assert lifetimes["site-1"] != lifetimes["site-0"] == lifetimes["site-2"]
    assert not tasks("vpn_topology", **wanted)["changed"]


def test_defaults_are_merged_member_by_member(tasks: Tasks) -> None:
    one = site(0)
    one["vpn_connection"]["tunnels"] = [{"role": "slave", "ike_config": {"ike_lifetime": 7200}}]
    one["vpn_connection"]["tags"] = {"team": "north"}
    wanted = topology([one])
    wanted["defaults"]["vpn_connection"]["tags"] = {"team": "all", "cost": "17"}
    (shown,) = tasks("vpn_topology", **wanted)["vpn_topology"]["vpn_connections"]
    lifetimes = {tunnel["role"]: tunnel["ike_config"]["ike_lifetime"] for tunnel in shown["tunnels"]}
    assert lifetimes["slave"] == 7200 != lifetimes["master"]
    assert {tunnel["ike_config"]["ike_enc_alg"] for tunnel in shown["tunnels"]} == {"aes256"}
    assert shown["tags"] == {"team": "north", "cost": "17", OWNER: "branches"}


def test_a_list_does_not_show_whether_bgp_is_on(tasks: Tasks) -> None:
    tasks.emulator.cloud.set_tunnels(REGION, 1)
    hub = {**gateway(0), "disaster_recovery_vswitch_id": None}
    bgp = {"enable_bgp": True, "tunnel_cidr": "169.254.30.0/30", "local_bgp_ip": "169.254.30.1", "local_asn": 65001}

    def wanted(**changed: Any) -> dict[str, Any]:
        connection = {"bgp_config": {**bgp, **changed}, "local_subnet": ["10.10.0.0/16"], "ike_config": {"psk": PSK}}
        one = site(0, customer_gateway={"ip_address": "198.51.100.9", "asn": 65010})
        return topology([one], vpn_gateways=[hub], defaults={"vpn_connection": connection})

    tasks("vpn_topology", **wanted())
    assert not tasks("vpn_topology", **wanted())["changed"]
    ran = tasks("vpn_topology", **wanted(enable_bgp=False))
    assert _planned(ran) == [("vpn_connection", "site-0", "update")]
    assert not tasks("vpn_topology", **wanted(enable_bgp=False))["changed"]


def test_sites_that_are_a_dictionary_by_name(tasks: Tasks) -> None:
    """As the guide shows it."""
    page = (ROOT / "docs" / "guides" / "topology.md").read_text(encoding="utf-8")
    (block,) = [part.split("```")[0] for part in page.split("```yaml\n")[1:] if "dict2items" in part.split("```")[0]]
    variables = {name: _trusted(value) for name, value in yaml.safe_load(block).items()}
    sites = Templar(DataLoader(), variables=variables).template(variables["topology_sites"])
    wanted = topology(sites)
    wanted["defaults"]["vpn_gateway"] = "hq-0"
    tasks("vpn_topology", **wanted)
    remote = {record["Name"]: record["RemoteSubnet"] for record in tasks.records("vpn_connections")}
    assert remote == {"berlin": "192.168.21.0/24", "madrid": "192.168.22.0/24"}


def _trusted(value: Any) -> Any:
    """Since ansible-core 2.19 only such texts are templates."""
    return trust_as_template(value) if trust_as_template and isinstance(value, str) else value


def test_shared_customer_gateways_and_an_existing_vpn_gateway(tasks: Tasks) -> None:
    tasks("vpn_gateway", **gateway(7))
    one = site(0, "hq-7")
    del one["customer_gateway"]
    one["vpn_connection"]["tunnels"] = [
        {"role": "master", "customer_gateway": "line-1"},
        {"role": "slave", "customer_gateway": "line-2"},
    ]
    lines = [{"name": f"line-{number}", "ip_address": f"198.51.100.{number}"} for number in (1, 2)]
    wanted = topology([one], gateways=0, customer_gateways=lines)
    ran = tasks("vpn_topology", **wanted)
    assert _names(tasks, "customer_gateways") == ["line-1", "line-2"]
    assert len({one["customer_gateway"] for one in ran["vpn_topology"]["vpn_connections"][0]["tunnels"]}) == 2
    assert not tasks("vpn_topology", **wanted)["changed"]
    # It was not declared, so it has no tag and stays.
    tasks("vpn_topology", **{**wanted, "customer_gateways": [], "sites": [], "purge": True})
    assert _names(tasks, "vpn_gateways") == ["hq-7"]
    assert tasks.records("customer_gateways") == tasks.records("vpn_connections") == []


def test_what_exists_without_the_tag_is_taken_over(tasks: Tasks) -> None:
    tasks("vpn_gateway", tags={"team": "core"}, **gateway(0))
    ran = tasks("vpn_topology", **topology([]))
    assert _planned(ran) == [("vpn_gateway", "hq-0", "update")]
    assert ran["vpn_topology"]["vpn_gateways"][0]["tags"] == {"team": "core", OWNER: "branches"}
    assert len(tasks.records("vpn_gateways")) == 1


def test_what_belongs_to_another_topology_is_refused(tasks: Tasks) -> None:
    tasks("vpn_topology", **topology([], name="others"))
    tasks.emulator.clear_log()
    for check in (True, False):
        text = tasks.refused("vpn_topology", check=check, **topology(spread(1)))
        assert "vpn_gateways[1]: " in text
        assert "it belongs to topology 'others'" in text
    assert tasks.writes() == []


def test_purge_leaves_what_others_have_created(tasks: Tasks) -> None:
    wanted = topology(spread(1))
    tasks("vpn_topology", **wanted)
    tasks("customer_gateway", name="other", ip_address="198.51.100.99")
    tunnels = [{"role": role, "ike_config": {"psk": PSK}} for role in ("master", "slave")]
    other = {"local_subnet": ["10.10.0.0/16"], "remote_subnet": ["192.168.99.0/24"], "tunnels": tunnels}
    tasks("vpn_connection", name="other", vpn_gateway="hq-0", customer_gateway="other", **other)
    tasks("vpn_route_entry", vpn_gateway="hq-0", next_hop="other", route_dest="192.168.99.0/24")
    assert not tasks("vpn_topology", purge=True, **wanted)["changed"]
    tasks.emulator.clear_log()
    # The gateway cannot go before the connection that somebody else has created.
    for check in (True, False):
        text = tasks.refused("vpn_topology", check=check, **{**topology([], gateways=0), "purge": True})
        assert "purge: VPN gateway vpn-" in text
        assert "cannot be deleted while it has 1 IPsec connection" in text
    assert tasks.writes() == []
    tasks("vpn_topology", purge=True, **topology([]))
    assert _names(tasks, "vpn_connections") == _names(tasks, "customer_gateways") == ["other"]
    assert [route["RouteDest"] for route in tasks.records("route_entries")] == ["192.168.99.0/24"]


@pytest.mark.parametrize("check", [True, False])
def test_purge_keeps_a_subscription_until_its_end(tasks: Tasks, check: bool) -> None:
    prepaid = gateway(0, instance_charge_type="PREPAY", period=1, auto_pay=True)
    tasks("vpn_topology", **topology([], gateways=0, vpn_gateways=[prepaid]))
    tasks.emulator.clear_log()
    text = tasks.refused("vpn_topology", check=check, purge=True, **topology([], gateways=0))
    assert "purge: VPN gateway hq-0: " in text
    assert "subscription" in text
    assert tasks.writes() == []


def test_a_route_moves_to_another_site(tasks: Tasks) -> None:
    wanted = topology(spread(2))
    for one in wanted["sites"]:
        one["vpn_connection"]["remote_subnet"] = ["0.0.0.0/0"]
        one["route_remote_subnets"] = False
    wanted["sites"][0]["routes"] = [{"route_dest": "172.20.0.0/16"}]
    tasks("vpn_topology", **wanted)
    moved = copy.deepcopy(wanted)
    moved["sites"][1]["routes"] = moved["sites"][0].pop("routes")
    ran = tasks("vpn_topology", purge=True, **moved)
    assert sorted(one["change"] for one in ran["plan"]) == ["create", "delete"]
    (route,) = tasks.records("route_entries")
    hops = {record["VpnConnectionId"]: record["Name"] for record in tasks.records("vpn_connections")}
    assert hops[route["NextHop"]] == "site-1"
    assert not tasks("vpn_topology", purge=True, **moved)["changed"]


NETWORK = "172.20.0.0/16"
ROUTE = {"route_dest": NETWORK}
STANDBY = {**ROUTE, "weight": 0}


class TestActiveRoutes:
    """Of the routes to one destination of a single-tunnel VPN gateway only one may be active."""

    @pytest.fixture(autouse=True)
    def single(self, tasks: Tasks) -> None:
        tasks.emulator.cloud.set_tunnels(REGION, 1)

    @staticmethod
    def _wanted(*routes: dict[str, Any] | None, **more: Any) -> dict[str, Any]:
        """A site for each, with a route if it is not None."""
        sites = [site(number, routes=[route] if route else []) for number, route in enumerate(routes)]
        connection = {"local_subnet": ["10.10.0.0/16"], "ike_config": {"psk": PSK}}
        defaults = {"vpn_connection": connection}
        return topology(sites, vpn_gateways=[gateway(0, disaster_recovery_vswitch_id=None)], defaults=defaults, **more)

    def _refused(self, tasks: Tasks, wanted: dict[str, Any], text: str) -> None:
        tasks.writes()
        for check in (True, False):
            refusal = tasks.refused("vpn_topology", check=check, **wanted)
            assert text in refusal
            assert "Nothing was changed" in refusal
        assert tasks.writes() == []

    def _weights(self, tasks: Tasks) -> dict[str, int]:
        """By the names of the sites."""
        names = {record["VpnConnectionId"]: record["Name"] for record in tasks.records("vpn_connections")}
        return {names[route["NextHop"]]: route["Weight"] for route in tasks.records("route_entries")}

    def test_two_are_refused(self, tasks: Tasks) -> None:
        text = f"sites[2].routes[1]: an active route to {NETWORK} is declared in sites[1].routes[1] too; "
        self._refused(tasks, self._wanted(ROUTE, ROUTE), text)
        tasks("vpn_topology", **self._wanted(ROUTE))
        self._refused(tasks, self._wanted(ROUTE, ROUTE), text)

    def test_of_the_networks_of_two_sites(self, tasks: Tasks) -> None:
        wanted = self._wanted(None, None)
        for one in wanted["sites"]:
            one["route_remote_subnets"] = True
            one["vpn_connection"].update(remote_subnet=[NETWORK], auto_config_route=False)
        place = "vpn_connection.remote_subnet"
        text = f"sites[2].{place}: an active route to {NETWORK} is declared in sites[1].{place} too; "
        self._refused(tasks, wanted, text)

    def test_a_gateway_by_name_and_by_id_is_the_same(self, tasks: Tasks) -> None:
        tasks("vpn_topology", **self._wanted())
        wanted = self._wanted(ROUTE, ROUTE)
        wanted["sites"][1]["vpn_gateway"] = tasks.records("vpn_gateways")[0]["VpnGatewayId"]
        self._refused(tasks, wanted, "is declared in sites[1].routes[1] too; ")

    @pytest.mark.parametrize("purge", [False, True])
    def test_beside_one_that_is_not_declared(self, tasks: Tasks, purge: bool) -> None:
        """It goes first if it belongs to the topology."""
        tasks("vpn_topology", **self._wanted(None, None))
        tasks("vpn_route_entry", vpn_gateway="hq-0", next_hop="site-0", **ROUTE)
        wanted = self._wanted(None, ROUTE, purge=purge)
        if purge:
            tasks("vpn_topology", **wanted)
            assert self._weights(tasks) == {"site-1": 100}
        else:
            text = f"sites[2].routes[1]: the VPN gateway has an active route to {NETWORK} through vco-"
            self._refused(tasks, wanted, text)

    def test_beside_a_standby_that_is_not_declared(self, tasks: Tasks) -> None:
        tasks("vpn_topology", **self._wanted(None, None))
        tasks("vpn_route_entry", vpn_gateway="hq-0", next_hop="site-0", **STANDBY)
        tasks("vpn_topology", **self._wanted(None, ROUTE))
        assert self._weights(tasks) == {"site-0": 0, "site-1": 100}

    def test_routes_of_a_new_gateway_are_not_listed(self, tasks: Tasks) -> None:
        tasks("vpn_topology", check=True, **self._wanted(ROUTE, STANDBY))
        assert "DescribeVpnRouteEntries" not in tasks.calls

    def test_a_standby_is_taken(self, tasks: Tasks) -> None:
        wanted = self._wanted(ROUTE, STANDBY)
        tasks("vpn_topology", **wanted)
        assert self._weights(tasks) == {"site-0": 100, "site-1": 0}
        assert not tasks("vpn_topology", **wanted)["changed"]

    def test_the_active_one_changes_places_with_the_standby(self, tasks: Tasks) -> None:
        tasks("vpn_topology", **self._wanted(STANDBY, ROUTE))
        active = {**ROUTE, "weight": 100}
        tasks("vpn_topology", **self._wanted(active, STANDBY))
        assert self._weights(tasks) == {"site-0": 100, "site-1": 0}

    def test_the_weight_of_one_that_exists_counts(self, tasks: Tasks) -> None:
        tasks("vpn_topology", **self._wanted(STANDBY))
        tasks("vpn_topology", **self._wanted(ROUTE, ROUTE))
        assert self._weights(tasks) == {"site-0": 0, "site-1": 100}

    def test_on_different_gateways(self, tasks: Tasks) -> None:
        wanted = self._wanted(ROUTE, ROUTE)
        wanted["sites"][1]["vpn_gateway"] = "hq-1"
        wanted["vpn_gateways"].append(gateway(1, disaster_recovery_vswitch_id=None))
        tasks("vpn_topology", **wanted)
        assert self._weights(tasks) == {"site-0": 100, "site-1": 100}


class TestSameNetworks:
    """The service adds an active route for each pair of networks of a connection."""

    @staticmethod
    def _wanted(*changed: dict[str, Any], **more: Any) -> dict[str, Any]:
        sites = [
            site(number, route_remote_subnets=False, vpn_connection={"remote_subnet": [NETWORK], **one})
            for number, one in enumerate(changed)
        ]
        return topology(sites, **more)

    def test_two_connections_are_refused(self, tasks: Tasks) -> None:
        for check in (True, False):
            refusal = tasks.refused("vpn_topology", check=check, **self._wanted({}, {}))
            there = f"sites[1].vpn_connection has the networks 10.10.0.0/16 and {NETWORK} too; "
            assert f"sites[2].vpn_connection.remote_subnet: {there}" in refusal
            assert "give other networks, or auto_config_route=false in one of the two. Nothing was changed" in refusal
        assert tasks.writes() == []

    @pytest.mark.parametrize(
        "changed",
        [
            {"auto_config_route": False},
            {"remote_subnet": ["172.21.0.0/16"]},
            {"local_subnet": ["10.11.0.0/16"]},
        ],
    )
    def test_what_differs_is_taken(self, tasks: Tasks, changed: dict[str, Any]) -> None:
        wanted = self._wanted({}, changed)
        tasks("vpn_topology", **wanted)
        assert _names(tasks, "vpn_connections") == ["site-0", "site-1"]
        assert not tasks("vpn_topology", **wanted)["changed"]

    def test_another_gateway_can_have_them(self, tasks: Tasks) -> None:
        wanted = self._wanted({}, {}, gateways=2)
        wanted["sites"][1]["vpn_gateway"] = "hq-1"
        tasks("vpn_topology", **wanted)
        assert _names(tasks, "vpn_connections") == ["site-0", "site-1"]

    def test_routes_of_dual_tunnel_connections_can_have_one_destination(self, tasks: Tasks) -> None:
        """Their weight has no effect."""
        sites = [site(number, routes=[ROUTE]) for number in range(3)]
        tasks("vpn_topology", **topology(sites[:2]))
        wanted = topology(sites)
        tasks("vpn_topology", **wanted)
        assert [route["RouteDest"] for route in tasks.records("route_entries")].count(NETWORK) == 3
        assert not tasks("vpn_topology", **wanted)["changed"]


class TestPublishedRoutes:
    """The route table of a VPC takes a destination from one VPN gateway only."""

    @staticmethod
    def _wanted(*routes: dict[str, Any], vpc: str = "vpc-0") -> dict[str, Any]:
        """A site for each route, each on a VPN gateway of its own."""
        sites = [site(number, f"hq-{number}", routes=[route]) for number, route in enumerate(routes)]
        hubs = [gateway(0), gateway(1, vpc_id=vpc)]
        return topology(sites, vpn_gateways=hubs[: len(sites)])

    def test_two_are_refused(self, tasks: Tasks) -> None:
        text = (
            f"sites[2].routes[1]: a published route to {NETWORK} is declared in sites[1].routes[1] too, on another VPN"
        )
        for one_exists in (False, True):
            if one_exists:
                tasks("vpn_topology", **self._wanted(ROUTE))
                tasks.writes()
            for check in (True, False):
                refusal = tasks.refused("vpn_topology", check=check, **self._wanted(ROUTE, ROUTE))
                assert text in refusal
                assert "Nothing was changed" in refusal
            assert tasks.writes() == []

    @pytest.mark.parametrize(("publish", "vpc"), [(False, "vpc-0"), (True, "vpc-1")])
    def test_what_differs_is_taken(self, tasks: Tasks, publish: bool, vpc: str) -> None:
        wanted = self._wanted(ROUTE, {**ROUTE, "publish_vpc": publish}, vpc=vpc)
        tasks("vpn_topology", **wanted)
        states = sorted(one["State"] for one in tasks.records("route_entries") if one["RouteDest"] == NETWORK)
        assert states == ["published" if publish else "normal", "published"]
        assert not tasks("vpn_topology", **wanted)["changed"]

    def test_a_site_moves_to_another_gateway(self, tasks: Tasks) -> None:
        """Its old route goes first, also if the other gateway has more to do."""
        hubs = [gateway(0), gateway(1, vpc_id="vpc-0")]
        tasks("vpn_topology", **topology([site(0)], vpn_gateways=hubs))
        others = [site(number, "hq-1") for number in range(1, 4)]
        wanted = topology([site(0, "hq-1"), *others], vpn_gateways=hubs, purge=True, parallelism=1)
        tasks("vpn_topology", **wanted)
        names = {record["VpnGatewayId"]: record["Name"] for record in tasks.records("vpn_gateways")}
        routes = [route for route in tasks.records("route_entries") if route["RouteDest"] == "172.16.0.0/24"]
        assert [names[route["VpnInstanceId"]] for route in routes] == ["hq-1"]
        assert not tasks("vpn_topology", **wanted)["changed"]

    def test_one_that_exists_and_is_not_published_counts_as_such(self, tasks: Tasks) -> None:
        tasks("vpn_topology", **self._wanted({**ROUTE, "publish_vpc": False}))
        wanted = self._wanted(ROUTE, ROUTE)
        tasks("vpn_topology", **wanted)
        assert not tasks("vpn_topology", **wanted)["changed"]


def test_a_failed_site_does_not_stop_the_others(tasks: Tasks) -> None:
    wanted = topology(spread(3))
    tasks.emulator.add_fault("CreateVpnConnection:code=Forbidden:1")
    ran = tasks.attempt("vpn_topology", **wanted)
    assert ran.failed
    states = _states(ran)
    (failed,) = states["failed"]
    (route,) = states["skipped"]
    assert route.endswith(f"to {failed}")
    # A gateway, and for each site a customer gateway, a connection and a route.
    assert Counter(one["state"] for one in ran["plan"]) == {"done": 8, "failed": 1, "skipped": 1}
    for one in ran["plan"]:
        assert (one["started"] == "") == (one["ended"] == "") == (one["state"] == "skipped")
    assert len(tasks.records("vpn_gateways")) == 1
    assert len(tasks.records("customer_gateways")) == 3
    assert len(tasks.records("route_entries")) == 2
    assert _names(tasks, "vpn_connections") == sorted({"site-0", "site-1", "site-2"} - {failed})
    assert f"sites[{int(failed[-1]) + 1}].vpn_connection ({failed}): " in ran["msg"]
    assert "CreateVpnConnection: Forbidden" in ran["msg"]
    assert (ran["changed"], ran["error"]["code"]) == (True, "Forbidden")
    assert "CreateVpnConnection" in ran["actions"]
    assert "deprecations" not in ran.result

    again = tasks("vpn_topology", **wanted)
    assert _planned(again) == [("vpn_connection", failed, "create"), ("vpn_route_entry", route, "create")]
    assert {one["state"] for one in again["plan"]} == {"done"}
    assert _names(tasks, "vpn_connections") == ["site-0", "site-1", "site-2"]
    assert not tasks("vpn_topology", **wanted)["changed"]


class TestMessages:
    """A failure with several parts reads as sentences."""

    @pytest.mark.parametrize("code", ["Forbidden", "Not.Known"], ids=["with advice", "without advice"])
    def test_of_one_change(self, tasks: Tasks, code: str) -> None:
        tasks.emulator.add_fault(f"CreateVpnConnection:code={code}:1")
        text = tasks.refused("vpn_topology", **topology(spread(1)))
        assert f"CreateVpnConnection: {code}" in text
        assert "; skipped, because they need what failed: 1. The other changes were made. Run the task again" in text
        assert ".;" not in text

    def test_of_many_changes(self, tasks: Tasks) -> None:
        tasks.emulator.add_fault("CreateCustomerGateway:code=Forbidden:12")
        text = tasks.refused("vpn_topology", **topology(spread(12)))
        assert text.count("CreateCustomerGateway: Forbidden") == 10
        ending = "; more failures: 2; skipped, because they need what failed: 24. The other changes were made. "
        assert ending in text
        assert ".;" not in text
        assert ".." not in text

    def test_of_many_problems(self, tasks: Tasks) -> None:
        wanted = topology([site(number, "hq-9") for number in range(11)])
        text = tasks.refused("vpn_topology", **wanted)
        assert text.count("no VPN gateway is named 'hq-9'") == 10
        assert text.endswith("; more problems: 12. Nothing was changed")


class TestProgress:
    """A line for each change, as soon as it is made."""

    @staticmethod
    def _told(tasks: Tasks, check: bool = False, **options: Any) -> list[str]:
        lines: list[str] = []
        with progress.told_to(lines.append):
            tasks.attempt("vpn_topology", check, parallelism=1, **options)
        return lines

    def test_changes(self, tasks: Tasks) -> None:
        wanted = topology([site(0, customer_gateway={"name": "office", "ip_address": "198.51.100.9"})])
        assert self._told(tasks, check=True, **wanted) == []
        assert self._told(tasks, **wanted) == [
            "[branches] vpn_gateway hq-0 created (1 of 4)",
            "[branches / site site-0] customer_gateway office created (2 of 4)",
            "[branches / site site-0] vpn_connection created (3 of 4)",
            "[branches / site site-0] vpn_route_entry 172.16.0.0/24 to site-0 created (4 of 4)",
        ]
        assert self._told(tasks, **wanted) == []
        wanted["sites"][0]["vpn_connection"]["ike_config"] = {"ike_lifetime": 3600}
        assert self._told(tasks, **wanted) == ["[branches / site site-0] vpn_connection updated (1 of 1)"]
        told = self._told(tasks, purge=True, **topology([]))
        assert [line.endswith(f" deleted ({number} of 3)") for number, line in enumerate(told, 1)] == [True] * 3

    def test_failures(self, tasks: Tasks) -> None:
        tasks.emulator.add_fault("CreateCustomerGateway:code=Forbidden:1")
        assert self._told(tasks, **topology(spread(1))) == [
            "[branches] vpn_gateway hq-0 created (1 of 4)",
            "[branches / site site-0] customer_gateway failed (2 of 4)",
            "[branches / site site-0] vpn_connection skipped (3 of 4)",
            "[branches / site site-0] vpn_route_entry 172.16.0.0/24 to site-0 skipped (4 of 4)",
        ]

    def test_a_secret_that_is_a_name_too_is_masked(self, tasks: Tasks) -> None:
        told = self._told(tasks, **topology([site(0, name=f"to-{PSK}")]))
        assert f"[branches / site to-{'*' * 8}] vpn_connection created (3 of 4)" in told
        assert PSK not in str(told)


def test_sites_of_a_gateway_that_fails_are_skipped(tasks: Tasks) -> None:
    tasks.emulator.add_fault("CreateVpnGateway:code=Forbidden:1")
    ran = tasks.attempt("vpn_topology", **topology(spread(2, 2), gateways=2))
    states = _states(ran)
    (failed,) = states["failed"]
    assert f"site-{failed[-1]}" in states["skipped"]
    (other,) = _names(tasks, "vpn_connections")
    assert other != f"site-{failed[-1]}"


def test_an_interrupted_creation_is_waited_for(tasks: Tasks) -> None:
    tasks.emulator.cloud.settle = 5
    tags = {OWNER: "branches"}
    tasks("vpn_gateway", wait=False, **gateway(0))
    tasks(
        "resource_tags",
        resource_type="VPNGATEWAY",
        resource_ids=[tasks.records("vpn_gateways")[0]["VpnGatewayId"]],
        tags=tags,
    )
    told: list[str] = []
    with progress.told_to(told.append):
        ran = tasks("vpn_topology", **topology([]))
    assert (ran["changed"], ran["vpn_topology"]["vpn_gateways"][0]["status"], told) == (False, "active", [])


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no gateway": (
        topology([{**site(0), "vpn_gateway": None}]),
        "sites[1].vpn_gateway: not given; give it in the site or in defaults",
    ),
    "a wrong value": (
        topology([{**site(0), "customer_gateway": {"ip_address": "127.0.0.1"}}]),
        "sites[1].customer_gateway.ip_address: '127.0.0.1' is not allowed",
    ),
    "a wrong default": (
        topology([site(0)], defaults={"vpn_connection": {"name": "http://x"}}),
        "defaults.vpn_connection.name: 'http://x' is not allowed",
    ),
    "the same name twice": (
        topology([site(0), {**site(1), "name": "site-0"}]),
        "sites[2].customer_gateway: 'site-0' is declared in sites[1].customer_gateway too",
    ),
    "options that exclude each other": (
        topology([site(0)], vpn_gateways=[gateway(0, period=1)]),
        "vpn_gateways[1]: period: not allowed without instance_charge_type=PREPAY",
    ),
    "the tag of the topology": (
        topology([], vpn_gateways=[gateway(0, tags={OWNER: "x"})]),
        f"vpn_gateways[1].tags: {OWNER} is not allowed",
    ),
    "parallelism": (topology([], parallelism=0), "parallelism: 0 is not allowed; allowed: 1 to 100"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_declaration_is_refused_before_any_call(tasks: Tasks, case: str) -> None:
    options, text = WRONG[case]
    assert text in tasks.refused("vpn_topology", **options)
    assert tasks.calls == []


_OFFICE = {"name": "office", "ip_address": "198.51.100.9"}
_AT_OFFICE = {"ip_address": _OFFICE["ip_address"]}
SAME_ADDRESS: dict[str, tuple[dict[str, Any], str]] = {
    "two sites": (
        topology([site(0, customer_gateway=_AT_OFFICE), site(1, customer_gateway=_AT_OFFICE)]),
        "sites[2].customer_gateway.ip_address: 198.51.100.9 is declared in sites[1].customer_gateway too; ",
    ),
    "a site and a shared one": (
        topology([site(0, customer_gateway=_AT_OFFICE)], customer_gateways=[_OFFICE]),
        "sites[1].customer_gateway.ip_address: 198.51.100.9 is declared in customer_gateways[1] too; ",
    ),
    "two shared ones": (
        topology([], customer_gateways=[_OFFICE, {**_OFFICE, "name": "branch"}]),
        "customer_gateways[2].ip_address: 198.51.100.9 is declared in customer_gateways[1] too; ",
    ),
}


@pytest.mark.parametrize("case", SAME_ADDRESS)
def test_an_address_that_is_declared_twice_is_refused_before_any_call(tasks: Tasks, case: str) -> None:
    options, text = SAME_ADDRESS[case]
    for check in (True, False):
        assert text in tasks.refused("vpn_topology", check=check, **options)
    assert tasks.calls == []


def test_sites_can_share_a_customer_gateway(tasks: Tasks) -> None:
    """As the refusal of an address that is declared twice advises."""
    sites = spread(2)
    for one in sites:
        del one["customer_gateway"]
        one["vpn_connection"]["customer_gateway"] = "office"
    wanted = topology(sites, customer_gateways=[_OFFICE])
    tasks("vpn_topology", **wanted)
    assert _names(tasks, "customer_gateways") == ["office"]
    assert _names(tasks, "vpn_connections") == ["site-0", "site-1"]
    assert not tasks("vpn_topology", **wanted)["changed"]


IMPOSSIBLE: dict[str, tuple[dict[str, Any], str]] = {
    "a gateway that does not exist": (
        topology([site(0, "hq-9")]),
        "sites[1].vpn_connection: Could not find IPsec connection site-0: vpn_gateway: no VPN gateway is named 'hq-9'",
    ),
    "one tunnel on a gateway for two": (
        topology([site(0)], defaults={"vpn_connection": {"local_subnet": ["10.10.0.0/16"]}}),
        "connections of VPN gateway hq-0 have two tunnels",
    ),
    "something missing": (
        topology([{**site(0), "customer_gateway": {"description": "x"}}]),
        "sites[1].customer_gateway: Could not plan the changes to customer gateway site-0: ip_address: not given",
    ),
}


@pytest.mark.parametrize("case", IMPOSSIBLE)
def test_what_is_not_possible_is_refused_before_any_write(tasks: Tasks, case: str) -> None:
    options, text = IMPOSSIBLE[case]
    for check in (True, False):
        refusal = tasks.refused("vpn_topology", check=check, **options)
        assert text in refusal
        assert "Nothing was changed" in refusal
    assert tasks.writes() == []


def test_an_option_that_cannot_change_names_no_option_that_does_not_exist(tasks: Tasks) -> None:
    tasks("vpn_topology", **topology([]))
    text = tasks.refused("vpn_topology", **topology([], vpn_gateways=[gateway(0, bandwidth=20)]))
    assert "bandwidth: cannot be changed on an existing VPN gateway (bandwidth is 10, not 20)" in text
    assert "recreate" not in text


def test_the_advice_about_two_gateways_of_one_name_can_be_followed(tasks: Tasks) -> None:
    first, second = (tasks("vpn_gateway", **gateway(number))["vpn_gateway"]["vpn_gateway_id"] for number in (0, 1))
    tasks.emulator.cloud.arrange("vpn_gateways", second, Name="hq-0")
    text = tasks.refused("vpn_topology", **topology([]))
    assert (
        f"vpn_gateways[1]: Could not find VPN gateway hq-0: name: 2 VPN gateways named 'hq-0' exist ({first}, {second}"
        in text
    )
    assert "rename all but one of them: give the ID to the module vpn_gateway as vpn_gateway_id. Nothing" in text
    tasks("vpn_gateway", vpn_gateway_id=second, name="hq-1")
    ran = tasks("vpn_topology", **topology([]))
    assert [one["vpn_gateway_id"] for one in ran["vpn_topology"]["vpn_gateways"]] == [first]


def test_the_advice_about_an_address_that_is_used_can_be_followed(tasks: Tasks) -> None:
    existing = tasks("customer_gateway", **_OFFICE)["customer_gateway"]["customer_gateway_id"]
    wanted = topology([site(0, customer_gateway=_AT_OFFICE)])
    text = tasks.refused("vpn_topology", **wanted)
    assert f"ip_address: 198.51.100.9 is used by customer gateway {existing}, named 'office'; " in text
    assert "or rename it: give its ID to the module customer_gateway as customer_gateway_id. Nothing" in text
    tasks("customer_gateway", customer_gateway_id=existing, name="site-0")
    tasks("vpn_topology", **wanted)
    assert [one["CustomerGatewayId"] for one in tasks.records("customer_gateways")] == [existing]


def test_the_documentation_names_no_id_that_cannot_be_given() -> None:
    page = yaml.safe_load(importlib.import_module(f"{MODULES}.vpn_topology").DOCUMENTATION)
    assert _ids_that_cannot_be_given(page["options"], set()) == []


def _ids_that_cannot_be_given(options: dict[str, Any], outer: set[str]) -> list[str]:
    """The paths of options whose text names an ID that is neither beside them nor around them."""
    names = {name for key, option in options.items() for name in (key, *option.get("aliases", ()))} | outer
    found = []
    for key, option in options.items():
        text = " ".join([option["description"]] if isinstance(option["description"], str) else option["description"])
        named = {name.split(".")[0] for name in re.findall(r"[CO]\(([a-z_.]+_id)\b", text)}
        inner = _ids_that_cannot_be_given(option.get("suboptions", {}), names)
        found += [*([key] if named - names else []), *(f"{key}.{path}" for path in inner)]
    return found


def test_keys_are_in_no_result(tasks: Tasks) -> None:
    for check in (True, False):
        assert PSK not in tasks("vpn_topology", check=check, **topology(spread(1))).output
    # A key that the service has generated is shown on request.
    generated = topology([site(9)], gateways=0, name="generated")
    del generated["defaults"]["vpn_connection"]["ike_config"]["psk"]
    shown, hidden = (
        tasks("vpn_topology", include_secrets=secrets, **generated)["vpn_topology"]["vpn_connections"][0]["tunnels"]
        for secrets in (True, False)
    )
    assert [tunnel["ike_config"]["psk"] for tunnel in hidden] == [MASK, MASK]
    assert MASK not in [tunnel["ike_config"]["psk"] for tunnel in shown]
    tasks.emulator.add_fault("CreateVpnConnection:code=InvalidParameter:1")
    assert PSK not in tasks.attempt("vpn_topology", **topology(spread(2))).output


def test_a_service_that_does_not_answer_ends_the_plan(tasks: Tasks) -> None:
    tasks.emulator.add_fault("*:code=ServiceUnavailable:99")
    text = tasks.refused("vpn_topology", retry_timeout=0, **topology(spread(3)))
    assert "DescribeVpnGateways: ServiceUnavailable" in text
    assert len(tasks.calls) == 1


def test_purge_waits_for_what_is_being_deleted(tasks: Tasks) -> None:
    """An earlier run was ended after it had deleted a VPN gateway, and before that was gone."""
    tasks("vpn_topology", **topology([], gateways=2))
    tasks.emulator.cloud.settle = 0.3
    tasks("vpn_gateway", name="hq-1", state="absent", wait=False)
    tasks.writes()
    ran = tasks("vpn_topology", purge=True, **topology([]))
    assert _names(tasks, "vpn_gateways") == ["hq-0"]
    assert (ran["changed"], ran["plan"], tasks.writes()) == (False, [], [])
