# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""DryRun requests: DryRunOperation is a success, nothing changes, and a refusal comes from the service."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.case import Case, altered
from tests.support.cases import CASES
from tests.support.cases.ipsec_server import CASE as IPSEC
from tests.support.cases.ipsec_server import PHONES_PSK
from tests.support.cases.vpn_gateway_certificate import CASE as CERTIFICATE
from tests.support.tasks import Ran, Tasks

OFFERED = [case for case in CASES if case.resource.dry_run]


def _name(value: Any) -> str:
    return value.resource.name if isinstance(value, Case) else ""


def _dry_run(tasks: Tasks, case: Case, calls: int, **options: Any) -> Ran:
    """A dry run that succeeds: it sends requests and changes nothing."""
    before = [dict(record) for record in tasks.records(case.table)]
    tasks.emulator.clear_log()
    ran = tasks(case.resource.name, dry_run=True, **options)
    assert (ran["changed"], ran["actions"]) == (False, [])
    assert ran["diff"]["before"] == ran["diff"]["after"]
    asked = [entry for entry in tasks.emulator.writes if "DryRun" in entry["parameters"]]
    assert asked == tasks.emulator.writes
    assert len(asked) == calls
    assert {entry["code"] for entry in asked} <= {"DryRunOperation", None}
    assert tasks.records(case.table) == before
    return ran


def test_resources_that_offer_dry_run() -> None:
    assert {"vpn_gateway_certificate", "ipsec_server"} <= {case.resource.name for case in OFFERED}


@pytest.mark.parametrize("case", OFFERED, ids=_name)
def test_create_and_delete(tasks: Tasks, case: Case) -> None:
    options = tasks.filled(case.options)
    assert _dry_run(tasks, case, 1, **options)[case.resource.name] == {}
    tasks(case.resource.name, **options)
    shown = _dry_run(tasks, case, 0, **options)[case.resource.name]
    assert shown
    where = {name: options[name] for name in case.identity}
    assert _dry_run(tasks, case, 1, **where, state="absent")[case.resource.name] == shown
    tasks(case.resource.name, **where, state="absent")
    _dry_run(tasks, case, 0, **where, state="absent")


def test_update(tasks: Tasks) -> None:
    options = tasks.filled(IPSEC.options)
    tasks("ipsec_server", **options)
    _dry_run(tasks, IPSEC, 1, **altered(options, {"ike_config.ike_lifetime": 3600}))


@pytest.mark.parametrize("case", OFFERED, ids=_name)
def test_check_mode_sends_no_dry_run(tasks: Tasks, case: Case) -> None:
    options = tasks.filled(case.options)
    predicted = tasks(case.resource.name, check=True, dry_run=True, **options)
    assert (predicted["changed"], tuple(predicted["actions"])) == (True, case.actions)
    assert tasks.emulator.writes == []


@pytest.mark.parametrize("case", OFFERED, ids=_name)
def test_a_refusal_of_the_service_fails(tasks: Tasks, case: Case) -> None:
    options = tasks.filled(case.options)
    tasks.emulator.add_fault(f"{case.resource.actions.create}:code=VpnGateway.FinancialLocked:1")
    ran = tasks.attempt(case.resource.name, dry_run=True, **options)
    assert ran.failed
    assert ran["error"]["code"] == "VpnGateway.FinancialLocked"
    assert "overdue payment" in ran["msg"]
    assert (ran["changed"], ran["actions"]) == (False, [])
    assert tasks.records(case.table) == []


def test_a_plain_gateway_takes_no_certificate(tasks: Tasks) -> None:
    options = {**CERTIFICATE.options, "vpn_gateway": tasks.gateway()}
    text = tasks.refused("vpn_gateway_certificate", dry_run=True, **options)
    assert "InvalidVpnGatewayId" in text


def test_a_second_ipsec_server(tasks: Tasks) -> None:
    options = tasks.filled(IPSEC.options)
    tasks("ipsec_server", **options)
    ran = tasks.attempt(
        "ipsec_server", dry_run=True, **{**options, "name": "second", "client_ip_pool": "192.168.120.0/24"}
    )
    assert ran["error"]["code"] == "OperationFailed.IPsecServerExist"
    assert PHONES_PSK not in ran.output


def test_a_busy_gateway_is_waited_for(tasks: Tasks) -> None:
    options = tasks.filled(IPSEC.options)
    tasks.emulator.cloud.settle = 0.2
    tasks("vpn_gateway", name="hq", description="Changed", wait=False)
    ran = tasks("ipsec_server", dry_run=True, **options)
    assert ran["changed"] is False
