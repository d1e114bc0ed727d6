# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a gateway can be placed."""

from __future__ import annotations

from tests.support.tasks import REGION, Tasks

MODULE = "vpn_gateway_zone_info"


def test_the_zones_of_the_region(tasks: Tasks) -> None:
    for check in (True, False):
        ran = tasks(MODULE, bandwidth=10, region="cn-guangzhou", check=check)
        assert ran["changed"] is False
        assert ran["vpn_gateway_zones"] == [
            {"zone_id": "cn-guangzhou-a", "zone_name": "cn-guangzhou-a"},
            {"zone_id": "cn-guangzhou-b", "zone_name": "cn-guangzhou-b"},
        ]
    other = tasks(MODULE, bandwidth=10, region="eu-west-1")["vpn_gateway_zones"]
    assert [zone["zone_id"] for zone in other] == ["eu-west-1a", "eu-west-1b"]


def test_what_is_sent(tasks: Tasks) -> None:
    """The service refuses a bandwidth without its unit."""
    tasks(MODULE, bandwidth=200)
    tasks(MODULE, bandwidth=200, gateway_type="Enhanced.SiteToSite")
    first, second = (set(entry["parameters"]) & {"Spec", "GatewayType"} for entry in tasks.emulator.log)
    assert (first, second) == ({"Spec"}, {"Spec", "GatewayType"})


def test_a_bandwidth_that_does_not_exist(tasks: Tasks) -> None:
    assert "bandwidth" in tasks.refused(MODULE, bandwidth=15)
    assert tasks.calls == []


def test_a_failure_says_what_for(tasks: Tasks) -> None:
    tasks.emulator.add_fault("DescribeVpnGatewayAvailableZones:code=Forbbiden.SubUser:9")
    assert f"Could not list the zones for VPN gateways of region {REGION}" in tasks.refused(MODULE, bandwidth=10)
