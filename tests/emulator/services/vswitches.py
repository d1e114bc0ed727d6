# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The VPC and the vSwitches that a new gateway is placed in (gateway.yaml, notes of CreateVpnGateway).

They belong to another product, so each ID that looks like one exists, and the last character of a vSwitch's ID says
which of the region's zones it is in (README.md, "Regions and vSwitches").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .. import regions
from ..call import Call
from ..errors import ServiceError

_VPC = re.compile(r"vpc-[a-z0-9]+\Z")
_VSWITCH = re.compile(r"vsw-[a-z0-9]+\Z")


def zones_of(call: Call, gateway: Mapping[str, Any]) -> list[str]:
    """The zones of a gateway's first and second vSwitch, or, where it has none, the region's first zones."""
    zones = regions.ZONES[call.region_id]
    places = (gateway.get("VSwitchId") or "0", gateway.get("DisasterRecoveryVSwitchId") or "1")
    return [zones[int(place[-1], 36) % len(zones)] for place in places]


def is_dual(call: Call) -> bool:
    """Whether new gateways of the region are dual-tunnel; a test changes it (``Cloud.set_tunnels``)."""
    return call.state.tunnels_of_regions.get(call.region_id, regions.TUNNELS[call.region_id]) == 2


def check(call: Call) -> None:
    """Refuse a place that the region's kind of gateway cannot have."""
    if not _VPC.match(call.parameters["VpcId"]):
        raise call.invalid("VpcId")
    first, second = call.get("VSwitchId"), call.get("DisasterRecoveryVSwitchId")
    if not all(_VSWITCH.match(vswitch_id) for vswitch_id in (first, second) if vswitch_id is not None):
        raise _not_found()
    if not is_dual(call):
        if second is not None:
            raise call.invalid("DisasterRecoveryVSwitchId")
        return
    if first is None or second is None:
        raise _not_found()
    zones = zones_of(call, call.parameters)
    if zones[0] == zones[1] and len(regions.ZONES[call.region_id]) > 1:
        raise call.invalid("DisasterRecoveryVSwitchId")


def _not_found() -> ServiceError:
    """The contract has no row for it; code, text and status are those that users report
    (github.com/aliyun/terraform-provider-alicloud/issues/6804)."""
    return ServiceError("InvalidVSwitchId.NotFound", "The specified vswitchId is not found.", 400)
