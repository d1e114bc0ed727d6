# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in cloud in this process: no sockets and no waiting. The client and the cloud share a clock."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.clock import Clock
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc import connect
from tests.emulator.cloud import Cloud
from tests.emulator.in_process import EmulatorAdapter
from tests.emulator.messages import Request
from tests.emulator.running import Running
from tests.support.fakes import FakeClock

URL = "http://vpc.test"


class Wire:
    """In place of a transport: passes each request to a cloud in this process."""

    def __init__(self, cloud: Cloud, clock: Clock, url: str = f"{URL}/", timeout: float = 30) -> None:
        self.cloud = cloud
        self.clock = clock
        self.url = url
        self.timeout = timeout

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Answer:
        url = urlsplit(self.url)
        answer = self.cloud.handle(Request(method, {**query, **(form or {})}, url.netloc, path=url.path))
        self.clock.sleep(min(answer.delay, self.timeout))
        if answer.delay > self.timeout:
            raise NetworkError(f"no answer from {self.url}: timed out")
        if answer.cut:
            raise NetworkError(f"no answer from {self.url}: connection reset")
        return Answer(
            answer.status, answer.body.decode(), {name.lower(): text for name, text in answer.headers.items()}
        )


def serve(patch: pytest.MonkeyPatch, clock: FakeClock) -> Running:
    """An empty cloud that answers all requests of the requests library, which the official SDK uses too."""
    cloud = Cloud(clock=lambda: clock.now().timestamp())
    adapter = EmulatorAdapter(cloud, sleep=clock.sleep)

    def send(_self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        return adapter.send(request, **options)

    patch.setattr(HTTPAdapter, "send", send)
    patch.setattr(connect, "Clock", lambda: clock)
    return Running(URL, cloud)


def serve_directly(patch: pytest.MonkeyPatch, clock: FakeClock) -> Running:
    """The same, but clients of this collection do without HTTP and without the thread of each request, which take a
    third of the time of a task."""
    emulator = serve(patch, clock)

    def transport(network: Network, url: str) -> Wire:
        return Wire(emulator.cloud, network.clock, url, network.timeout)

    patch.setattr(Network, "transport", transport)
    return emulator
