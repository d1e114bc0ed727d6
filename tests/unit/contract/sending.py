# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every parameter that a descriptor sends, to which action, and as what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Field
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Int, Kind, Tags, Text, Texts
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource, Update


class Parameter(NamedTuple):
    """`option`: what the user calls it; nothing for what the engine sends by itself. `makes`: sent to make one."""

    action: str
    wire: str
    kind: Kind
    option: str = ""
    makes: bool = False


def sent(resource: Resource) -> Iterator[Parameter]:
    """All of them."""
    yield from _create(resource)
    for update in resource.updates:
        yield from _update(resource, update)
    delete = resource.actions.delete
    yield from _keys(resource, delete)
    for name in resource.removal:
        yield _of(delete, resource.field(name))
    yield from _reads(resource)
    yield from _tags(resource)
    if resource.dry_run:
        for action in writes(resource):
            yield Parameter(action, "DryRun", Kind())  # true or false as text


def writes(resource: Resource) -> list[str]:
    """Actions that take a ClientToken."""
    return [resource.actions.create, *(update.action for update in resource.updates), resource.actions.delete]


def _of(action: str, field: Field, wire: str = "", makes: bool = False) -> Parameter:
    return Parameter(action, wire or field.wire, field.kind, field.name, makes)


def _create(resource: Resource) -> Iterator[Parameter]:
    action = resource.actions.create
    for field in resource.fields:
        if field.create:
            yield _of(action, field, field.create if isinstance(field.create, str) else "", makes=True)
    for wire, _unused in resource.constants:
        yield Parameter(action, wire, Kind(), makes=True)


def _update(resource: Resource, update: Update) -> Iterator[Parameter]:
    unkeyed = {resource.field(name).wire for name in update.unkeyed}
    yield from (key for key in _keys(resource, update.action) if key.wire not in unkeyed)
    for name in dict.fromkeys((*update.fields, *update.along)):
        yield _of(update.action, resource.field(name))
    for name in update.renewed:
        yield _of(update.action, resource.field(name), f"New{resource.field(name).wire}")
    for wire, _unused in update.constants:
        yield Parameter(update.action, wire, Text())


def _keys(resource: Resource, action: str) -> Iterator[Parameter]:
    if resource.identity.id:
        yield Parameter(action, resource.identity.id, Text())
    else:
        for name in resource.identity.natural:
            yield _of(action, resource.field(name))


def _reads(resource: Resource) -> Iterator[Parameter]:
    actions, paging = resource.actions, resource.paging

    def many(parameter: Parameter) -> Parameter:
        return parameter._replace(kind=Texts()) if parameter.wire in paging.many else parameter

    if actions.get:
        yield Parameter(actions.get, resource.identity.id, Text())
    elif resource.identity.id:
        yield many(Parameter(actions.list, resource.identity.id, Text()))
    for wire in ("NextToken",) if paging.by_token else ("PageNumber", "PageSize"):
        yield Parameter(actions.list, wire, Text() if paging.by_token else Int())
    if paging.by_token:
        yield Parameter(actions.list, "MaxResults", Int())
    for field in (*(resource.field(name) for name in resource.identity.parents), *resource.filters):
        yield many(_of(actions.list, field))


def _tags(resource: Resource) -> Iterator[Parameter]:
    if resource.tags:
        for action in ("TagResources", "UnTagResources"):
            yield Parameter(action, "ResourceType", Text())
            yield Parameter(action, "ResourceId", Texts())
        yield Parameter("TagResources", "Tag", Tags())
        yield Parameter("UnTagResources", "TagKey", Texts())
