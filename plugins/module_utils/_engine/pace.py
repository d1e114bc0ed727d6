# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""When to look whether a change is done: about when others like it were."""

from __future__ import annotations

import random
import typing as t
from dataclasses import dataclass, field, replace

from .._rpc.clock import Clock
from .._rpc.retry import Backoff

_GROWTH = 1.4  # of the pauses
_LEAST = 0.05
_STEP = 0.05  # from one look to the next one, as a part of what others took
_SPREAD = 0.01  # most changes of a kind take as long as the others, so a look before that is for nothing
_NEAR = 0.97  # two looks that are so close together tell the time well enough
_SLOWER = 1.05  # so much longer is expected after a change that took longer
_NOTICE = 0.1  # until it is noticed that a wait in another thread is over

# The action that made the change, if one did, and the type of the resource that is waited for.
Change = tuple[str, str]


class Took(t.NamedTuple):
    """Seconds: at the latest look before a change was done, and at the first one after."""

    running: float
    done: float


@dataclass(frozen=True)
class Pace:
    """What the waits of a task have seen so far. Threads may share one. `known`: how long the shortest change of each
    kind took; it grows a little with each one that takes longer."""

    known: dict[Change, Took] = field(default_factory=dict)

    def took(self, change: Change, seen: Took) -> None:
        """Both times get nearer with each wait, as long as such changes take about the same time."""
        before = self.known[change] if self._is_known(change) else seen
        running = seen.running if seen.done < before.running else max(before.running, seen.running)
        self.known[change] = Took(running, min(seen.done, before.done * _SLOWER))

    def looks(self, change: Change, clock: Clock, backoff: Backoff, until: float, at_once: bool) -> t.Iterator[bool]:
        """Sleeps before each look of a wait that begins now, but never past `until`, and yields false if the look is at
        once, without a pause before it. That is the first look if nothing is known; `at_once`: it is anyway. What takes
        longer than others is looked at in pauses that grow, as if nothing were known."""
        started = clock.monotonic()
        backoff = replace(backoff, factor=_GROWTH)

        def sleep(end: float, longest: float) -> None:
            now = clock.monotonic()
            clock.sleep(max(min(end - now, until - now, longest), 0))

        if at_once or not self._is_known(change):
            yield False
        for pause in backoff.pauses():
            end = min(clock.monotonic() + pause, until)
            while not self._is_known(change) and clock.monotonic() < end:
                sleep(end, _NOTICE if change[0] else pause)
            if self._is_known(change):
                break
            yield True
        expected, step = self._expected(change)
        end = started + expected * random.uniform(1, 1 + _SPREAD)
        is_over = False
        while not is_over:
            sleep(end, backoff.longest)  # one that took unusually long must not hold up the others
            is_over = clock.monotonic() >= end
            yield True
        for pause in replace(backoff, first=min(step, backoff.longest)).pauses():
            sleep(clock.monotonic() + pause, pause)
            yield True

    def _is_known(self, change: Change) -> bool:
        return change in self.known and self.known[change].done >= _LEAST

    def _expected(self, change: Change) -> tuple[float, float]:
        """Seconds until the first look, and from there to the next one."""
        running, done = self.known[change]
        expected = done if running > done * _NEAR else (running + done) / 2
        return expected, max(done * _STEP, (done - expected) / 2, _LEAST)
