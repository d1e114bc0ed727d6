# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPN gateways."""

from __future__ import annotations

from tests.support.descriptors import VPN_GATEWAY
from tests.unit.modules.cases.case import Case, Change, Fixed, Read

GATEWAY = Case(
    VPN_GATEWAY,
    actions=("CreateVpnGateway", "ModifyVpnGatewayAttribute", "TagResources"),
    make={
        "name": "city",
        "description": "City office",
        "vpc_id": "vpc-1",
        "vswitch_id": "vsw-1",
        "disaster_recovery_vswitch_id": "vsw-2",
        "bandwidth": 10,
        "instance_charge_type": "POSTPAY",
        "auto_pay": True,
        "enable_ipsec": True,
        "enable_ssl": True,
        "ssl_connections": 5,
        "vpn_type": "Normal",
        "network_type": "public",
        "resource_group_id": "rg-1",
        "auto_propagate": False,
        "tags": {"site": "hangzhou", "empty": ""},
    },
    identity=("name",),
    changes=(
        Change("name", "city-2", "Name", "city-2"),
        Change("description", "City office, second floor", "Description", "City office, second floor"),
        Change("auto_propagate", True, "AutoPropagate", True),
        Change("tags", {"site": "shanghai"}, "Tags.Tag", [{"Key": "site", "Value": "shanghai"}]),
    ),
    fixed=(
        Fixed("vpc_id", "vpc-2"),
        Fixed("vswitch_id", "vsw-3"),
        Fixed("disaster_recovery_vswitch_id", "vsw-3"),
        Fixed("bandwidth", 20),
        Fixed("instance_charge_type", "PREPAY"),
        Fixed("enable_ipsec", False),
        Fixed("enable_ssl", False, {"ssl_connections": None}),
        Fixed("ssl_connections", 10),
        Fixed("vpn_type", "NationalStandard"),
        Fixed("network_type", "private"),
        Fixed("resource_group_id", "rg-2"),
    ),
    apart={"period": "only with PREPAY"},
    read=Read("DescribeVpnGateway", {"vpn_gateway_id": "vpn_gateway_id"}),
    table="vpn_gateways",
)
