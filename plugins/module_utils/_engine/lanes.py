# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Works that need each other: as many at the same time as possible, one at a time in each lane."""

from __future__ import annotations

import queue
import threading
import typing as t
from dataclasses import dataclass

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
    """`report` gets how each work ended, as soon as it has, in the calling thread: None if it was done. Works are begun
    in their order where it is free; at most `most` at the same time. What needs a failed work is skipped, and the
    others go on. Errors other than Failed are raised."""
    _Run(list(works), most, report).run()


class _Run:
    """Only the thread that called `run` touches the state; the others do one work each and report."""

    def __init__(self, works: list[Work], most: int, report: Report) -> None:
        self.left = works
        self.most = most
        self.report = report
        self.known = {work.key for work in works}
        self.running: dict[Key, Work] = {}
        self.ended: dict[Key, Ended] = {}
        self.reports: queue.SimpleQueue[tuple[Work, BaseException | None]] = queue.SimpleQueue()

    def run(self) -> None:
        while self.left or self.running:
            self._begin()
            if not self.running:
                continue  # everything that was left is skipped
            work, error = self.reports.get()
            if error is not None and not isinstance(error, Failed):
                raise error
            del self.running[work.key]
            self._end(work.key, error)

    def _end(self, key: Key, ended: Ended) -> None:
        self.ended[key] = ended
        self.report(key, ended)

    def _begin(self) -> None:
        """Begin what can be done now."""
        skipped = True
        while skipped:
            skipped = False
            for work in list(self.left):
                needs = work.needs & self.known
                broken = sorted(need for need in needs if self.ended.get(need) is not None)
                if broken:
                    self.left.remove(work)
                    self._end(work.key, Skipped(broken[0]))
                    skipped = True
                elif needs <= self.ended.keys() and self._is_free(work.lane):
                    self.left.remove(work)
                    self.running[work.key] = work
                    # A thread that is not waited for when the program is interrupted.
                    threading.Thread(target=self._do, args=(work,), daemon=True).start()
        if not self.running and self.left:
            raise ValueError(f"works need each other in a circle: {[work.key for work in self.left]}")

    def _is_free(self, lane: Key) -> bool:
        return len(self.running) < self.most and all(other.lane != lane for other in self.running.values())

    def _do(self, work: Work) -> None:
        try:
            work.do()
        # Whatever it is: the thread that waits for the report would wait forever.
        except BaseException as error:  # noqa: BLE001
            self.reports.put((work, error))
        else:
            self.reports.put((work, None))
