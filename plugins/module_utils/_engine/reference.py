# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""References: an option that names another resource by its id or its name."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .field import Parameter
from .kind import Kind, Look
from .parts import Options
from .resource import Resource


@dataclass(frozen=True)
class Pending:
    """A reference by name to a resource that does not exist yet. In check mode, an earlier task may be about to create
    it. `existing`: the names of those that exist."""

    name: str
    existing: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Ref(Kind):
    """The engine replaces a name by an ID before it compares anything."""

    target: Resource

    @property
    def allowed(self) -> str:
        return f"the ID or the name of {self.target.a_title}"

    def fits(self, value: str) -> bool:
        return bool(value.strip())

    def echo(self, value: str | Pending) -> str | None:
        return None if isinstance(value, Pending) else value

    def resolve(self, path: str, value: str, look: Look) -> t.Any:
        return value if self.target.is_id(value) else look(self, path, value)

    def pending(self, path: str, value: str | Pending) -> t.Iterator[tuple[str, Pending, Ref]]:
        if isinstance(value, Pending):
            yield path, value, self


def pending(parameters: t.Iterable[Parameter], options: Options) -> t.Iterator[tuple[str, Pending, Ref]]:
    """Path, value and kind of each reference whose target does not exist yet."""
    for one in parameters:
        if options.get(one.name) is not None:
            yield from one.kind.pending(one.name, options[one.name])


def target_of(resource: Resource, option: str) -> Resource:
    """The descriptor of the resource that an option refers to."""
    kind = resource.field(option).kind
    if not isinstance(kind, Ref):
        raise TypeError(f"{resource.name}.{option} is not a reference")
    return kind.target
