# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The kinds of single values and of lists of texts. docs/architecture.md says how each of them compares values."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass
from functools import cached_property

from .kind import Kind
from .names import snake

_DIGITS = re.compile(r"[0-9]{1,18}")
_BEGINS_AS_INTEGER = re.compile(r"-?[0-9]{1,18}(?![0-9])")
_BOOLEANS = {"true": True, "false": False}


@dataclass(frozen=True)
class Text(Kind):
    """Compared character by character."""

    shortest: int = 0
    longest: int = 0  # 0: no limit
    pattern: str = ""
    rule: str = ""  # the pattern in words

    @property
    def allowed(self) -> str:
        length = f"{self.shortest} to {self.longest} characters" if self.longest else ""
        return ", ".join(part for part in (length, self.rule) if part)

    def fits(self, value: str) -> bool:
        if len(value) < self.shortest or (self.longest and len(value) > self.longest):
            return False
        # In Python "$" also matches before a line feed at the end; the pattern means the end.
        return not self.pattern or bool(re.search(re.sub(r"\$\Z", r"\\Z", self.pattern), value))


class Many(Kind):
    """A list of texts."""

    def spec(self) -> dict[str, t.Any]:
        return {"type": "list", "elements": "str"}

    def shape(self, view: dict[str, t.Any], wire: str, raw: t.Mapping[str, t.Any]) -> None:
        if isinstance(raw.get(wire), str):
            view[snake(wire)] = self.receive(raw[wire])


@dataclass(frozen=True)
class Texts(Many):
    """Several texts whose order does not matter; each is sent as Name.N."""

    most: int = 20

    @property
    def allowed(self) -> str:
        return f"1 to {self.most} values"

    def fits(self, value: list[str]) -> bool:
        return 1 <= len(value) <= self.most

    def canon(self, value: list[str]) -> t.Any:
        return frozenset(value)


@dataclass(frozen=True)
class Int(Kind):
    least: int | None = None
    most: int | None = None
    values: tuple[int, ...] = ()

    @property
    def allowed(self) -> str:
        if self.values:
            return ", ".join(map(str, self.values))
        return "an integer" if self.least is None else f"{self.least} to {self.most}"

    def spec(self) -> dict[str, t.Any]:
        return {"type": "int", "choices": list(self.values)} if self.values else {"type": "int"}

    def fits(self, value: int) -> bool:
        if isinstance(value, bool):
            return False  # Ansible takes true for the integer 1
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)

    @property
    def shown_type(self) -> str:
        return "int"

    def typed(self, raw: t.Any) -> t.Any:
        return _number(raw)

    def receive(self, raw: t.Any) -> int | None:
        # The service shows some numbers as texts, and a bandwidth with its unit: "86400", "5M".
        digits = _BEGINS_AS_INTEGER.match(str(raw))
        return int(digits.group()) if digits else None


def _number(raw: t.Any) -> t.Any:
    return int(raw) if isinstance(raw, str) and _DIGITS.fullmatch(raw) else raw


@dataclass(frozen=True)
class Bandwidth(Int):
    """Mbit/s; shown as "5M"."""

    @property
    def shown_type(self) -> str:
        return ""

    def echo(self, value: int) -> str:
        return f"{value}M"


@dataclass(frozen=True)
class Flag(Kind):
    """A boolean, shown by the service as a boolean, as a text, or as one of two words. `absent`: what it means when
    the service shows none of them."""

    on: str = "true"
    off: str = "false"
    absent: bool | None = None

    def spec(self) -> dict[str, t.Any]:
        return {"type": "bool"}

    @property
    def shown_type(self) -> str:
        return "bool" if self.on == "true" else ""

    def typed(self, raw: t.Any) -> t.Any:
        return _BOOLEANS.get(raw.lower(), raw) if isinstance(raw, str) else raw

    def same(self, wanted: bool, actual: bool | None) -> bool:
        return wanted is (self.absent if actual is None else actual)

    def receive(self, raw: t.Any) -> bool | None:
        word = str(raw).lower()
        return True if word == self.on else False if word == self.off else _BOOLEANS.get(word)

    def echo(self, value: bool) -> t.Any:
        return value if self.on == "true" else (self.on if value else self.off)


@dataclass(frozen=True)
class Choice(Kind):
    """One of `values`, or any word if `values` is empty; case is ignored. `shown` maps the service's words to those of
    the option: (theirs, ours)."""

    values: tuple[str, ...]
    shown: tuple[tuple[str, str], ...] = ()

    @property
    def allowed(self) -> str:
        return ", ".join(self.values)

    def spec(self) -> dict[str, t.Any]:
        return {"type": "str", "choices": list(self.values)} if self.values else {"type": "str"}

    def canon(self, value: str) -> str:
        return value.lower()

    def receive(self, raw: t.Any) -> str:
        word = str(raw)
        return self._words.get(word.lower(), word)

    @cached_property
    def _words(self) -> dict[str, str]:
        """The option's words by those of the service and by themselves, in lower case."""
        words = {value.lower(): value for value in reversed(self.values)}
        return {**words, **{theirs.lower(): ours for theirs, ours in reversed(self.shown)}}

    def echo(self, value: str) -> str:
        return next((theirs for theirs, ours in self.shown if ours == value), value)


@dataclass(frozen=True)
class Asn(Kind):
    """An autonomous system number, plain (65530) or in two 16-bit halves (1.10)."""

    @property
    def allowed(self) -> str:
        return "a number from 1 to 4294967295, or two 16-bit halves such as 1.10"

    def fits(self, value: str) -> bool:
        if not re.fullmatch(r"[0-9]{1,10}(\.[0-9]{1,5})?", value):
            return False
        halves_fit = "." not in value or all(int(half) < 65536 for half in value.split("."))
        return halves_fit and 1 <= self.canon(value) <= 4294967295

    def canon(self, value: t.Any) -> int:
        high, dot, low = str(value).partition(".")
        return int(high) * 65536 + int(low) if dot else int(high)

    @property
    def shown_type(self) -> str:
        return "int"

    def typed(self, raw: t.Any) -> t.Any:
        return _number(raw)

    def receive(self, raw: t.Any) -> str:
        return str(raw)

    def echo(self, value: str) -> int:
        return self.canon(value)
