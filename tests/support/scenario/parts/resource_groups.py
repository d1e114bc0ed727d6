# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Resource groups."""

from __future__ import annotations

from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request, having


def _moved(ids: Ids) -> Request:
    return {"InstanceId": ids["gateway"], "ResourceType": "VpnGateWay", "NewResourceGroupId": "rg-2"}


def _build(call: Caller, ids: Ids) -> None:
    call("MoveVpnResourceGroup", **_moved(ids))


def _reads(_ids: Ids) -> list[tuple[str, Request]]:
    return []


def _writes(ids: Ids) -> dict[str, Request]:
    return {"MoveVpnResourceGroup": _moved(ids)}


PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    after=("gateways",),
    at_once=frozenset({"MoveVpnResourceGroup"}),
    causes={
        "IllegalParam.ResourceType": having(ResourceType="Vpc"),
        "InvalidResourceGroupId": having(NewResourceGroupId="none"),
        "InvalidResourceId.NotFound": having(InstanceId="vpn-none"),
    },
    no_cause={
        "MoveVpnResourceGroup InvalidInstanceId.NotFound": "the stand-in cloud answers InvalidResourceId.NotFound",
    },
)
