# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code of every error table: reached by its cause, or listed with the reason why nothing here causes it.

Causes and reasons that belong to one resource are in its part of the scenario.  Where there is no cause, a test still
gets the code with ``--fault ACTION:code=CODE:1``.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.messages import Response
from tests.emulator.services import ACTIONS, QUOTAS
from tests.support import scenario
from tests.support.caller import Caller, raw_actions
from tests.support.clouds import Built
from tests.support.scenario import Cause, Ids, Request
from tests.support.scenario.part import having

_POLICY = "there are no sub-users here, and no policy forbids anything"
_BUSY = "the code for anything busy is VpnGateway.Configuring here"
_NO_CAUSE = {
    "Forbidden": _POLICY,
    "Forbbiden.SubUser": _POLICY,
    "VpnTask.CONFLICT": _BUSY,
    "TaskConflict": _BUSY,
    "Appliance.Configuring": _BUSY,
    "VpnConnection.Configuring": _BUSY,
    "VpnRouteEntry.Configuring": _BUSY,
    "VpnGateway.task.conflict": _BUSY,
    "OperationConflict": _BUSY,
    "SystemBusy": _BUSY,
    "IncorrectStatus.VpnGateway": _BUSY,
    **scenario.NO_CAUSE,
}


def _locked(call: Caller, _ids: Ids, request: Request) -> Request:
    for gateway_id in call.cloud.state.region(call.region).table("vpn_gateways"):
        call.cloud.lock_gateway(gateway_id)
    return request


def _busy(call: Caller, _ids: Ids, request: Request) -> Request:
    impatient = Caller(call.cloud)
    for gateway_id in call.cloud.state.region(call.region).table("vpn_gateways"):
        impatient("ModifyVpnGatewayAttribute", VpnGatewayId=gateway_id, Name="busy")
    return request


def _quotas_full(call: Caller, _ids: Ids, request: Request) -> Request:
    call.cloud.set_quota(*(f"{name}=0" for name in QUOTAS if name != "vpc_route_entries"))
    return request


def _published_routes_full(call: Caller, _ids: Ids, request: Request) -> Request:
    call.cloud.set_quota("vpc_route_entries=0")
    return request


_CAUSES: dict[str, Cause] = {
    "DryRunOperation": having(DryRun=True),
    "IllegalParam.LocalSubnet": having(LocalSubnet="10.0.0.1/24"),
    "IllegalParam.RemoteSubnet": having(RemoteSubnet="10.0.0.1/24"),
    "InvalidDescription": having(Description="x" * 101),
    "InvalidName": having(Name="http://x"),
    "InvalidRegionId.NotFound": having(RegionId="cn-nowhere"),
    "OperationDenied.VpnConfiguring": _busy,
    "OperationDenied.VpnFinancialLocked": _locked,
    "QuotaExceeded.VpnRouteEntry": _published_routes_full,
    "Resource.QuotaFull": _quotas_full,
    "VpnGateway.Configuring": _busy,
    "VpnGateway.FinancialLocked": _locked,
    **scenario.CAUSES,
}
_ROWS = [(name, code) for name, action in raw_actions().items() if name in ACTIONS for code in action["errors"]]


def _entry(entries: dict[str, Any], name: str, code: str) -> Any:
    return entries.get(f"{name} {code}") or entries.get(code)


@pytest.mark.parametrize(("name", "code"), [row for row in _ROWS if not _entry(_NO_CAUSE, *row)])
def test_reached_by_its_cause(built: Built, name: str, code: str) -> None:
    requests = {**dict(scenario.reads(built.ids)), **scenario.writes(built.ids)}
    request = _entry(_CAUSES, name, code)(built.patient, built.ids, requests[name])
    _check(built.patient.answer(name, **request), name, code)


@pytest.mark.parametrize(("name", "code"), [row for row in _ROWS if _entry(_NO_CAUSE, *row)])
def test_without_a_cause_a_fault_gives_it(call: Caller, name: str, code: str) -> None:
    call.cloud.add_fault(f"{name}:code={code}:1")
    _check(call.answer(name), name, code)


def _check(answer: Response, name: str, code: str) -> None:
    row = raw_actions()[name]["errors"][code]
    body = json.loads(answer.body)
    assert body["Code"] == code, body
    assert answer.status == row.get("http", answer.status)
    if "message" in row:
        head, _unused, tail = row["message"].partition("%s")
        assert body["Message"].startswith(head)
        assert body["Message"].endswith(tail.rpartition("%s")[2])
        assert "%s" not in body["Message"]


def test_every_entry_is_needed() -> None:
    codes = {code for _name, code in _ROWS} | {f"{name} {code}" for name, code in _ROWS}
    assert set(_NO_CAUSE) <= codes
    assert set(_CAUSES) <= codes
    assert not set(_CAUSES) & set(_NO_CAUSE)
