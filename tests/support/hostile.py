# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Answers in which one member is not what it should be."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import body as bodies
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import client

Body = dict[str, Any]
Path = tuple[Any, ...]
MISSING = object()  # in place of a value: the member is left out


class Change(NamedTuple):
    """Another value in one place of the answers that have these members."""

    members: tuple[str, ...]
    path: Path
    value: Any


def paths(value: Any, within: Path = ()) -> Iterator[Path]:
    """The places in an answer; of a list, those of its first item."""
    inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
    for name, part in inner:
        yield (*within, name)
        yield from paths(part, (*within, name))


def at(body: Any, path: Path) -> Any:
    """The value in a place; it may be a new one in the last step."""
    for name in path:
        body = body[name] if isinstance(body, list) else body.get(name)
    return body


def changed(body: Body, change: Change) -> Body:
    changed = copy.deepcopy(body)
    node = at(changed, change.path[:-1])
    if change.value is MISSING:
        # Another answer of this kind may not have the member at all.
        if isinstance(node, list) or change.path[-1] in node:
            del node[change.path[-1]]
    else:
        node[change.path[-1]] = change.value
    return changed


class Answers:
    """In place of the parser of answers: keeps the first of each kind, and changes one place of one kind. `hits`: how
    many answers were changed."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self._parse: Callable[[Any], Body] = bodies.parse
        self.seen: dict[tuple[str, ...], Body] = {}
        self.change: Change | None = None
        self.hits = 0
        patch.setattr(client, "parse", self)

    def __call__(self, answer: Any) -> Body:
        body = self._parse(answer)
        members = tuple(sorted(body))
        if self.change is None:
            self.seen.setdefault(members, body)
        elif self.change.members == members and self._fits(body, self.change.path):
            self.hits += 1
            return changed(body, self.change)
        return body

    @staticmethod
    def _fits(body: Body, path: Path) -> bool:
        """Whether the place exists: another answer of this kind may be shorter. A new member fits into any object."""
        known = set(paths(body)) | {()}
        return path in known or (path[:-1] in known and isinstance(at(body, path[:-1]), dict))
