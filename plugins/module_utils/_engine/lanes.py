# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Works that need each other: as many at the same time as possible, one at a time in each lane."""

from __future__ import annotations

import queue
import threading
import typing as t
from collections import deque
from dataclasses import dataclass
from heapq import heappop, heappush

from .phase import Failed

Key = tuple[str, str]


@dataclass(frozen=True)
class Work:
    """`lane`: what is busy while this is done, such as a gateway. `needs`: keys of works that must be done before; keys
    of works that do not exist are ignored."""

    key: Key
    lane: Key
    needs: frozenset[Key]
    do: t.Callable[[], None]


@dataclass(frozen=True)
class Skipped:
    """`need`: the key of the work that failed or was skipped."""

    need: Key


Ended = t.Union[Failed, Skipped, None]
Report = t.Callable[[Key, Ended], None]


def run(works: t.Iterable[Work], most: int, report: Report) -> None:
    """`report` gets how each work ended, as soon as it has, in the calling thread: None if it was done. At most `most`
    are done at the same time; what most others wait for is begun first, and in a lane each in its turn. What needs a
    failed work is skipped, and the others go on. Errors other than Failed are raised."""
    _Run(list(works), most, report).run()


class _Run:
    """Only the thread that called `run` touches the state; the others do one work each and report. Works are known by
    their places in the order."""

    def __init__(self, works: list[Work], most: int, report: Report) -> None:
        self.works = works
        self.most = most
        self.report = report
        known = {work.key for work in works}
        self.missing = [len(work.needs & known) for work in works]  # how many needs have not ended
        self.needing: dict[Key, list[int]] = {}
        for place, work in enumerate(works):
            for need in work.needs & known:
                self.needing.setdefault(need, []).append(place)
        self.turns = [(-length, place) for place, length in enumerate(self._lengths())]
        self.left = set(range(len(works)))  # neither ended nor begun
        self.running: set[int] = set()
        self.busy: set[Key] = set()  # lanes
        # Works whose needs are done, as heaps of turns: those that can be begun, and those that wait for their lane.
        self.ready = sorted(self.turns[place] for place, count in enumerate(self.missing) if not count)
        self.queued: dict[Key, list[tuple[int, int]]] = {}
        self.reports: queue.SimpleQueue[tuple[int, BaseException | None]] = queue.SimpleQueue()

    def _lengths(self) -> list[int]:
        """Of the longest chain of works that begins with each: what needs it, and what follows in its lane."""
        lengths = [0] * len(self.works)
        of_lane: dict[Key, int] = {}
        for place in reversed(range(len(self.works))):
            work = self.works[place]
            following = (lengths[other] for other in self.needing.get(work.key, ()))
            lengths[place] = of_lane[work.lane] = 1 + max(0, of_lane.get(work.lane, 0), *following)
        return lengths

    def run(self) -> None:
        self._begin()
        while self.left or self.running:
            if not self.running:
                keys = [self.works[place].key for place in sorted(self.left)]
                raise ValueError(f"works need each other in a circle: {keys}")
            place, error = self.reports.get()
            if error is not None and not isinstance(error, Failed):
                raise error
            self.running.remove(place)
            self._free(self.works[place].lane)
            ended = list(self._end(place, error))
            self._begin()  # what comes next does not wait for the report
            for key, how in ended:
                self.report(key, how)

    def _begin(self) -> None:
        """Begin what can be done now."""
        while self.ready and len(self.running) < self.most:
            turn = heappop(self.ready)
            place = turn[1]
            work = self.works[place]
            if work.lane in self.busy:
                heappush(self.queued.setdefault(work.lane, []), turn)
                continue
            self.busy.add(work.lane)
            self.left.remove(place)
            self.running.add(place)
            # A thread that is not waited for when the program is interrupted.
            threading.Thread(target=self._do, args=(place,), daemon=True).start()

    def _free(self, lane: Key) -> None:
        self.busy.remove(lane)
        if self.queued.get(lane):
            heappush(self.ready, heappop(self.queued[lane]))

    def _end(self, place: int, ended: Ended) -> t.Iterator[tuple[Key, Ended]]:
        """What has ended: a work, and what needs it and is skipped if it is not done."""
        left: deque[tuple[int, Ended]] = deque([(place, ended)])
        while left:
            place, ended = left.popleft()
            key = self.works[place].key
            yield key, ended
            for other in self.needing.pop(key, ()):
                self.missing[other] -= 1
                if ended is not None and other in self.left:
                    self.left.remove(other)
                    left.append((other, Skipped(key)))
                elif other in self.left and not self.missing[other]:
                    heappush(self.ready, self.turns[other])

    def _do(self, place: int) -> None:
        try:
            self.works[place].do()
        # Whatever it is: the thread that waits for the report would wait forever.
        except BaseException as error:  # noqa: BLE001
            self.reports.put((place, error))
        else:
            self.reports.put((place, None))
