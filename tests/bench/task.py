# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One task that changes nothing, within Ansible and as a module of its own, beside tasks that do nothing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.play import Play, Task
from tests.bench.process import Used, in_turns
from tests.bench.service import serving
from tests.support import site

# Tasks that do nothing: in Ansible's own process, and in one that it starts.
NOTHING: Task = {"ansible.builtin.debug": {"msg": ""}}
NOTHING_SHIPPED: Task = {"ansible.builtin.ping": {}}
MODULES: dict[str, dict[str, Any]] = {
    "vpn_gateway": site.gateway(),
    "customer_gateway": site.customer(),
    "vpn_connection": site.connection(),
}
SHIPPED = {"alicloud_vpn_in_process": False}
MEASURED = ("vpn_gateway", "vpn_connection")


def create(play: Play) -> None:
    """What the tasks are about."""
    play([task(module) for module in MODULES], changes=True)


def task(module: str) -> Task:
    return {f"alicloud.vpn.{module}": MODULES[module]}


def measured(folder: Path, tasks: int, runs: int) -> dict[str, Used]:
    """What one more task of a kind uses, and the memory of the whole run: `debug`, `ping`, and both ways of each
    module."""
    with serving(folder) as service:
        play = Play(folder, service.url)
        create(play)
        works = {}
        for count in (1, 1 + tasks):
            works[f"debug {count}"] = partial(play, [NOTHING] * count)
            works[f"ping {count}"] = partial(play, [NOTHING_SHIPPED] * count)
            for module in MEASURED:
                many = [task(module)] * count
                works[f"{module} in process {count}"] = partial(play, many, changes=False)
                works[f"{module} shipped {count}"] = partial(play, many, changes=False, vars=SHIPPED)
        found = in_turns(works, runs)
    kinds = [name.removesuffix(" 1") for name in found if name.endswith(" 1")]
    return {kind: _each(found[f"{kind} 1"], found[f"{kind} {1 + tasks}"], tasks) for kind in kinds}


def _each(one: Used, many: Used, tasks: int) -> Used:
    return Used((many.seconds - one.seconds) / tasks, (many.cpu - one.cpu) / tasks, many.memory)
