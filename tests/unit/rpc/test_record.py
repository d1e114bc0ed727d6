# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The collection's decorator `dataclass` does the same as Python's own."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import record

Decorator = Callable[..., Any]


def _classes(dataclass: Decorator) -> Any:
    @dataclass(frozen=True)
    class Point:
        """A point."""

        x: int
        y: int = 2
        hidden: str = dataclasses.field(default="secret", repr=False)
        note: str = dataclasses.field(default="", compare=False)

        def __post_init__(self) -> None:
            if self.x < 0:
                raise ValueError("x is negative")

        @property
        def total(self) -> int:
            return self.x + self.y

    @dataclass(frozen=True)
    class Solid(Point):
        y: int = 3
        z: int = 4
        more: list[int] = dataclasses.field(default_factory=list)

    @dataclass
    class Open:
        """It can change."""

        words: list[str] = dataclasses.field(default_factory=list)

    return SimpleNamespace(Point=Point, Solid=Solid, Open=Open)


USES: dict[str, Callable[[Any], Any]] = {
    "values by place": lambda made: vars(made.Point(1, 5, "a", "b")),
    "values by name": lambda made: vars(made.Point(note="n", x=1)),
    "inherited fields, in their order": lambda made: [one.name for one in dataclasses.fields(made.Solid)],
    "inherited defaults": lambda made: vars(made.Solid(1)),
    "a default of one instance only": lambda made: (made.Open().words.append("a"), made.Open().words),
    "a value is missing": lambda made: made.Point(y=1),
    "too many values": lambda made: made.Point(1, 2, "3", "4", 5),
    "a value twice": lambda made: made.Point(1, x=1),
    "another name": lambda made: made.Point(1, other=1),
    "a check": lambda made: made.Point(-1),
    "replaced": lambda made: vars(dataclasses.replace(made.Solid(1, z=9), y=7)),
    "replaced by what is refused": lambda made: dataclasses.replace(made.Point(1), x=-1),
    "equal": lambda made: (made.Point(1) == made.Point(1, note="n"), made.Point(1) == made.Point(2)),
    "equal to another class": lambda made: (made.Point(1) == made.Solid(1), made.Point(1) == 1),
    "hashes": lambda made: len({made.Point(1), made.Point(1, note="n"), made.Point(2)}),
    "no hash of what can change": lambda made: hash(made.Open()),
    "shown": lambda made: repr(made.Point(1)).rpartition(".")[2],
    "shown with all fields": lambda made: repr(made.Solid(1, more=[1])).rpartition(".")[2],
    "assigned": lambda made: setattr(made.Point(1), "x", 2),
    "deleted": lambda made: delattr(made.Point(1), "x"),
    "changed": lambda made: setattr(made.Open(), "words", []),
    "derived": lambda made: made.Solid(1).total,
}


def _outcome(use: Callable[[Any], Any], dataclass: Decorator) -> Any:
    try:
        return use(_classes(dataclass))
    except (TypeError, ValueError, AttributeError) as error:
        return type(error)


@pytest.mark.parametrize("use", USES)
def test_does_the_same_as_pythons_own(use: str) -> None:
    ours, pythons = (_outcome(USES[use], one) for one in (record.dataclass, dataclasses.dataclass))
    assert ours == pythons


@pytest.mark.parametrize("method", ["__init__", "__repr__", "__eq__"])
def test_all_classes_have_the_same_methods(method: str) -> None:
    """None is compiled for a class alone, which is what makes Python's own slow to import."""
    made = _classes(record.dataclass)
    assert len({getattr(one, method) for one in (made.Point, made.Solid, made.Open)}) == 1
