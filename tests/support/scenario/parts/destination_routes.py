# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destination routes, and publishing."""

from __future__ import annotations

from tests.support.caller import Caller, connection, customer, gateway, route
from tests.support.scenario.part import Ids, Part, Request, having


def _place(ids: Ids, destination: str) -> Request:
    return {"VpnGatewayId": ids["gateway"], "NextHop": ids["connection"], "RouteDest": destination}


def _build(call: Caller, ids: Ids) -> None:
    route(call, ids["gateway"], ids["connection"], "10.8.0.0/24", PublishVpc=True, Description="text")
    route(call, ids["gateway"], ids["connection"], "10.9.0.0/24")
    call("ModifyVpnRouteEntryWeight", **_place(ids, "10.9.0.0/24"), Weight=100, NewWeight=0)
    call("DeleteVpnRouteEntry", **_place(ids, "10.9.0.0/24"), Weight=0)
    route(call, ids["dual_gateway"], ids["dual_connection"], "10.5.0.0/24")


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [("DescribeVpnRouteEntries", {"VpnGatewayId": ids[which]}) for which in ("gateway", "dual_gateway")]


def _writes(ids: Ids) -> dict[str, Request]:
    place = _place(ids, "10.8.0.0/24")
    return {
        "CreateVpnRouteEntry": {**place, "RouteDest": "10.9.0.0/24", "Weight": 100, "PublishVpc": True},
        "PublishVpnRouteEntry": {**place, "RouteType": "dbr", "PublishVpc": True},
        "ModifyVpnRouteEntryWeight": {**place, "Weight": 100, "NewWeight": 0},
        "DeleteVpnRouteEntry": {**place, "Weight": 100},
    }


def _other_gateway_publishes(call: Caller, _ids: Ids, request: Request) -> Request:
    if "RouteType" in request:  # the route of the request is published already, so the other gateway could not publish
        call("PublishVpnRouteEntry", **{**request, "PublishVpc": False})
    other = gateway(call)
    route(call, other, connection(call, other, customer(call)), request["RouteDest"], PublishVpc=True)
    return request


_NOTHING_CREATED = "the action creates nothing"
PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    after=("connections",),
    causes={
        "InvalidRouteEntry.NotFound": having(RouteDest="10.99.0.0/24"),
        "OperationFailed.RouteConflict": _other_gateway_publishes,
    },
    no_cause={
        "IncorrectVpcStatus": "VPCs have no status here",
        "InvalidVpnInstanceId.NotFound": "a second code for an unknown gateway",
        "PublishVpnRouteEntry Resource.QuotaFull": _NOTHING_CREATED,
        "ModifyVpnRouteEntryWeight Resource.QuotaFull": _NOTHING_CREATED,
        "DeleteVpnRouteEntry Resource.QuotaFull": _NOTHING_CREATED,
    },
    never_shown={
        "DescribeVpnRouteEntries": {"AsPath": "only BGP routes have it", "Community": "only BGP routes have it"}
    },
)
