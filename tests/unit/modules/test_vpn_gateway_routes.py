# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All routes of a gateway: one read for each kind of route, then only the differences are sent."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, policy_route, route
from tests.support.tasks import REGION, Ran, Tasks

READS = {
    "DescribeVpnGateway",
    "DescribeVpnGateways",
    "DescribeVpnConnections",
    "DescribeVpnRouteEntries",
    "DescribeVpnPbrRouteEntries",
}


@pytest.fixture
def site(tasks: Tasks) -> dict[str, str]:
    """A site whose connection adds no routes, a second connection, and a quota for many routes."""
    tasks.emulator.cloud.set_quota("route_entries=300", "pbr_route_entries=300", "vpc_route_entries=500")
    ids = {"hq": tasks.gateway(), "office": tasks.customer()}
    ids["hq-office"] = tasks.connection(auto_config_route=False)
    ids["hq-lab"] = tasks.connection("hq-lab", auto_config_route=False, remote_subnet=["192.168.99.0/24"])
    tasks.emulator.clear_log()
    return ids


def _dest(number: int, **more: Any) -> dict[str, Any]:
    return {"route_dest": f"172.16.{number}.0/24", "next_hop": "hq-office", **more}


def _policy(number: int, **more: Any) -> dict[str, Any]:
    return {"route_source": "10.10.0.0/24", **_dest(number), **more}


def _routes(tasks: Tasks, check: bool = False, **options: Any) -> Ran:
    return tasks("vpn_gateway_routes", check=check, **{"vpn_gateway": "hq", **options})


def _kept(tasks: Tasks, table: str = "route_entries") -> list[tuple[Any, ...]]:
    """Destination, weight and state of each route."""
    return sorted((item["RouteDest"], item["Weight"], item["State"]) for item in tasks.records(table))


class TestLife:
    def test_both_kinds(self, tasks: Tasks, site: dict[str, str]) -> None:
        wanted = {
            "destination_routes": [_dest(1), _dest(2, weight=0, publish_vpc=False)],
            "policy_routes": [_policy(3, priority=7, publish_vpc=False, description="x", overlay_mode="Ipsec")],
        }
        actions = ["CreateVpnRouteEntry", "CreateVpnRouteEntry", "CreateVpnPbrRouteEntry"]
        predicted = _routes(tasks, check=True, **wanted)
        assert (predicted["changed"], predicted["actions"]) == (True, actions)
        assert predicted["vpn_gateway_routes"] == {"destination_routes": [], "policy_routes": []}
        assert tasks.writes() == []

        created = _routes(tasks, **wanted)
        assert (created["changed"], created["actions"]) == (True, actions)
        assert created["diff"] == predicted["diff"]
        assert created["diff"]["before_header"] == "the routes of VPN gateway hq"
        assert created["diff"]["before"] == {"destination_routes": [], "policy_routes": []}
        assert created["diff"]["after_header"] == "the routes of VPN gateway hq"
        assert [item["route_dest"] for item in created["diff"]["after"]["destination_routes"]] == [
            "172.16.1.0/24",
            "172.16.2.0/24",
        ]
        assert tasks.writes() == actions
        assert _kept(tasks) == [("172.16.1.0/24", 100, "published"), ("172.16.2.0/24", 0, "normal")]
        assert _kept(tasks, "pbr_route_entries") == [("172.16.3.0/24", 100, "normal")]
        assert created["vpn_gateway_routes"]["policy_routes"][0]["priority"] == 7
        assert {item["next_hop"] for item in created["vpn_gateway_routes"]["destination_routes"]} == {site["hq-office"]}

        for check in (True, False):
            again = _routes(tasks, check=check, **wanted)
            assert (again["changed"], again["actions"]) == (False, [])
            assert again["diff"]["before"] == again["diff"]["after"]
            assert again["vpn_gateway_routes"] == created["vpn_gateway_routes"]
            assert set(tasks.calls) <= READS

        deleted = _routes(tasks, check=True, state="absent", **wanted)
        assert deleted["actions"] == ["DeleteVpnRouteEntry", "DeleteVpnRouteEntry", "DeleteVpnPbrRouteEntry"]
        assert tasks.writes() == []
        assert _routes(tasks, state="absent", **wanted)["actions"] == deleted["actions"] == tasks.writes()
        assert _kept(tasks) == _kept(tasks, "pbr_route_entries") == []
        assert _routes(tasks, state="absent", **wanted)["changed"] is False

    @pytest.mark.parametrize("settle", [0.05])
    def test_a_slow_gateway(self, tasks: Tasks, site: dict[str, str], settle: float) -> None:
        tasks.emulator.cloud.settle = settle
        wanted = [_dest(number) for number in range(4)]
        assert len(_routes(tasks, destination_routes=wanted)["actions"]) == 4
        ran = _routes(tasks, destination_routes=wanted[:2], purge_routes=True)
        assert ran["actions"] == ["DeleteVpnRouteEntry"] * 2
        assert len(ran["vpn_gateway_routes"]["destination_routes"]) == 2
        refused = [entry for entry in tasks.emulator.writes if entry["code"]]
        assert refused == []

    def test_without_waiting_only_the_last_change_is_pending(self, tasks: Tasks, site: dict[str, str]) -> None:
        tasks.emulator.cloud.settle = 0.3
        ran = _routes(tasks, destination_routes=[_dest(1), _dest(2)], wait=False)
        assert ran["actions"] == ["CreateVpnRouteEntry"] * 2
        assert tasks("vpn_gateway_info")["vpn_gateways"][0]["status"] == "updating"
        tasks.emulator.cloud.settle = 60
        options = {"vpn_gateway": "hq", "destination_routes": [_dest(3), _dest(4)], "wait_timeout": 1}
        text = tasks.refused("vpn_gateway_routes", **options)
        for part in ("172.16.3.0/24", "'updating'", "wait_timeout"):
            assert part in text


