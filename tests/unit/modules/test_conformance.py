# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The same checks for every resource: predict, create, repeat, change each option, refuse and delete."""

from __future__ import annotations

import copy
import re
from typing import Any

import jmespath
import pytest
from alibabacloud_tea_openapi.models import Config
from alibabacloud_vpc20160428 import models
from alibabacloud_vpc20160428.client import Client as OfficialClient
from Tea.exceptions import TeaException

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change, Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.names import snake
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Objects
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import target_of
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.emulator.running import Running
from tests.support.case import Case, Fixed, NewValue, altered
from tests.support.cases import CASES
from tests.support.descriptors import ALL
from tests.support.tasks import REGION, Ran, Tasks

pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    # The official SDK causes it.
    pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning"),
]


def _name(value: Any) -> str:
    return value.resource.name if isinstance(value, Case) else getattr(value, "option", "")


WITH_VARIANTS = [one for case in CASES for one in (case, *case.variants)]
NEW_VALUES = [(case, new) for case in WITH_VARIANTS for new in case.new_values]
# What identifies an object in a list.
KEYS = {field.kind.key for resource in ALL for field in resource.fields if isinstance(field.kind, Objects)}
FIXED = [(case, fixed) for case in WITH_VARIANTS for fixed in case.fixed]


def test_every_resource_has_a_case() -> None:
    assert sorted(case.resource.name for case in CASES) == sorted(resource.name for resource in ALL)


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_every_option_is_in_the_case(case: Case) -> None:
    """No option is forgotten: each is given at creation, and then changed or refused."""
    fields = {field.name: field for field in case.resource.fields}
    forms = (case, *case.variants)
    omitted = set(case.omitted)
    options = {name for form in forms for name in form.options}
    assert options | {name for name in omitted if "." not in name} == set(fields)
    leaves = {path for form in forms for name in form.options for path in _leaves(fields[name])}
    assert {path for form in forms for path in _given(form.options)} | omitted >= leaves
    changed = {new.option for form in forms for new in form.new_values}
    changed |= {fixed.option for form in forms for fixed in form.fixed}
    identity = set() if case.resource.identity.id else set(case.identity)
    fixed = {name for name, field in fields.items() if field.change.value == "write-only"}
    assert {path for path in leaves if path.partition(".")[0] not in fixed | identity} <= changed | omitted


def _leaves(parameter: Parameter, within: str = "") -> list[str]:
    """The options that have a single value: the parameter, or what it is made of at any depth."""
    path = f"{within}{parameter.name}"
    members = [one for one in parameter.kind.members if one.name not in KEYS]
    return [leaf for one in members for leaf in _leaves(one, f"{path}.")] or [path]


def _given(options: Any, within: str = "") -> list[str]:
    """The paths of all values."""
    found = []
    for name, value in options.items():
        inner = value if isinstance(value, list) else [value]
        found.append(f"{within}{name}")
        found += [path for one in inner if isinstance(one, dict) for path in _given(one, f"{within}{name}.")]
    return found


@pytest.mark.parametrize("settle", [0, 0.2])
@pytest.mark.parametrize("case", WITH_VARIANTS, ids=_name)
def test_create_repeat_and_delete(tasks: Tasks, case: Case, settle: float) -> None:
    tasks.emulator.cloud.settle = settle
    options = tasks.filled(case.options)
    module, name = case.resource.name, case.resource.name
    where = {key: options[key] for key in case.identity}
    before = len(tasks.records(case.table))

    predicted = tasks(module, check=True, **options)
    assert (predicted["changed"], tuple(predicted["actions"])) == (True, case.actions)
    assert tasks.writes() == []

    created = tasks(module, **options)
    assert (created["changed"], tuple(created["actions"])) == (True, case.actions)
    assert tuple(tasks.writes()) == case.actions
    assert created["diff"] == predicted["diff"]
    assert created["diff"]["after_header"].startswith(f"{case.resource.title} ")
    assert created["diff"]["before_header"] == f"{created['diff']['after_header']} (absent)"
    _prediction_is_right(predicted[name], created[name])
    assert len(tasks.records(case.table)) == before + 1
    assert _official(tasks.emulator, case, created[name])
    tasks.emulator.clear_log()

    for check in (True, False):
        again = tasks(module, check=check, **options)
        _unchanged(again)
        assert again[name] == created[name]
        assert tasks.emulator.writes == []
        assert len(tasks.calls) <= 2 + _locks(case.resource)

    # A result that is given as options again changes nothing.
    shown = {field.name: created[name].get(field.name) for field in case.resource.fields}
    assert all(shown[field] is not None for field in options if field not in _unseen(case))
    _unchanged(tasks(module, **{option: value for option, value in shown.items() if value is not None}))
    tasks.emulator.clear_log()

    if case.resource.identity.id:
        identifier = {case.resource.id_option: created[name][case.resource.id_option]}
        _unchanged(tasks(module, **{**options, **identifier}))
        assert len(tasks.calls) <= 1 + _locks(case.resource)

    delete = case.resource.actions.delete
    predicted = tasks(module, check=True, state="absent", **where)
    assert (predicted["changed"], predicted["actions"], predicted[name]) == (True, [delete], {})
    assert tasks.writes() == []
    deleted = tasks(module, state="absent", **where)
    assert (deleted["changed"], deleted["actions"], deleted[name]) == (True, [delete], {})
    assert deleted["diff"] == predicted["diff"]
    assert deleted["diff"]["after_header"] == f"{deleted['diff']['before_header']} (absent)"
    assert tasks.writes() == [delete]
    assert len(tasks.records(case.table)) == before
    assert _official(tasks.emulator, case, created[name]) is None
    for check in (True, False):
        _unchanged(tasks(module, check=check, state="absent", **where))
        assert tasks.writes() == []


