# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An integration target and the playbooks of roles, within Ansible and in processes of their own: the results of all
tasks are the same. test_rotate_psk.py compares that role, tests/component/modules/test_examples.py each module."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from tests.emulator.running import running
from tests.support import both_ways
from tests.support.play import PSK_VARIABLE, Run, play
from tests.support.tree import ROOT

from .conftest import DUAL, PSK

PLAYBOOKS = ROOT / "playbooks"
EXAMPLES = ("remote_access", "topology")
WRONG = ("Lists and dictionaries where texts belong", "Values of tags that are no texts")
# The steps of the target role_site_to_site are six runs of the role; one is enough here.
TARGET = {
    "hosts": "localhost",
    "gather_facts": False,
    "vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"},
    # Not that of the playbooks: a gateway whose name was used on the same day is looked for for a minute.
    "module_defaults": {"group/alicloud.vpn.all": {"region": "cn-beijing"}},
    "tasks": [
        {"ansible.builtin.include_tasks": str(ROOT / "tests/integration/targets/vpn_gateway/tasks/steps.yml")},
        {
            "name": WRONG[0],
            "alicloud.vpn.vpn_gateway": {"name": ["hq"], "description": {"x": 1}, "tags": {"a": {"b": "c"}, "l": [1]}},
            "ignore_errors": True,
        },
        {
            "name": WRONG[1],
            "alicloud.vpn.vpn_gateway": {"name": "hq", "tags": {"a": {"b": "c"}, "l": [1], "n": None}},
            "ignore_errors": True,
        },
    ],
}


def _site() -> dict[str, Any]:
    """That of the example, on the VPN gateway of the topology."""
    example = yaml.safe_load((PLAYBOOKS / "vars" / "example_site.yml").read_text(encoding="utf-8"))
    site = example["site_to_site_site"]
    del site["vpn_gateway"]
    return {"site_to_site_site": {**site, "existing_vpn_gateway": "hq"}}


def _ran(folder: Path, in_process: bool) -> tuple[Run, list[dict[str, Any]]]:
    folder.mkdir()
    books = ("topology", "site_to_site", "describe_sites", "remote_access")
    plays = [TARGET, *({"import_playbook": str(PLAYBOOKS / f"{name}.yml"), "vars": _site()} for name in books)]
    (folder / "all.json").write_text(json.dumps(plays), encoding="utf-8")
    given = {
        "alicloud_vpn_in_process": in_process,
        "describe_sites_folder": str(folder / "sites"),
        "describe_sites_vpn_gateway": "hq",
        "topology_parallelism": 1,  # what is created at the same time gets its IDs in any order
    }
    words = [word for name in EXAMPLES for word in ("-e", f"@{PLAYBOOKS}/vars/example_{name}.yml")]
    variables = {**DUAL, "TOPOLOGY_PSK": PSK, PSK_VARIABLE: PSK, "HOME": str(folder)}
    with running(**both_ways.cloud_options("plays")) as cloud:
        run = play(
            cloud.url, "-vvv", *words, "-e", json.dumps(given), playbook=folder / "all.json", variables=variables
        )
        assert run.status == 0, run.failure[-2000:]
        return run, both_ways.compared(run, [str(folder), cloud.url])


def test_modules_of_their_own_have_the_same_results(tmp_path: Path) -> None:
    within, results = _ran(tmp_path / "within", in_process=True)
    shipped, others = _ran(tmp_path / "shipped", in_process=False)
    assert "runs in a process of its own" not in within.output
    assert "runs within Ansible" not in shipped.output
    changed = {task["module"] for task in within.tasks if task["outcome"] == "changed"}
    modules = {"vpn_gateway", "vpn_connection", "vpn_route_entry", "vpn_topology", "ssl_vpn_client_cert"}
    assert changed >= {f"alicloud.vpn.{name}" for name in modules}
    refused = [task["result"]["msg"] for task in within.tasks if task["task"] in WRONG]
    assert [message.count("is not allowed; allowed: a text") for message in refused] == [2, 2], refused
    for one, other in zip(results, others, strict=True):
        assert one == other
