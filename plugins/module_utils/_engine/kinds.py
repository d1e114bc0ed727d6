# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Kinds of value: what is allowed, how two of them compare, how they travel out and come back.

The vocabulary of comparison: value (Text, Int, Flag), fold (Choice: without case), set (CidrList: without order, by
network), cidr (Cidr), json-subset (Json: only the members that the user gave), keys (Tags). What the service never
shows is not compared at all; that is the field's `change`, not a kind.
"""

from __future__ import annotations

import ipaddress
import json
import re
import typing as t
from dataclasses import dataclass

if t.TYPE_CHECKING:
    from .field import Field
    from .resource import Resource


@dataclass(frozen=True)
class Kind:
    """What all kinds answer. A value is always the option's, as Ansible parsed it; `raw` is always the API's."""

    def spec(self) -> dict[str, t.Any]:
        """The kind's part of the argument spec."""
        return {"type": "str"}

    def problem(self, value: t.Any) -> str:
        """What is allowed, if the value is not; else nothing."""
        return ""

    def canon(self, value: t.Any) -> t.Any:
        """Two values mean the same when this is equal."""
        return value

    def same(self, wanted: t.Any, actual: t.Any) -> bool:
        return actual is not None and self.canon(wanted) == self.canon(actual)

    def merge(self, wanted: t.Any, actual: t.Any) -> t.Any:
        """What is to be sent when `actual` is there already: some kinds go out whole or not at all."""
        return wanted

    def send(self, value: t.Any) -> t.Any:
        return value

    def receive(self, raw: t.Any) -> t.Any:
        return raw

    def echo(self, value: t.Any) -> t.Any:
        """How the API will show a value; for the result that check mode predicts."""
        return value


@dataclass(frozen=True)
class Text(Kind):
    """Compared as it stands."""

    shortest: int = 0
    longest: int = 0  # 0: no limit
    pattern: str = ""
    allowed: str = ""  # the pattern in words

    def problem(self, value: str) -> str:
        too_long = self.longest and len(value) > self.longest
        if len(value) < self.shortest or too_long:
            return f"{self.shortest} to {self.longest} characters are allowed" + (
                f", {self.allowed}" if self.allowed else ""
            )
        if self.pattern and not re.search(self.pattern, value):
            return f"allowed: {self.allowed}"
        return ""


@dataclass(frozen=True)
class Texts(Kind):
    """Several texts, in an order that does not matter; each travels as Name.N."""

    most: int = 20

    def spec(self) -> dict[str, t.Any]:
        return {"type": "list", "elements": "str"}

    def problem(self, value: list[str]) -> str:
        return "" if 1 <= len(value) <= self.most else f"1 to {self.most} values are allowed"

    def canon(self, value: list[str]) -> t.Any:
        return frozenset(value)


@dataclass(frozen=True)
class Int(Kind):
    least: int | None = None
    most: int | None = None
    values: tuple[int, ...] = ()

    def spec(self) -> dict[str, t.Any]:
        return {"type": "int", "choices": list(self.values)} if self.values else {"type": "int"}

    def problem(self, value: int) -> str:
        if (self.least is not None and value < self.least) or (self.most is not None and value > self.most):
            return f"{self.least} to {self.most} is allowed"
        return ""

    def receive(self, raw: t.Any) -> int | None:
        # The service gives some numbers as texts, and a bandwidth with its unit: "86400", "5M".
        digits = re.match(r"-?\d+", str(raw))
        return int(digits.group()) if digits else None


@dataclass(frozen=True)
class Bandwidth(Int):
    """Mbit/s; shown as "5M"."""

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

    def same(self, wanted: bool, actual: bool | None) -> bool:
        return wanted is (self.absent if actual is None else actual)

    def receive(self, raw: t.Any) -> bool | None:
        word = str(raw).lower()
        return {self.on: True, self.off: False, "true": True, "false": False}.get(word)

    def echo(self, value: bool) -> t.Any:
        return value if self.on == "true" else (self.on if value else self.off)


@dataclass(frozen=True)
class Choice(Kind):
    """One of some words, or any word where none are named, compared without case. `shown` maps words of the service
    to ours: (theirs, ours)."""

    values: tuple[str, ...]
    shown: tuple[tuple[str, str], ...] = ()

    def spec(self) -> dict[str, t.Any]:
        return {"type": "str", "choices": list(self.values)} if self.values else {"type": "str"}

    def canon(self, value: str) -> str:
        return value.lower()

    def receive(self, raw: t.Any) -> str:
        word = str(raw)
        for theirs, ours in self.shown:
            if word.lower() == theirs.lower():
                return ours
        return next((value for value in self.values if value.lower() == word.lower()), word)

    def echo(self, value: str) -> str:
        return next((theirs for theirs, ours in self.shown if ours == value), value)


@dataclass(frozen=True)
class IpAddress(Kind):
    """One IPv4 address."""

    def problem(self, value: str) -> str:
        try:
            ipaddress.IPv4Address(value)
        except ValueError:
            return "an IPv4 address such as 203.0.113.10 is allowed"
        return ""


def _network(value: str) -> t.Any:
    return ipaddress.ip_network(value.strip())


@dataclass(frozen=True)
class Cidr(Kind):
    """One block, compared as a network."""

    def problem(self, value: str) -> str:
        try:
            _network(value)
        except ValueError:
            return "a network such as 10.0.0.0/24 is allowed, with no bits set behind the prefix"
        return ""

    def canon(self, value: str) -> t.Any:
        return _network(value)

    def send(self, value: str) -> str:
        return str(_network(value))


