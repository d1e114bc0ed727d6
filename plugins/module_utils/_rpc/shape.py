# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The shape of answers: which members are objects, lists, texts and other single values. Members that are not known may
be anything."""

from __future__ import annotations

import sys
import typing as t
from dataclasses import dataclass, field

from .errors import NetworkError

_ADVICE = "Check the endpoint option: another server seems to answer at that address."
_SINGLE = (str, int, float)  # and bool, which is an int
_LONGEST_WORD = 16  # thousands of rows have the same words, such as states: one of each is kept


@dataclass(frozen=True)
class Shapes:
    """Names of members, at any depth. `lists`: each with the member that may be between it and its items, as in
    {"Xs": {"X": [...]}}, or an empty text. `rows`: those of them whose items are texts. `others`: numbers and
    booleans, which may be shown as texts."""

    objects: frozenset[str] = frozenset()
    lists: t.Mapping[str, str] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    texts: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()

    def understand(self, body: dict[str, t.Any]) -> str:
        """Turns a number where a text belongs into one, in place. Returns the first member with another shape, and what
        it is; empty if there is none. A member that is null is like one that is not shown."""
        return self._members(body, {})

    def _members(self, body: dict[str, t.Any], words: dict[str, str]) -> str:
        """`words`: those of the answer so far. A look there is quicker than sys.intern, which Ansible replaces."""
        texts, others = self.texts, self.others
        for name, value in body.items():  # thousands, most of them texts
            if isinstance(value, str) and name in texts:
                if len(value) <= _LONGEST_WORD:
                    body[name] = words.get(value) or _kept(value, words)
            elif isinstance(value, _SINGLE) and name in others:
                pass
            elif isinstance(value, _SINGLE) and name in texts:
                body[name] = _text(value, words)
            elif value is not None:
                found = self._member(name, value, words)
                if found:
                    return found
        return ""

    def _member(self, name: str, value: t.Any, words: dict[str, str]) -> str:
        """One that is no single value, or should be none."""
        if name in self.lists:
            return self._list(name, value, words)
        if name in self.objects:
            return self._object(name, value, words)
        return _not(name, value, "a single value") if name in self.texts or name in self.others else ""

    def _object(self, path: str, value: t.Any, words: dict[str, str]) -> str:
        if not isinstance(value, dict):
            return _not(path, value, "an object")
        found = self._members(value, words)
        return f"{path}.{found}" if found else ""

    def _list(self, name: str, value: t.Any, words: dict[str, str]) -> str:
        path, wrapper = name, self.lists[name]
        if isinstance(value, dict) and wrapper:
            if value and wrapper not in value:
                return f"{name} has no {wrapper}"
            path, value = f"{name}.{wrapper}", value.get(wrapper) or []
        if not isinstance(value, list):
            return _not(path, value, "a list")
        rows = name in self.rows
        for number, item in enumerate(value):
            if rows and isinstance(item, _SINGLE):
                value[number] = _text(item, words)
                continue
            found = _not("", item, "a text") if rows else self._object("", item, words)
            if found:
                return f"{path}[{number + 1}]{found}"
        return ""


def misunderstood(problem: str, action: str = "") -> NetworkError:
    """The error for an answer of another shape. `action`: where the client does not fill it in."""
    error = NetworkError(f"the answer was not understood: {problem}", retry=False, advice=_ADVICE)
    error.action = action
    return error


def required(body: t.Mapping[str, t.Any], member: str, action: str) -> str:
    """A text without which nothing can be done. Raises NetworkError if the answer does not have it."""
    value = body.get(member)
    if not isinstance(value, str) or not value:
        raise misunderstood(f"it has no {member}", action)
    return value


def _text(value: t.Any, words: dict[str, str]) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _kept(text, words) if len(text) <= _LONGEST_WORD else text


def _kept(word: str, words: dict[str, str]) -> str:
    kept = words[word] = sys.intern(word)
    return kept


def _not(path: str, value: t.Any, expected: str) -> str:
    kinds = {dict: "an object", list: "a list", bool: "true or false", str: "a text", type(None): "null"}
    return f"{path} is {kinds.get(type(value), 'a number')}, not {expected}"
