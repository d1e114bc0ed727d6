# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Processes that run trials, each with a cloud of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack

from tests.chaos.plan import Job
from tests.chaos.signals import processes
from tests.chaos.trials import Ended
from tests.chaos.world import World, world

_WORKERS = 2 * (os.cpu_count() or 1)  # delayed requests only wait
_own: list[World] = []
_stack = ExitStack()


def run(jobs: list[Job]) -> Iterator[Ended]:
    """The results in the order of the jobs."""
    with ProcessPoolExecutor(_WORKERS, processes(), _begin) as workers:
        yield from workers.map(_work, jobs, chunksize=5)


def _begin() -> None:
    _own.append(_stack.enter_context(world()))


def _work(job: Job) -> Ended:
    return job.run(_own[0])