@dataclass(frozen=True)
class CidrList(Kind):
    """Blocks without order; one text with commas on the wire."""

    most: int = 10

    def spec(self) -> dict[str, t.Any]:
        return {"type": "list", "elements": "str"}

    def problem(self, value: list[str]) -> str:
        bad = [block for block in value if Cidr().problem(block)]
        if bad or not value or len(value) > self.most:
            return f"1 to {self.most} networks such as 10.0.0.0/24 are allowed, with no bits set behind the prefix"
        return ""

    def canon(self, value: list[str]) -> t.Any:
        return frozenset(_network(block) for block in value)

    def send(self, value: list[str]) -> str:
        return ",".join(str(_network(block)) for block in value)

    def receive(self, raw: t.Any) -> list[str]:
        return raw if isinstance(raw, list) else [block.strip() for block in str(raw).split(",") if block.strip()]


@dataclass(frozen=True)
class Asn(Kind):
    """An autonomous system number, plain (65530) or in two 16-bit halves (1.10)."""

    def problem(self, value: str) -> str:
        if re.fullmatch(r"\d+(\.\d+)?", value) and self._halves_fit(value) and 1 <= self.canon(value) <= 4294967295:
            return ""
        return "a number from 1 to 4294967295 is allowed, or two 16-bit halves such as 1.10"

    def canon(self, value: t.Any) -> int:
        high, dot, low = str(value).partition(".")
        return int(high) * 65536 + int(low) if dot else int(high)

    def receive(self, raw: t.Any) -> str:
        return str(raw)

    def echo(self, value: str) -> int:
        return self.canon(value)

    @staticmethod
    def _halves_fit(value: str) -> bool:
        return "." not in value or all(int(half) < 65536 for half in value.split("."))


@dataclass(frozen=True)
class Json(Kind):
    """An object in one parameter. Members the user left out are left alone, and an update sends the whole object:
    nobody documents what the service does to members that are missing from one. `switch`: the member that turns the
    whole off; the service need not show the others then, so what is not shown is no difference."""

    members: tuple[Field, ...]
    switch: str = ""

    def spec(self) -> dict[str, t.Any]:
        return {"type": "dict", "options": {member.name: member.spec() for member in self.members}}

    def canon(self, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        return {m.name: m.kind.canon(value[m.name]) for m in self.members if value.get(m.name) is not None}

    def same(self, wanted: t.Mapping[str, t.Any], actual: t.Mapping[str, t.Any] | None) -> bool:
        have = actual or {}
        given = [m for m in self.members if wanted.get(m.name) is not None]
        if self.switch and wanted.get(self.switch) is False:
            given = [m for m in given if m.name == self.switch or m.name in have]
        return all(m.kind.same(wanted[m.name], have.get(m.name)) for m in given)

    def merge(self, wanted: t.Mapping[str, t.Any], actual: t.Mapping[str, t.Any] | None) -> dict[str, t.Any]:
        given = {name: value for name, value in wanted.items() if value is not None}
        return {**(actual or {}), **given}

    def send(self, value: t.Mapping[str, t.Any]) -> str:
        members = {m.wire: m.kind.send(value[m.name]) for m in self.members if value.get(m.name) is not None}
        return json.dumps(members, separators=(",", ":"), sort_keys=True)

    def receive(self, raw: t.Any) -> dict[str, t.Any] | None:
        if not isinstance(raw, t.Mapping):
            return None
        values = {member.name: member.receive(raw) for member in self.members}
        return {name: value for name, value in values.items() if value is not None}

    def echo(self, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        return {m.path: m.kind.echo(value[m.name]) for m in self.members if value.get(m.name) is not None}


_SYSTEM_TAGS = ("aliyun", "acs:")


@dataclass(frozen=True)
class Tags(Kind):
    """Keys and values. `resource_type` is TagResources' name for the resource. System tags are never seen."""

    resource_type: str = ""

    def spec(self) -> dict[str, t.Any]:
        return {"type": "dict"}

    def problem(self, value: t.Mapping[str, t.Any]) -> str:
        for key, text in value.items():
            system = str(key).startswith(_SYSTEM_TAGS) or "http://" in f"{key}{text}" or "https://" in f"{key}{text}"
            if system or not 1 <= len(str(key)) <= 128 or len(_text(text)) > 128:
                return (
                    f"tag {key!r}: keys of 1 to 128 characters and values of at most 128 are allowed, without http:// "
                    "and https://, and not starting with aliyun or acs:"
                )
        return "at most 20 tags are allowed" if len(value) > 20 else ""

    def canon(self, value: t.Mapping[str, t.Any]) -> dict[str, str]:
        return {str(key): _text(text) for key, text in value.items()}

    def send(self, value: t.Mapping[str, t.Any]) -> list[dict[str, str]]:
        return [{"Key": key, "Value": text} for key, text in sorted(self.canon(value).items())]

    def receive(self, raw: t.Any) -> dict[str, str]:
        pairs = raw.get("Tag") if isinstance(raw, t.Mapping) else raw
        tags = {pair.get("Key", ""): pair.get("Value", "") for pair in pairs or () if isinstance(pair, t.Mapping)}
        return {key: text for key, text in tags.items() if not key.startswith(_SYSTEM_TAGS)}

    def echo(self, value: t.Mapping[str, t.Any]) -> dict[str, t.Any]:
        return {"Tag": self.send(value)}


def _text(value: t.Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


@dataclass(frozen=True)
class Unmade:
    """A reference to something that does not exist; in check mode an earlier task may be about to make it."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Ref(Kind):
    """Another resource, by id or by name. The engine turns a name into an id before anything is compared."""

    target: Resource

    def problem(self, value: str) -> str:
        return "" if value.strip() else f"the id or the name of a {self.target.title} is allowed"

    def echo(self, value: str | Unmade) -> str | None:
        return None if isinstance(value, Unmade) else value
