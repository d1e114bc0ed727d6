# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""When to look whether a change is done: first when the shortest one like it was."""

from __future__ import annotations

import random
import typing as t
from dataclasses import dataclass, field, replace

from .._rpc.retry import Backoff

_GROWTH = 1.4  # of the pauses
_LEAST = 0.05
_PARTS = 20  # of the expected time, between the first looks
_SPREAD = 0.05

# The action that made the change, and the type of the resource that is waited for.
Change = tuple[str, str]


@dataclass(frozen=True)
class Pace:
    """What the waits of a task have seen so far. Threads may share one. `shortest`: in seconds."""

    shortest: dict[Change, float] = field(default_factory=dict)

    def took(self, change: Change, seconds: float) -> None:
        """A change was seen to be done, so many seconds after it was made."""
        self.shortest[change] = min(seconds, self.shortest.get(change, seconds))

    def pauses(self, change: Change, backoff: Backoff, at_once: bool) -> t.Iterator[float]:
        """The seconds before each look. If nothing is known the first look is at once; `at_once`: it is anyway. What
        takes longer than the shortest one is looked at in pauses that grow, as if nothing were known."""
        backoff = replace(backoff, factor=_GROWTH)
        expected = self.shortest.get(change, 0.0)
        known = expected >= _LEAST
        if at_once or not known:
            yield 0.0
        if known:
            left = expected * random.uniform(1 - _SPREAD, 1 + _SPREAD)
            # One that took unusually long must not hold up the others.
            while left > backoff.longest:
                yield backoff.longest
                left -= backoff.longest
            yield left
            backoff = replace(backoff, first=min(max(expected / _PARTS, _LEAST), backoff.longest))
        yield from backoff.pauses()
