# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tags."""

from __future__ import annotations

from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request


def _gateway(ids: Ids) -> Request:
    return {"ResourceType": "VPNGATEWAY", "ResourceId": [ids["gateway"]]}


def _build(call: Caller, ids: Ids) -> None:
    gateway = {**_gateway(ids), "ResourceType": "VpnGateWay"}
    call("TagResources", **gateway, Tag=[{"Key": "a", "Value": "b"}, {"Key": "c"}])
    call("UnTagResources", **gateway, TagKey=["c"])


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [("ListTagResources", _gateway(ids))]


def _writes(ids: Ids) -> dict[str, Request]:
    return {
        "TagResources": {**_gateway(ids), "Tag": [{"Key": "new"}]},
        "UnTagResources": {**_gateway(ids), "All": True},
    }


PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    after=("gateways",),
    at_once=frozenset({"TagResources", "UnTagResources"}),
)
