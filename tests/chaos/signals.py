# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs that are interrupted: a process for each, started from one that has loaded everything already."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

from tests.chaos.plays import Play, play
from tests.chaos.trials import SETTLE, Ended, judged
from tests.chaos.world import World, client_time

# When the proxy ends the client: before the cloud has the request, before the client has the answer, and after that.
MOMENTS = {"arrived": "before the call", "done": "between the call and its answer", "answered": "after the answer"}
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGKILL)
_LONGEST = 20
_TOGETHER = 8  # requests that are under way at the same time


class Interrupt(NamedTuple):
    """`number`: of the request, from 0."""

    number: int
    moment: str
    signal: signal.Signals


def processes() -> multiprocessing.context.ForkServerContext:
    """Where the clients start."""
    context = multiprocessing.get_context("forkserver")
    # With what every client needs, so that it need not load it again.
    context.set_forkserver_preload([__name__, "requests"])
    return context


def interrupted(world: World, wanted: Play, interrupt: Interrupt, reference: Counter[tuple[Any, ...]]) -> Ended:
    """Run the play until the signal ends it, and twice without faults. See tests.chaos.trials."""
    with tempfile.TemporaryDirectory() as folder:
        world.begin(wanted, SETTLE, folder)
        connection = world.connection()
        process = processes().Process(target=_client, args=(wanted, folder, connection, world.now), daemon=True)

        def watch(number: int, word: str) -> None:
            if (number, word) == (interrupt.number, interrupt.moment):
                os.kill(process.pid or 0, interrupt.signal)
                process.join(_LONGEST)
                raise ConnectionAbortedError

        world.proxy.reset(watch=watch)
        process.start()
        process.join(_LONGEST)
        world.proxy.settle()
        actions = [passed.action for passed in world.proxy.passed]
        ended = judged(world, wanted, reference, [], [])
        if process.exitcode in (None, 0):
            ended.problems.append(f"{interrupt} did not end the run: {process.exitcode}")
        if len(actions) > interrupt.number + _TOGETHER:
            ended.problems.append(f"{interrupt} did not end the run there: {actions}")
        return ended


def _client(wanted: Play, folder: str, connection: Mapping[str, Any], now: float) -> None:
    # A shell starts what is in the background without it.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed(wanted.name)
    try:
        with client_time(now):
            play(wanted, folder, connection)
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)  # without a traceback