def _unseen(case: Case) -> set[str]:
    """The options that the service does not show, or shows in each object of a list."""
    never = {field.name for field in case.resource.fields if field.change is Change.WRITE_ONLY}
    shared = case.resource.shared
    return never | set(shared.fields if shared and shared.into in case.options else ())


@pytest.mark.parametrize(("case", "new"), NEW_VALUES, ids=_name)
def test_update(tasks: Tasks, case: Case, new: NewValue) -> None:
    module = case.resource.name
    options = altered(tasks.filled(case.options), new.before)
    created = tasks(module, **options)[module]
    options = altered(options, tasks.filled({new.option: new.value, **new.along}))
    shown = tasks.filled({"shown": new.shown})["shown"]
    if case.resource.identity.id:
        options[case.resource.id_option] = created[case.resource.id_option]

    others = _established(tasks, case, created) if new.option.startswith("tunnels.") else None

    predicted = tasks(module, check=True, **options)
    assert predicted["changed"]
    assert tasks.writes() == []

    changed = tasks(module, **options)
    assert changed["changed"]
    assert changed["actions"] == predicted["actions"]
    assert tasks.writes() == changed["actions"]
    assert changed["diff"] == predicted["diff"]
    assert changed["diff"]["before"] != changed["diff"]["after"]
    assert new.option in re.sub(r"\[\w+\]", "", changed["diff"]["after_header"])
    assert changed.warnings == []
    _prediction_is_right(predicted[module], changed[module])
    assert jmespath.search(new.path, _official(tasks.emulator, case, changed[module])) == shown
    if others is not None:
        assert len(changed["actions"]) == 1
        assert _other_tunnel(tasks, case) == others

    _unchanged(tasks(module, **options))
    assert tasks.writes() == []


def _established(tasks: Tasks, case: Case, created: dict[str, Any]) -> dict[str, Any]:
    """Both tunnels are negotiated; returns what the cloud holds of the one that stays as it is."""
    tasks.emulator.cloud.negotiate(created[case.resource.id_option], "ipsec_sa_established")
    return copy.deepcopy(_other_tunnel(tasks, case))


def _other_tunnel(tasks: Tasks, case: Case) -> dict[str, Any]:
    (*_others, record) = tasks.records(case.table)
    tunnel = record["Tunnels"][1]
    assert tunnel["Status"] == "ipsec_sa_established"
    return tunnel


@pytest.mark.parametrize(("case", "fixed"), FIXED, ids=_name)
@pytest.mark.parametrize("check", [True, False])
def test_an_option_that_cannot_change_is_refused(tasks: Tasks, case: Case, fixed: Fixed, check: bool) -> None:
    module = case.resource.name
    options = tasks.filled(case.options)
    identifier = tasks(module, **options)[module][case.resource.id_option]
    wanted = tasks.filled({fixed.option: fixed.value, **fixed.along})
    text = tasks.refused(module, check=check, **{**options, **wanted, case.resource.id_option: identifier})
    for part in (fixed.option, repr(options[fixed.option]), repr(wanted[fixed.option]), identifier, "recreate"):
        assert part in text
    assert tasks.writes() == []


def _unchanged(ran: Ran) -> None:
    assert (ran["changed"], ran["actions"]) == (False, []), ran["diff"]
    assert ran["diff"]["before"] == ran["diff"]["after"]
    assert ran.warnings == []


def _prediction_is_right(predicted: dict[str, Any], real: dict[str, Any]) -> None:
    """Check mode need not know what the service fills in, but what it predicts is right."""
    for name, value in predicted.items():
        if name in ("status", "peer_bgp_ip") or name not in real:
            continue  # calculated by the service, or not shown because it is disabled
        if isinstance(value, dict) and name != "tags":
            _prediction_is_right(value, real[name])
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            key = min(KEYS & value[0].keys())
            assert len(value) == len(real[name])
            held = {one[key]: one for one in real[name]}
            for one in value:
                _prediction_is_right(one, held[one[key]])
        elif value is not None:
            assert value == real[name], name


def _official(emulator: Running, case: Case, result: dict[str, Any]) -> dict[str, Any] | None:
    """The resource as the official SDK reads it; None if it does not exist."""
    config = Config(
        access_key_id="testid",
        access_key_secret="testsecret",
        endpoint=emulator.url.removeprefix("http://"),
        protocol="http",
    )
    request = getattr(models, f"{case.read.action}Request")(region_id=REGION)
    for member, expression in case.read.by.items():
        setattr(request, member, jmespath.search(expression, result))
    try:
        answer = getattr(OfficialClient(config), snake(case.read.action))(request)
    except TeaException as error:
        if error.code.endswith(".NotFound"):
            return None
        raise
    return jmespath.search(case.read.path, answer.body.to_map())


def _locks(resource: Resource) -> int:
    """How many reads say that nothing of what is listed is about to go."""
    if resource.deleting or not resource.lock:
        return 0
    return 1 + _locks(target_of(resource, resource.lock))
