# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""One option of a resource, and everything that is known about it."""

from __future__ import annotations

import enum
import typing as t
from dataclasses import dataclass
from functools import cached_property

from .kind import MASK, Kind
from .kinds import Text


class Change(enum.Enum):
    """How an option can change once the resource exists."""

    UPDATE = "update"  # one of the resource's updates changes it
    IMMUTABLE = "immutable"  # fixed when the resource is created: another value is refused
    WRITE_ONLY = "write-only"  # the service never shows it, so it is never compared: it is sent with other changes


_PLAIN = Text()


@dataclass(frozen=True)
class Parameter:
    """A named value of the API: a filter of a list, or a member of an object. A Field, the option of a resource, is one
    too.

    `wire`: its name when it is sent. `read`: the member of an answer that shows it, where that is another.
    `unset`: what the service shows when no value is set.
    """

    name: str
    wire: str
    kind: Kind = _PLAIN
    read: str = ""
    required: bool = False
    secret: bool = False
    aliases: tuple[str, ...] = ()
    unset: tuple[t.Any, ...] = ("", None)

    def __post_init__(self) -> None:
        if self.secret and self.required:
            raise ValueError(f"{self.name}: a secret cannot be required: the service generates one")

    @cached_property
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

    def problems(self, value: t.Any, within: str = "") -> list[str]:
        """Why a given value is refused; nothing if it is fine or was not given."""
        path = f"{within}{self.name}"
        if isinstance(value, str) and not value.strip() and self.kind.fits(value):
            # The service fills in a value, or shows none, so the next run would change it again.
            return [f"{path}: an empty text is not allowed; give a value, or leave the option out"]
        return [] if value is None else self.kind.problems(path, value, self.secret)

    def receive(self, raw: t.Mapping[str, t.Any]) -> t.Any:
        """The option's value as the service shows it; None if it shows none."""
        shown = raw.get(self.path)
        return None if self._is_unset(shown) else self.kind.receive(shown)

    def typed(self, shown: t.Any) -> t.Any:
        """The API's own value, with numbers and booleans as such; None if no value is set."""
        return None if self._is_unset(shown) else self.kind.typed(shown)

    @property
    def is_plain(self) -> bool:
        """Whether `typed` only turns an empty text into None."""
        return type(self.kind).typed is Kind.typed and self.unset == Parameter.unset

    def _is_unset(self, shown: t.Any) -> bool:
        # False is in (0,), so that the types have to be the same too.
        return shown is None or (
            shown in self.unset and any(shown == nothing and type(shown) is type(nothing) for nothing in self.unset)
        )

    def masked(self, value: t.Any, changed: bool = False, present: t.Any = None) -> t.Any:
        """The value as it may be shown. `changed`: mark secrets that differ from `present`, so that a diff shows it."""
        if not self.secret:
            return self.kind.masked(value, changed, present)
        return f"{MASK} (changed)" if changed and not self.kind.same(value, present) else MASK

    def unmasked(self, value: t.Any) -> t.Any:
        """The value without masked secrets; None if it is one."""
        if value is None or (self.secret and value == MASK):
            return None
        return self.kind.unmasked(value)

    def secrets(self, value: t.Any) -> t.Iterator[str]:
        """The secrets in a value."""
        if not value:
            return
        if self.secret:
            yield value
        else:
            yield from self.kind.secrets(value)


@dataclass(frozen=True)
class Field(Parameter):
    """An option of a resource. `create`: whether the create action takes it, or the name under which it does.
    `initial`: what a create sends when the user gave no value. `unless`: an option that replaces a required one."""

    change: Change = Change.UPDATE
    unless: str = ""
    create: bool | str = True
    initial: t.Any = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.required and not self.create:
            raise ValueError(f"{self.name}: required to create, but the create action does not take it")

    def filter(self, required: bool = False) -> Parameter:
        """The same value as a filter of the list action."""
        return Parameter(self.name, self.wire, self.kind, required=required, aliases=self.aliases)


def problems(parameters: t.Iterable[Parameter], options: t.Mapping[str, t.Any], within: str = "") -> list[str]:
    """What is wrong with the given values, each checked by itself and without a call."""
    return [text for one in parameters for text in one.problems(options.get(one.name), within)]


def masked(
    parameters: t.Iterable[Parameter], values: t.Mapping[str, t.Any], present: t.Mapping[str, t.Any] | None = None
) -> dict[str, t.Any]:
    """Option values as they may be shown. With `present`, secrets that differ from it are marked."""
    return {
        one.name: one.masked(values[one.name], present is not None, (present or {}).get(one.name))
        for one in parameters
        if values.get(one.name) is not None
    }


def _looks_secret(name: str) -> bool:
    # Ansible warns about such names unless no_log is true or false.
    return any(word in name for word in ("pass", "secret", "token", "key"))
