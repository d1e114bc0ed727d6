# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two processes of ansible-playbook that create the same site in an empty cloud at the same time."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import NamedTuple

from tests.chaos.proxy import serving
from tests.emulator.running import Running, running
from tests.support.play import EXAMPLE, PSK_VARIABLE, Run, play
from tests.support.regions import DUAL_TUNNEL

LATENCIES = (0.0, 0.05, 0.3, 1.0)
READINGS = ("token-of-deleted=answered", "token-of-deleted=forgotten")
KINDS = {"vpn_gateways": 1, "customer_gateways": 1, "vpn_connections": 1, "route_entries": 2}
_VARIABLES = {"ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL, PSK_VARIABLE: "ChaosKey4711"}
_SETTLE = 1.0
_LONGEST_HOLD = 20
# What stands in messages that are not clear.
_UNCLEAR = ("Traceback", "unexpected")


class Round(NamedTuple):
    """`latency`: seconds before each answer. `reading`: how the cloud reads the contract. `first_look`: whether neither
    run creates anything before both have looked for the VPN gateway; otherwise they come as they come."""

    latency: float
    reading: str
    first_look: bool = False

    def __str__(self) -> str:
        return f"{self.latency} s, {self.reading}{', after both have looked' if self.first_look else ''}"


class Met(NamedTuple):
    """`failures`: messages of the two runs. `held`: how many of each kind exist after both. `problems`: what must not
    be."""

    failures: list[str]
    held: dict[str, int]
    problems: list[str]


def every_round() -> list[Round]:
    """All latencies with all readings; half of the rounds begin when both have looked."""
    combinations = itertools.product(enumerate(LATENCIES), enumerate(READINGS))
    return [Round(latency, reading, (row + turn) % 2 == 0) for (row, latency), (turn, reading) in combinations]


def meet(one: Round) -> Met:
    """Run both, and one of them again."""
    with running(settle=_SETTLE, latency=one.latency, reading=[one.reading], seed=1) as cloud, _door(cloud, one) as url:
        with ThreadPoolExecutor(2) as pool:
            runs = list(pool.map(lambda _number: _create(url), range(2)))
        held = {kind: _count(cloud, kind) for kind in KINDS}
        again = _create(url)
        failures = [run.failure for run in runs if run.status]
        problems = [f"{held} instead of {KINDS}"] if held != KINDS else []
        problems += ["both fail"] if len(failures) == len(runs) else []
        problems += [f"not clear: {text}" for text in failures if not text or any(word in text for word in _UNCLEAR)]
        if again.status or again.changed:
            problems.append(f"another run is not content: {again.failure or again.changed}")
        return Met(failures, held, problems)


def _create(url: str) -> Run:
    return play(url, "--extra-vars", f"@{EXAMPLE}", variables=_VARIABLES)


def _count(cloud: Running, kind: str) -> int:
    return sum(len(region.table(kind)) for region in cloud.cloud.state.regions.values())


@contextmanager
def _door(cloud: Running, one: Round) -> Iterator[str]:
    """The address for both runs. If both have to look first, the first create waits for the second one: each run sends
    one after its look."""
    with serving(cloud.url) as proxy:
        both = threading.Barrier(2)

        def hold(number: int, word: str) -> None:
            creates = [at for at, passed in enumerate(proxy.passed) if passed.action == "CreateVpnGateway"][:2]
            if word == "arrived" and number in creates:
                both.wait(_LONGEST_HOLD)

        if one.first_look:
            proxy.reset(watch=hold)
        yield proxy.url
