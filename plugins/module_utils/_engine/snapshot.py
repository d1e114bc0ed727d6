# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Remotes that read each list once, to plan many resources with few calls."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field, replace

from .parts import Options, Raw
from .remote import Remote
from .resource import Resource

_Key = tuple[t.Any, ...]


@dataclass(frozen=True)
class Snapshot(Remote):
    """All lists and answers are shared by all remotes that `of` returns."""

    lists: dict[_Key, list[Raw]] = field(default_factory=dict)
    answers: dict[str, Raw] = field(default_factory=dict)
    # Parts of a list by the values of some members: hundreds of sites look for theirs.
    selections: dict[_Key, dict[_Key, list[Raw]]] = field(default_factory=dict)
    names: dict[_Key, dict[str, list[Raw]]] = field(default_factory=dict)

    def of(self, resource: Resource) -> Snapshot:
        return replace(self, resource=resource)

    def fetch(self, filters: Options) -> list[Raw]:
        """From a list without filters, except those that the list action requires."""
        required = {one.wire for one in self.resource.filters if one.required}
        sent = {name: value for name, value in filters.items() if name in required}
        key = (self.resource.name, *sorted(sent.items()))
        if key not in self.lists:
            self.lists[key] = [self.resource.as_read(raw) for raw in super().fetch(sent)]
        others = {name: value for name, value in filters.items() if name not in required}
        members = sorted(others)
        selection = (key, *members)
        if selection not in self.selections:
            self.selections[selection] = self._selected(self.lists[key], members)
        return list(self.selections[selection].get(tuple(others[name] for name in members), ()))

    def named(self, filters: Options, name: str) -> tuple[list[Raw], list[Raw]]:
        items = self.fetch(filters)
        key = (self.resource.name, *sorted(filters.items()))
        if key not in self.names:
            self.names[key] = {}
            for item in items:
                self.names[key].setdefault(self.resource.name_of(item), []).append(item)
        return items, self.names[key].get(name, [])

    @staticmethod
    def _selected(rows: list[Raw], members: t.Sequence[str]) -> dict[_Key, list[Raw]]:
        found: dict[_Key, list[Raw]] = {}
        for raw in rows:
            found.setdefault(tuple(raw.get(name) for name in members), []).append(raw)
        return found

    def read(self, identifier: str) -> Raw | None:
        wire = self.resource.identity.id
        return next(iter(self.fetch({wire: identifier})), None)

    def refresh(self, identifier: str) -> None:
        """Read one resource with all its members, which a list may not show."""
        wire = self.resource.identity.id
        raw = super().read(identifier)
        rows = self.lists[(self.resource.name,)]
        rows[:] = [raw if row.get(wire) == identifier and raw else row for row in rows]
        self.selections.clear()
        self.names.clear()

    def whole(self, listed: Raw) -> Raw:
        """One of a list. It is read by its ID as well if it has an option that a list does not show whole."""
        if not any(self.resource.field(name).receive(listed) for name in self.resource.unlisted):
            return listed
        return super().read(listed[self.resource.identity.id]) or listed

    def ask(self, action: str) -> Raw:
        if action not in self.answers:
            self.answers[action] = super().ask(action)
        return self.answers[action]

    def poll(self, look: t.Callable[[], tuple[bool, str]], *_others: t.Any, **_more: t.Any) -> bool:
        """A plan waits for nothing."""
        look()
        return True
