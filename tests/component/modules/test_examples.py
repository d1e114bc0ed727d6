# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of every module, run by ansible-playbook: in check mode first, then for real.

They run within Ansible, and once more as processes of their own, with the same results to the letter."""

from __future__ import annotations

import queue
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator import readings
from tests.emulator.dataplane.link import Link
from tests.emulator.running import running
from tests.support import both_ways, tree
from tests.support.documentation import constant
from tests.support.measuring import paused
from tests.support.play import Run, play
from tests.support.seeded import created_by, seed

MODULES = sorted(path for path in (tree.ROOT / "plugins" / "modules").glob("[!_]*.py"))
NAMES = [path.stem for path in MODULES]
TEXTS = {path.stem: constant(path, "EXAMPLES") for path in MODULES}
# Variables that a reader keeps in a vault.
VARIABLES = {name: f"S3cret-of-{name}" for text in TEXTS.values() for name in re.findall(r"{{ (\w+_psk) }}", text)}
# And those that a reader keeps in the environment.
EXPORTED = {
    name: f"S3cret-of-{name}" for text in TEXTS.values() for name in re.findall(r"builtin\.env', '(\w+_PSK)'", text)
}
# Info modules do the same in check mode.
CHANGING = [name for name in NAMES if not name.endswith("_info")]
RUNS = {"predicted": CHANGING, "done": NAMES}
REGION = "cn-hangzhou"
# What goes wrong or is special about a task, not about a module.
TASKS = Path(__file__).with_name("tasks.yml").read_text(encoding="utf-8")
SPECIAL = "special"
RUNS[SPECIAL] = [SPECIAL]
# Check mode is an argument like others when a module is sent to a process: one special task has it.
SHIPPED = {run: names for run, names in RUNS.items() if run != "predicted"}
MEASURED = "customer_gateway_info"
SECRETS = (*VARIABLES.values(), *EXPORTED.values(), "MarkedSecretKey4711")
PLAYBOOK = """
- hosts: {run}
  gather_facts: false
  strategy: free
  check_mode: {check}
  diff: true
  module_defaults:
    group/alicloud.vpn.all: {{endpoint: "{{{{ endpoint }}}}", region: "{{{{ region }}}}"}}
    # What is created at the same time gets its IDs in any order.
    alicloud.vpn.vpn_topology: {{parallelism: 1}}
  tasks:
    - ansible.builtin.include_tasks: "{{{{ module }}}}.yml"
"""


class _Devices:
    """In place of a data plane: every connection has a configured device at its other end."""

    def __init__(self) -> None:
        self._told: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()
        self.send({"number": 0, "tunnels": {}})

    def send(self, message: Mapping[str, Any]) -> None:
        self._told.put(message)

    def reports(self) -> Iterator[dict[str, Any]]:
        while (wanted := self._told.get()) is not None:
            tunnels = dict.fromkeys(wanted["tunnels"], "ipsec_sa_established")
            yield {"number": wanted["number"], "tunnels": tunnels, "probes": {}, "ssl_servers": {}}

    def end(self) -> None:
        self._told.put(None)


def _inventory(
    urls: Mapping[tuple[str, str], str], runs: Mapping[str, list[str]], in_process: bool
) -> dict[str, object]:
    common = {
        "alicloud_vpn_in_process": in_process,
        "ansible_connection": "local",
        "ansible_python_interpreter": sys.executable,
        "region": REGION,
        **VARIABLES,
    }
    groups = {
        run: {"hosts": {f"{run}-{name}": {"module": name, "endpoint": urls[run, name]} for name in names}}
        for run, names in runs.items()
    }
    return {"all": {"vars": common, "children": groups}}


@dataclass(frozen=True)
class Ran:
    """The events of each host, without what differs from run to run, and the modules that were packed to be sent."""

    run: Run
    packed: set[str]
    events: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def of(self, host: str) -> list[dict[str, Any]]:
        """Raises AssertionError with what Ansible said if the host has run no task."""
        assert host in self.events, self.run.failure
        return self.events[host]


@pytest.fixture(scope="module")
def within(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """One ansible-playbook run for all of them, within Ansible. Each module has a cloud for each play."""
    with paused():
        return _ran(tmp_path_factory.mktemp("within"), RUNS)


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The same with processes of their own. Only one module is measured: the action plugin does the same for each of
    them, and the unit tests run what modules do."""
    one = _ran(tmp_path_factory.mktemp("measured"), {"done": [MEASURED]}, in_process=False)
    with paused():
        others = {**SHIPPED, "done": [name for name in NAMES if name != MEASURED]}
        rest = _ran(tmp_path_factory.mktemp("shipped"), others, in_process=False)
    run = Run(tasks=one.run.tasks + rest.run.tasks, output=one.run.output + rest.run.output)
    return Ran(run, one.packed | rest.packed, {**one.events, **rest.events})


