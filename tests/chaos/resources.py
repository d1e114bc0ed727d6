# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plays of single resources: what a module creates, changes and deletes, beside what exists already."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from typing import Any

from tests.chaos.plays import FOLDER, Play, Task
from tests.chaos.world import client_time
from tests.emulator.running import Running, running
from tests.emulator.state import State
from tests.support.case import Case, altered, name_of
from tests.support.cases import CASES
from tests.support.tasks import REGION, Tasks

# What a module does besides its resource.
_MORE = {"ssl_vpn_client_cert": {"dest": f"{FOLDER}/anna"}}


def of_resources() -> Iterator[Play]:
    """Three for each resource, and for each variant of its options: create, change and delete. The last is a set of
    routes. What a resource needs exists before."""
    with running(seed=1) as emulator, client_time(time.time()):
        for case in CASES:
            for number, variant in enumerate((case, *case.variants), 1):
                yield from _plays(emulator, variant, f"{name_of(case)} {number}" if case.variants else name_of(case))
        yield _routes(emulator)


def _plays(emulator: Running, case: Case, name: str) -> Iterator[Play]:
    vars(emulator.cloud.state).update(vars(State()))
    tasks, module = Tasks(emulator), case.resource.name
    options = tasks.filled(case.options)
    yield _play(emulator, f"create {name}", module, options)
    created = tasks(module, **options)[module]
    new = {one.option: one.value for one in case.new_values if not one.before and not one.along}
    if case.resource.identity.id:
        options[case.resource.id_option] = created[case.resource.id_option]
    if new:
        yield _play(emulator, f"change {name}", module, altered(options, tasks.filled(new)))
    where = {key: options[key] for key in case.identity}
    yield _play(emulator, f"delete {name}", module, {**where, "state": "absent"})


def _routes(emulator: Running) -> Play:
    vars(emulator.cloud.state).update(vars(State()))
    tasks = Tasks(emulator)
    tasks.site()
    routes = [{"route_dest": f"172.16.{number}.0/24", "next_hop": "hq-office"} for number in range(3)]
    options = {"vpn_gateway": "hq", "destination_routes": routes, "policy_routes": []}
    return _play(emulator, "create vpn_gateway_routes", "vpn_gateway_routes", options)


def _play(emulator: Running, name: str, module: str, options: Mapping[str, Any]) -> Play:
    task = Task(module, {**options, **_MORE.get(module, {})})
    return Play(name, (task,), REGION, emulator.cloud.state.to_json())
