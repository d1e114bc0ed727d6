# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy routes."""

from __future__ import annotations

from tests.support.caller import Caller, policy_route
from tests.support.scenario.part import Ids, Part, Request

_SOURCE = "10.2.0.0/24"


def _place(ids: Ids, destination: str) -> Request:
    place = {"VpnGatewayId": ids["gateway"], "NextHop": ids["connection"]}
    return {**place, "RouteSource": _SOURCE, "RouteDest": destination}


def _build(call: Caller, ids: Ids) -> None:
    policy_route(call, ids["gateway"], ids["connection"], _SOURCE, "10.3.0.0/24", Description="text")
    policy_route(call, ids["gateway"], ids["connection"], _SOURCE, "10.4.0.0/24")
    place = _place(ids, "10.4.0.0/24")
    call("ModifyVpnPbrRouteEntryWeight", **place, Weight=100, NewWeight=0)
    call("ModifyVpnPbrRouteEntryPriority", **place, Weight=0, NewPriority=20)
    call("ModifyVpnPbrRouteEntryAttribute", **place, Weight=0, Priority=20, NewWeight=100, NewPriority=30)
    call("DeleteVpnPbrRouteEntry", **place, Weight=100)
    published = _place(ids, "10.3.0.0/24")
    del published["RouteSource"]
    call("PublishVpnRouteEntry", **published, RouteType="pbr", PublishVpc=True)
    policy_route(call, ids["dual_gateway"], ids["dual_connection"], _SOURCE, "10.5.0.0/24")


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [("DescribeVpnPbrRouteEntries", {"VpnGatewayId": ids[which]}) for which in ("gateway", "dual_gateway")]


def _writes(ids: Ids) -> dict[str, Request]:
    place = _place(ids, "10.3.0.0/24")
    return {
        "CreateVpnPbrRouteEntry": {**place, "RouteDest": "10.9.0.0/24", "Weight": 100, "PublishVpc": True},
        "ModifyVpnPbrRouteEntryWeight": {**place, "Weight": 100, "NewWeight": 0},
        "ModifyVpnPbrRouteEntryPriority": {**place, "Weight": 100, "NewPriority": 20},
        "ModifyVpnPbrRouteEntryAttribute": {**place, "Weight": 100, "Priority": 10, "NewPriority": 20},
        "DeleteVpnPbrRouteEntry": {**place, "Weight": 100},
    }


_NOTHING_CREATED = "the action creates nothing"
PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    after=("connections", "destination_routes"),
    no_cause={
        "DeleteVpnPbrRouteEntry VpnRouteEntry.Conflict": "deleting a route conflicts with nothing here",
        "ModifyVpnPbrRouteEntryWeight Resource.QuotaFull": _NOTHING_CREATED,
        "DeleteVpnPbrRouteEntry Resource.QuotaFull": _NOTHING_CREATED,
    },
)
