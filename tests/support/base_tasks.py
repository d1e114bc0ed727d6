# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks of every module that succeed, in a region where everything exists that they refer to."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timezone
from typing import Any

import pytest

from tests.emulator.running import Running
from tests.emulator.state import State
from tests.support import site
from tests.support import topology as topologies
from tests.support.cases import CASES
from tests.support.fakes import FakeClock
from tests.support.in_process import serve
from tests.support.tasks import REGION, Ran, Tasks, run
from tools import facts

Options = dict[str, Any]
TAGS: Options = {"resource_type": "VPC", "resource_ids": ["vpc-1"], "tags": {"a": "1"}}
ROUTES = {
    "destination_routes": [{"route_dest": "172.16.1.0/24", "next_hop": "hq-office"}],
    "policy_routes": [{"route_source": "10.10.0.0/24", "route_dest": "172.16.2.0/24", "next_hop": "hq-office"}],
}
# Options of the modules that do not manage or list one kind of resource.
TASKS: dict[str, Options] = {
    "resource_tags": TAGS,
    "resource_tags_info": TAGS,
    "vpn_gateway_routes": {"vpn_gateway": "hq", **ROUTES},
    "vpn_gateway_zone_info": {"bandwidth": 10},
    "vpn_topology_info": {},
    "vpn_topology": topologies.topology([topologies.site(1, "hq")], gateways=0),
    "vpn_connection_diagnosis_info": {"vpn_connection": "hq-office"},
    "vpn_site_info": {"vpn_gateway": "hq-old"},
    "vpn_gateway_diagnosis": {"vpn_connection": "hq-office"},
    "vpn_gateway_diagnosis_info": {"vpn_gateway": "hq"},
    "ssl_vpn_client_info": {"vpn_gateway": "hq"},
    "vpn_attachment_authorization_info": {"vpn_attachment": "branch-router"},
    "vpn_attachment_binding_info": {},
    "vpn_connection_config_info": {"vpn_connection": "hq-office"},
    "ssl_vpn_server_log_info": {"ssl_vpn_server": "hq-remote", "minute_period": 1},
    "vpn_connection_log_info": {"vpn_connection": "hq-office", "minute_period": 1},
    "ipsec_server_log_info": {"ipsec_server": "hq-phones", "minute_period": 1},
}


def surroundings(tasks: Tasks) -> None:
    """Create everything that the tasks in TASKS refer to or list."""
    tasks.existing.all()
    tasks("resource_tags", **TAGS)
    tasks.diagnosis()
    tasks.nameless_connection()
    tasks.emulator.cloud.arrange("vpn_attachments", tasks.existing.id("branch-router"), **site.bound())
    tasks.emulator.cloud.connect_ssl_client(tasks.existing.id("hq-remote"), site.ssl_client("vsc-1"))


class World:
    """A region in which everything exists. `tasks`: by module, several options that succeed; at first, and after
    `restore`, none of them has been run."""

    def __init__(self, tasks: Tasks) -> None:
        surroundings(tasks)
        self.emulator = tasks.emulator
        self.tasks = {name: list(_tasks(tasks, name)) for name in facts.modules()}
        self._state = self.emulator.cloud.state.to_json()

    def restore(self) -> None:
        """Everything is as it was at first."""
        if self.emulator.writes:
            self.emulator.cloud.state = State.from_json(self._state)
        self.emulator.clear_log()

    def run(self, module: str, options: Mapping[str, Any], check: bool = False) -> Ran:
        """Run a task, whether it succeeds or not."""
        return run(module, {"endpoint": self.emulator.url, "region": REGION, **options}, check)

    @property
    def made(self) -> list[str]:
        """The accepted writes since `restore`."""
        return [entry["action"] for entry in self.emulator.writes if entry["code"] is None]


def _tasks(tasks: Tasks, module: str) -> Iterator[Options]:
    if module in TASKS:
        yield TASKS[module]
    for case in CASES:
        if module == case.resource.name:
            yield from (tasks.filled(options) for options in (case.options, *case.seldom))
        if module == f"{case.resource.name}_info":
            (existing, *_others) = case.existing.values()
            first = tasks.filled(existing)
            yield {one.name: first[one.name] for one in case.resource.filters if one.required}


@contextmanager
def world(home: str, served: Callable[[pytest.MonkeyPatch, FakeClock], Running] = serve) -> Iterator[World]:
    """A world of its own, with a clock that only waiting moves, and none of the machine's settings. `served`: how the
    cloud gets the requests; see in_process.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", home)
        patch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid")
        patch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret")
        yield World(Tasks(served(patch, FakeClock(datetime.now(timezone.utc)))))


def shown(ran: Ran) -> str:
    """What a user sees of a failure."""
    return json.dumps({name: value for name, value in ran.result.items() if name != "invocation"})
