# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The stand-in cloud in this process: no sockets and no waiting. The client and the cloud share a clock."""

from __future__ import annotations

from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.clock import Clock
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import NetworkError
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

    url = f"{URL}/"

    def __init__(self, cloud: Cloud, clock: Clock) -> None:
        self.cloud = cloud
        self.clock = clock

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Answer:
        answer = self.cloud.handle(Request(method, {**query, **(form or {})}, "vpc.test"))
        self.clock.sleep(answer.delay)
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
