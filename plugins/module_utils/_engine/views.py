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
    shown = _snake_all({name: value for name, value in raw.items() if name != "RequestId"}, resource, include_secrets)
    return {**keys, **_typed(resource, raw, shown)}


def predicted(resource: Resource, raw: t.Mapping[str, t.Any], wanted: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
    """The result as it would be after the change: for check mode."""
    future = dict(raw)
    for field in resource.fields:
        if wanted.get(field.name) is None or field.change is Change.UNSEEN or not field.path.isidentifier():
            continue
        shown = field.kind.echo(wanted[field.name])
        present = future.get(field.path)
        future[field.path] = {**present, **shown} if isinstance(field.kind, Json) and present else shown
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
        else:
            seen[field.name] = value if isinstance(value, (bool, int, list, dict)) else str(value)
    return seen


def _snake_all(value: t.Any, resource: Resource, include_secrets: bool) -> t.Any:
    if isinstance(value, t.Mapping):
        hidden = () if include_secrets else resource.secrets
        return {
            snake(name): (MASK if inner and name in hidden else _snake_all(inner, resource, include_secrets))
            for name, inner in value.items()
        }
    if isinstance(value, list):
        return [_snake_all(inner, resource, include_secrets) for inner in value]
    return value


def _typed(resource: Resource, raw: t.Mapping[str, t.Any], shown: dict[str, t.Any]) -> dict[str, t.Any]:
    """Lists out of their wrappers, tags as a dictionary, subnets as lists."""
    for name, value in raw.items():
        if isinstance(value, t.Mapping) and len(value) == 1:
            (inner,) = value.values()
            if isinstance(inner, list):
                shown[snake(name)] = next(iter(shown[snake(name)].values()))
    for field in resource.fields:
        if isinstance(field.kind, Tags):
            # The list action calls them Tag where the single read says Tags; Tag may also be a text of the service's.
            for name in ("Tag", "Tags"):
                if isinstance(raw.get(name), (list, t.Mapping)):
                    shown.pop(snake(name), None)
                    shown["tags"] = field.kind.receive(raw[name])
        elif field.path == field.wire and isinstance(raw.get(field.wire), str) and field.spec()["type"] == "list":
            shown[snake(field.wire)] = field.kind.receive(raw[field.wire])
    return shown
