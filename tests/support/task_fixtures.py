# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of tests that run modules: none of the machine's settings, and tasks for the fixture `emulator`."""

from __future__ import annotations

import os

import pytest

from tests.emulator.running import Running
from tests.support.tasks import Tasks


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keys of the stand-in cloud, and an empty home."""
    for name in os.environ:
        if name.startswith(("ALIBABA", "ALICLOUD", "VPC_ENDPOINT")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret")
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))


@pytest.fixture
def tasks(emulator: Running) -> Tasks:
    """Tasks against the empty cloud."""
    return Tasks(emulator)
