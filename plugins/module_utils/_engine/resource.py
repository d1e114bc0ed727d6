# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The description of one type of resource: frozen data that cannot be created if it contradicts itself."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from .field import Change, Field, Parameter, problems
from .kind import Kind
from .names import snake
from .parts import (
    Actions,
    Awaited,
    Context,
    Dependent,
    Identity,
    Options,
    Order,
    Paging,
    Raw,
    Shared,
    States,
    Support,
    Update,
    Wrapped,
)

_BY_PAGES = Paging()


def _no_problems(options: Options) -> list[str]:
    return []


def _deletable(actual: Options, now: datetime) -> str:
    return ""


def _no_conflict(wanted: Options, context: Context) -> str:
    return ""


@dataclass(frozen=True)
class Resource:
    """`returns`: the members of a read answer, by wire name. `summary`: a list shows fewer members than a read by ID.
    `listed_as`: members that a list shows under another name; `unlisted`: options that it does not show whole.
    `lock`: the option (a reference) whose resource, or the lock of that resource, is busy while this one changes.
    `where`: which of the resources that the actions show are of this type, if they show others as well. `ready`: the
    states in which it can be used; `changing`: those in which it, or what it locks, is changing; `deleting`: those in
    which it is being deleted. `secrets`: members of answers that must not be shown. `depends_on_parent`: the resource
    that `lock` refers to decides what can be created. `shared`: options that are defaults of the objects in a list.
    `twice`: the service accepts a second one with the same name, so its creates are made safe against each other.
    `removal`: fields whose present value the delete action takes. `recreation`: what else it costs to delete and
    recreate it, as a clause. `supports`: what the region has to support. `filters`: those of the list action.
    `constants`: parameters that every create has. `dry_run`: every write takes DryRun. `awaited`: a change shows late,
    and is waited for. `dependents`: what keeps it from being deleted. `idle`: options that have no effect on a resource
    that shows a member: (option, member).

    Hooks, with plain data in and out: `problems`: what is wrong with the options in combination, before any call;
    `undeletable`: why an existing resource cannot be deleted now; `conflict`: why the wanted one cannot be created or
    changed beside those that exist.
    """

    name: str
    title: str
    actions: Actions
    items: Wrapped
    identity: Identity
    fields: tuple[Field, ...]
    returns: tuple[str, ...]
    paging: Paging = _BY_PAGES
    constants: tuple[tuple[str, str], ...] = ()
    updates: tuple[Update, ...] = ()
    filters: tuple[Parameter, ...] = ()
    where: States | None = None
    ready: States | None = None
    changing: States | None = None
    deleting: States | None = None
    lock: str = ""
    depends_on_parent: bool = False
    shared: Shared | None = None
    dependents: tuple[Dependent, ...] = ()
    removal: tuple[str, ...] = ()
    recreation: str = ""
    secrets: tuple[str, ...] = ()
    summary: bool = False
    twice: bool = False
    listed_as: tuple[tuple[str, str], ...] = ()
    unlisted: tuple[str, ...] = ()
    dry_run: bool = False
    created: tuple[str, ...] = ()
    flags: tuple[tuple[str, str], ...] = ()
    only_shown: tuple[Parameter, ...] = ()
    times: tuple[str, ...] = ()
    order: Order | None = None
    supports: tuple[Support, ...] = ()
    awaited: Awaited | None = None
    idle: tuple[tuple[str, str], ...] = ()
    wait_timeout: int = 300
    problems: t.Callable[[Options], list[str]] = _no_problems
    undeletable: t.Callable[[Options, datetime], str] = _deletable
    conflict: t.Callable[[Options, Context], str] = _no_conflict

    def __post_init__(self) -> None:
        for field in self.fields:
            self._check(field)
        names = [field.name for field in self.fields]
        updated = self._updated
        if len(set(names)) != len(names) or len(set(updated)) != len(updated):
            self._refuse("a field is listed twice")
        named = (
            *updated,
            *(n for u in self.updates if u.together for n in u.fields),
            *(n for u in self.updates for n in (*u.along, *u.renewed, *u.renamed, *u.unkeyed)),
            *self.removal,
            *self.unlisted,
            *(name for name, _member in self.idle),
            *(path.partition(".")[0] for support in self.supports for path in support.options),
        )
        for name in (*named, *self.identifying, *((self.lock,) if self.lock else ())):
            if name not in names:
                self._refuse(f"{name} is not one of its fields")
        if not (self.identity.id or self.identity.natural):
            self._refuse("nothing identifies it")

    def _check(self, field: Field) -> None:
        updated = field.name in self._updated
        if field.change is Change.UPDATE and not (updated or field.kind.has_calls):
            self._refuse(f"{field.name} can change, but no update changes it")
        if field.change is not Change.UPDATE and updated:
            self._refuse(f"{field.name} is {field.change.value}, but an update changes it")
        if field.change is Change.WRITE_ONLY and field.name in self.identifying:
            self._refuse(f"{field.name} identifies, but the service never shows it")
        if field.secret and field.name in self.identifying:
            self._refuse(f"{field.name} is a secret and cannot identify")

    @property
    def _updated(self) -> list[str]:
        return [name for update in self.updates if not update.together for name in update.fields]

    @property
    def identifying(self) -> tuple[str, ...]:
        """The fields by which it is found, besides its ID."""
        name = (self.identity.name,) if self.identity.name else ()
        return (*name, *self.identity.parents, *self.identity.natural)

    def _refuse(self, text: str) -> t.NoReturn:
        raise ValueError(f"{self.name}: {text}")

    @property
    def id_option(self) -> str:
        return snake(self.identity.id)

    @property
    def plural(self) -> str:
        return self.name[:-1] + "ies" if self.name.endswith("y") and self.name[-2] not in "aeiou" else self.name + "s"

    @property
    def a_title(self) -> str:
        """The title with its article: a VPN gateway, an SSL-VPN server."""
        spelled = self.title[:2].isupper()
        return f"{'an' if self.title[0] in ('AEFHILMNORSX' if spelled else 'AEIOUaeiou') else 'a'} {self.title}"

    def as_read(self, listed: Raw) -> Raw:
        """One of a list, with the names of a read by ID."""
        return {**listed, **{name: listed[other] for name, other in self.listed_as if other in listed}}

    @property
    def purgeable(self) -> Field | None:
        """The field whose other entries can be kept or removed: the tags."""
        return next((field for field in self.fields if field.kind.purgeable), None)

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The members of a read answer by their names in results."""
        return tuple(map(snake, self.returns))

    @cached_property
    def shaped(self) -> tuple[Field, ...]:
        """The fields that are sent and read under the same name, whose kind sets their form in results. Those with
        actions of their own come first, because they may be shown under more than one name."""
        own = (field for field in self.fields if field.kind.has_calls)
        others = (field for field in self.fields if field.path == field.wire and not field.kind.has_calls)
        return tuple(field for field in (*own, *others) if type(field.kind).shape is not Kind.shape)

    @cached_property
    def typed(self) -> tuple[Parameter, ...]:
        """The parameters whose values an answer shows."""
        shown = tuple(one for one in self.fields if one.change is not Change.WRITE_ONLY and not one.kind.purgeable)
        return (*shown, *self.only_shown)

    @cached_property
    def members(self) -> dict[str, tuple[str, bool, tuple[Parameter, ...]]]:
        """The members of a read answer: the name of each in results, whether an empty text is no value, and the other
        parameters whose values it shows. Worked out once, for long lists."""
        typed: dict[str, list[Parameter]] = {name: [] for name in self.returns}
        for one in self.typed:
            typed.setdefault(one.path, []).append(one)
        found = {}
        for name, shown in typed.items():
            others = tuple(one for one in shown if not one.is_plain)
            found[name] = (snake(name), len(others) < len(shown), others)
        return found

    @cached_property
    def moments(self) -> tuple[tuple[str, str], ...]:
        """The times, and their names in results in the form of ISO 8601."""
        return tuple((name, f"{snake(name)}_iso8601") for name in self.times)

    @cached_property
    def named(self) -> tuple[Field, ...]:
        """The fields that results have under the option's name as well, because the API shows them under another."""
        fields = (one for one in self.fields if one.change is not Change.WRITE_ONLY and not one.kind.purgeable)
        return tuple(one for one in fields if snake(one.path) != one.name)

    @property
    def can_be_recreated(self) -> bool:
        """Whether it has an immutable field that does not identify it."""
        fixed = (field.name for field in self.fields if field.change is Change.IMMUTABLE)
        return any(name not in self.identity.natural or bool(self.identity.id) for name in fixed)

    def all_problems(self, options: Options) -> list[str]:
        """What is wrong with the options. The hook compares values with each other, so it runs only when each of them
        is valid."""
        return problems(self.fields, options) or self.problems(options)

    def name_of(self, raw: Options) -> str:
        """The name of a resource; empty if it has none."""
        return (self.field(self.identity.name).receive(raw) or "") if self.identity.name else ""

    def id_of(self, raw: Options | None) -> str | None:
        """The ID of a resource; None if it has none."""
        return raw.get(self.identity.id) if raw and self.identity.id else None

    def field(self, name: str) -> Field:
        return self._by_name[name]

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in self.fields}

    def is_id(self, text: str) -> bool:
        """A name may start like an ID (vpn-hq), so an ID needs its length too."""
        return bool(self.identity.prefix) and bool(
            re.fullmatch(re.escape(self.identity.prefix) + "[a-z0-9]{12,}", text)
        )

    def includes(self, raw: Options) -> bool:
        """Whether a resource that an action shows is of this type."""
        return self.where is None or self.where.include(raw)

    def is_ready(self, raw: Options | None) -> bool:
        return self.ready is None or (raw is not None and self.ready.include(raw))

    def is_deleting(self, raw: Options) -> bool:
        return self.deleting is not None and self.deleting.include(raw)
