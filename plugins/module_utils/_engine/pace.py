# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""When to look whether a change is done: about when others like it were."""

from __future__ import annotations

import random
import typing as t
from dataclasses import dataclass, field, replace

from .._rpc.retry import Backoff

_GROWTH = 1.4  # of the pauses
_LEAST = 0.05
_STEP = 0.05  # from one look to the next one, as a part of what others took
_SPREAD = 0.03  # most changes of a kind take as long as the others, so a look before that is for nothing
_NEAR = 0.97
_SLOWER = 1.01  # so much longer is expected after a change that took longer

# The action that made the change, and the type of the resource that is waited for.
Change = tuple[str, str]


class Took(t.NamedTuple):
    """Seconds: at the latest look before a change was done, and at the first one after."""

    running: float
    done: float


@dataclass(frozen=True)
class Pace:
    """What the waits of a task have seen so far. Threads may share one. `known`: of the shortest changes, or a little
    longer, if others take longer."""

    known: dict[Change, Took] = field(default_factory=dict)

    def took(self, change: Change, seen: Took) -> None:
        """Both times get nearer with each wait, as long as such changes take about the same time."""
        before = self.known.get(change, seen)
        running = seen.running if seen.done < before.running else max(before.running, seen.running)
        self.known[change] = Took(running, min(seen.done, before.done * _SLOWER))

    def pauses(self, change: Change, backoff: Backoff, at_once: bool) -> t.Iterator[float]:
        """The seconds before each look. If nothing is known the first look is at once; `at_once`: it is anyway. What
        takes longer than others is looked at in pauses that grow, as if nothing were known."""
        backoff = replace(backoff, factor=_GROWTH)
        running, done = self.known.get(change, Took(0.0, 0.0))
        is_known = done >= _LEAST
        if at_once or not is_known:
            yield 0.0
        if is_known:
            expected = done if running > done * _NEAR else (running + done) / 2
            left = expected * random.uniform(1, 1 + _SPREAD)
            # One that took unusually long must not hold up the others.
            while left > backoff.longest:
                yield backoff.longest
                left -= backoff.longest
            yield left
            step = max(done * _STEP, (done - expected) / 2, _LEAST)
            backoff = replace(backoff, first=min(step, backoff.longest))
        yield from backoff.pauses()
