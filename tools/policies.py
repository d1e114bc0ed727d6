# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/guides/ram_policies.md: a RAM policy for each role, plugin and module, from what the modules call."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tools import coverage, lookups, texts
from tools.collection import NAME, PAGE_LICENCE, ROOT

PATH = "docs/guides/ram_policies.md"
_USED = re.compile(rf"\b{re.escape(NAME)}\.(\w+)")


@functools.cache
def by_module() -> dict[str, frozenset[str]]:
    """The actions that each module calls."""
    return {name: calls.actions for name, calls in coverage.calls().items()}


@functools.cache
def by_plugin() -> dict[str, frozenset[str]]:
    """The actions that each lookup and the inventory plugin call: those of the modules that list the same."""
    listed = {resource.plural: [f"{resource.name}_info"] for resource in lookups.all_of_them()}
    listed["vpn_connection_config"] = ["vpn_connection_config_info"]
    found = {f"lookup `{name}`": _of(modules) for name, modules in listed.items()}
    for name, modules in texts.of("ram_policies").need("inventory").items():
        plugin, *more = name.split(" ", 1)
        found[" ".join([f"inventory `{plugin}`", *more])] = _of(modules)
    return found


@functools.cache
def by_role() -> dict[str, frozenset[str]]:
    """The actions that each role calls: those of the modules and lookups in its tasks, defaults and variables."""
    lookup = {name.split("`")[1]: actions for name, actions in by_plugin().items() if name.startswith("lookup")}
    called = {**lookup, **by_module()}
    found = {}
    for folder in sorted((ROOT / "roles").iterdir()):
        files = [path for part in ("defaults", "tasks", "vars") for path in folder.glob(f"{part}/*.yml")]
        used = {name for path in files for name in _USED.findall(path.read_text(encoding="utf-8"))} & called.keys()
        found[folder.name] = frozenset().union(*(called[name] for name in used))
    return found


def _of(modules: Iterable[str]) -> frozenset[str]:
    return frozenset().union(*(by_module()[name] for name in modules))


def policy(actions: Iterable[str]) -> dict[str, Any]:
    """The policy document that allows these actions."""
    actions = sorted(actions)
    statements: list[dict[str, Any]] = [
        {"Effect": "Allow", "Action": [f"vpc:{action}" for action in actions], "Resource": "*"}
    ]
    roles: Mapping[str, str] = texts.of("ram_policies").need("creates_role")
    for service in sorted({roles[action] for action in actions if action in roles}):
        condition = {"StringEquals": {"ram:ServiceName": service}}
        statements.append(
            {"Effect": "Allow", "Action": "ram:CreateServiceLinkedRole", "Resource": "*", "Condition": condition}
        )
    return {"Version": "1", "Statement": statements}


def text() -> str:
    """The page."""
    said = texts.of("ram_policies")
    parts = [PAGE_LICENCE, said.need("intro"), said.need("service_linked_roles")]
    for title, section, found in (
        ("Roles", "roles", {f"role `{name}`": actions for name, actions in by_role().items()}),
        ("Plugins", "plugins", by_plugin()),
        ("Modules", "modules", {f"`{name}`": actions for name, actions in by_module().items()}),
    ):
        parts += [f"## {title}\n", said.need(section), *_sections(found)]
    return "\n".join(parts)


def _sections(found: Mapping[str, frozenset[str]]) -> Iterator[str]:
    for name, actions in found.items():
        document = json.dumps(policy(actions), indent=2)
        yield f"### {name[0].upper()}{name[1:]}\n\n```json\n{document}\n```\n"
