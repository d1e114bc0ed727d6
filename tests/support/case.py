# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the tests need to know about a resource besides its descriptor: each has a file in tests/support/cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource


class NewValue(NamedTuple):
    """A new value for an option (dots lead into an object), and what the service shows after the change.

    `path`: JMESPath for what the official SDK reads. `before`: options at creation, where the service would refuse the
    change otherwise. `along`: options that have to change together with it.
    """

    option: str
    value: Any
    path: str
    shown: Any
    before: Mapping[str, Any] = {}
    along: Mapping[str, Any] = {}


class Fixed(NamedTuple):
    """A new value for an option that cannot change, and options that have to be given with it."""

    option: str
    value: Any
    along: Mapping[str, Any] = {}


class Read(NamedTuple):
    """How the official SDK reads the resource: the action, JMESPath for each member of the request in the result of the
    module, and JMESPath for the resource in the answer."""

    action: str
    by: Mapping[str, str]
    path: str = "@"


class Omitted(NamedTuple):
    """Why `options` does not have an option, and the tasks that have it, as changes of `options`."""

    reason: str
    tasks: tuple[Mapping[str, Any], ...]


class Case(NamedTuple):
    """A text in <> stands for the ID of a resource that a case lists as existing.

    `actions`: the calls that create one. `options`: a value for every option except those in `omitted`. `identity`:
    the options that identify it. `table`: the table of the emulator that holds it. `wrong`: values that are refused
    before any call, besides those that follow from the kind of an option (tests/unit/modules/wrong_values.py).
    `existing`: the options of resources that exist when a test or an example of the documentation refers to them or
    lists them. `stricter`: parameters for which the descriptor allows less than the contract, and why. `wider`: those
    for which it allows more, because the two sources of the contract differ, and where that is said. `left_out`:
    members of the contract's parameters that are not options, and why. `variants`: the same case with other options,
    where a resource has options that exclude each other.
    """

    resource: Resource
    actions: tuple[str, ...]
    options: Mapping[str, Any]
    identity: tuple[str, ...]
    read: Read
    table: str
    existing: Mapping[str, Mapping[str, Any]]
    new_values: tuple[NewValue, ...] = ()
    fixed: tuple[Fixed, ...] = ()
    omitted: Mapping[str, Omitted] = {}
    wrong: Mapping[str, tuple[Any, ...]] = {}
    stricter: Mapping[str, str] = {}
    wider: Mapping[str, str] = {}
    left_out: Mapping[str, str] = {}
    variants: tuple[Case, ...] = ()

    @property
    def seldom(self) -> list[dict[str, Any]]:
        """The options of the tasks for what `options` does not have."""
        found = [{**self.options, **more} for omitted in self.omitted.values() for more in omitted.tasks]
        for variant in self.variants:
            new = [one for one in variant.new_values if not one.before and one.option not in self.identity]
            alone = {one.option: one.value for one in new if not one.along}
            together = [{one.option: one.value, **one.along} for one in new if one.along]
            found += [altered(variant.options, changes) for changes in ({}, alone, *together)]
        return found


def is_reference(value: Any) -> bool:
    """Whether a value is a name in <>."""
    return isinstance(value, str) and value.startswith("<")


def filled(value: Any, look: Callable[[str], Any]) -> Any:
    """The value with every <name> in it, at any depth, replaced by what `look` returns."""
    if isinstance(value, Mapping):
        return {name: filled(inner, look) for name, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, look) for inner in value]
    return look(value[1:-1]) if is_reference(value) else value


def altered(options: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The options with some of them changed; dots lead into an object, or into the first of a list of objects."""
    result = dict(options)
    for path, value in changes.items():
        result = _altered(result, path.split("."), value)
    return result


def _altered(inside: Any, path: list[str], value: Any) -> Any:
    if isinstance(inside, list):
        return [_altered(inside[0], path, value), *inside[1:]]
    (name, *rest) = path
    members = inside or {}
    return {**members, name: _altered(members.get(name), rest, value) if rest else value}


def name_of(case: Case) -> str:
    """For the ids of parametrised tests."""
    return case.resource.name
