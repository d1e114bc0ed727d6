# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin, run by ansible-inventory against the stand-in cloud. More of it is in tests/unit/plugins."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.running import Running
from tests.support.caller import Caller, gateway
from tests.support.runs import TEMPLATE, Ids, inventory, said, tasks

PLUGIN = "alicloud.vpn.vpn_gateways"
BOTH = ["cn-hangzhou", "eu-central-1"]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "gateways.alicloud_vpn.yml"


def test_gateways_become_hosts(cloud: Running, ids: Ids, source: Path) -> None:
    listed = inventory(cloud, source, {"regions": BOTH})
    assert listed.status == 0, listed.messages
    # Two gateways share a name, so their IDs are used.
    assert set(listed.hosts) == {"hq", "branch", *ids.pair}
    hq = listed.hosts["hq"]
    assert hq["ansible_host"] == hq["internet_ip"]
    assert hq["internet_ip"].startswith("47.")
    assert (hq["vpn_gateway_id"], hq["region"], hq["vpc_id"], hq["status"]) == (ids.hq, BOTH[0], "vpc-hz", "active")
    assert hq["vpn_gateway_tags"] == {"site": "hz", "managed_by": "ansible", "hostname": "gate.example.com"}
    assert hq["vpn_gateway_name"] == "hq"
    assert not {"name", "tags"} & set(hq)
    assert "reserved name" not in listed.messages
    assert hq["description"] == TEMPLATE
    # AWX shows a marked text as {"__ansible_unsafe": …}, so ordinary ones have no mark.
    assert set(re.findall(r'__ansible_unsafe": "(.*)"', listed.output)) == {TEMPLATE}
    assert listed.hosts["branch"]["region"] == "eu-central-1"
    assert [entry["action"] for entry in cloud.log] == ["DescribeVpnGateways"] * 2


def test_filters_and_query(cloud: Running, ids: Ids, source: Path) -> None:
    content = {
        "regions": BOTH,
        "filters": {"tags": {"managed_by": "{{ tool }}"}, "status": "active"},
        "query": "sort_by([?ssl_vpn=='enable'], &name)",
    }
    listed = inventory(cloud, source, content, "-e", "tool=ansible")
    assert set(listed.hosts) == {"branch"}, listed.messages
    assert all("Tag.1.Key" in entry["parameters"] and "Status" in entry["parameters"] for entry in cloud.log)


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "strict": ({"strict": True, "compose": {"x": "no_such.thing"}}, "Could not set x for host"),
    "query": ({"query": "[?"}, "query: '[?' is not a JMESPath expression"),
    "query result": (
        {"query": "[].name"},
        "query: the result is not allowed; allowed: gateways, each with its vpn_gateway_id",
    ),
    "misspelt option": ({"filter": {"status": "active"}}, "unknown option: filter; allowed: access_key_id,"),
    "unknown filter": ({"filters": {"state": "active"}}, "filters: state. Supported parameters include: business_"),
    "value of a filter": ({"filters": {"status": "on"}}, "value of status must be one of: init, provisioning, active"),
    "hostname": (
        {"hostnames": ["nam"]},
        "hostnames: 'nam' is not allowed; allowed: tag:NAME or an attribute of a VPN gateway: ",
    ),
    "prefix": (
        {"hostvars_prefix": "a-"},
        "hostvars_prefix: 'a-' is not allowed; allowed: letters, digits and underscores",
    ),
    "prefix that steers Ansible": (
        {"hostvars_prefix": "ansible_"},
        "hostvars_prefix: 'ansible_' is not allowed; allowed: letters, digits and underscores, not starting",
    ),
    "two regions": (
        {"region": "cn-beijing", "regions": ["cn-beijing"]},
        "region and regions: only one of them is allowed",
    ),
    "half a key": ({"access_key_id": "other"}, "access_key_secret: not given in the options"),
}
# Refused for what the service answers.
ASKED = ("strict", "query result")


def test_invalid_sources_are_refused(cloud: Running, tmp_path: Path) -> None:
    """All of them by one command, which fails if none of its sources is taken."""
    sources = [tmp_path / f"{number}.alicloud_vpn.yml" for number in range(len(REFUSED))]
    for file, (content, _message) in zip(sources, REFUSED.values()):
        file.write_text(yaml.safe_dump({"plugin": PLUGIN, **content}), encoding="utf-8")
    listed = inventory(cloud, sources[0], None, *(word for file in sources[1:] for word in ("-i", str(file))))
    assert listed.status != 0
    # What is said of a source ends with its name. Up to ansible-core 2.18 lines are broken within words too.
    said_of = re.split("Unabletoparse.+?asaninventorysource", _without_spaces(listed.messages))
    assert len(said_of) == len(REFUSED) + 1
    for (case, (_content, message)), words in zip(REFUSED.items(), said_of):
        assert _without_spaces(message) in words, case
    # Only what the service answers can be refused after a call.
    assert len(cloud.log) == len(ASKED)


def _without_spaces(text: str) -> str:
    return "".join(text.split())


def test_no_credentials(cloud: Running, source: Path, tmp_path: Path) -> None:
    nothing = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "", "HOME": str(tmp_path)}
    listed = inventory(cloud, source, {}, **nothing, ALIBABA_CLOUD_ECS_METADATA_DISABLED="true")
    assert listed.status != 0
    assert "no credentials: tried the options; the environment; profiles in" in listed.messages
    assert "Give access_key_id and access_key_secret" in listed.messages


def test_files_with_other_names_are_ignored(cloud: Running, tmp_path: Path) -> None:
    listed = inventory(cloud, tmp_path / "gateways.yml", {}, "-vvv")
    assert not listed.hosts
    assert not cloud.log


def test_refresh_inventory_lists_again(own_cloud: Running, source: Path, tmp_path: Path) -> None:
    call = Caller(own_cloud.cloud, BOTH[0])
    first = gateway(call, Name="first")
    kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    inventory(own_cloud, source, kept)
    call("ModifyVpnGatewayAttribute", VpnGatewayId=first, Name="second")
    tasks(own_cloud, tmp_path, [{"ansible.builtin.meta": "refresh_inventory"}], source)
    assert [entry["action"] for entry in own_cloud.log] == ["DescribeVpnGateways"]
    assert set(inventory(own_cloud, source).hosts) == {"second"}
    assert not own_cloud.log


def test_values_of_the_cloud_are_not_templates(cloud: Running, ids: Ids, source: Path, tmp_path: Path) -> None:
    content = {"plugin": PLUGIN, "hostnames": ["tag:evil", "name"], "compose": {"copy": "description"}}
    source.write_text(yaml.safe_dump(content), encoding="utf-8")
    shown = ["{{ inventory_hostname }}", "{{ description }}", "{{ copy }}", "{{ vpn_gateway_tags.evil | default('') }}"]
    run = tasks(cloud, tmp_path, [{"ansible.builtin.debug": {"msg": shown}}], source)
    assert ["hq", TEMPLATE, TEMPLATE, ""] in said(run)
    assert [TEMPLATE, None, None, TEMPLATE] in said(run)
