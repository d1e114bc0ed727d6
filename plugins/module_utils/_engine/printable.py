# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Texts that no option can have, whatever its kind: those that cannot be logged, sent or shown as they are, and those
that say nothing; and values that are no texts."""

from __future__ import annotations

import re
import typing as t

# Ansible calculates a number with such an exponent, which may take hours, and fails to show one of thousands of digits.
# Neither does it handle the infinite one.
_ENDLESS = re.compile(r"[eE]\+?[0-9]{3}|.{1000}|^\s*[+-]?(inf|s?nan)", re.DOTALL | re.IGNORECASE)
# Control characters except those that end a line or begin a column, and halves of surrogate pairs.
_WRONG = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def unprintable(options: t.Mapping[str, t.Any]) -> list[str]:
    """What is wrong with the texts in option values, at any depth. No message has a value, which may be a secret."""
    return [text for name, value in options.items() for text in _problems(str(name), value)]


def blank_entries(options: t.Mapping[str, t.Any]) -> list[str]:
    """The entries of lists that are empty texts: an ID or a name without a character stands for nothing."""
    return [
        f"{name}[{number}]: an empty text is not allowed; give a value, or leave the entry out"
        for name, value in options.items()
        if isinstance(value, list)
        for number, one in enumerate(value, 1)
        if isinstance(one, str) and not one.strip()
    ]


def no_texts(path: str, spec: t.Mapping[str, t.Any], value: t.Any) -> list[str]:
    """The lists and dictionaries where the spec of an option has texts. Ansible would write them as Python does."""
    places = {path: value} if spec["type"] in ("str", "path") else {}
    if spec.get("elements") == "str" and isinstance(value, list):
        places = {f"{path}[{number}]": one for number, one in enumerate(value, 1)}
    return no_text_in(places)


def no_text_in(places: t.Mapping[str, t.Any]) -> list[str]:
    """The lists and dictionaries among values by their paths. Ansible has types of its own for both."""
    return [
        f"{place}: a value of type {'list' if isinstance(one, list) else 'dict'} is not allowed; allowed: a text"
        for place, one in places.items()
        if isinstance(one, (list, dict))
    ]


def unreadable(value: t.Any) -> bool:
    """Whether a value for an option that is a number or a Boolean must not reach Ansible."""
    return isinstance(value, (list, dict)) or (isinstance(value, str) and bool(_ENDLESS.search(value)))


def _problems(path: str, value: t.Any) -> t.Iterator[str]:
    if isinstance(value, str):
        wrong = _WRONG.search(value)
        if wrong:
            yield (
                f"{path}: the character U+{ord(wrong.group()):04X} is not allowed; allowed: texts without control "
                "characters; check the file or the variable that the value comes from"
            )
    elif isinstance(value, t.Mapping):
        for name, inner in value.items():
            yield from _problems(path, str(name))
            yield from _problems(f"{path}.{name}", inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            yield from _problems(f"{path}[{number}]", inner)
