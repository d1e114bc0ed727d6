# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The inventory plugin, run by ansible-inventory against the stand-in cloud."""

from __future__ import annotations

import re
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.running import Running
from tests.support.caller import Caller, gateway
from tests.support.runs import BGP_KEY, PSK, TEMPLATE, Ids, inventory, populate, said, tasks

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


def test_region_from_the_environment(cloud: Running, source: Path) -> None:
    assert set(inventory(cloud, source, {}, ALIBABA_CLOUD_REGION_ID="eu-central-1").hosts) == {"branch"}


def test_names_groups_and_variables(cloud: Running, ids: Ids, source: Path) -> None:
    content = {
        "regions": BOTH,
        "hostnames": ["tag:hostname", "ssl_vpn_internet_ip", "vpn_gateway_id"],
        "hostvars_prefix": "gw_",
        "compose": {"bandwidth": "gw_spec | regex_replace('M$', '')", "ansible_host": "gw_vpc_id"},
        "groups": {"small": "bandwidth | int == 10", "secure": "gw_ssl_vpn == 'enable'"},
        "keyed_groups": [
            {"key": "gw_region", "prefix": "in"},
            {"key": "gw_tags.site | default('')", "separator": "", "parent_group": "sites"},
        ],
        "leading_separator": False,
    }
    listed = inventory(cloud, source, content)
    assert listed.status == 0, listed.messages
    assert set(listed.hosts) == {"gate.example.com", ids.branch, *ids.pair}
    gate = listed.hosts["gate.example.com"]
    assert (gate["gw_name"], gate["bandwidth"], gate["ansible_host"]) == ("hq", "10", "vpc-hz")
    assert "name" not in gate
    assert "reserved name" not in listed.messages
    everyone = sorted(listed.hosts)
    assert listed.groups["small"] == everyone
    assert listed.groups["secure"] == [ids.branch]
    assert listed.groups["in_eu_central_1"] == [ids.branch]
    assert listed.groups["hz"] == sorted(["gate.example.com", ids.pair[0]])


def test_filters_and_query(cloud: Running, ids: Ids, source: Path) -> None:
    content = {
        "regions": BOTH,
        "filters": {"tags": {"managed_by": "{{ tool }}"}, "status": "active"},
        "query": "sort_by([?ssl_vpn=='enable'], &name)",
    }
    listed = inventory(cloud, source, content, "-e", "tool=ansible")
    assert set(listed.hosts) == {"branch"}, listed.messages
    assert all("Tag.1.Key" in entry["parameters"] and "Status" in entry["parameters"] for entry in cloud.log)


def test_connections_have_masked_secrets(cloud: Running, ids: Ids, source: Path) -> None:
    listed = inventory(cloud, source, {"regions": BOTH, "include_connections": True})
    (connection,) = listed.hosts["hq"]["connections"]
    assert connection["name"] == "hq-office"
    assert connection["status"] == "ike_sa_not_established"
    assert connection["customer_gateway"]["ip_address"] == "203.0.113.10"
    assert connection["ike_config"]["psk"] == connection["customer_gateway"]["auth_key"] == "********"
    assert listed.hosts["branch"]["connections"] == []
    assert PSK not in str(listed)
    assert BGP_KEY not in str(listed)
    assert len(cloud.log) == 3 * len(BOTH)


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


@pytest.mark.parametrize("asked", [True, False], ids=["after calls", "before any call"])
def test_invalid_sources_are_refused(cloud: Running, tmp_path: Path, asked: bool) -> None:
    """All of them by one command, which fails if none of its sources is taken."""
    cases = {case: wrong for case, wrong in REFUSED.items() if (case in ASKED) == asked}
    sources = [tmp_path / f"{number}.alicloud_vpn.yml" for number in range(len(cases))]
    for file, (content, _message) in zip(sources, cases.values()):
        file.write_text(yaml.safe_dump({"plugin": "alicloud.vpn.vpn_gateways", **content}), encoding="utf-8")
    listed = inventory(cloud, sources[0], None, *(word for file in sources[1:] for word in ("-i", str(file))))
    assert listed.status != 0
    # What is said of a source ends with its name. Up to ansible-core 2.18 lines are broken within words too.
    said_of = re.split("Unabletoparse.+?asaninventorysource", _without_spaces(listed.messages))
    assert len(said_of) == len(cases) + 1
    for case, words in zip(cases, said_of):
        assert _without_spaces(REFUSED[case][1]) in words, case
    assert len(cloud.log) == (len(cases) if asked else 0)


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


def test_a_denied_region(own_cloud: Running, source: Path) -> None:
    populate(own_cloud)
    own_cloud.add_fault("DescribeVpnGateways:code=Forbidden:2")
    listed = inventory(own_cloud, source, {})
    assert listed.status != 0
    assert "Region cn-hangzhou: Could not list VPN gateways: DescribeVpnGateways: Forbidden:" in listed.messages
    assert "skip_unauthorized=true" in listed.messages
    listed = inventory(own_cloud, source, {"regions": BOTH, "skip_unauthorized": True})
    assert listed.status == 0
    # Both are listed concurrently, so either may be denied.
    assert len({host["region"] for host in listed.hosts.values()}) == 1
    assert "is skipped. Could not list VPN gateways: DescribeVpnGateways: Forbidden:" in listed.messages


def test_a_cached_inventory_makes_no_calls(own_cloud: Running, source: Path, tmp_path: Path) -> None:
    gateway(Caller(own_cloud.cloud, BOTH[0]), Name="first")
    own_cloud.add_fault("DescribeVpnGateways:code=Forbidden:1")
    kept = {"cache": True, "cache_plugin": "ansible.builtin.jsonfile", "cache_connection": str(tmp_path / "cache")}
    content = {**kept, "regions": ["us-west-1", "cn-hangzhou"], "skip_unauthorized": True, "include_connections": True}
    fresh = inventory(own_cloud, source, content)
    again = inventory(own_cloud, source, {**content, "hostvars_prefix": "gw_"})
    assert not own_cloud.log
    assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "cache").iterdir()] == [0o600]
    assert set(again.hosts) == set(fresh.hosts)
    # The warning is repeated; another source or another key does not get the cached hosts.
    assert "is skipped." in again.messages
    other = inventory(own_cloud, source, {**content, "filters": {"status": "active"}})
    assert "is skipped." not in other.messages
    assert "first" in other.hosts
    key = {"access_key_id": "other", "access_key_secret": "other"}
    assert inventory(own_cloud, source, {**content, **key}).status != 0


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
    inventory(cloud, source, {"hostnames": ["tag:evil", "name"], "compose": {"copy": "description"}})
    shown = ["{{ inventory_hostname }}", "{{ description }}", "{{ copy }}", "{{ vpn_gateway_tags.evil | default('') }}"]
    run = tasks(cloud, tmp_path, [{"ansible.builtin.debug": {"msg": shown}}], source)
    assert ["hq", TEMPLATE, TEMPLATE, ""] in said(run)
    assert [TEMPLATE, None, None, TEMPLATE] in said(run)
