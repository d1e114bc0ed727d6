# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destination routes."""

from __future__ import annotations

from tests.support.descriptors import VPN_ROUTE_ENTRY
from tests.unit.modules.cases.case import Case, Change, Read

ROUTE = Case(
    VPN_ROUTE_ENTRY,
    actions=("CreateVpnRouteEntry",),
    make={
        "vpn_gateway": "<hq>",
        "route_dest": "192.168.30.0/24",
        "next_hop": "<hq-office>",
        "weight": 100,
        "publish_vpc": True,
        "description": "To the branch",
        "overlay_mode": "Ipsec",
    },
    identity=("vpn_gateway", "route_dest", "next_hop"),
    changes=(Change("weight", 0, "Weight", 0), Change("publish_vpc", False, "State", "normal")),
    fixed=(),
    apart={},
    read=Read("DescribeVpnRouteEntries", {"vpn_gateway_id": "vpn_instance_id"}, "VpnRouteEntries.VpnRouteEntry[0]"),
    table="route_entries",
)