class TestPublishing:
    """The State of a route follows some time after the gateway is ready."""

    def test_all_routes_are_published_when_the_task_ends(self, tasks: Tasks, site: dict[str, str]) -> None:
        tasks.emulator.cloud.route_lag = 60
        ran = _routes(tasks, destination_routes=[_dest(1), _dest(2)], policy_routes=[_policy(3)])
        shown = ran["vpn_gateway_routes"]
        assert {one["state"] for routes in shown.values() for one in routes} == {"published"}

    def test_a_timeout_names_the_route(self, tasks: Tasks, site: dict[str, str]) -> None:
        tasks.emulator.cloud.route_lag = 600
        text = tasks.refused("vpn_gateway_routes", vpn_gateway="hq", destination_routes=[_dest(1)], wait_timeout=60)
        for part in ("route to 172.16.1.0/24", "publish_vpc", "wait_timeout"):
            assert part in text

    def test_a_failing_health_check_gives_a_warning(self, tasks: Tasks, site: dict[str, str]) -> None:
        health = {"enable": True, "dip": "192.168.10.1", "sip": "10.10.0.1"}
        tasks.connection(auto_config_route=False, health_check_config=health)
        tasks.emulator.cloud.arrange("vpn_connections", site["hq-office"], Probe="failed")
        ran = _routes(tasks, destination_routes=[_dest(1), _dest(2)])
        (warning,) = ran.warnings
        assert "health check" in warning


