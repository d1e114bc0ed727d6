# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""One option of a resource, and everything that is known about it."""

from __future__ import annotations

import enum
import typing as t
from dataclasses import dataclass

from .kinds import Kind, Text
from .paths import search


class Change(enum.Enum):
    UPDATE = "update"  # one of the resource's updates changes it
    IMMUTABLE = "immutable"  # fixed when the resource is made: a wish for another value is refused
    UNSEEN = "unseen"  # never shown by the service, so never compared: it goes along when something is sent


_PLAIN = Text()


@dataclass(frozen=True)
class Field:
    """`wire` is the parameter's name on the way out, `read` the JMESPath of the value on the way in where that is
    another. `create` says whether the create action takes it, or under which other name it does. `initial` is sent
    with a create when the user gave nothing. `unset` lists what the service shows in place of nothing."""

    name: str
    wire: str
    kind: Kind = _PLAIN
    read: str = ""
    change: Change = Change.UPDATE
    create: bool | str = True
    required: bool = False
    initial: t.Any = None
    secret: bool = False
    aliases: tuple[str, ...] = ()
    unset: tuple[t.Any, ...] = ("", None)

    def __post_init__(self) -> None:
        if self.secret and self.required:
            raise ValueError(f"{self.name}: a secret cannot be required, the service makes one")
        if self.required and not self.create:
            raise ValueError(f"{self.name}: required to create, but the create action does not take it")

    @property
    def path(self) -> str:
        return self.read or self.wire

    def spec(self, required: bool = False) -> dict[str, t.Any]:
        """A fresh argument spec: sanity runs all modules in one process, so nothing is shared."""
        spec = self.kind.spec()
        if self.aliases:
            spec["aliases"] = list(self.aliases)
        if self.secret or _looks_secret(self.name):
            spec["no_log"] = self.secret
        if required:
            spec["required"] = True
        return spec

    def problem(self, value: t.Any) -> str:
        """Why a given value is refused; nothing if it is fine or was not given."""
        return "" if value is None else self.kind.problem(value)

    def receive(self, raw: t.Mapping[str, t.Any]) -> t.Any:
        """The option's value as the service shows it; None where it shows nothing."""
        shown = search(self.path, raw)
        if shown is None or any(shown == nothing and type(shown) is type(nothing) for nothing in self.unset):
            return None
        return self.kind.receive(shown)


def _looks_secret(name: str) -> bool:
    # Ansible warns about such names unless no_log is stated, one way or the other.
    return any(word in name for word in ("pass", "secret", "token", "key"))
