# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource groups: contract/gateway.yaml, MoveVpnResourceGroup. Groups exist in another product, so any id is known."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import action

_TABLES = {"vpngateway": "vpn_gateways", "customergateway": "customer_gateways", "vpnattachment": "vpn_attachments"}


@action("MoveVpnResourceGroup")
def move(call: Call) -> dict[str, Any]:
    """What belongs to a VPN gateway has the gateway's group, and so moves with it."""
    table = _TABLES[call.parameters["ResourceType"].lower()]
    if not call.parameters["NewResourceGroupId"].startswith("rg-"):
        raise call.error("InvalidResourceGroupId")
    record = call.find(table, call.parameters["InstanceId"], "InvalidResourceId.NotFound")
    record["ResourceGroupId"] = call.parameters["NewResourceGroupId"]
    return {}
