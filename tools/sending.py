# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every parameter that the modules of a descriptor send, to which action, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tools import collection

_kind = collection.load("plugins.module_utils._engine.kind")
_kinds = collection.load("plugins.module_utils._engine.kinds")
_reference = collection.load("plugins.module_utils._engine.reference")
_tag_kinds = collection.load("plugins.module_utils._vpc.tags")


class Parameter(NamedTuple):
    """`option`: what the user calls it; nothing for what the engine sends by itself. `makes`: sent to create one."""

    action: str
    wire: str
    kind: Any
    option: str = ""
    makes: bool = False


def sent(resource: Any) -> Iterator[Parameter]:
    """By either of its modules."""
    yield from by_state_module(resource)
    yield from by_info_module(resource)


def by_state_module(resource: Any) -> Iterator[Parameter]:
    """Create, update, delete, and the reads that find one."""
    yield from _create(resource)
    for update in resource.updates:
        yield from _update(resource, update)
    for support in resource.supports:
        yield Parameter(support.action, "RegionId", _kinds.Text())
    delete = resource.actions.delete
    yield from _keys(resource, delete)
    for name in resource.removal:
        yield _of(delete, resource.field(name))
    if resource.dry_run:
        for action in writes(resource):
            yield Parameter(action, "DryRun", _kind.Kind(), "dry_run")  # true or false as text
    yield from _one(resource)
    yield from _list(resource, (resource.field(name) for name in resource.identity.parents))
    yield from _tags(resource)


def by_info_module(resource: Any) -> Iterator[Parameter]:
    """Lists with filters, and reads by id."""
    yield from _one(resource)
    yield from _list(resource, resource.filters)


def by_state_module_for_others(resource: Any) -> set[str]:
    """The reads that find what its fields refer to by name, wait for what is locked or awaited, and list what keeps it
    from being deleted (see Resource)."""
    awaited = {resource.field(resource.awaited.by).kind.target.actions.get} if resource.awaited else set()
    return for_others(resource.fields, resource.lock) | awaited | {one.action for one in resource.dependents}


def for_others(fields: Iterable[Any], lock: str = "") -> set[str]:
    """The reads that find what these fields refer to by name, and wait for what is locked (see Resource.lock)."""
    targets = dict(_references(fields))
    actions = {target.actions.list for target in targets.values()}
    locked = targets.get(lock)
    while locked:
        actions.add(locked.actions.get or locked.actions.list)
        locked = locked.field(locked.lock).kind.target if locked.lock else None
    return actions


def _references(fields: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    """The target of each reference, also of those inside objects."""
    for field in fields:
        if isinstance(field.kind, _reference.Ref):
            yield field.name, field.kind.target
        yield from _references(field.kind.members)


def writes(resource: Any) -> list[str]:
    """Actions that take a ClientToken."""
    updates = (update.action for update in resource.updates if update.locks)
    return [resource.actions.create, *updates, resource.actions.delete]


def _of(action: str, field: Any, wire: str = "", makes: bool = False) -> Parameter:
    return Parameter(action, wire or field.wire, field.kind, field.name, makes)


def _create(resource: Any) -> Iterator[Parameter]:
    action = resource.actions.create
    for field in resource.fields:
        if field.create:
            yield _of(action, field, field.create if isinstance(field.create, str) else "", makes=True)
    for wire, _unused in resource.constants:
        yield Parameter(action, wire, _kind.Kind(), makes=True)


def _update(resource: Any, update: Any) -> Iterator[Parameter]:
    unkeyed = {resource.field(name).wire for name in update.unkeyed}
    keys = (key for key in _keys(resource, update.action) if key.wire not in unkeyed)
    yield from (key._replace(wire=update.key or key.wire) for key in keys)
    for name in dict.fromkeys((*update.fields, *update.along)):
        field = resource.field(name)
        yield _of(update.action, field, f"New{field.wire}" if name in update.renamed else "")
    for name in update.renewed:
        yield _of(update.action, resource.field(name), f"New{resource.field(name).wire}")
    for wire, _unused in update.constants:
        yield Parameter(update.action, wire, _kinds.Text())


def _keys(resource: Any, action: str) -> Iterator[Parameter]:
    if resource.identity.id:
        yield Parameter(action, resource.identity.id, _kinds.Text(), resource.id_option)
    else:
        for name in resource.identity.natural:
            yield _of(action, resource.field(name))


def _one(resource: Any) -> Iterator[Parameter]:
    actions, identifier = resource.actions, resource.identity.id
    if actions.get:
        yield Parameter(actions.get, identifier, _kinds.Text(), resource.id_option)
    elif identifier:
        yield _many(resource, Parameter(actions.list, identifier, _kinds.Text(), resource.id_option))


def _list(resource: Any, filters: Iterable[Any]) -> Iterator[Parameter]:
    action = resource.actions.list
    if resource.paging.by_token:
        yield Parameter(action, "NextToken", _kinds.Text())
        yield Parameter(action, "MaxResults", _kinds.Int())
    else:
        yield Parameter(action, "PageNumber", _kinds.Int())
        yield Parameter(action, "PageSize", _kinds.Int())
    for field in filters:
        yield _many(resource, _of(action, field))


def _many(resource: Any, parameter: Parameter) -> Parameter:
    return parameter._replace(kind=_kinds.Texts()) if parameter.wire in resource.paging.many else parameter


def _tags(resource: Any) -> Iterator[Parameter]:
    tags = next((field for field in resource.fields if field.kind.has_calls), None)
    if tags:
        for action in ("TagResources", "UnTagResources"):
            yield Parameter(action, "ResourceType", _kinds.Text())
            yield Parameter(action, "ResourceId", _kinds.Texts())
        yield Parameter("TagResources", "Tag", _tag_kinds.Tags(), tags.name)
        yield Parameter("UnTagResources", "TagKey", _kinds.Texts(), tags.name)
