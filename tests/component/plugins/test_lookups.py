# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookups, run by ansible-playbook against the stand-in cloud."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.emulator.running import Running
from tests.support.runs import BGP_KEY, PSK, TEMPLATE, Ids, said, tasks

GATEWAYS = "alicloud.vpn.vpn_gateways"
CUSTOMERS = "alicloud.vpn.customer_gateways"
CONNECTIONS = "alicloud.vpn.vpn_connections"
CONFIG = "alicloud.vpn.vpn_connection_config"


def show(name: str, arguments: str = "", function: str = "query", after: str = "") -> dict[str, Any]:
    """A task that shows the result of a lookup."""
    given = f", {arguments}" if arguments else ""
    return {"ansible.builtin.debug": {"msg": f"{{{{ {function}('{name}'{given}){after} }}}}"}}


def test_terms(cloud: Running, ids: Ids, tmp_path: Path) -> None:
    run = tasks(
        cloud,
        tmp_path,
        [
            show(GATEWAYS, "query='[].name'"),
            show(GATEWAYS, "'hq'", "lookup", ".vpc_id"),
            show(GATEWAYS, "asked, query='[].vpn_gateway_id'"),
            show(GATEWAYS, "[], region='no-where'"),
            show(GATEWAYS, "'twin', query='[].vpn_gateway_id'"),
            show(GATEWAYS, "tags={'site': 'hz'}, status='active', query='[].name'"),
            show(GATEWAYS, "region='eu-central-1', query='[].name'"),
            show(GATEWAYS, "'branch', alicloud_region='eu-central-1'", after="[0].tags.site"),
            show(GATEWAYS, "'hq'", "lookup", ".description"),
            show(CUSTOMERS, "'office'", "lookup"),
            show(CONNECTIONS, "tunnel", "lookup"),
            show(CONNECTIONS, "vpn_gateway='hq', customer_gateway_id='office', query='[].name'"),
        ],
        asked=["hq", ids.pair[0], "hq"],
        tunnel=ids.tunnel,
    )
    answers = said(run)
    assert [task["outcome"] for task in run.tasks] == ["ok"] * len(answers), answers
    assert answers[:9] == [
        ["hq", "twin", "twin"],
        "vpc-hz",
        [ids.hq, ids.pair[0], ids.hq],
        [],
        list(ids.pair),
        ["hq", "twin"],
        ["branch"],
        "fra",
        TEMPLATE,
    ]
    office, tunnel, names = answers[9:]
    assert (office["ip_address"], office["auth_key"]) == ("203.0.113.10", "********")
    assert (tunnel["name"], tunnel["ike_config"]["psk"]) == ("hq-office", "********")
    assert names == ["hq-office"]
    assert PSK not in json.dumps(run.tasks)
    assert BGP_KEY not in json.dumps(run.tasks)


def test_resources_that_do_not_exist(cloud: Running, ids: Ids, tmp_path: Path) -> None:
    run = tasks(
        cloud,
        tmp_path,
        [
            show(GATEWAYS, "'hq', 'nobody', 'vpn-bp1000000000000000000'"),
            show(GATEWAYS, "'hq', 'nobody', on_missing='warn', query='[].name'"),
            show(CUSTOMERS, "'phantom', on_missing='skip'"),
            show(GATEWAYS, "'hq', status='deleting'"),
            show(CONNECTIONS, "vpn_gateway='nobody', on_missing='skip'"),
        ],
    )
    answers = said(run)
    absent = "No VPN gateway in cn-hangzhou has the ID or name"
    assert f"{absent} 'nobody', 'vpn-bp1000000000000000000'." in answers[0]
    assert answers[1:3] == [["hq"], []]
    # From ansible-core 2.19 on warnings are part of a task's result.
    assert f"{absent} 'nobody'." in run.output + str(run.tasks[1]["result"].get("warnings"))
    assert "'hq'" in answers[3]
    assert "no VPN gateway is named 'nobody' in region cn-hangzhou" in answers[4]
    assert "phantom" not in run.output + str(run.tasks[2])


def test_options_are_refused_before_any_call(cloud: Running, tmp_path: Path) -> None:
    cases = {
        "state='active'": "unknown option: state; allowed: access_key_id,",
        "status='on'": "Invalid value",
        "query='[?'": "query: '[?' is not a JMESPath expression",
        "on_missing='ignore'": "Invalid value",
        "''": "terms[1]: an empty text is not allowed; give a value, or leave the entry out",
        "tags={'aliyun': 'x'}": "the tag 'aliyun' is not allowed; allowed: at most 20 tags, with keys of 1 to 128 ",
        "access_key_secret=secret": "access_key_id: not given in the options",
        "profile='nobody'": "profile: 'nobody' ",
    }
    run = tasks(cloud, tmp_path, [show(GATEWAYS, arguments) for arguments in cases], secret=PSK)
    for message, answer in zip(cases.values(), said(run), strict=True):
        assert message in answer
    assert not cloud.log
    assert PSK not in str(said(run))


def test_options_from_variables(cloud: Running, tmp_path: Path) -> None:
    run = tasks(
        cloud,
        tmp_path,
        [
            show(GATEWAYS, "query='[].name'"),
            show(GATEWAYS, "region='cn-hangzhou', query='[].name'"),
            show(GATEWAYS, "access_key_id='', access_key_secret='', query='[].name'"),
        ],
        alicloud_vpn_region="{{ where }}-1",
        where="eu-central",
        alicloud_vpn_timeout=20,
    )
    assert said(run) == [["branch"], ["hq", "twin", "twin"], ["branch"]]


def test_failures_of_the_service(own_cloud: Running, tmp_path: Path) -> None:
    own_cloud.add_fault("DescribeVpnGateways:code=Forbidden:1")
    run = tasks(own_cloud, tmp_path, [show(GATEWAYS), show(GATEWAYS)])
    denied, allowed = said(run)
    assert "Could not list VPN gateways: DescribeVpnGateways: Forbidden:" in denied
    assert "Attach a policy to its RAM user" in denied
    assert allowed == []


def test_the_peer_configuration_has_its_key(cloud: Running, ids: Ids, tmp_path: Path) -> None:
    run = tasks(
        cloud,
        tmp_path,
        [
            show(CONFIG, "'hq-office', tunnel"),
            show(CONFIG, "'hq-offices'"),
            {**show(CONFIG, "'hq-office'", "lookup", ".ike_config.psk"), "no_log": True},
        ],
        tunnel=ids.tunnel,
    )
    (by_name, by_id), absent, hidden = said(run)
    assert by_name == by_id
    assert by_name["ike_config"]["psk"] == PSK
    assert by_name["local"] == "203.0.113.10"
    assert "no IPsec connection is named 'hq-offices' in region cn-hangzhou" in absent
    assert hidden is None


def test_lookup_in_a_loop(cloud: Running, ids: Ids, tmp_path: Path) -> None:
    loop = {"ansible.builtin.set_fact": {"name": "{{ item.name }}"}, f"with_{GATEWAYS}": ["hq", ids.pair[1]]}
    results = tasks(cloud, tmp_path, [loop]).tasks[0]["result"]["results"]
    assert [result["ansible_facts"]["name"] for result in results] == ["hq", "twin"]
