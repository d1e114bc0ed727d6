# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the table of a resource is made of: a value for every option, another for each, and how the service shows it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource


class Change(NamedTuple):
    """A new value for one option (dots lead into an object), and what the service shows then.

    `path`: JMESPath over the official SDK's own reading of one. `before`: others that the case is made with, or the
    service would refuse the change. `along`: others that have to change with it.
    """

    option: str
    value: Any
    path: str
    shown: Any
    before: Mapping[str, Any] = {}
    along: Mapping[str, Any] = {}


class Fixed(NamedTuple):
    """A new value for an option that cannot change, with others that must come along."""

    option: str
    value: Any
    along: Mapping[str, Any] = {}


class Read(NamedTuple):
    """How the official SDK reads one: the action, JMESPath over the module's result for each member of the request,
    and JMESPath over the answer for the one."""

    action: str
    by: Mapping[str, str]
    path: str = "@"


class Case(NamedTuple):
    """`make` has every option but those of `apart`, each of which says why. Names in <> stand for ids. `table`: where
    the emulator keeps such records."""

    resource: Resource
    actions: tuple[str, ...]
    make: Mapping[str, Any]
    identity: tuple[str, ...]
    changes: tuple[Change, ...]
    fixed: tuple[Fixed, ...]
    apart: Mapping[str, str]
    read: Read
    table: str

    @property
    def references(self) -> list[str]:
        """The names in <>."""
        values = [*self.make.values(), *(fixed.value for fixed in self.fixed)]
        return [value[1:-1] for value in values if is_reference(value)]


def is_reference(value: Any) -> bool:
    """Whether a value is a name in <>."""
    return isinstance(value, str) and value.startswith("<")


def filled(options: Mapping[str, Any], there: Mapping[str, str]) -> dict[str, Any]:
    """The options with ids in the place of <names>."""
    return {name: there[value[1:-1]] if is_reference(value) else value for name, value in options.items()}


def altered(options: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The options with some of them changed."""
    result = dict(options)
    for name, value in changes.items():
        outer, _dot, inner = name.partition(".")
        result[outer] = {**result[outer], inner: value} if inner else value
    return result
