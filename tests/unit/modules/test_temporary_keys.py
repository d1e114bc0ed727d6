# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules with temporary keys: a long wait renews them, and what refuses them is named."""

from __future__ import annotations

import pytest

from tests.emulator.running import Running
from tests.support.cases.vpn_gateway import CASE as GATEWAY
from tests.support.identity import ROLE
from tests.support.tasks import Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.fixture
def tasks(emulator: Running) -> Tasks:
    """The permission sts:AssumeRole is the user's, so it is in the policy of no module."""
    return Tasks(emulator)


def test_a_wait_outlives_the_keys(tasks: Tasks) -> None:
    emulator = tasks.emulator
    emulator.cloud.settle = 5000
    role = {"role_arn": ROLE, "role_session_seconds": 900}
    ran = tasks("vpn_gateway", **tasks.filled(GATEWAY.options), **role, wait_timeout=40000)
    assert ran["vpn_gateway"]["status"] == "active"
    assert {entry["code"] for entry in emulator.log} == {None}
    issued = [key for key in emulator.cloud.keys if key.token]
    assert len(issued) > 5
    shown = ran.output
    assert not any(secret in shown for key in issued for secret in (key.key_id, key.secret, key.token))


def test_check_mode_gets_keys_as_well(tasks: Tasks) -> None:
    ran = tasks("vpn_gateway", check=True, **GATEWAY.options, role_arn=ROLE)
    assert ran["changed"]
    assert not tasks.emulator.writes


def test_a_refused_role(tasks: Tasks) -> None:
    ran = tasks.attempt("vpn_gateway_info", role_arn=f"{ROLE}2")
    assert ran["msg"] == (
        "Could not list VPN gateways: no credentials: AssumeRole: EntityNotExist.Role: The specified Role not exists "
        f"(HTTP 404, request {ran['msg'].partition('request ')[2][:36]}). Check the ARN of the role in the RAM console."
    )
    assert ran["error"] == {
        "action": "AssumeRole",
        "code": "EntityNotExist.Role",
        "message": "The specified Role not exists.",
        "http_status": 404,
        "request_id": ran["msg"].partition("request ")[2][:36],
        "tries": 1,
    }


def test_no_answer_to_the_request_for_keys(tasks: Tasks) -> None:
    tasks.emulator.add_fault("AssumeRole:drop-answer:9")
    error = tasks.attempt("vpn_gateway_info", role_arn=ROLE, retry_timeout=0)["error"]
    assert (error["action"], error["code"], error["tries"]) == ("AssumeRole", "Collection.NoAnswer", 1)


def test_without_any_key_nothing_was_called(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    for part in ("ID", "SECRET"):
        monkeypatch.delenv(f"ALIBABA_CLOUD_ACCESS_KEY_{part}")
    tasks.emulator.cloud.account.ecs_role = ""
    ran = tasks.attempt("vpn_gateway_info")
    assert ran["msg"].startswith("Could not list VPN gateways: no credentials: tried the options; ")
    error = ran["error"]
    assert error.pop("message") == ran["msg"].partition(": ")[2]
    assert error.pop("code") == "Collection.InvalidSettings"
    assert error == {"action": None, "http_status": None, "request_id": None, "tries": 0}


def test_a_wrong_setting(tasks: Tasks) -> None:
    ran = tasks.attempt("vpn_gateway_info", role_arn="vpn")
    assert ran["msg"].startswith("role_arn: 'vpn' is not the ARN of a role; ")
    assert not tasks.emulator.log
