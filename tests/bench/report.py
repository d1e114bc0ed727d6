# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rows of docs/performance.md, and the parts of it that are written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.support import tree

PAGE = tree.ROOT / "docs" / "performance.md"


@dataclass(frozen=True)
class Row:
    """A figure beside its floor: what cannot be done without. `met`: None without a goal."""

    what: str
    ours: str
    floor: str = ""
    times: float | None = None
    wanted: str = ""
    met: bool | None = None

    def cells(self) -> list[str]:
        ratio = "" if self.times is None else f"{self.times:.2f} ×"
        result = {None: "", True: "yes", False: "**no**"}[self.met]
        return [self.what, self.ours, self.floor, ratio, self.wanted, result]


@dataclass(frozen=True)
class Section:
    """`more`: Markdown below the rows."""

    rows: list[Row]
    more: list[str] = field(default_factory=list)

    def text(self) -> str:
        head = ["", "this collection", "floor", "ratio", "wanted", "met"]
        rows = table(head, [row.cells() for row in self.rows]) if self.rows else ""
        return "\n\n".join(filter(None, [rows, *self.more]))


def table(head: Sequence[str], rows: Iterable[Iterable[object]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def write(part: str, text: str, page: Path = PAGE) -> None:
    """Put a part into the page."""
    begin, end = f"<!-- {part}: make bench writes from here -->", f"<!-- {part}: to here -->"
    before, _begin, rest = page.read_text(encoding="utf-8").partition(begin)
    _old, _end, after = rest.partition(end)
    page.write_text(before + "\n\n".join([begin, text, end]) + after, encoding="utf-8")
