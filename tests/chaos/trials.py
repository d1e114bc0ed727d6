# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One trial: a play meets faults, then it is run again without any, and then once more."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.chaos.faults import ALL, Fault
from tests.chaos.plays import Play
from tests.chaos.proxy import at
from tests.chaos.world import World

SETTLE = 2.5  # seconds for which the cloud is busy after a change: some requests long


@dataclass(frozen=True)
class Trial:
    """`faults`: by the number of the request, from 0. Else each request meets any fault with this `chance`. With a
    `retry_timeout` of 0 the first fault ends the run. `settle`, `readings`, `route_lag`: see World.begin."""

    play: Play
    faults: Mapping[int, Fault] | None = None
    chance: float = 0.0
    runs: int = 1
    retry_timeout: int = 20
    settle: float = SETTLE
    readings: tuple[str, ...] = ()
    route_lag: float = 0.0
    seed: str = ""

    def schedule(self) -> Callable[[int, str], Fault | None]:
        """The fault of each request."""
        if self.faults is not None:
            return at(self.faults)
        random_ = random.Random(self.seed)
        return lambda number, action: random_.choice(ALL) if random_.random() < self.chance else None


@dataclass(frozen=True)
class Ended:
    """What came of a trial. `met`: the actions with the faults that happened to them. `failures`: messages of the runs
    with faults that did not go on. `problems`: what must not be."""

    met: list[tuple[str, Fault]]
    failures: list[str]
    duplicates: int
    losses: int
    problems: list[str]


def attempt(world: World, trial: Trial, reference: Counter[tuple[Any, ...]]) -> Ended:
    """Run it. `reference`: what the cloud holds after a run without faults."""
    with tempfile.TemporaryDirectory() as folder:
        world.begin(trial.play, trial.settle, folder, trial.readings, trial.route_lag)
        world.proxy.reset(trial.schedule(), seed=trial.seed)
        failures = []
        for _run in range(trial.runs):
            played = world.play(trial.play, trial.retry_timeout)
            failures += [played.failure] if played.failure else []
        met = [(passed.action, passed.fault) for passed in world.proxy.passed if passed.fault]
        return judged(world, trial.play, reference, met, failures)


def judged(
    world: World,
    play: Play,
    reference: Counter[tuple[Any, ...]],
    met: list[tuple[str, Fault]],
    failures: list[str],
) -> Ended:
    """Run the play twice without faults: the first run completes what is missing, the second changes nothing."""
    late = world.proxy.kept
    world.proxy.reset()
    problems = []
    again = world.play(play)
    world.proxy.kept = late
    world.proxy.deliver()
    problems += [f"the next run fails: {again.failure}"] if again.failure else []
    world.writes()
    held = world.holds()
    third = world.play(play)
    if third.failure or third.changed or world.writes():
        problems.append(f"another run is not content: {third.failure or third.results}")
    more, less = held - reference, reference - held
    problems += [f"twice: {one}" for one in more] + [f"lost: {one}" for one in less]
    world.negotiate()
    problems += world.device.problems
    return Ended(met, failures, more.total(), less.total(), problems)


def reference_of(world: World, play: Play) -> tuple[Counter[tuple[Any, ...]], list[str]]:
    """What the cloud holds after a run without faults, and the actions of its requests."""
    with tempfile.TemporaryDirectory() as folder:
        world.begin(play, SETTLE, folder)
        world.proxy.reset()
        played = world.play(play)
        assert not played.failure, f"{play.name}: {played.failure}"
        return world.holds(), [passed.action for passed in world.proxy.passed]
