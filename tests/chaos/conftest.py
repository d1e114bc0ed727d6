# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud behind a proxy for all tests, and some of the plays of ``make chaos``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.chaos import plan
from tests.chaos.plan import Job, Plays
from tests.chaos.world import World, world

# Of the trials that make chaos makes with it; each test takes some.
SEED = "1"


@pytest.fixture(scope="session")
def here() -> Iterator[World]:
    """The cloud."""
    with world() as one:
        yield one


@pytest.fixture(scope="session")
def plays(here: World) -> Plays:
    """All plays."""
    return plan.all_plays(here)


@pytest.fixture
def holds(here: World) -> Callable[[Job], None]:
    """Runs a job, which must end as it ought to."""

    def run(job: Job) -> None:
        assert job.run(here).problems == [], str(job)

    return run
