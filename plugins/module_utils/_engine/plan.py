# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Plan: the calls that turn the present values into the wanted ones. Pure; sends nothing."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass
from datetime import datetime

from .errors import Immutable, Refused
from .field import Change, Field, masked
from .objects import Objects
from .parts import Options, Update
from .reference import pending, target_of
from .resource import Resource
from .views import projection


class NewId:
    """A placeholder in a step's parameters for the ID of the resource that an earlier step creates."""

    def __repr__(self) -> str:
        return "the new ID"


NEW_ID = NewId()


@dataclass(frozen=True)
class Step:
    """One call. `verb` is create, update, delete or tag. `locks`: whether the call keeps the resource busy, takes a
    ClientToken and has a dry run."""

    action: str
    verb: str
    parameters: Options
    reason: str
    locks: bool = True


@dataclass(frozen=True)
class Plan:
    """`before` and `after` are option values as they may be shown, without secrets."""

    steps: tuple[Step, ...]
    before: dict[str, t.Any]
    after: dict[str, t.Any]

    @property
    def actions(self) -> list[str]:
        return [step.action for step in self.steps]


def plan_present(
    resource: Resource,
    wanted: Options,
    actual: Options | None,
    purge_tags: bool = True,
    recreate: bool | None = False,
    *,
    now: datetime,
) -> Plan:
    """`wanted` holds only what the user gave, references resolved; `actual` is raw. `recreate`: None if there is no
    such option. Raises Refused."""
    wanted = effective(resource, wanted, actual)
    if actual is None:
        return _create(resource, wanted)
    present = projection(resource, actual)
    if not purge_tags:
        wanted = _with_kept(resource, wanted, present)
    changed = [field for field in resource.fields if _differs(field, wanted, present)]
    fixed = [field for field in changed if field.change is Change.IMMUTABLE]
    if fixed and recreate:
        new, old = _create(resource, wanted, again=True), plan_absent(resource, actual, now)
        return Plan(old.steps + new.steps, old.before, new.after)
    if fixed:
        raise Immutable(_immutable(resource, fixed, wanted, present, recreate is not None))
    names = frozenset(field.name for field in changed)
    steps = _updates(resource, wanted, present, names, _keys(resource, actual))
    return Plan(tuple(steps), masked(resource.fields, present), _after(resource, wanted, present, names))


def plan_absent(resource: Resource, actual: Options | None, now: datetime) -> Plan:
    """Raises Refused with the resource's own reason when it cannot be deleted now."""
    if actual is None:
        return Plan((), {}, {})
    reason = resource.undeletable(actual, now)
    if reason:
        raise Refused(reason)
    present = projection(resource, actual)
    removal = {field.wire: field.kind.send(present[field.name]) for field in map(resource.field, resource.removal)}
    step = Step(
        resource.actions.delete, "delete", {**_keys(resource, actual), **removal}, "it exists, but must be absent"
    )
    return Plan((step,), masked(resource.fields, present), {})


def missing(resource: Resource, wanted: Options) -> list[str]:
    """Options that a create needs and the user did not give."""
    return [
        field.name
        for field in resource.fields
        if field.required and wanted.get(field.name) is None and wanted.get(field.unless) is None
    ]


def reason_to_create(resource: Resource, wanted: Options, again: bool = False) -> str:
    """Why it has to be created, as a clause of a message. `again`: it exists, and `recreate` replaces it."""
    if again:
        return f"recreate=true creates this {resource.title} again"
    parents = [name for name in resource.identity.parents if wanted.get(name)]
    within = "".join(f" in {target_of(resource, name).title} {wanted[name]}" for name in parents)
    return f"this {resource.title} does not exist{within} and has to be created"


def lacking(resource: Resource, wanted: Options, because: str) -> str:
    """The message about options that a create needs and the user did not give; empty if there are none."""
    names = missing(resource, wanted)
    return f"{' and '.join(names)}: not given; required, because {because}" if names else ""


def effective(resource: Resource, wanted: Options, actual: Options | None) -> Options:
    """The wanted values as they apply to the resource: without those that have no effect on it, and with options that
    are defaults of objects in a list moved into these objects."""
    idle = [name for name, member in resource.idle if (actual or {}).get(member)]
    wanted = {name: value for name, value in wanted.items() if name not in idle}
    return _with_shared(resource, wanted, actual)


def _with_shared(resource: Resource, wanted: Options, actual: Options | None) -> Options:
    rule = resource.shared
    present = projection(resource, actual or {})
    if rule is None or (wanted.get(rule.into) is None and not present.get(rule.into)):
        return wanted
    defaults = {name: wanted[name] for name in rule.fields if wanted.get(name) is not None}
    if not defaults:
        return wanted
    kind = t.cast(Objects, resource.field(rule.into).kind)
    others = {name: value for name, value in wanted.items() if name not in defaults}
    return {**others, rule.into: kind.with_defaults(wanted.get(rule.into) or [], defaults)}


def with_initial(resource: Resource, wanted: Options) -> dict[str, t.Any]:
    """The wanted values of a new resource: those that the user gave, and what a create sends for the others."""
    return {**{field.name: field.initial for field in resource.fields if field.initial is not None}, **wanted}


