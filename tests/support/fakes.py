# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A clock that does not wait, and a transport with prepared answers."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import Any, NamedTuple, NoReturn

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.client import Client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.clock import Clock
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey, Source
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.service import VPC

NOW = datetime(2026, 5, 25, 8, 30, tzinfo=timezone.utc)


class FakeClock(Clock):
    """Only sleeping moves it."""

    def __init__(self, start: datetime = NOW) -> None:
        self.start = start
        self.passed = 0.0

    def monotonic(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.passed)

    def sleep(self, seconds: float) -> None:
        self.passed += seconds


class Sent(NamedTuple):
    """A request as the transport gets it."""

    method: str
    query: dict[str, str]
    form: dict[str, str] | None

    @property
    def parameters(self) -> dict[str, str]:
        """Query and form together."""
        return {**self.query, **(self.form or {})}


class Wire:
    """In place of a transport: returns the answers in order and repeats the last one; an exception is raised."""

    url = "https://vpc.test/"

    def __init__(self, *answers: Answer | Exception) -> None:
        self.sent: list[Sent] = []
        self._answers = list(answers or [ok()])

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Answer:
        self.sent.append(Sent(method, dict(query), None if form is None else dict(form)))
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Answer):
            return answer
        return _thrown(answer)


def _thrown(error: Exception) -> NoReturn:
    raise error


def ok(**body: Any) -> Answer:
    """A successful answer."""
    return Answer(200, json.dumps({"RequestId": "R-1", **body}))


def error(code: str, http_status: int = 400, message: str = "No.") -> Answer:
    """An error of the service."""
    return Answer(http_status, json.dumps({"RequestId": "R-1", "HostId": "h", "Code": code, "Message": message}))


KEY = AccessKey("testid", "testsecret")


def client(wire: Any, credentials: Source = KEY, region: str = "cn-hangzhou", **options: Any) -> Client:
    """A client for that transport, with a fake clock."""
    return Client(VPC, wire, credentials, region, **{"clock": FakeClock(), **options})
