# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Ten sites on one gateway at the same time in one play, from the inventory that the guide shows."""

from __future__ import annotations

import json
from collections import Counter

import pytest
import yaml

from tests.emulator.running import running
from tests.support.play import PSK_VARIABLE, play

from .conftest import DUAL, PSK, documented, make_gateway, outcome

SITES = 10
CREATED = ("CreateCustomerGateway", "CreateVpnConnection", "CreateVpnRouteEntry")


@pytest.fixture
def inventory(tmp_path):
    """The documented one, with more offices."""
    content = yaml.safe_load(documented("docs/guides/site_to_site.md", "offices:"))
    assert set(content["offices"]["hosts"]) == {"paris", "rome"}
    content["offices"]["hosts"] = {
        f"office{number:02}": {
            "office_address": f"198.51.100.{number}",
            "office_network": f"172.16.{number}.0/24",
        }
        for number in range(1, SITES + 1)
    }
    file = tmp_path / "sites.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_many_sites_at_once_on_one_gateway_are_created_once(inventory, tmp_path):
    with running(quota=[f"vpn_connections={SITES}", f"route_entries={SITES}"]) as cloud:
        zones = {"vswitch_id": "vsw-bp1j5miw2bae9s2vt0001", "disaster_recovery_vswitch_id": "vsw-bp1j5miw2bae9s2vt0002"}
        gateway = make_gateway(cloud, tmp_path, variables=DUAL, **zones)
        cloud.cloud.settle = 0.2  # the gateway is busy after each change, and refuses the others

        def build(changed, *more):
            cloud.clear_log()
            words = ("--inventory", str(inventory), "--extra-vars", "target=offices", "--forks", str(SITES), *more)
            return outcome(play(cloud.url, *words, variables={**DUAL, PSK_VARIABLE: PSK}), changed)

        run = build(3 * SITES)
        assert [each["changed"] for each in run.stats.values()] == [3] * SITES
        assert Counter(call["action"] for call in cloud.writes if not call["code"]) == dict.fromkeys(CREATED, SITES)
        assert {call["code"] for call in cloud.writes} <= {None, "VpnGateway.Configuring"}
        assert PSK not in run.output + json.dumps(run.tasks)

        region = next(iter(cloud.cloud.state.regions.values()))
        connections = region.table("vpn_connections").values()
        assert {connection["VpnGatewayId"] for connection in connections} == {gateway}
        assert {connection["Name"]: ends_of(connection, region) for connection in connections} == {
            f"hq-office{number:02}": (f"office{number:02}", f"198.51.100.{number}", f"172.16.{number}.0/24", PSK)
            for number in range(1, SITES + 1)
        }

        # All sites are alike, and complete: two show that nothing changes.
        assert len(build(0, "--limit", "office01,office10").stats) == 2
        assert cloud.writes == []


def ends_of(connection, region):
    """Name and address of the customer gateway of both tunnels, the network behind it, and the key of both tunnels."""
    (number,) = {tunnel["CustomerGatewayId"] for tunnel in connection["Tunnels"]}
    customer = region.table("customer_gateways")[number]
    routes = region.table("route_entries").values()
    (network,) = [route["RouteDest"] for route in routes if route["NextHop"] == connection["VpnConnectionId"]]
    (key,) = {tunnel["TunnelIkeConfig"]["Psk"] for tunnel in connection["Tunnels"]}
    return customer["Name"], customer["IpAddress"], network, key
