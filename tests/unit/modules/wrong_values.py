# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are refused before any call: those that follow from the kind of an option, and those of its case."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kind import Kind
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Asn, Choice, Flag, Int, Text, Texts
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.networks import Cidr, CidrList, IpAddress
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Ref
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.tags import Tags
from tests.support.case import Case

# Those that the pattern of an option does not match are wrong.
_TEXTS = ("", "with blank", "hq\n", "1hq", "http://hq", "https://hq", "what?", "schlüssel")
_ADDRESSES = ("", "host", "office.example.org", "203.0.113.256", "203.0.113.0/24")
_NETWORKS = ("", "x", "10.0.0.1/8", "10.0.0.0/33", "192.168.99.0")
_NUMBERS = ("0", "4294967296", "x", "1.65536", "-1", "6553\n", "６５５３", "1.１")
_TAGS = (
    {"acs:x": "1"},
    {"aliyun": "1"},
    {"a": "https://x"},
    {"": "x"},
    {"k" * 129: "x"},
    {f"k{number}": "x" for number in range(21)},
)


def options(case: Case) -> dict[str, Parameter]:
    """Every option of a resource; dots lead into an object, or into each object of a list."""
    return dict(_options(case.resource.fields, ""))


def _options(parameters: Iterable[Parameter], within: str) -> Iterator[tuple[str, Parameter]]:
    for one in parameters:
        if one.kind.members:
            yield from _options(one.kind.members, f"{within}{one.name}.")
        else:
            yield f"{within}{one.name}", one


def values(case: Case, option: str) -> list[Any]:
    """All wrong values of one option."""
    return [*_by_kind(options(case)[option].kind), *case.wrong.get(option, ())]


def _by_kind(kind: Kind) -> Iterator[Any]:
    for kind_type, wrong in _WRONG:
        if isinstance(kind, kind_type):
            yield from wrong(kind)


def _text(kind: Text) -> Iterator[str]:
    if kind.shortest > 1:
        yield "x" * (kind.shortest - 1)
    if kind.longest:
        yield "x" * (kind.longest + 1)
    for text in _TEXTS:
        if not text or len(text) < kind.shortest or not re.search(re.sub(r"\$$", r"\\Z", kind.pattern), text):
            yield text


def _int(kind: Int) -> Iterator[int | str]:
    yield from ("many", True)
    if kind.values:
        yield from (min(kind.values) - 1, max(kind.values) + 1)
        yield from [number for number in range(min(kind.values), max(kind.values)) if number not in kind.values][:1]
    if kind.least is not None:
        yield kind.least - 1
    if kind.most is not None:
        yield kind.most + 1


def _choice(kind: Choice) -> Iterator[str]:
    if not kind.values:
        yield ""
    else:
        yield from ("no-such-word", f"{kind.values[0].lower()} ")


def _networks(kind: CidrList) -> Iterator[list[str]]:
    yield []
    yield from ([network] for network in _NETWORKS if network)
    yield [f"10.{number}.0.0/16" for number in range(kind.most + 1)]


def _texts(kind: Texts) -> Iterator[list[str]]:
    yield []
    yield [f"x{number}" for number in range(kind.most + 1)]


_WRONG: tuple[tuple[type[Kind], Any], ...] = (
    (Text, _text),
    (Int, _int),
    (Choice, _choice),
    (Flag, lambda _kind: ("perhaps",)),
    (Cidr, lambda _kind: _NETWORKS),
    (CidrList, _networks),
    (Texts, _texts),
    (IpAddress, lambda _kind: _ADDRESSES),
    (Asn, lambda _kind: _NUMBERS),
    (Tags, lambda _kind: _TAGS),
    (Ref, lambda _kind: ("", "  ")),
)
