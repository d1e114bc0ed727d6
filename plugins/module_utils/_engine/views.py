# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What people get to see: results in snake_case of the API's names, diffs in option names; secrets in neither."""

from __future__ import annotations

import typing as t

from .field import Change, Field
from .kinds import Json, Tags
from .resource import Resource, snake

MASK = "********"


def result(resource: Resource, raw: t.Mapping[str, t.Any], include_secrets: bool = False) -> dict[str, t.Any]:
    """Every known member is there, None where the service gave nothing, so that playbooks can rely on the keys."""
    keys = dict.fromkeys(snake(name) for name in resource.returns)
    hidden = () if include_secrets else resource.secrets
    members = {name: value for name, value in raw.items() if name != "RequestId"}
    view = {snake(name): _member(name, value, hidden) for name, value in members.items()}
    return {**keys, **_typed(resource, raw, view)}


def predicted(resource: Resource, raw: t.Mapping[str, t.Any], wanted: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The result as it would be after the change: for check mode."""
    future = dict(raw)
    for field in resource.fields:
        if wanted.get(field.name) is None or field.change is Change.UNSEEN or not field.path.isidentifier():
            continue
        echo = field.kind.echo(wanted[field.name])
        present = future.get(field.path)
        future[field.path] = {**present, **echo} if isinstance(field.kind, Json) and present else echo
    return result(resource, future)


def projection(resource: Resource, raw: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The present values of the options: one side of a diff, and what a plan compares with."""
    values = {field.name: field.receive(raw) for field in resource.fields if field.change is not Change.UNSEEN}
    return {name: value for name, value in values.items() if value is not None}


def masked(fields: t.Iterable[Field], values: t.Mapping[str, t.Any], mark: t.Container[str] = ()) -> dict[str, t.Any]:
    """Option values fit to be printed. `mark`: names of secrets that change, so that a diff shows that they do."""
    seen: dict[str, t.Any] = {}
    for field in fields:
        value = values.get(field.name)
        if value is None:
            continue
        if isinstance(field.kind, Json):
            seen[field.name] = masked(field.kind.members, value, mark)
        elif field.secret:
            seen[field.name] = f"{MASK} (changed)" if field.name in mark else MASK
        elif isinstance(field.kind, Tags):
            seen[field.name] = field.kind.canon(value)
        else:
            seen[field.name] = value if isinstance(value, (bool, int, list, dict)) else str(value)
    return seen


def shown(value: t.Any, hidden: t.Container[str] = ()) -> t.Any:
    """Anything of the API's in snake_case: lists out of their wrappers, members named in `hidden` masked."""
    if isinstance(value, dict):
        if len(value) == 1 and isinstance(*value.values(), list):
            return shown(*value.values(), hidden)
        return {snake(name): _member(name, inner, hidden) for name, inner in value.items()}
    if isinstance(value, list):
        return [shown(inner, hidden) for inner in value]
    return value


def _member(name: str, value: t.Any, hidden: t.Container[str]) -> t.Any:
    return MASK if value and name in hidden else shown(value, hidden)


def _typed(resource: Resource, raw: t.Mapping[str, t.Any], view: dict[str, t.Any]) -> dict[str, t.Any]:
    """Tags as a dictionary, subnets as lists."""
    for field in resource.typed:
        if isinstance(field.kind, Tags):
            # The list action calls them Tag where the single read says Tags; Tag may also be a text of the service's.
            for name in ("Tag", "Tags"):
                if isinstance(raw.get(name), (list, t.Mapping)):
                    view.pop(snake(name), None)
                    view["tags"] = field.kind.receive(raw[name])
        elif isinstance(raw.get(field.wire), str):
            view[snake(field.wire)] = field.kind.receive(raw[field.wire])
    return view
