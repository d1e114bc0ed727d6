# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Kinds of value: what is allowed, how two values compare, how a value is sent and received.

What is special about a kind is a method here, so that the rest of the engine needs no list of kinds. A value is always
the option's, as Ansible parsed it; `raw` is always the API's. This file has the kinds of a single value; objects.py,
tags.py and reference.py have the others.

The vocabulary of comparison: value (Text, Int, Flag), fold (Choice: case is ignored), set (CidrList, Texts: order is
ignored), cidr (Cidr), number (Asn), json-subset (Json: only the members that the user gave), keys (Tags).
"""

from __future__ import annotations

import ipaddress
import re
import typing as t
from dataclasses import dataclass
from functools import cached_property

from .errors import quoted
from .names import snake

MASK = "********"
_DIGITS = re.compile(r"[0-9]{1,18}")
_BEGINS_AS_INTEGER = re.compile(r"-?[0-9]{1,18}(?![0-9])")
_BOOLEANS = {"true": True, "false": False}
Look = t.Callable[["Kind", str, str], t.Any]  # kind, path and text of a reference


@dataclass(frozen=True)
class Kind:
    """The base of all kinds, and the kind of a value without rules."""

    @property
    def allowed(self) -> str:
        """The allowed values in words, for messages and for the documentation; empty where every value is allowed."""
        return ""

    @property
    def nothing(self) -> t.Any:
        """The present value if the service shows none."""
        return None

    @property
    def purgeable(self) -> bool:
        """Whether entries that the user does not give can be kept or removed (`purge_tags`)."""
        return False

    @property
    def members(self) -> tuple[t.Any, ...]:
        """The parameters that a value is made of; empty for a single value."""
        return ()

    def spec(self) -> dict[str, t.Any]:
        """The kind's part of the argument spec."""
        return {"type": "str"}

    def fits(self, value: t.Any) -> bool:
        """Whether the value is one of the allowed."""
        return True

    def problems(self, path: str, value: t.Any, secret: bool = False) -> list[str]:
        """What is wrong with a given value; each text names the option by its `path`."""
        if self.fits(value):
            return []
        if value == "":
            advice = "check the variable that the value comes from"
            return [f"{path}: an empty text is not allowed; allowed: {self.allowed}; {advice}"]
        shown = "the value" if secret else quoted(value)
        return [f"{path}: {shown} is not allowed; allowed: {self.allowed}"]

    def canon(self, value: t.Any) -> t.Any:
        """Two values mean the same when this is equal."""
        return value

    def same(self, wanted: t.Any, actual: t.Any) -> bool:
        if actual is None:
            return False
        try:
            return bool(self.canon(wanted) == self.canon(actual))
        except ValueError:
            return False  # what the service shows is no such value, so it is not the wanted one

    def merge(self, wanted: t.Any, actual: t.Any) -> t.Any:
        """The value after a change: some kinds keep what the user does not give."""
        return wanted

    def difference(self, wanted: t.Any, actual: t.Any) -> t.Any:
        """What an update has to send."""
        return self.merge(wanted, actual)

    def send(self, value: t.Any) -> t.Any:
        return value

    def receive(self, raw: t.Any) -> t.Any:
        return raw

    def echo(self, value: t.Any) -> t.Any:
        """How the API will show a value."""
        return value

    def predict(self, raw: t.Any, value: t.Any) -> t.Any:
        """How the API will show a value that it shows as `raw` now, after a change to `value`."""
        return self.echo(value)

    def masked(self, value: t.Any, changed: bool = False, present: t.Any = None) -> t.Any:
        """The value as it may be shown. `changed`: mark the secrets in it that differ from `present`."""
        return value if isinstance(value, (bool, int, list, dict)) else str(value)

    def paths(self, path: str, before: t.Any, after: t.Any) -> t.Iterator[str]:
        """Where two values as they are shown differ: `path`, or the paths of members."""
        if before != after:
            yield path

    def unmasked(self, value: t.Any) -> t.Any:
        """The value without the secrets in it that are masked: a result that is given as options again has these."""
        return value

    def secrets(self, value: t.Any) -> t.Iterator[str]:
        """The secrets inside a value."""
        return iter(())

    def resolve(self, path: str, value: t.Any, look: Look) -> t.Any:
        """The value with every reference in it replaced by what `look` finds."""
        return value

    def pending(self, path: str, value: t.Any) -> t.Iterator[tuple[str, t.Any, t.Any]]:
        """The references in a resolved value whose target does not exist yet: path, value and kind of each."""
        return iter(())

    @property
    def shown_type(self) -> str:
        """The type of the value in a result where the API may show a text instead: bool or int; empty for others."""
        return ""

    def typed(self, raw: t.Any) -> t.Any:
        """The API's own value, with numbers and booleans in place of texts that the API shows for them."""
        return raw

    def shape(self, view: dict[str, t.Any], wire: str, raw: t.Mapping[str, t.Any]) -> None:
        """Sets the value in a result, if its form there is not the API's own."""

    def calls(self, wanted: t.Any, present: t.Any, identifier: t.Any) -> t.Iterator[tuple[str, dict[str, t.Any], str]]:
        """The action, parameters and reason of each call that changes the value, for a kind with actions of its own."""
        return iter(())

    @property
    def has_calls(self) -> bool:
        """Whether the kind has actions of its own, so that no update of the resource changes it."""
        return False


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


