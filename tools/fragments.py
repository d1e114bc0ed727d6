# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The documentation fragments of the collection: which options each has, and which modules use it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from tools import facts
from tools.facts import LIST, MANAGE, Module

# The options of each, in their order; what they are is taken from the argument specs.
OPTIONS: dict[str, tuple[str, ...]] = {
    "connection": tuple(facts.connection_spec()),
    "info": ("query",),
    "state": ("state", "wait"),
    "state.dry_run": ("dry_run",),
    "state.recreate": ("recreate",),
    "state.secrets": ("include_secrets",),
    "state.tags": ("tags", "purge_tags"),
}


@functools.cache
def specs() -> dict[str, dict[str, Any]]:
    """The options of each fragment with their argument specs, which are the same in all modules of a descriptor."""
    found: dict[str, dict[str, Any]] = {}
    for module in facts.modules().values():
        spec = facts.descriptor_spec(module) if module.resource else {}
        for fragment, names in OPTIONS.items():
            if set(names) <= set(spec) and not (fragment == "state.tags" and module.part == LIST):
                found.setdefault(fragment, {name: spec[name] for name in names})
    return found


def used(module: Module, spec: Mapping[str, Any]) -> list[str]:
    """The fragments whose options a module has, all of them and with the same meaning."""
    fitting = [name for name, options in specs().items() if all(spec.get(key) == options[key] for key in options)]
    return ["attributes" if module.part == MANAGE else "attributes.read_only", *sorted(fitting)]


def covered(names: list[str]) -> set[str]:
    """The options that some fragments document."""
    return {option for name in names for option in OPTIONS.get(name, ())}
