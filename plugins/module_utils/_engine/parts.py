# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What the description of a resource is made of: small frozen parts, each about one side of it."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .._rpc.shape import misunderstood

Raw = dict[str, t.Any]
Options = t.Mapping[str, t.Any]


@dataclass(frozen=True)
class Actions:
    """The names of the API's actions. `get` reads one resource by its ID, `list` reads all of them, page by page."""

    create: str
    delete: str
    list: str
    get: str = ""


@dataclass(frozen=True)
class Wrapped:
    """Where a list answer keeps its items: {"Xs": {"X": [...]}} today, {"Xs": [...]} in the 2022 API reference."""

    outer: str
    inner: str = ""

    def of(self, body: Options, action: str = "") -> list[Raw]:
        """Raises NetworkError for an answer without a list, unless it says that there are no items: what is not listed
        would be created again."""
        if self._items(body) is None and str(body.get("TotalCount")) != "0":
            raise misunderstood(f"it has no {self.outer}", action)
        return self.inside(body)

    def inside(self, raw: Options) -> list[Raw]:
        """The items inside a resource, which need not have any."""
        return list(self._items(raw) or ())

    def _items(self, body: Options) -> t.Any:
        items = body.get(self.outer)
        return items.get(self.inner) if isinstance(items, dict) else items


@dataclass(frozen=True)
class Paging:
    """How the list action is paged: by PageNumber and PageSize, or by NextToken and MaxResults (`by_token`). `many`:
    parameters of it that take several values, each sent as Name.N."""

    by_token: bool = False
    size: int = 50
    many: tuple[str, ...] = ()


@dataclass(frozen=True)
class Identity:
    """What identifies a resource: its `id` (wire name), its `name` (an option) within `parents`, or `natural`.

    `parents`: options (references) that a list of the resource can be filtered by. `natural`: options whose values
    together belong to at most one resource. `prefix`: how an ID starts.
    """

    id: str = ""
    prefix: str = ""
    name: str = ""
    parents: tuple[str, ...] = ()
    natural: tuple[str, ...] = ()


@dataclass(frozen=True)
class Update:
    """A call that changes `fields`. `along`: fields that are always sent with it, changed or not. `constants`:
    parameters that are always the same. `renewed`: fields whose present value is sent under their own name, and whose
    new value is sent under New + name. `renamed`: fields of which only the new value is sent, under New + name.
    `unkeyed`: natural keys that the call does not take. `key`: the name of the ID in this call, if it differs.
    `locks`: whether the call keeps the resource busy and takes a ClientToken. `together`: only used when all of its
    fields change and all that are renewed have a present value; it then replaces the later updates of these fields."""

    action: str
    fields: tuple[str, ...]
    along: tuple[str, ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    renewed: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()
    unkeyed: tuple[str, ...] = ()
    key: str = ""
    locks: bool = True
    together: bool = False


@dataclass(frozen=True)
class States:
    """Some of the values of a member; a dot leads into an object, and None stands for a member that is not shown.
    `advice`: what the user can do when a wait for these values takes too long."""

    member: str
    values: tuple[str | None, ...]
    advice: str = ""

    def include(self, raw: Options) -> bool:
        value: t.Any = raw
        for name in self.member.split("."):
            value = value.get(name) if isinstance(value, dict) else None
        return value in self.values


@dataclass(frozen=True)
class Awaited:
    """A change that shows only some time after its call, when the lock is free already. It does not show while the
    resource that the option `by` refers to is in one of the states `unless`; `because`: a sentence that says so."""

    by: str
    unless: States
    because: str


@dataclass(frozen=True)
class Dependent:
    """Other resources that keep this one from being deleted. `action` lists them by its ID, `items` and `id` say where
    the answer has theirs. Those that are `deleting` do not count."""

    title: str
    action: str
    items: Wrapped
    id: str
    deleting: States | None = None


@dataclass(frozen=True)
class Order:
    """A create that is an order: the resource cannot be used until the order is paid. `member`: the number of the order
    in the answer. `only`: the option and its value that lead to an order. `paid_by`: the option that pays at once."""

    member: str
    only: tuple[str, str]
    paid_by: str


@dataclass(frozen=True)
class Support:
    """Something that not every region supports. `what`: its name. `options`: flags that turn it on; a dot leads into an
    object. `action`: asks for it and takes no parameters; `member`: whether the region supports it, in the answer."""

    what: str
    options: tuple[str, ...]
    action: str
    member: str


@dataclass(frozen=True)
class Shared:
    """`fields`: options that, if the option `into` is used, are the defaults of the members with the same names in each
    object of its list."""

    fields: tuple[str, ...]
    into: str


@dataclass(frozen=True)
class Context:
    """What exists. `actual`: the resource itself. `others`: the other resources in the same list. `parent`: the
    resource that the lock option refers to, read only before a create. `because`: why it has to be created, as a
    clause; empty if it exists and stays. `named`: what options refer to by a name, by type and ID."""

    actual: Raw | None = None
    others: tuple[Raw, ...] = ()
    parent: Raw | None = None
    because: str = ""
    named: t.Mapping[tuple[str, str], Raw] = field(default_factory=dict)
