# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud with many gateways, for the stand-in cloud's ``--state``."""

from __future__ import annotations

from pathlib import Path

from tests.bench.plugins.made_up import variables
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, gateway

REGIONS = ("cn-hangzhou", "cn-shanghai", "eu-central-1", "us-west-1")
# What the service names otherwise than a result does: its own word for each variable that is a gateway's own.
_WIRE = {
    "vpn_gateway_id": "VpnGatewayId",
    "vpn_gateway_name": "Name",
    "description": "Description",
    "vpc_id": "VpcId",
    "vswitch_id": "VSwitchId",
    "internet_ip": "InternetIp",
    "resource_group_id": "ResourceGroupId",
    "eni_instance_ids": "EniInstanceIds",
    "create_time": "CreateTime",
    "end_time": "EndTime",
}


def save(path: Path, each: int, regions: tuple[str, ...] = REGIONS) -> None:
    """Write a state with `each` gateways in each region. One is made through the API, the others after it."""
    cloud = Cloud(quota=["vpn_gateways=1000000"])
    for region in regions:
        gateway(Caller(cloud, region))
        (pattern,) = cloud.state.region(region).table("vpn_gateways").values()
        made = [variables(region, number) for number in range(each)]
        cloud.state.region(region).tables["vpn_gateways"] = {
            one["vpn_gateway_id"]: {**pattern, **{wire: one[name] for name, wire in _WIRE.items()}} for one in made
        }
        cloud.state.region(region).tags["VPNGATEWAY"] = {one["vpn_gateway_id"]: one["vpn_gateway_tags"] for one in made}
    cloud.state.save(path)
