# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""plugins/module_utils/_vpc/shapes.py: which members of answers are objects, lists and single values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tools import api, policies

PATH = "plugins/module_utils/_vpc/shapes.py"
_TEXT = '''# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What the members of answers are. Generated from the contract by tools/shapes.py."""

from __future__ import annotations

from .._rpc.shape import Shapes

SHAPES = Shapes(
    objects=frozenset(
        (
{objects}        )
    ),
    lists={{
{lists}    }},
    rows=frozenset(
        (
{rows}        )
    ),
    texts=frozenset(
        (
{texts}        )
    ),
    others=frozenset(
        (
{others}        )
    ),
)
'''


def text() -> str:
    """The whole file."""
    objects: set[str] = set()
    rows: set[str] = set()
    texts: set[str] = set()
    others: set[str] = set()
    lists: dict[str, str] = {}
    for name, spec in _members():
        if spec["type"] == "list":
            lists[name] = spec.get("wrapper") or lists.get(name, "")
            rows.update({name} if spec.get("items") else ())
        else:
            {"object": objects, "string": texts}.get(spec["type"], others).add(name)
    return _TEXT.format(
        objects=_lines(objects),
        lists="".join(f'        "{name}": "{lists[name]}",\n' for name in sorted(lists)),
        rows=_lines(rows),
        # What is a number in one answer and a text in another one stays as it is.
        texts=_lines(texts - others),
        others=_lines(others),
    )


def _lines(names: Iterable[str]) -> str:
    return "".join(f'            "{name}",\n' for name in sorted(names))


def _members() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every member of the answers of the actions that the modules call."""
    for action in sorted(frozenset().union(*policies.by_module().values())):
        yield from _within(api.response(action))


def _within(members: api.Members) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, spec in members.items():
        yield name, spec
        yield from _within(spec.get("members") or {})
