# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""YAML as people write it: short lists in one line, long texts folded, nothing quoted that need not be."""

from __future__ import annotations

import functools
import json
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

WIDTH = 120
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster


class Quoted(str):
    """A text that is put in double quotes even where it could do without."""

    __slots__ = ()


class Block(list[Any]):
    """A list that has a line for each item, however short it is."""


def load(text: str) -> Any:
    """The one document in a text."""
    return yaml.load(text, Loader=_LOADER)


class First(dict[str, Any]):
    """A mapping that comes again further down."""

    def __init__(self, data: Mapping[str, Any], name: str) -> None:
        super().__init__(data)
        self.name = name


class Again(First):
    """The same mapping again: only its name is written."""


def dump(data: Mapping[str, Any]) -> str:
    """A mapping as YAML that reads back as the same."""
    text = "\n".join(_mapping(data, 0)) + "\n"
    if load(text) != _plain(data):
        raise ValueError(f"does not read back as it was:\n{text}")
    return text


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value


def _mapping(data: Mapping[str, Any], indent: int) -> Iterator[str]:
    for key, value in data.items():
        yield from _entry(f"{' ' * indent}{_scalar(key)}:", value, indent + 2)


def _entry(head: str, value: Any, indent: int) -> Iterator[str]:
    """A value behind its key; what goes to lines of its own is indented."""
    if isinstance(value, str):
        yield from _text(head, value, indent)
    elif not isinstance(value, (Mapping, list, tuple)):
        yield f"{head} {_scalar(value)}"
    elif not value and isinstance(value, Mapping):
        yield f"{head} {{}}"
    elif isinstance(value, Again):
        yield f"{head} *{value.name}"
    elif isinstance(value, First):
        yield f"{head} &{value.name}"
        yield from _mapping(value, indent)
    elif _flat(value) and len(head) + 1 + len(_flow(value)) <= WIDTH:
        yield f"{head} {_flow(value)}"
    else:
        yield head
        yield from _mapping(value, indent) if isinstance(value, Mapping) else _sequence(value, indent)


def _sequence(items: Any, indent: int) -> Iterator[str]:
    for item in items:
        head = f"{' ' * indent}-"
        if isinstance(item, Mapping):
            lines = list(_mapping(item, indent + 2))
            yield f"{head} {lines[0].lstrip()}"
            yield from lines[1:]
        else:
            yield from _entry(head, item, indent + 2)


def _text(head: str, text: str, indent: int) -> Iterator[str]:
    whole = f"{head} {_scalar(text)}"
    if len(whole) <= WIDTH:
        yield whole
        return
    room = WIDTH - indent
    lines = textwrap.wrap(text, room, break_long_words=False, break_on_hyphens=False)
    if _is_plain(text, *lines) and head.endswith("-"):
        yield f"{head} {lines[0]}"
        yield from (" " * indent + line for line in lines[1:])
    else:
        yield f"{head} >-"
        yield from (" " * indent + line for line in lines)


def _flat(value: Any) -> bool:
    """Whether it can stand in one line: short words in a list, or one pair of a mapping."""
    if isinstance(value, Mapping):
        return len(value) < 2 and all(not isinstance(inner, (Mapping, list)) for inner in value.values())
    if isinstance(value, Block):
        return False
    return all(isinstance(item, (str, int)) and " " not in str(item) for item in value)


def _flow(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(key)}: {_scalar(inner)}" for key, inner in value.items()) + "}"
    return "[" + ", ".join(_scalar(item) for item in value) + "]"


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    if not isinstance(value, Quoted) and _is_plain(value):
        return value
    return json.dumps(value, ensure_ascii=False)


@functools.cache
def _is_plain(text: str, *lines: str) -> bool:
    """Whether it means the same without quotes, in one line and in a list of words. The C loader takes more than other
    readers do, so the other one is asked."""
    try:
        alone = yaml.safe_load(f"- {text}") == [text] and not any(line.startswith("#") for line in lines)
        return alone and (" " in text or yaml.safe_load(f"[{text}]") == [text])
    except yaml.YAMLError:
        return False
