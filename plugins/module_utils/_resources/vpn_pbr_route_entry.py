# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Policy-based route of a VPN gateway (contract: route.yaml, sections 6.2, 6.3, 6.5, 6.7 and 6.9, and the priority)."""

from __future__ import annotations

from dataclasses import replace

from .._engine.field import Change, Field
from .._engine.kinds import Choice, Int
from .._engine.networks import Cidr
from .._engine.parts import Actions, Identity, Update, Wrapped
from .._engine.reference import Ref
from .._engine.resource import Resource
from ._values import DESCRIPTION, PUBLISHING, WEIGHT, WITHOUT_EFFECT, Published, RouteDest
from .vpn_connection import VPN_CONNECTION
from .vpn_gateway import IN_GATEWAY

VPN_PBR_ROUTE_ENTRY = Resource(
    name="vpn_pbr_route_entry",
    title="policy route",
    actions=Actions(
        create="CreateVpnPbrRouteEntry", delete="DeleteVpnPbrRouteEntry", list="DescribeVpnPbrRouteEntries"
    ),
    items=Wrapped("VpnPbrRouteEntries", "VpnPbrRouteEntry"),
    identity=Identity(parents=("vpn_gateway",), natural=("vpn_gateway", "route_source", "route_dest", "next_hop")),
    fields=(
        replace(IN_GATEWAY, read="VpnInstanceId"),
        Field("route_source", "RouteSource", Cidr(), change=Change.IMMUTABLE, required=True),
        Field("route_dest", "RouteDest", RouteDest(), change=Change.IMMUTABLE, required=True),
        Field("next_hop", "NextHop", Ref(VPN_CONNECTION), change=Change.IMMUTABLE, required=True),
        Field("weight", "Weight", WEIGHT, initial=100),
        Field("priority", "Priority", Int(1, 100)),
        Field("publish_vpc", "PublishVpc", Published(), read="State", initial=True),
        Field("description", "Description", DESCRIPTION, change=Change.WRITE_ONLY),
        Field("overlay_mode", "OverlayMode", Choice(("Ipsec",)), change=Change.WRITE_ONLY),
    ),
    returns=(
        "VpnInstanceId",
        "RouteSource",
        "RouteDest",
        "NextHop",
        "Weight",
        "Priority",
        "State",
        "NextHopTunnelId",
        "CreateTime",
    ),
    times=("CreateTime",),
    updates=(
        # It needs the present priority, which a route on a gateway without priorities does not show.
        Update(
            "ModifyVpnPbrRouteEntryAttribute",
            ("weight", "priority"),
            renewed=("weight", "priority"),
            together=True,
        ),
        Update("ModifyVpnPbrRouteEntryWeight", ("weight",), renewed=("weight",)),
        # The service also identifies the route by its weight, which the step before may have changed.
        Update("ModifyVpnPbrRouteEntryPriority", ("priority",), along=("weight",), renewed=("priority",)),
        Update("PublishVpnRouteEntry", ("publish_vpc",), constants=(("RouteType", "pbr"),), unkeyed=("route_source",)),
    ),
    filters=(IN_GATEWAY.filter(required=True),),
    lock="vpn_gateway",
    removal=("weight",),
    awaited=PUBLISHING,
    idle=WITHOUT_EFFECT,
)
