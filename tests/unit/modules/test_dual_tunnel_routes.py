# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""On a dual-tunnel gateway the weight of a route has no effect, and is no difference."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.tasks import Tasks

_DESTINATION = {"route_dest": "172.16.1.0/24"}
_POLICY = {**_DESTINATION, "route_source": "10.10.0.0/24"}


@pytest.fixture(params=[("vpn_route_entry", _DESTINATION), ("vpn_pbr_route_entry", _POLICY)], ids=lambda one: one[0])
def route(request: pytest.FixtureRequest, tasks: Tasks) -> tuple[str, dict[str, Any]]:
    """A module, and its options without a weight."""
    module, networks = request.param
    ends = {"vpn_gateway": tasks.existing.id("hq"), "next_hop": tasks.existing.id("hq-office")}
    return module, {**ends, **networks}


@pytest.mark.parametrize("weight", [0, 100])
def test_a_weight_is_unchanged_in_the_next_run(tasks: Tasks, route: tuple[str, dict[str, Any]], weight: int) -> None:
    module, options = route
    created = tasks(module, **options, weight=weight)
    assert (created["changed"], created.warnings) == (True, [])
    for check in (False, True):
        for other in (0, 100):
            assert tasks(module, check=check, **options, weight=other)["changed"] is False


def test_another_option_changes_alone(tasks: Tasks, route: tuple[str, dict[str, Any]]) -> None:
    module, options = route
    tasks(module, **options)
    tasks.emulator.clear_log()
    ran = tasks(module, **options, weight=0, publish_vpc=False)
    assert ran["actions"] == tasks.writes() == ["PublishVpnRouteEntry"]
    assert ran["diff"]["after"]["weight"] == ran[module]["weight"] == 100


@pytest.mark.parametrize(
    ("option", "networks"),
    [("destination_routes", _DESTINATION), ("policy_routes", _POLICY)],
    ids=lambda one: str(one)[:18],
)
def test_all_routes_of_a_gateway(tasks: Tasks, option: str, networks: dict[str, Any]) -> None:
    hop = tasks.existing.id("hq-office")
    wanted = {"vpn_gateway": "hq", option: [{**networks, "next_hop": hop, "weight": 0}]}
    assert tasks("vpn_gateway_routes", **wanted).warnings == []
    assert tasks("vpn_gateway_routes", **wanted)["changed"] is False
