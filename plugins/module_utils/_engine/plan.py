# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Plan: from what is wanted and what is there to the calls that lead from one to the other. Pure; nothing is sent."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass
from datetime import datetime

from .errors import Refused
from .field import Change, Field
from .kinds import Json, Tags, Unmade
from .resource import Resource, Update
from .views import masked, projection


class NewId:
    """Stands in a step's parameters for the id that an earlier step of the plan will get."""

    def __repr__(self) -> str:
        return "the id of the new one"


NEW_ID = NewId()


@dataclass(frozen=True)
class Step:
    """One call. `kind` is create, update, tag or delete. `token`: the action takes a ClientToken."""

    action: str
    kind: str
    parameters: t.Mapping[str, t.Any]
    reason: str
    token: bool = True


@dataclass(frozen=True)
class Plan:
    """`before` and `after` are option values fit to be printed."""

    steps: tuple[Step, ...]
    before: dict[str, t.Any]
    after: dict[str, t.Any]

    @property
    def actions(self) -> list[str]:
        return [step.action for step in self.steps]


Values = t.Mapping[str, t.Any]


def plan_present(
    resource: Resource,
    wanted: Values,
    actual: Values | None,
    purge_tags: bool = True,
    recreate: bool = False,
    *,
    now: datetime,
) -> Plan:
    """`wanted` holds only what the user gave, references resolved; `actual` is raw. Raises Refused."""
    if actual is None:
        return _create(resource, wanted)
    present = projection(resource, actual)
    wanted = _with_kept_tags(resource, wanted, present, purge_tags)
    changed = [field for field in resource.fields if _differs(field, wanted, present)]
    fixed = [field for field in changed if field.change is Change.IMMUTABLE]
    if fixed and recreate:
        made, gone = _create(resource, wanted), plan_absent(resource, actual, now)
        return Plan(gone.steps + made.steps, gone.before, made.after)
    if fixed:
        raise Refused(_fixed_text(resource, fixed, wanted, present))
    names = frozenset(field.name for field in changed)
    steps = _updates(resource, wanted, present, names, _keys(resource, actual))
    return Plan(tuple(steps), masked(resource.fields, present), _after(resource, wanted, present, names))


def plan_absent(resource: Resource, actual: Values | None, now: datetime) -> Plan:
    """Raises Refused with the resource's own reason when it cannot be deleted now."""
    if actual is None:
        return Plan((), {}, {})
    objection = resource.undeletable(actual, now)
    if objection:
        raise Refused(objection)
    present = projection(resource, actual)
    parameters = {**_keys(resource, actual), **_sent(resource, resource.removal, present)}
    step = Step(resource.actions.delete, "delete", parameters, "it is there and is not wanted")
    return Plan((step,), masked(resource.fields, present), {})


def missing(resource: Resource, wanted: Values) -> list[str]:
    """Options that a create needs and the user did not give."""
    return [field.name for field in resource.fields if field.required and wanted.get(field.name) is None]


def _create(resource: Resource, wanted: Values) -> Plan:
    lacking = missing(resource, wanted)
    if lacking:
        raise Refused(f"there is no such {resource.title}; to make it, {' and '.join(lacking)} must be given too")
    values = {**{field.name: field.initial for field in resource.fields if field.initial is not None}, **wanted}
    parameters: dict[str, t.Any] = dict(resource.constants)
    later = set()
    for field in resource.fields:
        value = values.get(field.name)
        if value is None or isinstance(value, Unmade):
            continue
        if not field.create:
            later.add(field.name)
            continue
        value = field.kind.merge(value, None)
        parameters[field.create if isinstance(field.create, str) else field.wire] = field.kind.send(value)
    steps = [Step(resource.actions.create, "create", parameters, "it does not exist")]
    keys = {resource.identity.id: NEW_ID} if resource.identity.id else {}
    steps += _updates(resource, values, {}, frozenset(later), keys)
    return Plan(tuple(steps), {}, masked(resource.fields, values))


def _updates(
    resource: Resource, wanted: Values, present: Values, names: t.AbstractSet[str], keys: Values
) -> list[Step]:
    steps = []
    for update in resource.updates:
        changing = [name for name in update.fields if name in names]
        if changing:
            unkeyed = {resource.field(name).wire for name in update.unkeyed}
            parameters = {name: value for name, value in keys.items() if name not in unkeyed}
            parameters.update(_body(resource, update, changing, wanted, present))
            steps.append(Step(update.action, "update", parameters, _reason(resource, changing, wanted, present)))
    if resource.tags and resource.tags.name in names:
        steps += _tag_steps(resource.tags, wanted, present, keys[resource.identity.id])
    return steps


