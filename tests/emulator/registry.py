# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the modules in ``services`` declare: the actions they carry out, their tables, quotas and readings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .call import Call
    from .state import Record

Handler = Callable[["Call"], Mapping[str, Any]]


@dataclass(frozen=True)
class Uses:
    """The records of a table need records of another one, and either keep them from being deleted or go with them."""

    table: str
    """The table of the records that are needed."""
    by: str | Callable[[Record], Iterable[str]]
    """The field that holds the id of the record that is needed, or a function that returns several ids."""
    refusal: str | None = None
    """The code that refuses to delete a record that is needed. Without it, the user is deleted too."""
    reading: str | None = None
    """The reading whose value ``refused`` makes the refusal apply. Without it, it always applies."""

    def ids(self, record: Record) -> Iterable[str]:
        """The ids that this record needs."""
        return (record[self.by],) if isinstance(self.by, str) else self.by(record)


@dataclass(frozen=True)
class Table:
    """The records of one kind of resource in a region, by id (a route: by its key)."""

    name: str
    not_found: str | None = None
    """The code for an unknown id."""
    tag_type: str | None = None
    """The ResourceType of the tag actions."""
    uses: tuple[Uses, ...] = ()


@dataclass(frozen=True)
class Quota:
    """How many of something an account may hold."""

    limit: int
    per: str


@dataclass(frozen=True)
class Reading:
    """What the service does where no source says it: one of ``values``, of which the first is the default."""

    about: str
    values: tuple[str, ...]


ACTIONS: dict[str, Handler] = {}
TABLES: dict[str, Table] = {}
QUOTAS: dict[str, Quota] = {}
READINGS: dict[str, Reading] = {}


def action(name: str) -> Callable[[Handler], Handler]:
    """Declare the function that carries out the action ``name``."""

    def declare(handler: Handler) -> Handler:
        ACTIONS[name] = handler
        return handler

    return declare


def table(name: str, *, not_found: str | None = None, tag_type: str | None = None, uses: Iterable[Uses] = ()) -> None:
    """Declare a table."""
    TABLES[name] = Table(name, not_found, tag_type, tuple(uses))


def quota(name: str, limit: int, *, per: str) -> None:
    """Declare a quota: how many, for each what."""
    QUOTAS[name] = Quota(limit, per)


def reading(name: str, *values: str, about: str) -> None:
    """Declare a choice that the contract leaves; the first value is the default."""
    READINGS[name] = Reading(about, values)