class TestDifferences:
    def test_only_differences_are_sent(self, tasks: Tasks, site: dict[str, str]) -> None:
        wanted = [_dest(number) for number in range(10)]
        _routes(tasks, destination_routes=wanted)
        wanted[3] = _dest(3, weight=0)
        wanted[4] = _dest(4, publish_vpc=False)
        wanted.append(_dest(10))
        tasks.emulator.clear_log()
        ran = _routes(tasks, destination_routes=wanted)
        assert sorted(ran["actions"]) == ["CreateVpnRouteEntry", "ModifyVpnRouteEntryWeight", "PublishVpnRouteEntry"]
        assert tasks.writes() == ran["actions"]
        assert len(ran["diff"]["before"]["destination_routes"]) == 2
        assert len(ran["diff"]["after"]["destination_routes"]) == 3

    def test_options_that_a_route_does_not_give_keep_their_values(self, tasks: Tasks, site: dict[str, str]) -> None:
        _routes(tasks, destination_routes=[_dest(1, weight=0, publish_vpc=False)])
        assert _routes(tasks, destination_routes=[_dest(1)])["changed"] is False

    def test_purge_is_optional(self, tasks: Tasks, site: dict[str, str]) -> None:
        _routes(tasks, destination_routes=[_dest(1), _dest(2)], policy_routes=[_policy(1)])
        assert _routes(tasks, destination_routes=[_dest(1)])["changed"] is False
        ran = _routes(tasks, destination_routes=[_dest(1)], purge_routes=True)
        assert ran["actions"] == ["DeleteVpnRouteEntry"]
        assert _kept(tasks) == [("172.16.1.0/24", 100, "published")]
        assert len(_kept(tasks, "pbr_route_entries")) == 1  # policy_routes was not given
        assert _routes(tasks, policy_routes=[], purge_routes=True)["actions"] == ["DeleteVpnPbrRouteEntry"]
        assert _routes(tasks, destination_routes=[])["changed"] is False

    def test_absent_deletes_only_the_given_routes(self, tasks: Tasks, site: dict[str, str]) -> None:
        _routes(tasks, destination_routes=[_dest(1), _dest(2)])
        ran = _routes(tasks, destination_routes=[_dest(1), _dest(9)], state="absent")
        assert ran["actions"] == ["DeleteVpnRouteEntry"]
        assert _kept(tasks) == [("172.16.2.0/24", 100, "published")]

    def test_routes_are_deleted_before_others_are_created(self, tasks: Tasks, site: dict[str, str]) -> None:
        """The service refuses two active routes to one destination, also between two calls."""
        _routes(tasks, destination_routes=[_dest(1)])
        ran = _routes(tasks, destination_routes=[_dest(1, next_hop="hq-lab")], purge_routes=True)
        assert ran["actions"] == ["DeleteVpnRouteEntry", "CreateVpnRouteEntry"]
        assert [item["NextHop"] for item in tasks.records("route_entries")] == [site["hq-lab"]]

    @pytest.mark.parametrize("order", [1, -1])
    @pytest.mark.parametrize(("option", "one"), [("destination_routes", _dest), ("policy_routes", _policy)])
    def test_active_and_standby_can_be_swapped(
        self, tasks: Tasks, site: dict[str, str], option: str, one: Any, order: int
    ) -> None:
        before = [one(1, weight=100), one(1, weight=0, next_hop="hq-lab")]
        after = [one(1, weight=0), one(1, weight=100, next_hop="hq-lab")]
        _routes(tasks, **{option: before[::order]})
        ran = _routes(tasks, **{option: after[::order]})
        assert len(ran["actions"]) == 2
        weights = {item["next_hop"]: item["weight"] for item in ran["vpn_gateway_routes"][option]}
        assert weights == {site["hq-office"]: 0, site["hq-lab"]: 100}
        assert _routes(tasks, **{option: after})["changed"] is False

    def test_a_new_active_route_beside_the_old_one(self, tasks: Tasks, site: dict[str, str]) -> None:
        _routes(tasks, destination_routes=[_dest(1)])
        wanted = [_dest(1, next_hop="hq-lab", weight=100), _dest(1, weight=0)]
        ran = _routes(tasks, destination_routes=wanted)
        assert ran["actions"] == ["ModifyVpnRouteEntryWeight", "CreateVpnRouteEntry"]

    def test_bgp_routes_are_ignored(self, tasks: Tasks, site: dict[str, str]) -> None:
        _routes(tasks, destination_routes=[_dest(1), _dest(2)])
        learnt = next(item for item in tasks.records("route_entries") if item["RouteDest"] == "172.16.2.0/24")
        learnt["RouteEntryType"] = "bgp"
        ran = _routes(tasks, destination_routes=[], purge_routes=True)
        assert ran["actions"] == ["DeleteVpnRouteEntry"]
        assert tasks.records("route_entries") == [learnt]


class TestCalls:
    @pytest.mark.parametrize(("destinations", "policies"), [(200, 0), (0, 200), (100, 100)])
    def test_200_unchanged_routes(self, tasks: Tasks, site: dict[str, str], destinations: int, policies: int) -> None:
        call = Caller(tasks.emulator.cloud, REGION)
        for number in range(destinations):
            route(call, site["hq"], site["hq-office"], f"172.16.{number}.0/24")
        for number in range(policies):
            policy_route(call, site["hq"], site["hq-office"], "10.10.0.0/24", f"172.16.{number}.0/24")
        tasks.emulator.clear_log()
        ran = _routes(
            tasks,
            destination_routes=[_dest(number) for number in range(destinations)],
            policy_routes=[_policy(number) for number in range(policies)],
            purge_routes=True,
        )
        assert ran["changed"] is False
        calls = tasks.calls
        assert len(calls) <= 10
        # Each name is looked up once.
        assert calls.count("DescribeVpnConnections") == calls.count("DescribeVpnGateways") == 1

    def test_ids_are_not_looked_up(self, tasks: Tasks, site: dict[str, str]) -> None:
        options = {"vpn_gateway": site["hq"], "destination_routes": [_dest(1, next_hop=site["hq-office"])]}
        _routes(tasks, **options)
        tasks.emulator.clear_log()
        assert _routes(tasks, **options)["changed"] is False
        assert tasks.calls == ["DescribeVpnGateway", "DescribeVpnRouteEntries"]


