# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares RETURN of every module with the members that its result can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.names import snake
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.views import result
from tests.emulator import contract
from tests.support.descriptors import ALL
from tests.support.documentation import constant
from tests.unit.contract.checker import answers
from tools import yaml_text

MODULES = Path(__file__).resolve().parents[3] / "plugins" / "modules"
_TYPES = {
    "string": ("str",),
    "integer": ("int",),
    "long": ("int",),
    "boolean": ("bool",),
    "object": ("dict",),
    "list": ("list",),
}


def _documented(path: Path) -> dict[str, Any]:
    return yaml_text.load(constant(path, "RETURN"))


def _cases() -> list[Any]:
    return [
        pytest.param(resource, path, name, id=path.stem)
        for resource in ALL
        for path, name in (
            (MODULES / f"{resource.name}.py", resource.name),
            (MODULES / f"{resource.name}_info.py", resource.plural),
        )
        if path.exists()
    ]


def test_every_descriptor_has_its_modules() -> None:
    assert len(_cases()) == 2 * len(ALL)


@pytest.mark.parametrize(("resource", "path", "name"), _cases())
def test_documents_all_members_of_a_result(resource: Resource, path: Path, name: str) -> None:
    documented = _documented(path)[name]
    assert documented["type"] == ("list" if path.stem.endswith("_info") else "dict")
    assert set(documented["contains"]) == set(result(resource, _full(resource)))


@pytest.mark.parametrize(("resource", "path", "name"), _cases())
def test_documents_the_members_of_objects(resource: Resource, path: Path, name: str) -> None:
    contains = _documented(path)[name]["contains"]
    special = {snake(field.wire) for field in resource.fields if field.spec()["type"] == "list"} | {"tags"}
    for members in _merged(resource):
        _compare(members, contains, special, dict(_converted(resource.typed)))


def _converted(parameters: Iterable[Parameter], within: str = "") -> Iterator[tuple[str, str]]:
    """The members, by dotted wire name, that a result shows as numbers or booleans."""
    for each in parameters:
        if each.kind.shown_type:
            yield f"{within}{each.path}", each.kind.shown_type
        yield from _converted(each.kind.members, f"{within}{each.path}.")


def _compare(
    members: Mapping[str, contract.ResponseField],
    contains: Mapping[str, Any],
    special: set[str],
    converted: Mapping[str, str],
    within: str = "",
) -> None:
    for wire, member in members.items():
        name = snake(wire)
        if name in special or wire == "Tag":
            continue
        path = f"{within}{wire}"
        assert contains[name]["type"] in (converted.get(path), *_TYPES[member.type]), path
        if member.type in ("object", "list") and member.members:
            inner = contains[name].get("contains", {})
            assert set(inner) == {snake(one) for one in member.members}, name
            _compare(member.members, inner, set(), converted, f"{path}.")
        elif member.type == "list":
            assert contains[name]["elements"] == "str", name


def _merged(resource: Resource) -> list[Mapping[str, contract.ResponseField]]:
    """The members of a resource, from both actions that read it; the read by ID has priority, as it shows more."""
    found = [members for members, _unused in answers(resource).values()]
    if len(found) == 1:
        return found
    whole, listed = found
    return [{**listed, **whole}]


def _full(resource: Resource) -> dict[str, Any]:
    """An answer with all members."""
    raw: dict[str, Any] = {}
    for members, _unused in answers(resource).values():
        for name, member in members.items():
            raw[name] = [] if member.type == "list" else {} if member.type == "object" else "x"
    if isinstance(raw.get("Tag"), str) and "Tags" in raw:
        raw["Tags"] = [{"Key": "k", "Value": "v"}]
    return raw
