# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The hosts, groups and variables of the inventory plugin. tests/component/plugins runs ansible-inventory."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ansible.errors import AnsibleError

from tests.emulator.running import Running
from tests.support import plugins
from tests.support.caller import Caller, gateway
from tests.support.runs import BGP_KEY, PSK, Ids, populate

BOTH = ["cn-hangzhou", "eu-central-1"]
Hosts = dict[str, dict[str, Any]]


def _listed(cloud: Running, content: Mapping[str, Any]) -> tuple[Hosts, dict[str, list[str]]]:
    """The hosts with their variables, and the groups with the names of their hosts. The log begins here."""
    cloud.clear_log()
    found = plugins.inventory({**plugins.connection(cloud), **content})
    groups = {name: sorted(host.name for host in group.get_hosts()) for name, group in found.groups.items()}
    return {name: dict(host.vars) for name, host in found.hosts.items()}, groups


def _hosts(cloud: Running, content: Mapping[str, Any]) -> Hosts:
    return _listed(cloud, content)[0]


def test_region_from_the_environment(cloud: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIBABA_CLOUD_REGION_ID", "eu-central-1")
    assert set(_hosts(cloud, {})) == {"branch"}


def test_names_groups_and_variables(cloud: Running, ids: Ids, warnings: list[str]) -> None:
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
    hosts, groups = _listed(cloud, content)
    assert set(hosts) == {"gate.example.com", ids.branch, *ids.pair}
    gate = hosts["gate.example.com"]
    assert (gate["gw_name"], gate["bandwidth"], gate["ansible_host"]) == ("hq", "10", "vpc-hz")
    assert "name" not in gate
    assert warnings == []
    assert groups["small"] == sorted(hosts)
    assert groups["secure"] == [ids.branch]
    assert groups["in_eu_central_1"] == [ids.branch]
    assert groups["hz"] == sorted(["gate.example.com", ids.pair[0]])
    assert groups["sites"] == sorted([*groups["hz"], *groups["fra"]])


def test_connections_have_masked_secrets(cloud: Running) -> None:
    hosts = _hosts(cloud, {"regions": BOTH, "include_connections": True})
    (connection,) = hosts["hq"]["connections"]
    assert connection["name"] == "hq-office"
    assert connection["status"] == "ike_sa_not_established"
    assert connection["customer_gateway"]["ip_address"] == "203.0.113.10"
    assert connection["ike_config"]["psk"] == connection["customer_gateway"]["auth_key"] == "********"
    assert hosts["branch"]["connections"] == []
    assert PSK not in str(hosts)
    assert BGP_KEY not in str(hosts)
    assert len(cloud.log) == 3 * len(BOTH)


def test_a_denied_region(own_cloud: Running, warnings: list[str]) -> None:
    populate(own_cloud)
    own_cloud.add_fault("DescribeVpnGateways:code=Forbidden:2")
    with pytest.raises(AnsibleError) as refused:
        _listed(own_cloud, {"region": BOTH[0]})
    assert "Region cn-hangzhou: Could not list VPN gateways: DescribeVpnGateways: Forbidden:" in str(refused.value)
    assert "skip_unauthorized=true" in str(refused.value)
    hosts = _hosts(own_cloud, {"regions": BOTH, "skip_unauthorized": True})
    # Both are listed concurrently, so either may be denied.
    assert len({host["region"] for host in hosts.values()}) == 1
    (told,) = warnings
    assert "is skipped. Could not list VPN gateways: DescribeVpnGateways: Forbidden:" in told


def test_a_cached_inventory_makes_no_calls(own_cloud: Running, tmp_path: Path, warnings: list[str]) -> None:
    gateway(Caller(own_cloud.cloud, BOTH[0]), Name="first")
    own_cloud.add_fault("DescribeVpnGateways:code=Forbidden:1")
    kept = {"cache": True, "cache_plugin": "jsonfile", "cache_connection": str(tmp_path / "cache")}
    content = {**kept, "regions": ["us-west-1", BOTH[0]], "skip_unauthorized": True, "include_connections": True}
    fresh = _hosts(own_cloud, content)
    again = _hosts(own_cloud, {**content, "hostvars_prefix": "gw_"})
    assert not own_cloud.log
    assert [stat.S_IMODE(file.stat().st_mode) for file in (tmp_path / "cache").iterdir()] == [0o600]
    assert set(again) == set(fresh)
    # The warning is repeated; another source or another key does not get the cached hosts.
    assert [" is skipped." in text for text in warnings] == [True, True]
    assert "first" in _hosts(own_cloud, {**content, "filters": {"status": "active"}})
    assert len(warnings) == 2
    with pytest.raises(AnsibleError):
        _listed(own_cloud, {**content, "access_key_id": "other", "access_key_secret": "other"})
