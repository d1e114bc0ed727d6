# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook topology with its example: check, create, again, and delete what is not declared any more."""

from __future__ import annotations

import json
from pathlib import Path

import yaml

from tests.emulator.running import Running
from tests.support import golden
from tests.support.play import Run, play
from tests.support.tree import ROOT

from .conftest import DUAL, PSK, documented, outcome

PLAYBOOK = ROOT / "playbooks" / "topology.yml"
EXAMPLE = ROOT / "playbooks" / "vars" / "example_topology.yml"
VARIABLES = {**DUAL, "TOPOLOGY_PSK": PSK}


def _play(cloud: Running, *arguments: str, **given: object) -> Run:
    """`given`: variables without the prefix topology_."""
    cloud.clear_log()
    more = json.dumps({f"topology_{name}": value for name, value in given.items()})
    words = ("-vvvv", "-e", f"@{EXAMPLE}", "-e", more, "--diff", *arguments)
    run = play(cloud.url, *words, playbook=PLAYBOOK, variables=VARIABLES)
    assert PSK not in run.output
    return run


def test_create_repeat_change_and_purge(cloud: Running) -> None:
    run = outcome(_play(cloud, "--check"), changed=1)
    golden.compare(run, "topology.empty")
    assert "[branches" not in run.output
    assert cloud.writes == []
    # What is created at the same time gets its addresses in any order, and the last of the files has them.
    outcome(_play(cloud, parallelism=1), changed=1)
    created = [entry["action"] for entry in cloud.writes if entry["action"].startswith("Create")]
    assert sorted(created) == sorted(
        ["CreateVpnGateway"] + 2 * ["CreateCustomerGateway", "CreateVpnConnection", "CreateVpnRouteEntry"]
    )
    golden.compare(outcome(_play(cloud), changed=0), "topology.unchanged")
    assert cloud.writes == []

    sites = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["topology_sites"]
    sites[1]["vpn_connection"]["remote_subnet"].append("192.168.23.0/24")
    golden.compare(outcome(_play(cloud, "--check", sites=sites), changed=1), "topology.one_subnet")
    assert cloud.writes == []

    nothing = {"sites": [], "vpn_gateways": [], "purge": True}
    golden.compare(outcome(_play(cloud, "--check", **nothing), changed=1), "topology.purged")
    assert cloud.writes == []
    cloud.clear_log()
    assert "with topology_destroy=branches" in _play(cloud, **nothing).failure
    assert cloud.log == []
    outcome(_play(cloud, **nothing, destroy="branches"), changed=1)
    deleted = [entry["action"] for entry in cloud.writes]
    assert sorted(deleted) == sorted(
        ["DeleteVpnGateway"] + 2 * ["DeleteCustomerGateway", "DeleteVpnConnection", "DeleteVpnRouteEntry"]
    )


def test_what_exists_becomes_variables_that_change_nothing(cloud: Running, tmp_path: Path) -> None:
    outcome(_play(cloud), changed=1)
    tasks = yaml.safe_load(documented("docs/guides/topology.md", "register: existing"))
    book = tmp_path / "describe.yml"
    book.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    outcome(play(cloud.url, playbook=book, variables=VARIABLES), changed=1)

    words = ("-e", f"@{tmp_path / 'existing.yml'}", "-e", "topology_name=branches", "--diff")
    cloud.clear_log()
    outcome(play(cloud.url, *words, playbook=PLAYBOOK, variables=VARIABLES), changed=0)
    assert cloud.writes == []
    run = play(cloud.url, *words, "--check", "-e", "topology_name=another", playbook=PLAYBOOK, variables=VARIABLES)
    assert "belongs to" in run.failure


def test_progress_is_shown_while_the_task_runs(cloud: Running) -> None:
    cloud.cloud.settle = 0.3
    made: dict[str, int] = {}

    def hear(line: str) -> None:
        if line.startswith("[branches"):
            made[line.strip()] = sum(entry["code"] is None for entry in cloud.writes)

    arguments = ("-e", f"@{EXAMPLE}", "-e", "topology_parallelism=1")
    outcome(play(cloud.url, *arguments, playbook=PLAYBOOK, variables=VARIABLES, hear=hear), changed=1)
    everything = sum(entry["code"] is None for entry in cloud.writes)
    first, *_others, last = made
    assert first == "[branches] vpn_gateway hq created (1 of 7)"
    assert len(made) == 7
    assert "[branches / site berlin] vpn_connection created" in str(list(made))
    assert made[first] < made[last] == everything


def test_a_missing_name_is_reported(cloud: Running) -> None:
    run = _play(cloud, name="")
    assert "topology_name: the value is missing or empty" in run.failure
    assert cloud.log == []
