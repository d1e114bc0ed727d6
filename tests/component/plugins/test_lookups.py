# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookups, run by ansible-playbook against the stand-in cloud: one playbook for all tests. What they refuse and say
is in tests/unit/plugins."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.running import Running
from tests.support.play import Run
from tests.support.runs import BGP_KEY, PSK, TEMPLATE, Ids, tasks

GATEWAYS = "alicloud.vpn.vpn_gateways"
CUSTOMERS = "alicloud.vpn.customer_gateways"
CONNECTIONS = "alicloud.vpn.vpn_connections"
CONFIG = "alicloud.vpn.vpn_connection_config"
SECRET = "MarkedSecret"


def show(name: str, arguments: str = "", function: str = "query", after: str = "") -> dict[str, Any]:
    """A task that shows the result of a lookup."""
    given = f", {arguments}" if arguments else ""
    return {"ansible.builtin.debug": {"msg": f"{{{{ {function}('{name}'{given}){after} }}}}"}}


NAMES = "query='[].name'"
TASKS = {
    "all": show(GATEWAYS, NAMES),
    "one": show(GATEWAYS, "'hq'", "lookup", ".vpc_id"),
    "several": show(GATEWAYS, "asked, query='[].vpn_gateway_id'"),
    "none": show(GATEWAYS, "[], region='no-where'"),
    "twins": show(GATEWAYS, "'twin', query='[].vpn_gateway_id'"),
    "filters": show(GATEWAYS, f"tags={{'site': 'hz'}}, status='active', {NAMES}"),
    "region": show(GATEWAYS, f"region='eu-central-1', {NAMES}"),
    "alias": show(GATEWAYS, "'branch', alicloud_region='eu-central-1'", after="[0].tags.site"),
    "variables": {
        **show(GATEWAYS, NAMES),
        "vars": {"alicloud_vpn_region": "{{ where }}-1", "where": "eu-central", "alicloud_vpn_timeout": 20},
    },
    "template": show(GATEWAYS, "'hq'", "lookup", ".description"),
    "customer": show(CUSTOMERS, "'office'", "lookup"),
    "connection": show(CONNECTIONS, "tunnel", "lookup"),
    "connections": show(CONNECTIONS, f"vpn_gateway='hq', customer_gateway_id='office', {NAMES}"),
    "missing": show(GATEWAYS, "'hq', 'nobody'"),
    "warned": show(GATEWAYS, f"'hq', 'nobody', on_missing='warn', {NAMES}"),
    "skipped": show(CUSTOMERS, "'phantom', on_missing='skip'"),
    "refused": show(GATEWAYS, "status='on'"),
    "secret": show(GATEWAYS, "access_key_secret=secret"),
    "config": show(CONFIG, "'hq-office', tunnel"),
    "hidden": {**show(CONFIG, "'hq-office'", "lookup", ".ike_config.psk"), "no_log": True},
    "loop": {"ansible.builtin.set_fact": {"name": "{{ item.name }}"}, f"with_{GATEWAYS}": "{{ loop_over }}"},
}


@pytest.fixture(scope="module")
def run(world: tuple[Running, Ids], tmp_path_factory: pytest.TempPathFactory) -> Run:
    cloud, ids = world
    variables = {"asked": ["hq", ids.pair[0], "hq"], "tunnel": ids.tunnel, "secret": SECRET}
    variables["loop_over"] = ["hq", ids.pair[1]]
    wanted = [{"name": name, **task} for name, task in TASKS.items()]
    return tasks(cloud, tmp_path_factory.mktemp("lookups"), wanted, **variables)


@pytest.fixture
def said(run: Run) -> dict[str, Any]:
    """The text of each task by its name, or why it failed."""
    assert [task["task"] for task in run.tasks] == [*TASKS]
    return {task["task"]: task["result"].get("msg") for task in run.tasks}


def test_terms(run: Run, said: dict[str, Any], ids: Ids) -> None:
    failed = [task["task"] for task in run.tasks if task["outcome"] == "failed"]
    assert failed == ["missing", "refused", "secret"], said
    assert said["all"] == ["hq", "twin", "twin"]
    assert said["one"] == "vpc-hz"
    assert said["several"] == [ids.hq, ids.pair[0], ids.hq]
    assert said["none"] == []
    assert said["twins"] == [*ids.pair]
    assert said["filters"] == ["hq", "twin"]
    assert said["region"] == said["variables"] == ["branch"]
    assert said["alias"] == "fra"
    assert said["template"] == TEMPLATE
    assert (said["customer"]["ip_address"], said["customer"]["auth_key"]) == ("203.0.113.10", "********")
    assert (said["connection"]["name"], said["connection"]["ike_config"]["psk"]) == ("hq-office", "********")
    assert said["connections"] == ["hq-office"]


def test_resources_that_do_not_exist(run: Run, said: dict[str, Any]) -> None:
    absent = "No VPN gateway in cn-hangzhou has the ID or name 'nobody'."
    assert absent in said["missing"]
    assert (said["warned"], said["skipped"]) == (["hq"], [])
    # From ansible-core 2.19 on warnings are part of a task's result.
    warned = next(task for task in run.tasks if task["task"] == "warned")
    assert absent in run.output + str(warned["result"].get("warnings"))
    assert "phantom" not in f"{run.output}{run.tasks}"


def test_options_are_refused(said: dict[str, Any]) -> None:
    assert "Invalid value" in said["refused"]
    assert "access_key_id: not given in the options" in said["secret"]


def test_the_peer_configuration_has_its_key(said: dict[str, Any]) -> None:
    by_name, by_id = said["config"]
    assert by_name == by_id
    assert by_name["ike_config"]["psk"] == PSK
    assert by_name["local"] == "203.0.113.10"
    assert said["hidden"] is None


def test_keys_are_not_shown(run: Run) -> None:
    """The key of a connection only where it is asked for."""
    shown = json.dumps([task for task in run.tasks if task["task"] != "config"])
    for key in (PSK, BGP_KEY, SECRET):
        assert key not in shown + run.output


def test_lookup_in_a_loop(run: Run) -> None:
    results = run.tasks[-1]["result"]["results"]
    assert [result["ansible_facts"]["name"] for result in results] == ["hq", "twin"]
