# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Timed runs of ansible-inventory against a stand-in cloud in a process of its own."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect
from ansible_collections.alicloud.vpn.plugins.plugin_utils._fleet import Selection, list_fleet
from tests.bench import fleet
from tests.support import tree
from tests.support.play import environment
from tests.support.runs import plain


@dataclass(frozen=True)
class Service:
    """A running cloud."""

    url: str
    log: Path

    def calls(self) -> int:
        """How many there were so far."""
        return self.log.read_text(encoding="utf-8").count("\n")


@dataclass(frozen=True)
class Run:
    """One run of ansible-inventory."""

    seconds: float
    cpu: float
    calls: int
    hosts: dict[str, Any]


@contextmanager
def serving(folder: Path, each: int, latency: float, *arguments: str) -> Iterator[Service]:
    """A cloud with `each` gateways in each region; `arguments` are more of the emulator's."""
    state, log = folder / "state.json", folder / "access.log"
    fleet.save(state, each)
    command = [sys.executable, "-m", "tests.emulator", "--latency", str(latency)]
    command += ["--state", str(state), "--access-log", str(log), *arguments]
    with subprocess.Popen(command, cwd=tree.ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield Service(process.stdout.readline().split()[-1], log)
        finally:
            process.terminate()


class Inventory:
    """The same hosts, from three sources."""

    def __init__(self, folder: Path, service: Service, each: int) -> None:
        self._service = service
        self._environment = environment(
            service.url,
            ANSIBLE_INVENTORY_PLUGINS=str(Path(__file__).parent / "plugins"),
            ANSIBLE_INVENTORY_ENABLED="auto",
        )
        regions = list(fleet.REGIONS)
        ours = {"plugin": "alicloud.vpn.vpn_gateways", "regions": regions}
        kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(folder / "cache")}
        self._made_up = _source(folder / "made_up.yml", {"plugin": "made_up", "regions": regions, "each": each})
        self._listed = _source(folder / "listed.alicloud_vpn.yml", ours)
        self._cached = _source(folder / "cached.alicloud_vpn.yml", {**ours, **kept})

    def made_up(self) -> Run:
        return self._run(self._made_up)

    def listed(self) -> Run:
        return self._run(self._listed)

    def cached(self) -> Run:
        return self._run(self._cached)

    def _run(self, source: Path) -> Run:
        command = [str(Path(sys.executable).with_name("ansible-inventory")), "-i", str(source), "--list"]
        before = self._service.calls()
        begun, worked = time.monotonic(), _cpu()
        done = subprocess.run(command, env=self._environment, stdout=subprocess.PIPE, check=True)
        seconds, cpu = time.monotonic() - begun, _cpu() - worked
        return Run(seconds, cpu, self._service.calls() - before, plain(json.loads(done.stdout)["_meta"]["hostvars"]))


def _cpu() -> float:
    """Of the processes that have ended, so not of the cloud."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def listing(service: Service) -> tuple[float, int]:
    """Seconds that the listing part alone takes, and how many gateways it finds."""
    options = {"validate_certs": True, "timeout": 30, "retry_timeout": 30}
    told = environment(service.url)
    clients = [connect({**options, "region": region}, environ=told) for region in fleet.REGIONS]
    begun = time.monotonic()
    found = list_fleet(clients, Selection({}, include_connections=False, skip_unauthorized=False))
    return time.monotonic() - begun, len(found.gateways)


def _source(path: Path, content: dict[str, Any]) -> Path:
    path.write_text(yaml.safe_dump(content), encoding="utf-8")
    return path
