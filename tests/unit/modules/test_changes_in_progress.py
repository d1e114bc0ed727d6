# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Tasks that start while a change of an earlier task is still in progress, and deletes of what is gone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.case import Case, name_of
from tests.support.cases import CASES
from tests.support.tasks import REGION, Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

# Those that the service lists until they are gone, without saying that they are being deleted.
LISTED_TO_THE_END = [
    case
    for case in CASES
    if case.resource.lock and not case.resource.deleting and case.resource.name != "ssl_vpn_client_cert"
]


@pytest.mark.parametrize("by_id", [False, True])
@pytest.mark.parametrize("case", LISTED_TO_THE_END, ids=name_of)
class TestWhatIsAboutToGo:
    """absent with wait=false, and the next task at once."""

    def _deleting(self, tasks: Tasks, case: Case, by_id: bool) -> dict[str, Any]:
        """Start a deletion; returns the options of a task that creates the resource again."""
        options = tasks.filled(case.options)
        created = tasks(case.resource.name, **options)[case.resource.name]
        where = {name: options[name] for name in case.identity}
        if by_id and case.resource.identity.id:
            where = {case.resource.id_option: created[case.resource.id_option]}
        tasks.emulator.cloud.settle = 60
        assert tasks(case.resource.name, state="absent", wait=False, **where)["changed"]
        assert len(tasks.records(case.table)) > 0
        tasks.emulator.clear_log()
        return options

    @pytest.mark.parametrize("wait", [True, False])
    def test_it_is_created_again(self, tasks: Tasks, case: Case, by_id: bool, wait: bool) -> None:
        options = self._deleting(tasks, case, by_id)
        ran = tasks(case.resource.name, wait=wait, **options)
        assert tuple(ran["actions"]) == case.actions
        tasks.emulator.cloud.settle = 0
        again = tasks(case.resource.name, **options)
        assert again["changed"] is False

    def test_check_mode_predicts_it(self, tasks: Tasks, case: Case, by_id: bool) -> None:
        options = self._deleting(tasks, case, by_id)
        assert tuple(tasks(case.resource.name, check=True, **options)["actions"]) == case.actions

    def test_a_second_delete_changes_nothing(self, tasks: Tasks, case: Case, by_id: bool) -> None:
        options = self._deleting(tasks, case, by_id)
        where = {name: options[name] for name in case.identity}
        assert tasks(case.resource.name, state="absent", **where)["changed"] is False
        assert tasks.writes() == []


@pytest.mark.parametrize("option", ["destination_routes", "policy_routes"])
def test_routes_that_are_about_to_go(tasks: Tasks, option: str) -> None:
    where = {"vpn_gateway": tasks.existing.id("hq"), "next_hop": tasks.existing.id("hq-office")}
    source = {"route_source": "10.10.0.0/24"} if option == "policy_routes" else {}
    one = {**source, "route_dest": "172.16.1.0/24", "next_hop": where["next_hop"]}
    wanted: dict[str, Any] = {"vpn_gateway": where["vpn_gateway"], option: [one]}
    tasks("vpn_gateway_routes", **wanted)
    tasks.emulator.cloud.settle = 60
    tasks("vpn_gateway_routes", state="absent", wait=False, **wanted)
    assert tasks("vpn_gateway_routes", **wanted)["changed"]


@pytest.mark.parametrize("case", [case for case in CASES if case.resource.lock], ids=name_of)
def test_a_delete_of_what_somebody_else_deleted(tasks: Tasks, monkeypatch: pytest.MonkeyPatch, case: Case) -> None:
    """Not every action documents the code that it answers then."""
    options = tasks.filled(case.options)
    tasks(case.resource.name, **options)
    handle = tasks.emulator.cloud.handle

    def handled(request: Any) -> Any:
        if request.parameters["Action"] == case.resource.actions.delete:
            tasks.emulator.cloud.state.region(REGION).table(case.table).clear()
            tasks.emulator.cloud.add_fault(f"{case.resource.actions.delete}:code=InvalidSomething.NotFound:1")
        return handle(request)

    monkeypatch.setattr(tasks.emulator.cloud, "handle", handled)
    where = {name: options[name] for name in case.identity}
    assert tasks(case.resource.name, state="absent", **where)[case.resource.name] == {}


def test_a_delete_that_fails_for_another_reason_fails(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.emulator.add_fault("DeleteVpnGateway:code=InvalidSomething.NotFound:9")
    assert "InvalidSomething.NotFound" in tasks.refused("vpn_gateway", name="hq", state="absent")