class _Many(Kind):
    """A list of texts."""

    def spec(self) -> dict[str, t.Any]:
        return {"type": "list", "elements": "str"}

    def shape(self, view: dict[str, t.Any], wire: str, raw: t.Mapping[str, t.Any]) -> None:
        if isinstance(raw.get(wire), str):
            view[snake(wire)] = self.receive(raw[wire])


@dataclass(frozen=True)
class Texts(_Many):
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
class IpAddress(Kind):
    """One IPv4 address."""

    @property
    def allowed(self) -> str:
        return "an IPv4 address such as 203.0.113.10"

    def fits(self, value: str) -> bool:
        try:
            ipaddress.IPv4Address(value)
        except ValueError:
            return False
        return True


Network = t.Union[ipaddress.IPv4Network, ipaddress.IPv6Network]


def _network(value: str) -> Network:
    # The service may show host bits, and what a user gives has none.
    return ipaddress.ip_network(value.strip(), strict=False)


def _is_network(value: str) -> bool:
    try:
        return "/" in value and bool(ipaddress.ip_network(value.strip()))
    except ValueError:
        return False


def _instead(value: str) -> str:
    """What to give instead of a text that is not quite a network."""
    try:
        network = _network(value)
    except ValueError:
        return ""
    alone = "" if "/" in value else " for this address alone, or the network that it belongs to"
    return f"; give {network}{alone}"


@dataclass(frozen=True)
class Cidr(Kind):
    """One network, compared as a network."""

    @property
    def allowed(self) -> str:
        return "a network such as 10.0.0.0/24, with no host bits set"

    def fits(self, value: str) -> bool:
        return _is_network(value)

    def problems(self, path: str, value: str, secret: bool = False) -> list[str]:
        advice = "" if _is_network(value) else _instead(value)
        return [f"{text}{advice}" for text in super().problems(path, value, secret)]

    def canon(self, value: str) -> t.Any:
        return _network(value)

    def send(self, value: str) -> str:
        return str(_network(value))


@dataclass(frozen=True)
class CidrList(_Many):
    """Networks whose order does not matter; sent as one text, separated by commas."""

    most: int = 10

    @property
    def allowed(self) -> str:
        return f"1 to {self.most} networks such as 10.0.0.0/24, with no host bits set"

    def fits(self, value: list[str]) -> bool:
        return 1 <= len(value) <= self.most and all(map(self.holds, value))

    def holds(self, network: str) -> bool:
        """Whether a text can be one of the networks."""
        return _is_network(network)

    def problems(self, path: str, value: list[str], secret: bool = False) -> list[str]:
        """Each network that is not allowed is named, not the whole list."""
        wrong = [network for network in value if not self.holds(network)]
        if not wrong:
            return super().problems(path, value, secret)
        advice = [f"{network!r} is not allowed{'' if _is_network(network) else _instead(network)}" for network in wrong]
        return [f"{path}: {', '.join(advice)}; allowed: {self.allowed}"]

    def canon(self, value: list[str]) -> t.Any:
        return frozenset(_network(block) for block in value)

    def send(self, value: list[str]) -> str:
        return ",".join(str(_network(block)) for block in value)

    def receive(self, raw: t.Any) -> list[str]:
        return raw if isinstance(raw, list) else [block.strip() for block in str(raw).split(",") if block.strip()]


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
