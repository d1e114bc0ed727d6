# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Each resource is created once: over real sockets, with concurrent tasks, and after a killed task."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.converge import Desired, converge
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.client import Client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Transport
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.service import VPC
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.tasks import REGION, Tasks, run

TAGS = {"site": "hangzhou"}
ROUTE = {"vpn_gateway": "hq", "route_dest": "192.168.10.0/24", "next_hop": "hq-office"}


def test_a_lost_answer_is_requested_again(tasks: Tasks) -> None:
    tasks.emulator.add_fault("CreateVpnGateway:drop-answer:1")
    tasks.gateway()
    assert len(tasks.records("vpn_gateways")) == 1
    assert [entry["action"] for entry in tasks.emulator.writes] == ["CreateVpnGateway"] * 2


def test_an_endpoint_that_refuses_connections(tasks: Tasks) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
    started = time.monotonic()
    text = run("vpn_gateway", {"name": "hq", "region": REGION, "endpoint": url, "retry_timeout": 1})["msg"]
    assert time.monotonic() - started < 3
    for part in (url, "refused", "Check the endpoint, the region and the network"):
        assert part in text
    assert "Signature" not in text


def _together(tasks: Tasks, *wanted: tuple[Resource, dict[str, Any]]) -> list[Any]:
    """Each in a thread with a client of its own, like the forks of Ansible."""

    def work(one: tuple[Resource, dict[str, Any]]) -> Any:
        resource, options = one[0], dict(one[1])
        present = options.pop("present", True)
        client = Client(VPC, Transport(tasks.emulator.url, timeout=10), AccessKey("testid", "testsecret"), REGION)
        return converge(resource, client, Desired(options, present=present, wait_timeout=30))

    with ThreadPoolExecutor(len(wanted)) as pool:
        return list(pool.map(work, wanted, timeout=60))


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
    routes = [(VPN_ROUTE_ENTRY, {**ROUTE, "route_dest": f"192.168.{number}.0/24"}) for number in range(6)]
    assert all(outcome.changed for outcome in _together(tasks, *routes))
    assert len(tasks.records("route_entries")) == 6
    deleted = [(resource, {**wanted, "present": False}) for resource, wanted in routes]
    assert all(outcome.changed for outcome in _together(tasks, *deleted))
    assert tasks.records("route_entries") == []


def test_the_same_customer_gateway_from_two_hosts(tasks: Tasks) -> None:
    """One creates it; the other finds it, also if the service has refused to create it twice."""
    wanted = (CUSTOMER_GATEWAY, {"name": "office", "ip_address": "203.0.113.1"})
    _together(tasks, wanted, wanted)
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


def test_a_killed_task_and_the_next_run_create_one_gateway(tasks: Tasks) -> None:
    # The gateway is not ready before the task is killed, however late that is: a ready one would get its tags.
    tasks.emulator.cloud.settle = 3600
    options = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 10, "tags": TAGS}
    arguments = {**options, "endpoint": tasks.emulator.url, "region": REGION}
    script = _TASK.format(path=[path for path in sys.path if path], options=arguments)
    killed = subprocess.Popen([sys.executable, "-c", script], env=os.environ, stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not tasks.records("vpn_gateways"):
        assert time.monotonic() < deadline
        assert killed.poll() is None
        time.sleep(0.01)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    (gateway,) = tasks.records("vpn_gateways")
    cloud = tasks.emulator.cloud
    cloud.arrange("vpn_gateways", gateway["VpnGatewayId"], BusyUntil=cloud.clock() + 1)
    ran = tasks("vpn_gateway", **options)
    assert ran["actions"] == ["TagResources"]
    assert ran["vpn_gateway"]["status"] == "active"
    assert len(tasks.records("vpn_gateways")) == 1
