# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What holds of every plan, whatever is wanted and whatever is there, for the real descriptors."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Refused
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.plan import Plan, plan_absent, plan_present
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.support.fakes import NOW
from tests.unit.engine.modes import RESOURCES
from tests.unit.engine.shown import SHOWN, applied
from tests.unit.engine.values import changes, options, values

pytestmark = pytest.mark.parametrize("resource", RESOURCES.values(), ids=list(RESOURCES))
some = settings(max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)


def _plan(resource: Resource, wanted: dict[str, Any], raw: Any, **more: Any) -> Plan:
    return plan_present(resource, wanted, raw, now=NOW, **more)


def _made(resource: Resource, wanted: dict[str, Any]) -> dict[str, Any]:
    raw = applied(resource, _plan(resource, wanted, None), None)
    assert raw is not None
    return raw


@some
@given(data=st.data())
def test_after_making_there_is_nothing_to_do(resource: Resource, data: st.DataObject) -> None:
    wanted = data.draw(options(resource))
    assert _plan(resource, wanted, _made(resource, wanted)).steps == ()


@some
@given(data=st.data())
def test_after_changing_there_is_nothing_to_do(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _made(resource, data.draw(options(resource))), data.draw(changes(resource))
    purge = data.draw(st.booleans())
    after = applied(resource, _plan(resource, wanted, raw, purge_tags=purge), raw)
    assert _plan(resource, wanted, after, purge_tags=purge).steps == ()


@some
@given(data=st.data())
def test_after_recreating_there_is_nothing_to_do(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _made(resource, data.draw(options(resource))), data.draw(options(resource))
    plan = _plan(resource, wanted, raw, recreate=True)
    assert _plan(resource, wanted, applied(resource, plan, raw)).steps == ()


@some
@given(data=st.data())
def test_after_deleting_it_is_gone(resource: Resource, data: st.DataObject) -> None:
    raw = _made(resource, data.draw(options(resource)))
    raw.pop("ChargeType", None)  # a subscription is another matter
    assert applied(resource, plan_absent(resource, raw, NOW), raw) is None
    assert plan_absent(resource, None, NOW).steps == ()


@some
@given(data=st.data())
def test_a_plan_changes_none_of_what_it_looks_at(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _made(resource, data.draw(options(resource))), data.draw(options(resource))
    before = copy.deepcopy((raw, wanted))
    _plan(resource, wanted, raw, recreate=True)
    _plan(resource, wanted, None)
    assert (raw, wanted) == before


@some
@given(data=st.data())
def test_what_was_not_given_is_left_alone(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _made(resource, data.draw(options(resource))), data.draw(changes(resource))
    after = applied(resource, _plan(resource, wanted, raw, purge_tags=False), raw)
    assert after is not None
    touched = {SHOWN.get(field.wire, (field.path, None))[0] for field in resource.fields if field.name in wanted}
    touched |= {"Tags"} if "tags" in wanted else set()
    assert {name: raw[name] for name in raw if name not in touched} == {
        name: after[name] for name in after if name not in touched
    }
    for name in touched & {"IkeConfig", "IpsecConfig", "VcoHealthCheck", "VpnBgpConfig"} & set(raw):
        field = next(field for field in resource.fields if field.path == name)
        given_members = {member.path for member in field.kind.members if wanted[field.name][member.name] is not None}
        for member in raw[name].keys() - given_members:
            assert after[name][member] == raw[name][member]


@some
@given(data=st.data())
def test_what_the_server_filled_in_is_no_difference(resource: Resource, data: st.DataObject) -> None:
    wanted = data.draw(options(resource))
    given_names = data.draw(st.sets(st.sampled_from(sorted(wanted))))
    raw = _made(resource, wanted)
    assert _plan(resource, {name: wanted[name] for name in given_names}, raw, purge_tags=True).steps == ()


@some
@given(data=st.data())
def test_an_immutable_difference_is_refused_by_name_with_both_values(resource: Resource, data: st.DataObject) -> None:
    raw = _made(resource, data.draw(options(resource)))
    fixed = [field for field in resource.fields if field.change is Change.IMMUTABLE and field.receive(raw) is not None]
    field = data.draw(st.sampled_from(fixed))
    present = field.receive(raw)
    value = data.draw(values(field).filter(lambda value: not field.kind.same(value, present)))
    with pytest.raises(Refused) as caught:
        _plan(resource, {field.name: value}, raw)
    for part in (field.name, repr(present), repr(value)):
        assert part in str(caught.value)


@some
@given(data=st.data())
def test_secrets_are_nowhere_to_be_seen(resource: Resource, data: st.DataObject) -> None:
    first, second = data.draw(options(resource)), data.draw(options(resource))
    raw = _made(resource, first)
    plans = [_plan(resource, first, None), _plan(resource, second, raw, recreate=True)]
    mutable = {field.name for field in resource.fields if field.change is not Change.IMMUTABLE}
    plans.append(_plan(resource, {name: second[name] for name in second.keys() & mutable}, raw))
    for plan in plans:
        seen = repr((plan.before, plan.after, [step.reason for step in plan.steps]))
        assert "PRIVATE" not in seen
