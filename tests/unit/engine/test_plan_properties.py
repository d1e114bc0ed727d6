# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Properties of every plan, for any wanted and present values, with the real descriptors."""

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

pytestmark = [
    pytest.mark.usefixtures("unmeasured"),
    pytest.mark.parametrize("resource", RESOURCES.values(), ids=list(RESOURCES)),
]
few_examples = settings(max_examples=25, suppress_health_check=list(HealthCheck), derandomize=True)


def _plan(resource: Resource, wanted: dict[str, Any], raw: Any, **more: Any) -> Plan:
    return plan_present(resource, wanted, raw, now=NOW, **more)


def _created(resource: Resource, wanted: dict[str, Any]) -> dict[str, Any]:
    raw = applied(resource, _plan(resource, wanted, None), None)
    assert raw is not None
    return raw


@few_examples
@given(data=st.data())
def test_a_second_plan_after_create_is_empty(resource: Resource, data: st.DataObject) -> None:
    wanted = data.draw(options(resource))
    assert _plan(resource, wanted, _created(resource, wanted)).steps == ()


@few_examples
@given(data=st.data())
def test_a_second_plan_after_update_is_empty(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _created(resource, data.draw(options(resource))), data.draw(changes(resource))
    purge = data.draw(st.booleans())
    after = applied(resource, _plan(resource, wanted, raw, purge_tags=purge), raw)
    assert _plan(resource, wanted, after, purge_tags=purge).steps == ()


@few_examples
@given(data=st.data())
def test_a_second_plan_after_recreate_is_empty(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _created(resource, data.draw(options(resource))), data.draw(options(resource))
    plan = _plan(resource, wanted, raw, recreate=True)
    assert _plan(resource, wanted, applied(resource, plan, raw)).steps == ()


@few_examples
@given(data=st.data())
def test_a_delete_removes_the_resource(resource: Resource, data: st.DataObject) -> None:
    raw = _created(resource, data.draw(options(resource)))
    raw.pop("ChargeType", None)  # a subscription cannot be deleted before its end
    assert applied(resource, plan_absent(resource, raw, NOW), raw) is None
    assert plan_absent(resource, None, NOW).steps == ()


@few_examples
@given(data=st.data())
def test_a_plan_does_not_change_its_inputs(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _created(resource, data.draw(options(resource))), data.draw(options(resource))
    before = copy.deepcopy((raw, wanted))
    _plan(resource, wanted, raw, recreate=True)
    _plan(resource, wanted, None)
    assert (raw, wanted) == before


@few_examples
@given(data=st.data())
def test_options_that_are_not_given_keep_their_values(resource: Resource, data: st.DataObject) -> None:
    raw, wanted = _created(resource, data.draw(options(resource))), data.draw(changes(resource))
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


@few_examples
@given(data=st.data())
def test_values_set_by_the_service_are_no_difference(resource: Resource, data: st.DataObject) -> None:
    wanted = data.draw(options(resource))
    given_names = data.draw(st.sets(st.sampled_from(sorted(wanted))))
    raw = _created(resource, wanted)
    assert _plan(resource, {name: wanted[name] for name in given_names}, raw, purge_tags=True).steps == ()


@few_examples
@given(data=st.data())
def test_a_change_of_an_immutable_option_is_refused_with_both_values(resource: Resource, data: st.DataObject) -> None:
    raw = _created(resource, data.draw(options(resource)))
    fixed = [field for field in resource.fields if field.change is Change.IMMUTABLE and field.receive(raw) is not None]
    field = data.draw(st.sampled_from(fixed))
    present = field.receive(raw)
    value = data.draw(values(field).filter(lambda value: not field.kind.same(value, present)))
    with pytest.raises(Refused) as caught:
        _plan(resource, {field.name: value}, raw)
    for part in (field.name, repr(present), repr(value)):
        assert part in str(caught.value)


@few_examples
@given(data=st.data())
def test_a_plan_shows_no_secrets(resource: Resource, data: st.DataObject) -> None:
    first, second = data.draw(options(resource)), data.draw(options(resource))
    raw = _created(resource, first)
    plans = [_plan(resource, first, None), _plan(resource, second, raw, recreate=True)]
    mutable = {field.name for field in resource.fields if field.change is not Change.IMMUTABLE}
    plans.append(_plan(resource, {name: second[name] for name in second.keys() & mutable}, raw))
    for plan in plans:
        seen = repr((plan.before, plan.after, [step.reason for step in plan.steps]))
        assert "PRIVATE" not in seen
