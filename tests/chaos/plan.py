# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which trials ``make chaos`` makes: single faults, mixes and interruptions. The same seed gives the same ones."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.chaos import roles, topologies
from tests.chaos.faults import ALL, Fault
from tests.chaos.plays import Play
from tests.chaos.resources import of_resources
from tests.chaos.rotation import ROTATION, rotation
from tests.chaos.signals import MOMENTS, SIGNALS, Interrupt, interrupted
from tests.chaos.trials import SETTLE, Ended, Trial, attempt, reference_of
from tests.chaos.world import World
from tests.emulator import contract

CREATES = ("Create", "Associate", "TagResources")
_SOME = 3  # faults
_READS = 0.25  # of the reads of a play
# Those with which the plays make the same calls.
_READINGS = ("being-deleted=gone", "left-out-members=kept", "empty-members=left-out")


class Known(NamedTuple):
    """A play, what the cloud holds after it, and the actions of its requests when nothing goes wrong."""

    play: Play
    reference: Counter[tuple[Any, ...]]
    actions: list[str]


class Job(NamedTuple):
    """A trial, or the interruption of a play."""

    known: Known
    trial: Trial | None = None
    interrupt: Interrupt | None = None

    def run(self, world: World) -> Ended:
        """Run it."""
        if self.trial:
            return attempt(world, self.trial, self.known.reference)
        assert self.interrupt
        return interrupted(world, self.known.play, self.interrupt, self.known.reference)

    def __str__(self) -> str:
        if self.trial is None:
            return f"{self.known.play.name}: {self.interrupt}"
        trial = self.trial
        faults = {number: str(fault) for number, fault in (trial.faults or {}).items()}
        how = faults or f"{trial.chance:.0%} of {trial.runs} runs"
        cloud = f"settle={trial.settle}, route_lag={trial.route_lag}, {', '.join(trial.readings)}"
        return f"{self.known.play.name}: {how}, retry_timeout={trial.retry_timeout}, {cloud}"


class Plays(NamedTuple):
    """`wholes`: of roles and topologies. `in_lanes`: plays whose requests come in no fixed order."""

    resources: list[Known]
    wholes: list[Known]
    in_lanes: list[Known]


def all_plays(world: World) -> Plays:
    """With what runs without faults do."""
    wholes = [*roles.of_roles(), rotation(), *topologies.of_topologies()]
    return Plays(*(known(world, plays) for plays in (list(of_resources()), wholes, topologies.in_lanes())))


def known(world: World, plays: list[Play]) -> list[Known]:
    """What runs without faults do."""
    return [Known(play, *reference_of(world, play)) for play in plays]


def single(plays: Plays, seed: str) -> Iterator[Job]:
    """Each fault at each create of a resource and at each change of a key; some at each other write; one at some reads
    of wholes."""
    chance = random.Random(f"{seed}/single")
    for one in plays.resources:
        for number, action in enumerate(one.actions):
            faults = ALL if action.startswith(CREATES) else chance.sample(ALL, _SOME) if is_write(action) else []
            yield from (_single(one, number, fault, chance.choice((0, 20))) for fault in faults)
    for one in plays.wholes:
        changes_keys = one.play.name == ROTATION
        for number, action in enumerate(one.actions):
            if is_write(action):
                faults = ALL if changes_keys else chance.sample(ALL, _SOME)
            else:
                faults = [chance.choice(ALL)] if chance.random() < _READS else []
            yield from (_single(one, number, fault, 0) for fault in faults)


def _single(one: Known, number: int, fault: Fault, retry_timeout: int) -> Job:
    return Job(one, Trial(one.play, {number: fault}, retry_timeout=retry_timeout))


def mixed(plays: Plays, seed: str, number: int) -> Job:
    """A random one: some runs in which faults happen to some requests."""
    chance = random.Random(f"{seed}/{number}")
    one = chance.choice([*plays.wholes, *plays.in_lanes] if chance.random() < 0.4 else plays.resources)
    trial = Trial(
        one.play,
        chance=chance.choice((0.05, 0.1, 0.2, 0.4)),
        runs=chance.randint(1, 3),
        retry_timeout=chance.choice((0, 20)),
        settle=chance.choice((0, SETTLE)),
        readings=tuple(reading for reading in _READINGS if chance.random() < 0.3),
        route_lag=chance.choice((0, 0, 3)),
        seed=f"{seed}/{number}",
    )
    return Job(one, trial)


def interruptions(plays: Plays, seed: str) -> Iterator[Job]:
    """Each signal at each moment of each create of a resource, and between each write of a whole and its answer; one
    between each other write of a resource and its answer, and at some reads."""
    chance = random.Random(f"{seed}/interruptions")
    for one in (*plays.resources, *plays.wholes):
        whole = one in plays.wholes
        for number, action in enumerate(one.actions):
            if not is_write(action):
                places = [(chance.choice([*MOMENTS]), chance.choice(SIGNALS))] if chance.random() < _READS else []
            elif whole:
                places = [("done", sent) for sent in SIGNALS]
            elif action.startswith(CREATES):
                places = [(moment, sent) for moment in MOMENTS for sent in SIGNALS]
            else:
                places = [("done", chance.choice(SIGNALS))]
            yield from (Job(one, interrupt=Interrupt(number, *place)) for place in places)


def is_write(action: str) -> bool:
    """Whether an action changes something."""
    return contract.load().actions[action].kind == "write"
