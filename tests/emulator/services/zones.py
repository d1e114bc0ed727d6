# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The zones of a region: DescribeVpnGatewayAvailableZones in contract/gateway.yaml."""

from __future__ import annotations

from typing import Any

from .. import regions
from ..call import Call
from ..registry import action


@action("DescribeVpnGatewayAvailableZones")
def describe(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference.  Here every zone can hold every gateway, and a name is the ID in any language."""
    zones = [{"ZoneId": zone, "ZoneName": zone} for zone in regions.ZONES[call.region_id]]
    return {"RegionId": call.region_id, "AvailableZoneIdList": zones}
