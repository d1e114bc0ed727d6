# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clouds for the plugins in this process: one with a few gateways for a module of tests, and an empty one for each
test. And what Ansible shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timezone
from unittest import mock

import pytest
from ansible.utils.display import Display

from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.in_process import serve
from tests.support.runs import Ids, populate


@contextmanager
def _empty(folders: pytest.TempPathFactory) -> Iterator[Running]:
    """Nothing of the account of whoever runs this."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folders.mktemp("home")))
        patch.chdir(folders.mktemp("files"))  # a wrong path may be a good name of a file
        yield serve(patch, FakeClock(datetime.now(timezone.utc)))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, Ids]]:
    with _empty(tmp_path_factory) as emulator:
        yield emulator, populate(emulator)


@pytest.fixture
def cloud(world: tuple[Running, Ids]) -> Running:
    """A few gateways, shared by the tests: only for reading. No call has been made yet."""
    world[0].clear_log()
    return world[0]


@pytest.fixture
def ids(world: tuple[Running, Ids]) -> Ids:
    return world[1]


@pytest.fixture
def own_cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """An empty cloud for one test."""
    with _empty(tmp_path_factory) as emulator:
        yield emulator


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    """What Ansible shows as a warning."""
    told: list[str] = []
    with mock.patch.object(Display, "warning", lambda _self, text, **_options: told.append(text)):
        yield told
