# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""An emulator for each test, keys in the environment, and polls that do not take half a second."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Iterator

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from tests.emulator.cloud import Cloud
from tests.emulator.http_server import Server
from tests.emulator.messages import Request, Response
from tests.emulator.running import Running
from tests.support.tasks import Tasks


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing of the machine's own settings comes in."""
    for name in os.environ:
        if name.startswith(("ALIBABA", "ALICLOUD", "VPC_ENDPOINT")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret")
    monkeypatch.setenv("HOME", str(tmp_path_factory.getbasetemp()))


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pauses of hundredths of a second."""
    monkeypatch.setattr(client, "Backoff", lambda: Backoff(first=0.01, longest=0.1))


class Switch:
    """In the place of a cloud: hands each request to the one that is in use."""

    cloud: Cloud

    def handle(self, request: Request) -> Response:
        return self.cloud.handle(request)


@pytest.fixture(scope="session")
def served() -> Iterator[tuple[Switch, str]]:
    """One server for all tests: stopping one takes a fifth of a second."""
    switch, accepting = Switch(), threading.Event()
    server = Server(switch, port=0, latency=0, ready=lambda _url: accepting.set())
    threading.Thread(target=asyncio.run, args=(server.serve_until_stopped(),), daemon=True).start()
    assert accepting.wait(timeout=10)
    yield switch, server.url
    server.should_exit = True


@pytest.fixture
def emulator(served: tuple[Switch, str]) -> Running:
    """An empty cloud."""
    switch, url = served
    switch.cloud = Cloud()
    return Running(url, switch.cloud)


@pytest.fixture
def tasks(emulator: Running) -> Tasks:
    """Tasks against the empty cloud."""
    return Tasks(emulator)
