# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPN gateways."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from tests.support import site
from tests.support.case import Case, Fixed, NewValue, Omitted, Read

CASE = Case(
    VPN_GATEWAY,
    actions=("CreateVpnGateway", "ModifyVpnGatewayAttribute", "TagResources"),
    options={
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
    new_values=(
        NewValue("name", "city-2", "Name", "city-2"),
        NewValue("description", "City office, second floor", "Description", "City office, second floor"),
        NewValue("auto_propagate", True, "AutoPropagate", True),
        NewValue("resource_group_id", "rg-2", "ResourceGroupId", "rg-2"),
        NewValue("tags", {"site": "shanghai"}, "Tags.Tag", [{"Key": "site", "Value": "shanghai"}]),
    ),
    fixed=(
        Fixed("vpc_id", "vpc-2"),
        Fixed("vswitch_id", "vsw-3"),
        Fixed("disaster_recovery_vswitch_id", "vsw-4"),
        Fixed("bandwidth", 20),
        Fixed("instance_charge_type", "PREPAY"),
        Fixed("enable_ipsec", False),
        Fixed("enable_ssl", False, {"ssl_connections": None}),
        Fixed("ssl_connections", 10),
        Fixed("vpn_type", "NationalStandard"),
        Fixed("network_type", "private"),
    ),
    omitted={
        "period": Omitted(
            "only with PREPAY",
            ({"name": "city-prepaid", "instance_charge_type": "PREPAY", "period": 1, "auto_pay": True},),
        )
    },
    read=Read("DescribeVpnGateway", {"vpn_gateway_id": "vpn_gateway_id"}),
    table="vpn_gateways",
    existing={
        # Examples in the documentation create it with these networks.
        "hq": site.gateway(
            enable_ssl=True,
            vpc_id="vpc-bp1ub1yt9cvakoelj0001",
            vswitch_id="vsw-bp1j5miw2bae9s2vt0001",
            disaster_recovery_vswitch_id="vsw-bp1j5miw2bae9s2vt0002",
        ),
        "hq-old": site.gateway(),
        "hq-sm": site.gateway(vpn_type="NationalStandard"),
        "hq-sm-dual": site.gateway(
            vpn_type="NationalStandard", vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2"
        ),
        "spare": site.gateway(enable_ssl=True),
        # Examples in the documentation use these IDs.
        "branch-1": site.gateway(vpn_gateway_id="vpn-bp1q8bgx4xnkm2ogj0001"),
        "branch-2": site.gateway(vpn_gateway_id="vpn-bp1q8bgx4xnkm2ogj0002"),
    },
    stricter={
        "ModifyVpnGatewayAttribute.Description": "a page of the 2022 API reference bars a start with http://",
    },
)
