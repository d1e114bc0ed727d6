# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Objects with named members: one in a JSON parameter, or several, each identified by one of its members."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass

from .field import Parameter
from .kind import Kind, Look

Members = t.Mapping[str, t.Any]


@dataclass(frozen=True)
class Object(Kind):
    """Members that the user leaves out keep their values, and an update sends the whole object, because no source
    documents what the service does with missing members. `switch`: the member that turns the whole object off. The
    service need not show the other members then, so one that is not shown does not count as a difference. Sent as
    Name.Member."""

    parts: tuple[Parameter, ...]
    switch: str = ""

    @property
    def members(self) -> tuple[Parameter, ...]:
        return self.parts

    def spec(self) -> dict[str, t.Any]:
        return {"type": "dict", "options": {member.name: member.spec(member.required) for member in self.parts}}

    def problems(self, path: str, value: Members, secret: bool = False) -> list[str]:
        return [text for member in self.parts for text in member.problems(value.get(member.name), f"{path}.")]

    def canon(self, value: Members) -> dict[str, t.Any]:
        return {member.name: member.kind.canon(value[member.name]) for member in self.given(value)}

    def same(self, wanted: Members, actual: Members | None) -> bool:
        return not self.differing(wanted, actual)

    def differing(self, wanted: Members, actual: Members | None) -> list[Parameter]:
        """The members whose values differ from the wanted ones."""
        have = actual or {}
        given = self.given(wanted)
        if self.switch and not self.merge(wanted, actual).get(self.switch):
            given = [member for member in given if member.name == self.switch or member.name in have]
        return [member for member in given if not member.kind.same(wanted[member.name], have.get(member.name))]

    def merge(self, wanted: Members, actual: Members | None) -> dict[str, t.Any]:
        have = actual or {}
        merged = {
            member.name: member.kind.merge(wanted[member.name], have.get(member.name)) for member in self.given(wanted)
        }
        return {**have, **merged}

    def send(self, value: Members) -> t.Any:
        return {member.wire: member.kind.send(value[member.name]) for member in self.given(value)}

    def receive(self, raw: t.Any) -> dict[str, t.Any] | None:
        if not isinstance(raw, dict):
            return None
        values = {member.name: member.receive(raw) for member in self.parts}
        return {name: value for name, value in values.items() if value is not None}

    def typed(self, raw: t.Any) -> t.Any:
        if not isinstance(raw, dict):
            return raw
        return {**raw, **{each.path: each.typed(raw[each.path]) for each in self.parts if each.path in raw}}

    def echo(self, value: Members) -> dict[str, t.Any]:
        return {member.path: member.kind.echo(value[member.name]) for member in self.given(value)}

    def predict(self, raw: t.Any, value: Members) -> dict[str, t.Any]:
        present = raw if isinstance(raw, dict) else {}
        changed = {
            member.path: member.kind.predict(present.get(member.path), value[member.name])
            for member in self.given(value)
        }
        return {**present, **changed}

    def masked(self, value: Members, changed: bool = False, present: t.Any = None) -> dict[str, t.Any]:
        have = present or {}
        return {
            member.name: member.masked(value[member.name], changed, have.get(member.name))
            for member in self.given(value)
        }

    def paths(self, path: str, before: Members | None, after: Members | None) -> t.Iterator[str]:
        old, new = before or {}, after or {}
        for member in self.parts:
            yield from member.kind.paths(f"{path}.{member.name}", old.get(member.name), new.get(member.name))

    def unmasked(self, value: Members) -> dict[str, t.Any]:
        return {**value, **{member.name: member.unmasked(value[member.name]) for member in self.given(value)}}

    def secrets(self, value: Members) -> t.Iterator[str]:
        for member in self.given(value):
            yield from member.secrets(value[member.name])

    def resolve(self, path: str, value: Members, look: Look) -> dict[str, t.Any]:
        resolved = {
            member.name: member.kind.resolve(f"{path}.{member.name}", value[member.name], look)
            for member in self.given(value)
        }
        return {**value, **resolved}

    def pending(self, path: str, value: Members) -> t.Iterator[tuple[str, t.Any, t.Any]]:
        for member in self.given(value):
            yield from member.kind.pending(f"{path}.{member.name}", value[member.name])

    def given(self, value: Members) -> list[Parameter]:
        """The members that have a value."""
        return [member for member in self.parts if value.get(member.name) is not None]


@dataclass(frozen=True)
class Json(Object):
    """An object that is sent as one JSON text."""

    def send(self, value: Members) -> str:
        return json.dumps(super().send(value), separators=(",", ":"), sort_keys=True)


