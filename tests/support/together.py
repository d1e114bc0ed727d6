# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several runs at the same time, without waiting: threads that take turns, on one clock that only their waits move.

A run gives way whenever it waits, and each request waits on its way to the cloud and back. So a seed decides in which
order the requests of all runs arrive, and the same seed gives the same order.
"""

from __future__ import annotations

import heapq
import random
import threading
from collections.abc import Callable
from typing import Any

from tests.support.account import Account
from tests.support.fakes import NOW, FakeClock

_local = threading.local()


class Turns(FakeClock):
    """A clock, and who is next. What is not one of the runs moves it as a FakeClock."""

    def __init__(self, seed: int | str, start: Any = NOW) -> None:
        super().__init__(start)
        self.chance = random.Random(seed)
        self._waiting: list[tuple[float, float, threading.Semaphore]] = []

    def sleep(self, seconds: float) -> None:
        mine = getattr(_local, "turn", None)
        if mine is None:
            super().sleep(seconds)
            return
        self._wait(seconds, mine)
        self._next()
        mine.acquire()

    def together(self, *works: Callable[[], Any]) -> list[Any]:
        """Run them all; returns what each of them returns or raises."""
        ended = threading.Semaphore(0)
        results: list[Any] = [None] * len(works)

        def run(number: int, turn: threading.Semaphore) -> None:
            _local.turn = turn
            turn.acquire()
            try:
                results[number] = works[number]()
            # Whatever it is: the others wait for this one's turn to end.
            except BaseException as error:  # noqa: BLE001
                results[number] = error
            if self._waiting:
                self._next()
            else:
                ended.release()

        for number in range(len(works)):
            turn = threading.Semaphore(0)
            self._wait(0, turn)
            threading.Thread(target=run, args=(number, turn), daemon=True).start()
        self._next()
        ended.acquire()
        return results

    def _wait(self, seconds: float, turn: threading.Semaphore) -> None:
        heapq.heappush(self._waiting, (self.passed + seconds, self.chance.random(), turn))

    def _next(self) -> None:
        self.passed, _unused, turn = heapq.heappop(self._waiting)
        turn.release()


class Crowd(Account):
    """An account that several runs use at once. `latency`: the longest way of a request or an answer, in seconds."""

    def __init__(self, seed: int | str = 1, latency: float = 0.3, **options: Any) -> None:
        self.turns = Turns(seed)
        super().__init__(clock=self.turns, **options)
        self.latency = latency

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        self.clock.sleep(self.turns.chance.uniform(0, self.latency))
        answer = super().send(method, query, form)
        self.clock.sleep(self.turns.chance.uniform(0, self.latency))
        return answer

    def together(self, *works: Callable[[], Any]) -> list[Any]:
        return self.turns.together(*works)
