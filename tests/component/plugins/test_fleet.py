# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listing many gateways: all pages of all regions are read concurrently, over HTTP."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect
from ansible_collections.alicloud.vpn.plugins.plugin_utils._fleet import Selection, list_fleet
from tests.bench import fleet
from tests.emulator.running import running
from tests.support.caller import Caller, customer, dual_connection, dual_gateway
from tests.support.play import environment

EVERYTHING = Selection({}, include_connections=False, skip_unauthorized=False)


def clients(url: str, *regions: str) -> list[Any]:
    options = {"validate_certs": True, "timeout": 30, "retry_timeout": 30}
    return [connect({**options, "region": region}, environ=environment(url)) for region in regions]


class TestFleet:
    def test_all_pages_of_all_regions(self, tmp_path: Path) -> None:
        fleet.save(tmp_path / "state", each=120)
        with running(state_file=tmp_path / "state", latency=0.05) as cloud:
            begun = time.monotonic()
            listed = list_fleet(clients(cloud.url, *fleet.REGIONS), EVERYTHING)
            seconds = time.monotonic() - begun
            assert [one["region"] for one in listed.gateways] == [
                name for name in fleet.REGIONS for number in range(120)
            ]
            assert len({one["vpn_gateway_id"] for one in listed.gateways}) == 480
            assert len(cloud.log) == 12
        # In sequence the latency of 12 answers alone would be 0.6 s, and far more on a busy machine.
        assert seconds < 0.6 or seconds < 12 * 0.15

    def test_throttling_loses_nothing(self, tmp_path: Path) -> None:
        fleet.save(tmp_path / "state", each=500)
        with running(state_file=tmp_path / "state", faults=["*:throttle:0.2"], seed=1) as cloud:
            listed = list_fleet(clients(cloud.url, *fleet.REGIONS), EVERYTHING)
            assert len(listed.gateways) == 2000
            refused = [entry for entry in cloud.log if entry["code"] == "Throttling.User"]
            assert refused
            # Ten full pages of each region, whose total says that there are no more.
            assert len(cloud.log) == 4 * 10 + len(refused)

    def test_both_ends_of_dual_tunnels(self) -> None:
        with running() as cloud:
            call = Caller(cloud.cloud, "cn-hangzhou")
            hq = dual_gateway(call)
            offices = [customer(call, Name=name) for name in ("one", "two")]
            tunnels = [
                {"CustomerGatewayId": office, "Role": role} for office, role in zip(offices, ("master", "slave"))
            ]
            dual_connection(call, hq, tunnels)
            (listed,) = list_fleet(clients(cloud.url, "cn-hangzhou"), Selection({}, True, False)).gateways
            (created,) = listed["connections"]
            ends = created["tunnel_options_specification"]
            assert [end["customer_gateway"]["name"] for end in ends] == ["one", "two"]
            assert {end["status"] for end in ends} == {"ike_sa_not_established"}
            assert created["customer_gateway"] is None
