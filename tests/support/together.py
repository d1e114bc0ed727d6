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
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from types import SimpleNamespace
from typing import Any
from unittest import mock

from ansible_collections.alicloud.vpn.plugins.module_utils._engine import lanes
from tests.support.account import Account
from tests.support.fakes import NOW, FakeClock

_local = threading.local()


class Turns(FakeClock):
    """A clock, and who is next. What is not one of the runs moves it as a FakeClock."""

    def __init__(self, seed: int | str, start: Any = NOW) -> None:
        super().__init__(start)
        self.chance = random.Random(seed)
        self._waiting: list[tuple[float, float, threading.Semaphore]] = []
        self._ended = threading.Semaphore(0)

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
        results: list[Any] = [None] * len(works)

        def run(number: int) -> None:
            try:
                results[number] = works[number]()
            # Whatever it is: the others wait for this one's turn to end.
            except BaseException as error:  # noqa: BLE001
                results[number] = error

        for number in range(len(works)):
            self._begin(partial(run, number))
        self._next()
        self._ended.acquire()
        return results

    def lanes(self) -> AbstractContextManager[Any]:
        """Inside, works in lanes that one of the runs begins take turns too."""
        threads = SimpleNamespace(Thread=lambda target, args, daemon: _Begun(self, partial(target, *args)))
        queues = SimpleNamespace(SimpleQueue=lambda: _Queue(self))
        return mock.patch.multiple(lanes, threading=threads, queue=queues)

    def _begin(self, work: Callable[[], Any]) -> None:
        turn = threading.Semaphore(0)

        def run() -> None:
            _local.turn = turn
            turn.acquire()
            work()
            if self._waiting:
                self._next()
            else:
                self._ended.release()

        self._wait(0, turn)
        threading.Thread(target=run, daemon=True).start()

    def _wait(self, seconds: float, turn: threading.Semaphore) -> None:
        heapq.heappush(self._waiting, (self.passed + seconds, self.chance.random(), turn))

    def _next(self) -> None:
        self.passed, _unused, turn = heapq.heappop(self._waiting)
        turn.release()


@dataclass(frozen=True)
class _Begun:
    """In place of a thread."""

    turns: Turns
    work: Callable[[], Any]

    def start(self) -> None:
        self.turns._begin(self.work)


class _Queue:
    """In place of a SimpleQueue with one reader."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._items: deque[Any] = deque()
        self._reader: threading.Semaphore | None = None

    def put(self, item: Any) -> None:
        self._items.append(item)
        if self._reader:
            self._turns._wait(0, self._reader)
            self._reader = None

    def get(self) -> Any:
        if not self._items:
            self._reader = _local.turn
            self._turns._next()
            _local.turn.acquire()
        return self._items.popleft()


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
