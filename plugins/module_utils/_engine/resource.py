# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""One noun, described once. Pure, frozen data that refuses to be made when it contradicts itself."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from .field import Change, Field
from .kinds import Json, Tags


@dataclass(frozen=True)
class Actions:
    """The names of the API's actions. `get` reads one by id, `list` all of them, page by page."""

    create: str
    delete: str
    list: str
    get: str = ""


@dataclass(frozen=True)
class Wrapped:
    """Where a list answer keeps its items: {"Xs": {"X": [...]}} today, {"Xs": [...]} in the reference of 2022."""

    outer: str
    inner: str

    def of(self, body: t.Mapping[str, t.Any]) -> list[dict[str, t.Any]]:
        items = body.get(self.outer)
        if isinstance(items, t.Mapping):
            items = items.get(self.inner)
        return list(items or ())


@dataclass(frozen=True)
class Paging:
    """How the list action is turned over: PageNumber and PageSize, or NextToken and MaxResults (`by_token`). `many`:
    parameters of it that take several values and so travel as Name.N."""

    by_token: bool = False
    size: int = 50
    many: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    """How one is told from another: by `id` (wire name), by `name` (an option) within `parents`, or by `natural`.

    `parents`: options (references) that a list of the resource can be narrowed by. `natural`: options that together
    belong to at most one of them. `prefix`: how an id begins.
    """

    id: str = ""
    prefix: str = ""
    name: str = ""
    parents: tuple[str, ...] = ()
    natural: tuple[str, ...] = ()


@dataclass(frozen=True)
class Update:
    """A call that changes `fields`. `along`: fields that are sent with it as they are, changed or not. `constants`:
    parameters that are always the same. `renewed`: fields whose present value goes out under their own name and
    whose new value under New + name. `unkeyed`: natural keys that the call does not take."""

    action: str
    fields: tuple[str, ...]
    along: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    renewed: tuple[str, ...] = ()
    unkeyed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ready:
    """When a resource is usable: a JMESPath expression over its raw form, and what to show while it is not."""

    when: str
    state: str
    advice: str = ""  # for the message of a wait that ran out of time


def _no_complaints(options: t.Mapping[str, t.Any]) -> list[str]:
    return []


def _no_objection(actual: t.Mapping[str, t.Any], now: datetime) -> str:
    return ""


def _no_conflict(wanted: t.Mapping[str, t.Any], others: t.Sequence[t.Mapping[str, t.Any]]) -> str:
    return ""


@dataclass(frozen=True)
class Resource:
    """`returns`: the members of a read answer, by wire name. `summary`: a list shows less than a read of one does.
    `lock`: the option (a reference) whose resource, or in turn whose lock, is `updating` while this one changes.
    `leaving`: JMESPath that holds while one is on its way out. `secrets`: members of answers that must not be seen.
    `removal`: fields whose present value the delete call wants. `filters`: what the list action can be narrowed by.
    `constants`: parameters that a create always carries. `dry_run`: every write takes DryRun.

    Hooks, plain data in and out: `complaints` names what is wrong with options before any call, `undeletable` says
    why a present one cannot be deleted now, `conflict` why a new one cannot stand beside the others.
    """

    name: str
    title: str
    actions: Actions
    items: Wrapped
    identity: Identity
    fields: tuple[Field, ...]
    returns: tuple[str, ...]
    paging: Paging = Paging()
    constants: tuple[tuple[str, str], ...] = ()
    updates: tuple[Update, ...] = ()
    filters: tuple[Field, ...] = ()
    ready: Ready | None = None
    leaving: str = ""
    lock: str = ""
    removal: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    summary: bool = False
    dry_run: bool = False
    wait_timeout: int = 300
    complaints: t.Callable[[t.Mapping[str, t.Any]], list[str]] = _no_complaints
    undeletable: t.Callable[[t.Mapping[str, t.Any], datetime], str] = _no_objection
    conflict: t.Callable[[t.Mapping[str, t.Any], t.Sequence[t.Mapping[str, t.Any]]], str] = _no_conflict

    def __post_init__(self) -> None:
        for field in self.fields:
            self._check(field)
        names = [field.name for field in self.fields]
        updated = self._updated
        if len(set(names)) != len(names) or len(set(updated)) != len(updated):
            self._refuse("a field stands twice")
        named = (*updated, *(n for u in self.updates for n in (*u.along, *u.renewed, *u.unkeyed)), *self.removal)
        for name in (*named, *self._identifying, *((self.lock,) if self.lock else ())):
            if name not in names:
                self._refuse(f"{name} is no field of it")
        if not (self.identity.id or self.identity.natural):
            self._refuse("nothing identifies it")

    def _check(self, field: Field) -> None:
        can_update = field.name in self._updated or isinstance(field.kind, Tags)
        if field.change is Change.UPDATE and not can_update:
            self._refuse(f"{field.name} can change, but no update changes it")
        if field.change is not Change.UPDATE and field.name in self._updated:
            self._refuse(f"{field.name} is {field.change.value}, but an update changes it")
        if field.change is Change.UNSEEN and field.name in self._identifying:
            self._refuse(f"{field.name} identifies, but the service never shows it")
        if field.secret and field.name in self._identifying:
            self._refuse(f"{field.name} is a secret and cannot identify")

    @property
    def _updated(self) -> list[str]:
        return [name for update in self.updates for name in update.fields]

    @property
    def _identifying(self) -> tuple[str, ...]:
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
    def tags(self) -> Field | None:
        return next((field for field in self.fields if isinstance(field.kind, Tags)), None)

    @cached_property
    def typed(self) -> tuple[Field, ...]:
        """The fields that results show in another type than the service does: tags, and texts that are lists."""
        tags = (field for field in self.fields if isinstance(field.kind, Tags))
        lists = (field for field in self.fields if field.path == field.wire and field.spec()["type"] == "list")
        return (*tags, *lists)

    @property
    def can_be_recreated(self) -> bool:
        """Whether anything about one is fixed that does not identify it."""
        fixed = (field.name for field in self.fields if field.change is Change.IMMUTABLE)
        return any(name not in self.identity.natural or self.identity.id for name in fixed)

    def name_of(self, raw: t.Mapping[str, t.Any]) -> str:
        """The name that one shows; empty where the kind has no names."""
        return (self.field(self.identity.name).receive(raw) or "") if self.identity.name else ""

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def is_id(self, text: str) -> bool:
        """Names may begin like ids (vpn-hq), so an id must have its length too."""
        return bool(self.identity.prefix) and bool(
            re.fullmatch(re.escape(self.identity.prefix) + "[a-z0-9]{12,}", text)
        )


_ACRONYMS = (("VSwitch", "Vswitch"), ("IDaaS", "Idaas"), ("IPsec", "Ipsec"))


@lru_cache(maxsize=1024)
def snake(wire: str) -> str:
    """VSwitchId: vswitch_id. The form of every name in results, and so asked for over and over in a long list."""
    for acronym, word in _ACRONYMS:
        wire = wire.replace(acronym, word)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", wire).lower()


def complaints(fields: t.Iterable[Field], options: t.Mapping[str, t.Any], within: str = "") -> list[str]:
    """What is wrong with given values, each naming option, value and what is allowed. No call is needed for it."""
    found = []
    for field in fields:
        value = options.get(field.name)
        if isinstance(field.kind, Json) and value is not None:
            found += complaints(field.kind.members, value, f"{within}{field.name}.")
        elif field.problem(value):
            shown = "the value" if field.secret else repr(value)
            found.append(f"{within}{field.name}: {shown} is not allowed; {field.problem(value)}")
    return found
