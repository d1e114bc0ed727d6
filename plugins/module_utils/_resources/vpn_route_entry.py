# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Destination-based route of a VPN gateway (contract: route.yaml, sections 6.1, 6.3, 6.4, 6.6 and 6.8)."""

from __future__ import annotations

import typing as t
from dataclasses import replace

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Choice
from .._engine.parts import Actions, Identity, Update, Wrapped
from .._engine.reference import Ref
from .._engine.resource import Resource
from ._values import DESCRIPTION, PUBLISHING, WEIGHT, WITHOUT_EFFECT, Published, RouteDest
from .vpn_connection import VPN_CONNECTION
from .vpn_gateway import IN_GATEWAY

VPN_ROUTE_ENTRY = Resource(
    name="vpn_route_entry",
    title="route",
    actions=Actions(create="CreateVpnRouteEntry", delete="DeleteVpnRouteEntry", list="DescribeVpnRouteEntries"),
    items=Wrapped("VpnRouteEntries", "VpnRouteEntry"),
    identity=Identity(parents=("vpn_gateway",), natural=("vpn_gateway", "route_dest", "next_hop")),
    fields=(
        replace(IN_GATEWAY, read="VpnInstanceId"),
        Field("route_dest", "RouteDest", RouteDest(), change=Change.IMMUTABLE, required=True),
        Field("next_hop", "NextHop", Ref(VPN_CONNECTION), change=Change.IMMUTABLE, required=True),
        Field("weight", "Weight", WEIGHT, initial=100),
        Field("publish_vpc", "PublishVpc", Published(), read="State", initial=True),
        Field("description", "Description", DESCRIPTION, change=Change.WRITE_ONLY),
        Field("overlay_mode", "OverlayMode", Choice(("Ipsec",)), change=Change.WRITE_ONLY),
    ),
    returns=(
        "VpnInstanceId",
        "RouteDest",
        "NextHop",
        "Weight",
        "State",
        "RouteEntryType",
        "Source",
        "AsPath",
        "Community",
        "NextHopTunnelId",
        "CreateTime",
    ),
    times=("CreateTime",),
    updates=(
        Update("ModifyVpnRouteEntryWeight", ("weight",), renewed=("weight",)),
        Update("PublishVpnRouteEntry", ("publish_vpc",), constants=(("RouteType", "dbr"),)),
    ),
    filters=(
        IN_GATEWAY.filter(required=True),
        Parameter("route_entry_type", "RouteEntryType", Choice(("custom", "bgp"))),
    ),
    lock="vpn_gateway",
    removal=("weight",),
    awaited=PUBLISHING,
    idle=WITHOUT_EFFECT,
)


def is_custom(raw: t.Mapping[str, t.Any]) -> bool:
    """Whether a user created the route. Those of BGP come and go by themselves."""
    return str(raw.get("RouteEntryType") or "custom").lower() == "custom"
