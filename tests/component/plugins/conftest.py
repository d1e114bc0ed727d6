# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clouds for the plugins: a shared one with a few gateways, and an empty one for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.emulator.running import Running, running
from tests.support.runs import Ids, populate


@pytest.fixture(scope="session")
def world() -> Iterator[tuple[Running, Ids]]:
    with running() as emulator:
        yield emulator, populate(emulator)


@pytest.fixture
def cloud(world: tuple[Running, Ids]) -> Running:
    """A few gateways, shared by the tests: only for reading."""
    return world[0]


@pytest.fixture
def ids(world: tuple[Running, Ids]) -> Ids:
    return world[1]


@pytest.fixture
def own_cloud() -> Iterator[Running]:
    """An empty cloud for one test."""
    with running() as emulator:
        yield emulator