class TestRefusals:
    @pytest.mark.parametrize(
        ("options", "parts"),
        [
            ({}, ("destination_routes", "policy_routes")),
            (
                {"destination_routes": [_dest(1), _dest(2), _dest(1)]},
                ("destination_routes[3]", "destination_routes[1]"),
            ),
            ({"policy_routes": [_policy(1), _policy(1, priority=3)]}, ("policy_routes[2]", "policy_routes[1]")),
            (
                {"policy_routes": [_policy(1), _policy(1, route_source="10.10.0.0/255.255.255.0")]},
                ("policy_routes[2]", "policy_routes[1]"),
            ),
            (
                {"destination_routes": [_dest(1), {**_dest(2), "route_dest": "0.0.0.0/0"}]},
                ("[2].route_dest", "0.0.0.0/0"),
            ),
            ({"policy_routes": [_policy(1, priority=101)]}, ("policy_routes[1].priority", "101")),
            ({"policy_routes": [_policy(1, route_source="x")]}, ("policy_routes[1].route_source", "'x'")),
            ({"destination_routes": [_dest(1, next_hop=" ")]}, ("destination_routes[1].next_hop",)),
            ({"destination_routes": [{"route_dest": "172.16.1.0/24"}]}, ("next_hop",)),
            ({"destination_routes": [_dest(1)], "purge_routes": True, "state": "absent"}, ("purge_routes",)),
        ],
    )
    def test_refused_before_any_call(self, tasks: Tasks, options: dict[str, Any], parts: tuple[str, ...]) -> None:
        text = tasks.refused("vpn_gateway_routes", vpn_gateway="hq", **options)
        for part in parts:
            assert part in text
        assert tasks.calls == []

    def test_one_route_by_name_and_by_id(self, tasks: Tasks, site: dict[str, str]) -> None:
        wanted = [_dest(1), _dest(1, next_hop=site["hq-office"])]
        text = tasks.refused("vpn_gateway_routes", vpn_gateway="hq", destination_routes=wanted)
        assert "destination_routes[2]: the same route as destination_routes[1]" in text
        assert tasks.writes() == []

    def test_a_connection_that_does_not_exist(self, tasks: Tasks, site: dict[str, str]) -> None:
        wanted = [_dest(1), _dest(2, next_hop="hq-nowhere")]
        text = tasks.refused("vpn_gateway_routes", vpn_gateway="hq", destination_routes=wanted)
        assert "hq-nowhere" in text
        assert tasks.writes() == []
        predicted = _routes(tasks, check=True, destination_routes=wanted)
        assert predicted["actions"] == ["CreateVpnRouteEntry"] * 2
        assert _routes(tasks, destination_routes=wanted, state="absent")["changed"] is False

    def test_two_connections_of_that_name(self, tasks: Tasks, site: dict[str, str]) -> None:
        tasks.customer("twin")
        subnets = {"customer_gateway": "twin", "remote_subnet": ["192.168.98.0/24"], "auto_config_route": False}
        tasks.connection("twin", **subnets)
        tasks.records("vpn_connections")[-1]["Name"] = "hq-office"
        tasks.emulator.clear_log()
        text = tasks.refused("vpn_gateway_routes", vpn_gateway="hq", destination_routes=[_dest(1)])
        assert site["hq-office"] in text
        assert tasks.writes() == []

    def test_a_gateway_that_does_not_exist(self, tasks: Tasks) -> None:
        wanted = {"vpn_gateway": "new", "destination_routes": [_dest(1)]}
        assert "'new'" in tasks.refused("vpn_gateway_routes", **wanted)
        assert _routes(tasks, check=True, **wanted)["actions"] == ["CreateVpnRouteEntry"]
        assert _routes(tasks, **wanted, state="absent")["changed"] is False

    def test_a_failure_names_the_calls_before_it(self, tasks: Tasks, site: dict[str, str]) -> None:
        tasks.emulator.cloud.set_quota("route_entries=2")
        wanted = [_dest(number) for number in range(3)]
        ran = tasks.attempt("vpn_gateway_routes", vpn_gateway="hq", destination_routes=wanted)
        assert (ran["changed"], ran["actions"]) == (True, ["CreateVpnRouteEntry"] * 2)
        for part in ("172.16.2.0/24", "Resource.QuotaFull", "Quota Center"):
            assert part in ran["msg"]