@dataclass(frozen=True)
class Objects(Kind):
    """Objects identified by the member `key`, in any order; each is sent as Name.N.Member. Objects that the user leaves
    out keep their values, and an update sends only objects that differ, with only the members that differ. `wrapper`:
    the member that holds the list in an answer."""

    one: Object
    key: str
    wrapper: str = ""

    @property
    def members(self) -> tuple[Parameter, ...]:
        return self.one.parts

    @property
    def keys(self) -> tuple[str, ...]:
        """All values of the key."""
        return tuple(next(member for member in self.members if member.name == self.key).kind.spec()["choices"])

    def spec(self) -> dict[str, t.Any]:
        return {"type": "list", "elements": "dict", "options": self.one.spec()["options"]}

    def problems(self, path: str, value: list[Members], secret: bool = False) -> list[str]:
        found = []
        seen: set[str] = set()
        for number, one in enumerate(value, 1):
            found += self.one.problems(f"{path}[{number}]", one)
            if one[self.key] in seen:
                found.append(f"{path}[{number}].{self.key}: {one[self.key]!r} is given twice; remove one of the two")
            seen.add(one[self.key])
        return found

    def canon(self, value: list[Members]) -> dict[str, t.Any]:
        return {one[self.key]: self.one.canon(one) for one in value}

    def same(self, wanted: list[Members], actual: list[Members] | None) -> bool:
        have = self._by_key(actual)
        return all(self.one.same(one, have.get(one[self.key])) for one in wanted)

    def merge(self, wanted: list[Members], actual: list[Members] | None) -> list[dict[str, t.Any]]:
        have, want = self._by_key(actual), self._by_key(wanted)
        return [self.one.merge(want.get(key, {}), have.get(key)) for key in dict.fromkeys((*have, *want))]

    def difference(self, wanted: list[Members], actual: list[Members] | None) -> list[dict[str, t.Any]]:
        have = self._by_key(actual)
        changes = []
        for one in wanted:
            present = have.get(one[self.key], {})
            merged = self.one.merge(one, present)
            names = [member.name for member in self.one.differing(one, present)]
            if names:
                changes.append({self.key: one[self.key], **{name: merged[name] for name in names}})
        return changes

    def send(self, value: list[Members]) -> list[t.Any]:
        return [self.one.send(one) for one in value]

    def receive(self, raw: t.Any) -> list[dict[str, t.Any]] | None:
        items = raw.get(self.wrapper) if isinstance(raw, dict) else raw
        found = [self.one.receive(item) for item in items or ()]
        return [one for one in found if one and one.get(self.key)] or None

    def typed(self, raw: t.Any) -> t.Any:
        if isinstance(raw, dict):
            return {**raw, self.wrapper: self.typed(raw.get(self.wrapper))}
        return [self.one.typed(item) for item in raw] if isinstance(raw, list) else raw

    def echo(self, value: list[Members]) -> t.Any:
        return {self.wrapper: [self.one.echo(one) for one in value]}

    def predict(self, raw: t.Any, value: list[Members]) -> t.Any:
        items = (raw.get(self.wrapper) if isinstance(raw, dict) else raw) or ()
        path = next(member.path for member in self.members if member.name == self.key)
        have = {item.get(path): item for item in items}
        want = self._by_key(value)
        keys = dict.fromkeys((*have, *want))
        return {self.wrapper: [self.one.predict(have.get(key), want.get(key, {})) for key in keys]}

    def masked(self, value: list[Members], changed: bool = False, present: t.Any = None) -> list[dict[str, t.Any]]:
        have = self._by_key(present)
        return [self.one.masked(one, changed, have.get(one[self.key])) for one in value]

    def paths(self, path: str, before: list[Members] | None, after: list[Members] | None) -> t.Iterator[str]:
        old, new = self._by_key(before), self._by_key(after)
        for key in dict.fromkeys((*old, *new)):
            yield from self.one.paths(f"{path}[{key}]", old.get(key), new.get(key))

    def unmasked(self, value: list[Members]) -> list[dict[str, t.Any]]:
        return [self.one.unmasked(one) for one in value]

    def secrets(self, value: list[Members]) -> t.Iterator[str]:
        for one in value:
            yield from self.one.secrets(one)

    def resolve(self, path: str, value: list[Members], look: Look) -> list[dict[str, t.Any]]:
        return [self.one.resolve(f"{path}[{number}]", one, look) for number, one in enumerate(value, 1)]

    def pending(self, path: str, value: list[Members]) -> t.Iterator[tuple[str, t.Any, t.Any]]:
        for number, one in enumerate(value, 1):
            yield from self.one.pending(f"{path}[{number}]", one)

    def with_defaults(self, value: list[Members], defaults: Members) -> list[dict[str, t.Any]]:
        """One object for each key: the given members, and defaults for the others."""
        given = self._by_key(value)
        return [self.one.merge(given.get(key, {}), {**defaults, self.key: key}) for key in self.keys]

    def _by_key(self, value: list[Members] | None) -> dict[str, Members]:
        return {one[self.key]: one for one in value or ()}
