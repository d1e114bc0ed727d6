# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Networks that break, busy services, killed tasks: each thing is made once, or the task says why not."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.converge import Desired, converge
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.client import Client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Transport
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.service import VPC
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.tasks import REGION, Tasks, run

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
    """A whole site, with every kind of write in it."""
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
def test_every_third_call_goes_wrong(tasks: Tasks, fault: str) -> None:
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


def test_a_service_that_is_down_is_given_up_and_said(tasks: Tasks) -> None:
    tasks.emulator.add_fault("*:503:999")
    started = time.monotonic()
    text = tasks.refused("vpn_gateway", name="hq", retry_timeout=1)
    assert time.monotonic() - started < 3
    for part in ("VPN gateway hq", "DescribeVpnGateways", "ServiceUnavailable", "tried", "retry_timeout"):
        assert part in text


def test_nobody_at_the_endpoint(tasks: Tasks) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    started = time.monotonic()
    text = run("vpn_gateway", {"name": "hq", "region": REGION, "endpoint": url, "retry_timeout": 1})["msg"]
    assert time.monotonic() - started < 3
    for part in (url, "refused", "Check the endpoint, the region and the network"):
        assert part in text
    assert "Signature" not in text


@pytest.mark.parametrize("code", ["Forbidden", "Forbbiden.SubUser", "Forbidden.RAM"])
@pytest.mark.parametrize("state", ["present", "absent"])
def test_lost_permission_is_a_failure_and_never_absent(tasks: Tasks, code: str, state: str) -> None:
    there = tasks.site()
    tasks("vpn_route_entry", **ROUTE)
    tasks.emulator.clear_log()
    for read in ("DescribeVpnGateway", "DescribeVpnConnection", "DescribeCustomerGateway", "DescribeVpnRouteEntries"):
        tasks.emulator.add_fault(f"{read}:code={code}:9")
    for module, options in (
        ("vpn_gateway", {"vpn_gateway_id": there["hq"]}),
        ("vpn_connection", {"vpn_connection_id": there["hq-office"]}),
        ("customer_gateway", {"customer_gateway_id": there["office"]}),
        ("vpn_route_entry", {**ROUTE, "next_hop": there["hq-office"], "vpn_gateway": there["hq"]}),
    ):
        ran = tasks.attempt(module, state=state, **options)
        assert ran.failed
        assert ran["error"]["code"] == code
        assert "RAM" in ran["msg"]
    assert tasks.writes() == []


def test_every_failure_gives_what_a_playbook_can_test(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.emulator.add_fault("CreateCustomerGateway:code=Resource.QuotaFull:1")
    ran = tasks.attempt("customer_gateway", name="office", ip_address="203.0.113.1")
    assert (ran["changed"], ran["actions"]) == (False, [])
    assert set(ran["error"]) == {"action", "code", "message", "http_status", "request_id", "tries"}
    assert ran["error"]["action"] == "CreateCustomerGateway"
    assert "quota" in ran["msg"]


def test_a_failure_half_way_says_what_was_done(tasks: Tasks) -> None:
    tasks.emulator.add_fault("TagResources:code=Forbidden:1")
    ran = tasks.attempt("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, tags=TAGS)
    assert (ran["changed"], ran["actions"]) == (True, ["CreateVpnGateway"])


# --- several at once ------------------------------------------------------------------------------------------------


def _together(tasks: Tasks, *wishes: tuple[Resource, dict[str, Any]]) -> list[Any]:
    """Each wish in a thread of its own, with a client of its own, as forks of Ansible would."""
    outcomes: list[Any] = [None] * len(wishes)

    def work(index: int, resource: Resource, wanted: dict[str, Any]) -> None:
        present = wanted.pop("present", True)
        try:
            client = Client(VPC, Transport(tasks.emulator.url, timeout=10), AccessKey("testid", "testsecret"), REGION)
            outcomes[index] = converge(resource, client, Desired(wanted, present=present, wait_timeout=30))
        except Exception as error:  # noqa: BLE001
            outcomes[index] = error

    threads = [threading.Thread(target=work, args=(number, *wish)) for number, wish in enumerate(wishes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    for outcome in outcomes:
        if isinstance(outcome, Exception):
            raise outcome
    return outcomes


def test_two_tasks_on_one_gateway(tasks: Tasks) -> None:
    tasks.emulator.cloud.settle = 0.3
    tasks.gateway()
    tasks.customer()
    tasks.customer("other")
    subnets = {"local_subnet": ["10.10.0.0/16"], "vpn_gateway": "hq"}
    _together(
        tasks,
        (VPN_CONNECTION, {"name": "a", "customer_gateway": "office", "remote_subnet": ["192.168.1.0/24"], **subnets}),
        (VPN_CONNECTION, {"name": "b", "customer_gateway": "other", "remote_subnet": ["192.168.2.0/24"], **subnets}),
        (VPN_GATEWAY, {"name": "hq", "description": "x", "tags": TAGS}),
    )
    assert sorted(record["Name"] for record in tasks.records("vpn_connections")) == ["a", "b"]
    assert tasks.records("vpn_gateways")[0]["Description"] == "x"


def test_many_routes_at_once(tasks: Tasks) -> None:
    tasks.emulator.cloud.settle = 0.05
    tasks.site()
    wishes = [(VPN_ROUTE_ENTRY, {**ROUTE, "route_dest": f"192.168.{number}.0/24"}) for number in range(6)]
    assert all(outcome.changed for outcome in _together(tasks, *wishes))
    assert len(tasks.records("route_entries")) == 6
    gone = [(resource, {**wanted, "present": False}) for resource, wanted in wishes]
    assert all(outcome.changed for outcome in _together(tasks, *gone))
    assert tasks.records("route_entries") == []


def test_the_same_customer_gateway_from_two_hosts(tasks: Tasks) -> None:
    """One makes it; for the other it is there, or the service says that it is."""
    wish = {"name": "office", "ip_address": "203.0.113.1"}
    try:
        _together(tasks, (CUSTOMER_GATEWAY, dict(wish)), (CUSTOMER_GATEWAY, dict(wish)))
    except Exception as error:  # noqa: BLE001
        assert "InvalidIpAddress.AlreadyExist" in str(error)  # noqa: PT017
    assert len(tasks.records("customer_gateways")) == 1


# --- killed ---------------------------------------------------------------------------------------------------------

_TASK = """
import sys
sys.path[:0] = {path!r}
from tests.support.tasks import patch_module_args
from ansible_collections.alicloud.vpn.plugins.modules import vpn_gateway
with patch_module_args({options!r}):
    vpn_gateway.main()
"""


def test_a_killed_task_and_the_next_run_make_one_gateway(tasks: Tasks) -> None:
    tasks.emulator.cloud.settle = 1.0
    options = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 10, "tags": TAGS}
    arguments = {**options, "endpoint": tasks.emulator.url, "region": REGION}
    script = _TASK.format(path=[path for path in sys.path if path], options=arguments)
    killed = subprocess.Popen([sys.executable, "-c", script], env=os.environ, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not tasks.records("vpn_gateways"):
        assert time.monotonic() < deadline
        assert killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    ran = tasks("vpn_gateway", **options)
    assert ran["actions"] == ["TagResources"]
    assert ran["vpn_gateway"]["status"] == "active"
    assert len(tasks.records("vpn_gateways")) == 1