@pytest.fixture(scope="module")
def other_readings(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Where the service does everything else that no source excludes, for modules that change something."""
    with paused():
        return _ran(tmp_path_factory.mktemp("readings"), {"done": CHANGING}, readings.others())


def _ran(folder: Path, runs: Mapping[str, list[str]], rules: Sequence[str] = (), in_process: bool = True) -> Ran:
    for name, text in {**TEXTS, SPECIAL: TASKS}.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    plays = [PLAYBOOK.format(run=run, check=str(run == "predicted").lower()) for run in runs]
    (folder / "play.yml").write_text("\n".join(plays), encoding="utf-8")
    (folder / "packed").mkdir()
    with ExitStack() as clouds:
        urls = {}
        for run, name in [(run, name) for run, names in runs.items() for name in names]:
            options = {**both_ways.cloud_options(name), "reading": rules}
            emulator = clouds.enter_context(running(**options, dataplane=Link(_Devices())))
            text = TEXTS.get(name, TASKS)
            own = created_by(name, text) if run == "done" else frozenset()
            seed(emulator.cloud, REGION, text, without=own)
            urls[run, name] = emulator.url
        (folder / "hosts.yml").write_text(yaml.safe_dump(_inventory(urls, runs, in_process)), encoding="utf-8")
        variables = {"MODULE_PACKAGES": str(folder / "packed"), "ANSIBLE_FORKS": "4"}
        variables |= EXPORTED
        variables["ANSIBLE_INTERNAL_POLL_INTERVAL"] = "0.01"  # the strategy looks at every host each time
        ran = Ran(
            play("", "-i", str(folder / "hosts.yml"), playbook=folder / "play.yml", variables=variables),
            {path.name.split("-")[0] for path in (folder / "packed").iterdir()},
        )
    for event in both_ways.compared(ran.run, [str(folder), *urls.values()]):
        ran.events.setdefault(event.pop("host"), []).append(event)
    return ran


def _hosts(runs: Mapping[str, list[str]]) -> list[str]:
    return [f"{run}-{name}" for run, names in runs.items() for name in names]


@pytest.mark.parametrize(("run", "name"), [(run, name) for run, names in RUNS.items() for name in names])
def test_examples(within: Ran, run: str, name: str) -> None:
    _check(within, run, name)


@pytest.mark.parametrize("name", CHANGING)
def test_examples_under_other_readings(other_readings: Ran, name: str) -> None:
    _check(other_readings, "done", name)


def _check(ran: Ran, run: str, name: str) -> None:
    events = ran.of(f"{run}-{name}")
    failed = [event["result"] for event in events if event["outcome"] == "failed" and not event["ignored"]]
    assert not failed, failed
    # The first includes the others.
    assert len(events) - 1 == TEXTS.get(name, TASKS).count("\n- name: ")


@pytest.mark.parametrize("host", _hosts(SHIPPED))
def test_a_shipped_module_has_the_same_results(within: Ran, shipped: Ran, host: str) -> None:
    assert shipped.of(host) == within.of(host)


def test_nothing_is_packed_to_run_within_ansible(within: Ran, shipped: Ran) -> None:
    packed = {f"ansible_collections.alicloud.vpn.plugins.modules.{name}" for name in NAMES}
    assert not within.packed & packed
    assert shipped.packed >= packed


@pytest.mark.parametrize("secret", SECRETS)
def test_keys_are_not_shown(within: Ran, shipped: Ran, secret: str) -> None:
    for ran in (within, shipped):
        assert secret not in f"{ran.run.tasks}{ran.run.output}"
