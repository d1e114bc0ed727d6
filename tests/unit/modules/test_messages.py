# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The message for each error code of the service: the code and what to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import Category
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.codes import advice_for, category_of
from tests.support.caller import raw_actions
from tests.support.case import Case, altered
from tests.support.cases import CASES
from tests.support.tasks import Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

CREATE, UPDATE, DELETE = "create", "update", "delete"


def _uses() -> Iterator[tuple[str, str, Case]]:
    """Every write of the cases, and the task that sends it."""
    for case in CASES:
        yield case.resource.actions.create, CREATE, case
        yield case.resource.actions.delete, DELETE, case
        if case.new_values:
            yield case.resource.updates[0].action, UPDATE, case


USES = {action: (when, case) for action, when, case in _uses()}
CODES = sorted({code for name, action in raw_actions().items() if "section" in action for code in action["errors"]})


def _reached() -> list[tuple[str, str]]:
    """Each code once, in an action that makes the task fail."""
    found: dict[str, str] = {}
    for action, (when, _case) in USES.items():
        for code, row in raw_actions()[action]["errors"].items():
            category = category_of(code, row.get("http", 400))
            if category is not Category.DRY_RUN and not (when == DELETE and category is Category.NOT_FOUND):
                found.setdefault(code, action)
    return sorted(found.items())


# No case sends their actions, or a task does not fail with them.
ELSEWHERE = {
    "DryRunOperation": "success of a dry run (test_dry_run)",
    "InvalidRouteEntry.NotFound": "only when deleting, where it means success",
    "InvalidSslVpnClientCertId.NotFound": "read before it is renamed or deleted",
    "InvalidVpnInstanceId.NotFound": "only when listing, where it means an empty list",
}


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_advice(code: str) -> None:
    if category_of(code, 400) is not Category.DRY_RUN:
        advice = advice_for(code, "ModifyVpnGatewayAttribute")
        assert len(advice) > 20
        assert advice.endswith((".", ")"))


def test_every_code_is_reached() -> None:
    assert set(CODES) - {code for code, _action in _reached()} <= set(ELSEWHERE)


@pytest.mark.parametrize(("code", "action"), _reached())
def test_a_task_says_what_to_do(tasks: Tasks, code: str, action: str) -> None:
    when, case = USES[action]
    module = case.resource.name
    options = tasks.filled(case.options)
    if when != CREATE:
        created = tasks(module, **options)[module]
        if case.resource.identity.id:
            options[case.resource.id_option] = created[case.resource.id_option]
    if when == UPDATE:
        new = case.new_values[0]
        options = altered(options, {new.option: new.value, **new.along})
    more: dict[str, Any] = {"state": "absent"} if when == DELETE else {}
    tasks.emulator.add_fault(f"{action}:code={code}:999")
    ran = tasks.attempt(module, **options, **more, wait_timeout=0, retry_timeout=0)
    assert ran.failed
    assert (ran["error"]["code"], ran["error"]["action"]) == (code, action)
    for part in (code, action, case.resource.title, advice_for(code, action)):
        assert part in ran["msg"]
    assert (ran["changed"], ran["actions"]) == (False, [])
