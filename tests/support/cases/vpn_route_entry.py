# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Destination routes."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_route_entry import VPN_ROUTE_ENTRY
from tests.support.case import Case, NewValue, Read

CASE = Case(
    VPN_ROUTE_ENTRY,
    actions=("CreateVpnRouteEntry",),
    options={
        # On a dual-tunnel gateway the weight has no effect.
        "vpn_gateway": "<hq-old>",
        "route_dest": "192.168.30.0/24",
        "next_hop": "<old-office>",
        "weight": 100,
        "publish_vpc": True,
        "description": "To the branch",
        "overlay_mode": "Ipsec",
    },
    identity=("vpn_gateway", "route_dest", "next_hop"),
    new_values=(NewValue("weight", 0, "Weight", 0), NewValue("publish_vpc", False, "State", "normal")),
    read=Read("DescribeVpnRouteEntries", {"vpn_gateway_id": "vpn_instance_id"}, "VpnRouteEntries.VpnRouteEntry[0]"),
    table="route_entries",
    wrong={"route_dest": ("0.0.0.0/0", "100.64.0.0/10", "100.100.1.0/24", "64.0.0.0/2")},
    existing={
        "route": {"vpn_gateway": "<hq>", "route_dest": "172.16.1.0/24", "next_hop": "<hq-office>", "weight": 0},
    },
)
