# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A plot of seconds by sites, both in powers of ten, as SVG."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT = 760, 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 240, 30, 60
# Colours that people with any kind of colour blindness tell apart.
_COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000", "#8a8a8a")
_HEAD = (
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
    'font-size="13" role="img">'
)
_LICENCE = """\
<!--
Copyright (c) 2026 the alicloud.vpn developers
GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
-->"""


class _Axis:
    """Whole powers of ten around the values, from pixel `start` to pixel `end`."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        self.start, self.end = start, end
        self.low = math.floor(math.log10(min(values)))
        self.high = max(self.low + 1, math.ceil(math.log10(max(values))))

    def place(self, value: float) -> float:
        part = (math.log10(value) - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 1)

    def ticks(self) -> list[float]:
        return [10.0**power for power in range(self.low, self.high + 1)]


def plot(title: str, across: str, up: str, lines: Mapping[str, Points]) -> str:
    """Lines by their names, which stand beside them."""
    points = [point for line in lines.values() for point in line]
    x = _Axis([one for one, _other in points], _LEFT, _WIDTH - _RIGHT)
    y = _Axis([other for _one, other in points], _HEIGHT - _BOTTOM, _TOP)
    middle = (_TOP + _HEIGHT - _BOTTOM) / 2
    parts = [
        _HEAD,
        f'<title>{escape(title)}</title><rect width="100%" height="100%" fill="#fff"/>',
        *(_line([(x.place(tick), y.start), (x.place(tick), y.end)], "#ddd") for tick in x.ticks()),
        *(_line([(x.start, y.place(tick)), (x.end, y.place(tick))], "#ddd") for tick in y.ticks()),
        *(_text(x.place(tick), y.start + 20, f"{tick:g}", "middle") for tick in x.ticks()),
        *(_text(x.start - 8, y.place(tick) + 4, f"{tick:g}", "end") for tick in y.ticks()),
        _text((x.start + x.end) / 2, _HEIGHT - 15, across, "middle"),
        f'<g transform="rotate(-90 20 {middle})">{_text(20, middle, up, "middle")}</g>',
    ]
    for number, (name, line) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        places = [(x.place(one), y.place(other)) for one, other in line]
        label = _TOP + 10 + 22 * number
        parts.append(_line(places, colour, "2"))
        parts += [f'<circle cx="{one}" cy="{other}" r="3.5" fill="{colour}"/>' for one, other in places]
        parts.append(_line([(x.end + 15, label - 4), (x.end + 35, label - 4)], colour, "3"))
        parts.append(_text(x.end + 42, label, name, "start"))
    return "\n".join([_LICENCE, *parts, "</svg>"]) + "\n"


def _line(places: Points, colour: str, width: str = "1") -> str:
    points = " ".join(f"{one},{other}" for one, other in places)
    return f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="#222">{escape(text)}</text>'
