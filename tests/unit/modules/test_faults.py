# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults of the network and of the service: each resource is created once, or the task says why not."""

from __future__ import annotations

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from tests.support.fakes import FakeClock
from tests.support.tasks import Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

TAGS = {"site": "hangzhou"}
WRITES = (
    "CreateVpnGateway",
    "ModifyVpnGatewayAttribute",
    "TagResources",
    "UnTagResources",
    "CreateCustomerGateway",
    "ModifyCustomerGatewayAttribute",
    "CreateVpnConnection",
    "ModifyVpnConnectionAttribute",
    "CreateVpnRouteEntry",
    "ModifyVpnRouteEntryWeight",
    "PublishVpnRouteEntry",
    "DeleteVpnRouteEntry",
    "DeleteVpnConnection",
    "DeleteCustomerGateway",
    "DeleteVpnGateway",
)
ROUTE = {"vpn_gateway": "hq", "route_dest": "192.168.10.0/24", "next_hop": "hq-office"}
TABLES = ("vpn_gateways", "customer_gateways", "vpn_connections", "route_entries")


def _build(tasks: Tasks) -> None:
    """A whole site, created with every kind of write."""
    tasks.gateway(description="Head office", tags=TAGS)
    tasks("vpn_gateway", name="hq", tags={"other": "x"}, description="Changed")
    tasks.customer(tags=TAGS)
    tasks("customer_gateway", name="office", description="Changed")
    tasks.connection()
    tasks("vpn_connection", name="hq-office", ike_config={"ike_lifetime": 3600})
    tasks("vpn_route_entry", **ROUTE)
    tasks("vpn_route_entry", **ROUTE, weight=0, publish_vpc=False)


def _take_down(tasks: Tasks) -> None:
    tasks("vpn_route_entry", **ROUTE, state="absent")
    for module, name in (("vpn_connection", "hq-office"), ("customer_gateway", "office"), ("vpn_gateway", "hq")):
        tasks(module, name=name, state="absent")


def _one_of_each(tasks: Tasks) -> None:
    assert [len(tasks.records(table)) for table in TABLES] == [1, 1, 1, 1]
    assert tasks.records("vpn_gateways")[0]["Description"] == "Changed"
    assert tasks.records("route_entries")[0]["Weight"] == 0


def test_every_answer_is_lost_once(tasks: Tasks) -> None:
    for action in WRITES:
        tasks.emulator.add_fault(f"{action}:drop-answer:1")
    _build(tasks)
    _one_of_each(tasks)
    _take_down(tasks)
    assert [len(tasks.records(table)) for table in TABLES] == [0, 0, 0, 0]
    for action in WRITES:
        assert len([entry for entry in tasks.emulator.log if entry["action"] == action]) >= 2, action


@pytest.mark.parametrize("fault", ["*:throttle:0.3", "*:500:0.3", "*:drop-answer:0.3", "*:code=ServiceUnavailable:0.3"])
def test_every_third_call_fails(tasks: Tasks, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    # Short pauses: so many tries that not all of them fail.
    monkeypatch.setattr(client, "Backoff", lambda: Backoff(first=0.01, longest=0.1))
    tasks.emulator.add_fault(fault)
    _build(tasks)
    _one_of_each(tasks)
    _take_down(tasks)
    assert [len(tasks.records(table)) for table in TABLES] == [0, 0, 0, 0]


@pytest.mark.parametrize("code", ["VpnGateway.Configuring", "VpnTask.CONFLICT", "Appliance.Configuring"])
def test_a_busy_gateway_is_waited_for(tasks: Tasks, code: str) -> None:
    for action in WRITES:
        if "Customer" not in action and "Tag" not in action and action != "CreateVpnGateway":
            tasks.emulator.add_fault(f"{action}:code={code}:2")
    _build(tasks)
    _one_of_each(tasks)


def test_a_service_that_is_down_times_out(tasks: Tasks, clock: FakeClock) -> None:
    tasks.emulator.add_fault("*:503:999")
    text = tasks.refused("vpn_gateway", name="hq", retry_timeout=1)
    assert clock.passed <= 1
    for part in ("VPN gateway hq", "DescribeVpnGateways", "ServiceUnavailable", "tried", "retry_timeout"):
        assert part in text


@pytest.mark.parametrize("code", ["Forbidden", "Forbbiden.SubUser", "Forbidden.RAM"])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_missing_permission_never_means_absent(tasks: Tasks, code: str, state: str) -> None:
    site = tasks.site()
    tasks("vpn_route_entry", **ROUTE)
    tasks.emulator.clear_log()
    for read in ("DescribeVpnGateway", "DescribeVpnConnection", "DescribeCustomerGateway", "DescribeVpnRouteEntries"):
        tasks.emulator.add_fault(f"{read}:code={code}:9")
    for module, options in (
        ("vpn_gateway", {"vpn_gateway_id": site["hq"]}),
        ("vpn_connection", {"vpn_connection_id": site["hq-office"]}),
        ("customer_gateway", {"customer_gateway_id": site["office"]}),
        ("vpn_route_entry", {**ROUTE, "next_hop": site["hq-office"], "vpn_gateway": site["hq"]}),
    ):
        ran = tasks.attempt(module, state=state, **options)
        assert ran.failed
        assert ran["error"]["code"] == code
        assert "RAM" in ran["msg"]
    assert tasks.writes() == []


def test_a_failure_has_an_error_code(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.emulator.add_fault("CreateCustomerGateway:code=Resource.QuotaFull:1")
    ran = tasks.attempt("customer_gateway", name="office", ip_address="203.0.113.1")
    assert (ran["changed"], ran["actions"]) == (False, [])
    assert set(ran["error"]) == {"action", "code", "message", "http_status", "request_id", "tries"}
    assert ran["error"]["action"] == "CreateCustomerGateway"
    assert "quota" in ran["msg"]


def test_a_failure_names_the_calls_before_it(tasks: Tasks) -> None:
    tasks.emulator.add_fault("TagResources:code=Forbidden:1")
    ran = tasks.attempt("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, tags=TAGS)
    assert (ran["changed"], ran["actions"]) == (True, ["CreateVpnGateway"])
