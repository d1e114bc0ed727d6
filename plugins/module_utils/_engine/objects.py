# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""An object with named members in one JSON parameter."""

from __future__ import annotations

import json
import typing as t
from dataclasses import dataclass

from .field import Parameter
from .kinds import Kind, Look


@dataclass(frozen=True)
class Json(Kind):
    """Members that the user leaves out keep their values, and an update sends the whole object: no source documents
    what the service does with members that are missing. `switch`: the member that turns the whole off; the service
    need not show the others then, so a member that is not shown is no difference."""

    parts: tuple[Parameter, ...]
    switch: str = ""

    @property
    def members(self) -> tuple[Parameter, ...]:
        return self.parts

    def spec(self) -> dict[str, t.Any]:
        return {"type": "dict", "options": {member.name: member.spec() for member in self.parts}}

    def problems(self, path: str, value: t.Mapping[str, t.Any], secret: bool = False) -> list[str]:
        return [text for member in self.parts for text in member.problems(value.get(member.name), f"{path}.")]

    def canon(self, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        return {member.name: member.kind.canon(value[member.name]) for member in self._given(value)}

    def same(self, wanted: t.Mapping[str, t.Any], actual: t.Mapping[str, t.Any] | None) -> bool:
        have = actual or {}
        given = self._given(wanted)
        if self.switch and wanted.get(self.switch) is False:
            given = [member for member in given if member.name == self.switch or member.name in have]
        return all(member.kind.same(wanted[member.name], have.get(member.name)) for member in given)

    def merge(self, wanted: t.Mapping[str, t.Any], actual: t.Mapping[str, t.Any] | None) -> dict[str, t.Any]:
        given = {name: value for name, value in wanted.items() if value is not None}
        return {**(actual or {}), **given}

    def send(self, value: t.Mapping[str, t.Any]) -> str:
        members = {member.wire: member.kind.send(value[member.name]) for member in self._given(value)}
        return json.dumps(members, separators=(",", ":"), sort_keys=True)

    def receive(self, raw: t.Any) -> dict[str, t.Any] | None:
        if not isinstance(raw, t.Mapping):
            return None
        values = {member.name: member.receive(raw) for member in self.parts}
        return {name: value for name, value in values.items() if value is not None}

    def echo(self, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        return {member.path: member.kind.echo(value[member.name]) for member in self._given(value)}

    def predict(self, raw: t.Any, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        present = raw if isinstance(raw, t.Mapping) else {}
        return {**present, **self.echo(value)}

    def masked(self, value: t.Mapping[str, t.Any], changed: bool = False, present: t.Any = None) -> dict[str, t.Any]:
        have = present or {}
        return {
            member.name: member.masked(value[member.name], changed, have.get(member.name))
            for member in self._given(value)
        }

    def secrets(self, value: t.Mapping[str, t.Any]) -> t.Iterator[str]:
        for member in self._given(value):
            yield from member.secrets(value[member.name])

    def resolve(self, path: str, value: t.Mapping[str, t.Any], look: Look) -> dict[str, t.Any]:
        resolved = {
            member.name: member.kind.resolve(f"{path}.{member.name}", value[member.name], look)
            for member in self._given(value)
        }
        return {**value, **resolved}

    def pending(self, path: str, value: t.Mapping[str, t.Any]) -> t.Iterator[tuple[str, t.Any, t.Any]]:
        for member in self._given(value):
            yield from member.kind.pending(f"{path}.{member.name}", value[member.name])

    def _given(self, value: t.Mapping[str, t.Any]) -> list[Parameter]:
        return [member for member in self.parts if value.get(member.name) is not None]
