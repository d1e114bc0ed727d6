# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A cloud with an HTTP server for each test, keys in the environment, and short pauses."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from tests.emulator.running import Running, running
from tests.support.task_fixtures import environment, tasks

__all__ = ["environment", "tasks"]


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """An empty cloud."""
    monkeypatch.setattr(client, "Backoff", lambda: Backoff(first=0.01, longest=0.1))
    with running() as emulator:
        yield emulator