def _create(resource: Resource, wanted: Options, again: bool = False) -> Plan:
    text = lacking(resource, wanted, reason_to_create(resource, wanted, again))
    if text:
        raise Refused(text)
    values = with_initial(resource, wanted)
    parameters: dict[str, t.Any] = dict(resource.constants)
    later = set()
    for field in resource.fields:
        value = values.get(field.name)
        if value is None or any(pending((field,), values)):
            continue
        if not field.create:
            later.add(field.name)
            continue
        wire = field.create if isinstance(field.create, str) else field.wire
        parameters[wire] = field.kind.send(field.kind.merge(value, None))
    steps = [Step(resource.actions.create, "create", parameters, "it does not exist")]
    keys = {resource.identity.id: NEW_ID} if resource.identity.id else {}
    steps += _updates(resource, values, {}, frozenset(later), keys)
    return Plan(tuple(steps), {}, masked(resource.fields, values))


def _updates(
    resource: Resource, wanted: Options, present: Options, names: t.AbstractSet[str], keys: Options
) -> list[Step]:
    steps = []
    left = set(names)
    for update in resource.updates:
        changing = [name for name in update.fields if name in left]
        if changing and (not update.together or _all_change(update, changing, present)):
            left -= set(changing)
            unkeyed = {resource.field(name).wire for name in update.unkeyed}
            parameters = {update.key or name: value for name, value in keys.items() if name not in unkeyed}
            parameters.update(_body(resource, update, changing, wanted, present))
            reason = _reason(resource, changing, wanted, present)
            steps.append(Step(update.action, "update", parameters, reason, update.locks))
    for field in resource.fields:
        if field.name in names and field.kind.has_calls:
            calls = field.kind.calls(wanted[field.name], present.get(field.name), keys[resource.identity.id])
            steps += [Step(action, "tag", parameters, reason, locks=False) for action, parameters, reason in calls]
    return steps


def _all_change(update: Update, changing: t.Sequence[str], present: Options) -> bool:
    return len(changing) == len(update.fields) and all(present.get(name) is not None for name in update.renewed)


def _body(
    resource: Resource, update: Update, changing: t.Sequence[str], wanted: Options, present: Options
) -> dict[str, t.Any]:
    body: dict[str, t.Any] = dict(update.constants)
    for name in (*changing, *update.along):
        field = resource.field(name)
        if wanted.get(name) is not None:
            value = field.kind.difference(wanted[name], present.get(name))
        elif name in present:
            value = present[name]
        else:
            continue
        if name in update.renewed:
            if present.get(name) is not None:
                body[field.wire] = field.kind.send(present[name])
            body[f"New{field.wire}"] = field.kind.send(value)
        else:
            body[f"New{field.wire}" if name in update.renamed else field.wire] = field.kind.send(value)
    return body


def _with_kept(resource: Resource, wanted: Options, present: Options) -> Options:
    """The wanted values, with the existing ones that are not to be purged."""
    field = resource.purgeable
    if field is None or wanted.get(field.name) is None:
        return wanted
    return {**wanted, field.name: field.kind.merge(wanted[field.name], present.get(field.name))}


def _differs(field: Field, wanted: Options, present: Options) -> bool:
    value = wanted.get(field.name)
    if value is None or field.change is Change.WRITE_ONLY:
        return False
    return not field.kind.same(value, present.get(field.name, field.kind.nothing))


def _keys(resource: Resource, actual: Options) -> dict[str, t.Any]:
    if resource.identity.id:
        return {resource.identity.id: actual[resource.identity.id]}
    return {field.wire: field.receive(actual) for field in map(resource.field, resource.identity.natural)}


def _after(resource: Resource, wanted: Options, present: Options, changed: t.AbstractSet[str]) -> dict[str, t.Any]:
    after = dict(present)
    for field in resource.fields:
        if field.name in changed:
            value = wanted[field.name]
            after[field.name] = value if field.kind.purgeable else field.kind.merge(value, present.get(field.name))
    return masked(resource.fields, after, present)


def _reason(resource: Resource, names: t.Iterable[str], wanted: Options, present: Options) -> str:
    fields = [resource.field(name) for name in names]
    before, after = masked(fields, present), masked(fields, wanted)
    return "; ".join(f"{field.name}: {before.get(field.name)} becomes {after.get(field.name)}" for field in fields)


def _immutable(resource: Resource, fields: list[Field], wanted: Options, present: Options, offered: bool) -> str:
    before, after = masked(fields, present), masked(fields, wanted)
    changes = [f"{field.name} is {before.get(field.name)!r}, not {after.get(field.name)!r}" for field in fields]
    text = (
        f"{' and '.join(field.name for field in fields)}: cannot be changed on an existing {resource.title} "
        f"({'; '.join(changes)}); give the present value, or "
    )
    if not offered:
        return f"{text}delete the {resource.title} first"
    cost = f": {resource.recreation}" if resource.recreation else ""
    return f"{text}set recreate=true to delete and recreate the {resource.title}{cost}"
