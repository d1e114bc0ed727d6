# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The members of answers to changes that no result has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tools import api, collection, facts, returns


def unreturned() -> list[tuple[str, str]]:
    """(action, member) of what a create, update or delete answers and RETURN of its module does not have. Members of
    the answers to reads are all returned (tests/unit/contract)."""
    modules = (module for module in facts.modules().values() if module.part == facts.MANAGE and module.resource)
    return sorted({place for module in modules for place in _of(module)})


def _of(module: Any) -> Iterator[tuple[str, str]]:
    resource, snake = module.resource, collection.load("plugins.module_utils._engine.names").snake
    documented = returns.returned(module)
    shown = {*documented, *documented[resource.name]["contains"]}
    for action in (resource.actions.create, *(update.action for update in resource.updates), resource.actions.delete):
        yield from ((action, member) for member in api.response(action) if snake(member) not in shown)
