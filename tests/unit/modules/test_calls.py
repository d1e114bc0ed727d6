# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many calls a task takes, as the table in docs/architecture.md says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.emulator import contract
from tests.support import site
from tests.support.case import Case, name_of
from tests.support.cases import CASES
from tests.support.tasks import Tasks
from tests.support.tree import ROOT

pytestmark = pytest.mark.usefixtures("unmeasured")

_TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
_COLUMNS = ("create", "unchanged", "unchanged by ID", "delete", "delete by ID")
TABLE = {
    name: dict(zip(_COLUMNS, (cell.strip() for cell in cells.split("|")), strict=True))
    for name, cells in re.findall(r"^\| `(\w+)` \|(.*)\|$", _TEXT.partition("\n## Calls\n")[2], re.MULTILINE)
}


def _counted(tasks: Tasks, module: str, **options: Any) -> str:
    tasks.emulator.clear_log()
    tasks(module, **options)
    return str(len(tasks.calls))


def _counts(tasks: Tasks, case: Case) -> dict[str, str]:
    resource, module = case.resource, case.resource.name
    options = {name: value for name, value in tasks.filled(case.options).items() if name != "tags"}
    where = {name: options[name] for name in case.identity}
    counts = dict.fromkeys(_COLUMNS, "")
    counts["create"] = _counted(tasks, module, **options)
    counts["unchanged"] = _counted(tasks, module, **options)
    counts["delete"] = _counted(tasks, module, **where, state="absent")
    if resource.identity.id:
        by_id = {resource.id_option: tasks(module, **options)[module][resource.id_option]}
        counts["unchanged by ID"] = _counted(tasks, module, **{**options, **by_id})
        counts["delete by ID"] = _counted(tasks, module, **by_id, state="absent")
    return counts


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_task_takes_the_calls_that_are_documented(tasks: Tasks, case: Case) -> None:
    assert _counts(tasks, case) == TABLE.get(case.resource.name)


@pytest.mark.parametrize("how", ["name", "ID"])
def test_a_site_of_three(tasks: Tasks, how: str) -> None:
    """A gateway, a customer gateway and a connection."""
    modules = {
        "vpn_gateway": site.gateway("hq"),
        "customer_gateway": site.customer("office"),
        "vpn_connection": site.connection("hq-office"),
    }
    counts = []
    ids: dict[str, str] = {}
    for state in ("created", "unchanged", "deleted"):
        counts.append(0)
        for module in modules if state != "deleted" else reversed(modules):
            options = {**modules[module], "state": "absent" if state == "deleted" else "present"}
            if how == "ID":
                options.update({name: ids[name] for name in ids if name in options})
                options.update({f"{module}_id": ids[module]} if module in ids else {})
            tasks.emulator.clear_log()
            ran = tasks(module, **options)
            counts[-1] += len(tasks.calls)
            ids.setdefault(module, ran[module].get(f"{module}_id", ""))
    (row,) = re.findall(rf"^\| a site of three by {how} \| (\d+) \| (\d+) \| (\d+) \|$", _TEXT, re.MULTILINE)
    assert counts == [int(number) for number in row]


@pytest.mark.parametrize("case", [case for case in CASES if case.resource.lock], ids=name_of)
def test_the_service_refuses_creates_and_deletes_while_a_gateway_is_busy(case: Case) -> None:
    """So nobody has to look before."""
    for action in (case.resource.actions.create, case.resource.actions.delete):
        assert "VpnGateway.Configuring" in contract.load().actions[action].errors
