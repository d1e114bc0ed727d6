# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What users see: results with the API's names in snake_case, diffs with option names; no secrets in either."""

from __future__ import annotations

import typing as t
from datetime import datetime, timezone

from .field import Change
from .kind import MASK
from .names import snake
from .parts import Options
from .resource import Resource


def result(resource: Resource, raw: Options, include_secrets: bool = False) -> dict[str, t.Any]:
    """Has every known member, None if the service shows none, so that playbooks can rely on the keys. The members are
    the API's; what the API calls differently than the option is there under the option's name too, in its form."""
    view: dict[str, t.Any] = dict.fromkeys(resource.keys)
    hidden, members = () if include_secrets else resource.secrets, resource.members
    for name, given in raw.items():
        key, is_text, typed = members.get(name) or (snake(name), False, ())
        value = None if given == "" and is_text else given
        if typed:
            for one in typed:
                value = one.typed(value)
        # Most members of long lists are single values.
        view[key] = value if isinstance(value, (str, int)) and name not in hidden else _member(name, value, hidden)
    view.pop("request_id", None)
    for field in resource.shaped:
        field.kind.shape(view, field.wire, raw)
    for name, key in resource.moments:
        view[key] = iso8601(raw.get(name))
    for field in resource.named:
        value = field.receive(raw)
        view[field.name] = value if value is None or include_secrets else field.masked(value)
    for name, member in resource.flags:
        view[name] = bool(raw.get(member))
    return view


def iso8601(milliseconds: t.Any) -> str | None:
    """A time of the API, in UTC; None if it is none."""
    if not isinstance(milliseconds, int) or milliseconds <= 0:
        return None
    try:
        return f"{datetime.fromtimestamp(milliseconds // 1000, timezone.utc).isoformat()[:19]}Z"  # without its +00:00
    except (OverflowError, OSError, ValueError):  # no time
        return None


def predicted(resource: Resource, raw: Options, wanted: Options) -> dict[str, t.Any]:
    """The result as it would be after the change: for check mode."""
    future = dict(raw)
    for field in resource.fields:
        if wanted.get(field.name) is not None and field.change is not Change.WRITE_ONLY:
            future[field.path] = field.kind.predict(future.get(field.path), wanted[field.name])
    return result(resource, future)


def projection(resource: Resource, raw: Options) -> dict[str, t.Any]:
    """The present values of the options, for plans and diffs."""
    values = {field.name: field.receive(raw) for field in resource.fields if field.change is not Change.WRITE_ONLY}
    return {name: value for name, value in values.items() if value is not None}


def diff(label: str, before: Options, after: Options, paths: t.Sequence[str] = ()) -> dict[str, t.Any]:
    """The difference as Ansible shows it, with `label` above each side. A side that is empty does not exist. `paths`:
    the options that change, because the lines around a change do not say in which object it is."""
    old, new = (label if side else f"{label} (absent)" for side in (before, after))
    changed = f", changed: {', '.join(paths)}" if before and after and paths else ""
    return {"before_header": old, "before": before, "after_header": f"{new}{changed}", "after": after}


def changed_paths(resource: Resource, before: Options, after: Options) -> list[str]:
    """The options, and the members of options, whose shown values differ."""
    sides = ((field, before.get(field.name), after.get(field.name)) for field in resource.fields)
    return [path for field, old, new in sides for path in field.kind.paths(field.name, old, new)]


def shown(value: t.Any, hidden: t.Container[str] = ()) -> t.Any:
    """A value of the API with names in snake_case, lists without their wrappers, and members in `hidden` masked."""
    if isinstance(value, dict):
        (first, *others) = value.values() or (None,)
        if not others and isinstance(first, list):
            value = first
        else:
            return {snake(name): _member(name, inner, hidden) for name, inner in value.items()}
    if isinstance(value, list):
        return [inner if isinstance(inner, str) else shown(inner, hidden) for inner in value]
    return value


def _member(name: str, value: t.Any, hidden: t.Container[str]) -> t.Any:
    if value and name in hidden:
        return MASK
    return value if isinstance(value, (str, int)) else shown(value, hidden)
