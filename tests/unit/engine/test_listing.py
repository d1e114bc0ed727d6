# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists of results, from prepared answers."""

from __future__ import annotations

from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.listing import list_all
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.support.fakes import Wire, client, ok


def _page(*gateways: dict[str, Any], total: int = 0) -> Answer:
    return ok(TotalCount=total or len(gateways), VpnGateways={"VpnGateway": list(gateways)})


def _gateway(number: int, **more: Any) -> dict[str, Any]:
    return {"VpnGatewayId": f"vpn-{number}", "Name": f"gateway-{number}", **more}


def test_a_resource_that_changes_while_its_list_is_read_is_listed_once() -> None:
    """It has moved to the next page meanwhile, with another status."""
    full = [_gateway(number) for number in range(49)]
    before, after = _gateway(50, Status="updating"), _gateway(50, Status="active")
    moved = (_page(*full, before, total=51), _page(after, total=51))
    wire = Wire(*moved, _page(*full, after, total=51), _page(_gateway(51), total=51))
    found = list_all(VPN_GATEWAY, client(wire), {})
    assert [one["vpn_gateway_id"] for one in found] == [*(f"vpn-{number}" for number in range(49)), "vpn-50", "vpn-51"]
    assert len(wire.sent) == 4


def test_a_selection_by_name_and_id_keeps_the_order_of_the_service() -> None:
    wire = Wire(_page(*map(_gateway, (3, 1, 2))))
    named = list_all(VPN_GATEWAY, client(wire), {}, names=["gateway-1", "gateway-3", "other"])
    assert [one["name"] for one in named] == ["gateway-3", "gateway-1"]
    both = list_all(VPN_GATEWAY, client(wire), {"vpc_id": "vpc-1"}, ids=["vpn-2", "vpn-1"], names=["gateway-2"])
    assert [one["name"] for one in both] == ["gateway-2"]