def _body(
    resource: Resource, update: Update, changing: t.Sequence[str], wanted: Values, present: Values
) -> dict[str, t.Any]:
    body: dict[str, t.Any] = dict(update.constants)
    for name in (*changing, *update.along):
        field = resource.field(name)
        if wanted.get(name) is not None:
            value = field.kind.merge(wanted[name], present.get(name))
        elif name in present:
            value = present[name]
        else:
            continue
        if name in update.renewed:
            body[field.wire] = field.kind.send(present[name])
            body[f"New{field.wire}"] = field.kind.send(value)
        else:
            body[field.wire] = field.kind.send(value)
    return body


def _tag_steps(field: Field, wanted: Values, present: Values, identifier: t.Any) -> list[Step]:
    kind = t.cast(Tags, field.kind)
    want, have = kind.canon(wanted[field.name]), present.get(field.name) or {}
    about = {"ResourceType": kind.resource_type, "ResourceId": [identifier]}
    gone = sorted(set(have) - set(want))
    new = {key: text for key, text in want.items() if have.get(key) != text}
    steps = []
    # Removal goes first: a resource holds 20 tags at most, also in between.
    if gone:
        steps.append(Step("UnTagResources", "tag", {**about, "TagKey": gone}, f"tags {', '.join(gone)} go", False))
    if new:
        why = f"tags {', '.join(sorted(new))} are set"
        steps.append(Step("TagResources", "tag", {**about, "Tag": kind.send(new)}, why, False))
    return steps


def _with_kept_tags(resource: Resource, wanted: Values, present: Values, purge_tags: bool) -> Values:
    field = resource.tags
    if field is None or purge_tags or wanted.get(field.name) is None:
        return wanted
    return {**wanted, field.name: {**(present.get(field.name) or {}), **field.kind.canon(wanted[field.name])}}


def _differs(field: Field, wanted: Values, present: Values) -> bool:
    value = wanted.get(field.name)
    if value is None or field.change is Change.UNSEEN:
        return False
    return not field.kind.same(value, present.get(field.name, {} if isinstance(field.kind, Tags) else None))


def _keys(resource: Resource, actual: Values) -> dict[str, t.Any]:
    if resource.identity.id:
        return {resource.identity.id: actual[resource.identity.id]}
    return {field.wire: field.receive(actual) for field in map(resource.field, resource.identity.natural)}


def _sent(resource: Resource, names: t.Iterable[str], present: Values) -> dict[str, t.Any]:
    return {resource.field(name).wire: resource.field(name).kind.send(present[name]) for name in names}


def _after(resource: Resource, wanted: Values, present: Values, changed: t.AbstractSet[str]) -> dict[str, t.Any]:
    after = dict(present)
    secrets = set()
    for field in resource.fields:
        if field.name not in changed:
            continue
        if field.secret:
            secrets.add(field.name)
        if isinstance(field.kind, Json):
            have, want = present.get(field.name) or {}, wanted[field.name]
            given = [m for m in field.kind.members if m.secret and want.get(m.name) is not None]
            secrets.update(m.name for m in given if not m.kind.same(want[m.name], have.get(m.name)))
        after[field.name] = field.kind.merge(wanted[field.name], present.get(field.name))
    return masked(resource.fields, after, secrets)


def _reason(resource: Resource, names: t.Iterable[str], wanted: Values, present: Values) -> str:
    fields = [resource.field(name) for name in names]
    before, after = masked(fields, present), masked(fields, wanted)
    return "; ".join(f"{f.name}: {before.get(f.name)} becomes {after.get(f.name)}" for f in fields)


def _fixed_text(resource: Resource, fields: list[Field], wanted: Values, present: Values) -> str:
    before, after = masked(fields, present), masked(fields, wanted)
    changes = [f"{f.name} is {before.get(f.name)!r}, wanted is {after.get(f.name)!r}" for f in fields]
    return (
        f"an existing {resource.title} cannot be changed in this: {'; '.join(changes)}. Give the present value, or set "
        "recreate to true to have it deleted and made anew"
    )
