# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""ansible-inventory with many VPN gateways, beside a plugin that makes up the same hosts without a call."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from tests.bench import fleet
from tests.bench.process import Used, in_turns, program, run, variables
from tests.bench.service import Service, serving
from tests.support.runs import plain

_GROUPS = {"keyed_groups": [{"key": "region", "prefix": "region"}], "groups": {"with_ssl": "enable_ssl"}}


class Inventory:
    """Sources with the same hosts, `each` in every region: made up, listed and from the cache, and with groups."""

    def __init__(self, folder: Path, service: Service, each: int) -> None:
        self.folder, self.service = folder, service
        self.told = variables(
            service.url,
            ANSIBLE_INVENTORY_PLUGINS=str(Path(__file__).parent / "plugins"),
            ANSIBLE_INVENTORY_ENABLED="auto",
        )
        common = {"regions": list(fleet.REGIONS)}
        made_up = {"plugin": "made_up", "each": each, **common}
        listed = {"plugin": "alicloud.vpn.vpn_gateways", **common}
        kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder / "cache")}
        contents = {"made_up": made_up, "listed": listed, "cached": {**listed, **kept}}
        contents |= {f"{name}_groups": {**content, **_GROUPS} for name, content in contents.items()}
        self.sources = {name: self._source(name, content) for name, content in contents.items()}

    def run(self, name: str) -> Used:
        source = str(self.sources[name])
        return run([program("ansible-inventory"), "-i", source, "--list"], self.told)

    def hosts(self, name: str) -> tuple[dict[str, Any], int]:
        """The hosts with their variables and groups, and how many calls they took."""
        before = self.service.calls()
        found = shown(self.run(name))
        return found, self.service.calls() - before

    def _source(self, name: str, content: dict[str, Any]) -> Path:
        path = self.folder / f"{name}.{'made_up' if name.startswith('made_up') else 'alicloud_vpn'}.yml"
        path.write_text(yaml.safe_dump(content), encoding="utf-8")
        return path


def measured(folder: Path, each: int, latency: float, runs: int) -> tuple[dict[str, Used], int]:
    """By source, and how many calls a listing takes. Raises RuntimeError if the sources differ in a host, a variable or
    a group, or if the cache makes calls."""
    state = folder / "state.json"
    fleet.save(state, each)
    with serving(folder, "--latency", str(latency), "--state", str(state)) as service:
        inventory = Inventory(folder, service, each)
        for name in ("cached", "cached_groups"):
            inventory.run(name)
        calls = service.calls() // 2
        works: dict[str, Callable[[], Used]] = {name: partial(inventory.run, name) for name in inventory.sources}
        found = in_turns(works, runs)
        made = service.calls()
    for groups in ("", "_groups"):
        made_up, listed, cached = (shown(found[f"{name}{groups}"]) for name in ("made_up", "listed", "cached"))
        if not made_up == listed == cached or len(made_up["_meta"]["hostvars"]) != each * len(fleet.REGIONS):
            raise RuntimeError("the sources have different hosts or groups")
    if made != calls * (2 + 2 * runs):
        raise RuntimeError("the cache makes calls")
    return {name: replace(used, output="") for name, used in found.items()}, calls


def shown(used: Used) -> dict[str, Any]:
    """What a run printed, with the hosts of a group in one order."""
    found = plain(json.loads(used.output))
    for group in found.values():
        if "hosts" in group:
            group["hosts"].sort()
    return found
