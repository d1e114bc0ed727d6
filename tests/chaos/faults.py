# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What can happen to one request between the client and the cloud: each fault before the cloud has it, and after."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

_PAGE = b"<!DOCTYPE html><html><head><title>502 Bad Gateway</title></head><body><h1>Bad Gateway</h1></body></html>"


@dataclass(frozen=True)
class Request:
    """As the client sent it; `path` is the path with the query."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def halved(self) -> Request:
        """Whole HTTP with half of the parameters."""
        if self.body:
            return replace(self, body=self.body[: len(self.body) // 2])
        return replace(self, path=self.path[: len(self.path) // 2])

    def garbled(self, chance: random.Random) -> Request:
        """Whole HTTP with some wrong letters in the parameters."""
        if self.body:
            return replace(self, body=_overwritten(self.body, chance, b"0123456789"))
        path, _mark, query = self.path.partition("?")
        return replace(self, path=f"{path}?{_overwritten(query.encode(), chance, b'0123456789').decode()}")


class Answer(NamedTuple):
    """`sent`: how much of the body is sent before the connection is closed."""

    status: int
    kind: str
    body: bytes
    sent: float = 1.0


class Line(Protocol):
    """The connection of one request."""

    request: Request
    chance: random.Random

    def forward(self, request: Request | None = None) -> Answer:
        """Let the cloud answer the request, or another one in its place."""

    def forward_half(self) -> None:
        """Send half of the request to the cloud, and close the connection to it."""

    def wait(self) -> None:
        """Until the client has given up."""

    def keep(self) -> None:
        """Let the cloud have the request when the next run is over."""


Happens = Callable[[Line], "Answer | None"]  # without an answer the connection is closed


def _drop_after(line: Line) -> None:
    line.forward()


def _cut_before(line: Line) -> None:
    line.forward_half()


def _cut_after(line: Line) -> Answer:
    return line.forward()._replace(sent=0.5)


def _truncate_before(line: Line) -> Answer:
    return line.forward(line.request.halved())


def _truncate_after(line: Line) -> Answer:
    answer = line.forward()
    return answer._replace(body=answer.body[: len(answer.body) // 2])


def _garble_before(line: Line) -> Answer:
    return line.forward(line.request.garbled(line.chance))


def _garble_after(line: Line) -> Answer:
    answer = line.forward()
    return answer._replace(body=_overwritten(answer.body, line.chance, bytes(range(0x80, 0x100))))


def _delay_before(line: Line) -> None:
    line.wait()
    line.forward()


def _delay_after(line: Line) -> None:
    line.forward()
    line.wait()


def _late_before(line: Line) -> None:
    line.keep()


def _late_after(line: Line) -> None:
    line.forward()
    line.keep()


def _repeat_before(line: Line) -> Answer:
    answer = line.forward()
    line.forward()
    return answer


def _repeat_after(line: Line) -> Answer:
    line.forward()
    return line.forward()


def _instead(answer: Answer) -> tuple[Happens, Happens]:
    def after(line: Line) -> Answer:
        line.forward()
        return answer

    return (lambda _line: answer), after


def _refusal(status: int, code: str, message: str) -> tuple[Happens, Happens]:
    body = {"RequestId": "4EC47282-1B74-4534-BD0E-403F3EE64CAF", "HostId": "vpc.aliyuncs.com"}
    return _instead(Answer(status, "application/json", json.dumps({**body, "Code": code, "Message": message}).encode()))


# Each with what happens before the cloud has the request, and after. A late request reaches the cloud when the next run
# is over, for the first time or once more. A repeated one reaches it twice: the client gets the first or the second
# answer.
FAULTS: dict[str, tuple[Happens, Happens]] = {
    "drop": ((lambda _line: None), _drop_after),
    "cut": (_cut_before, _cut_after),
    "truncate": (_truncate_before, _truncate_after),
    "garble": (_garble_before, _garble_after),
    "delay": (_delay_before, _delay_after),
    "late": (_late_before, _late_after),
    "repeat": (_repeat_before, _repeat_after),
    "page": _instead(Answer(502, "text/html", _PAGE)),
    "500": _refusal(500, "InternalError", "The request processing has failed due to some unknown error."),
    "503": _refusal(503, "ServiceUnavailable", "The request has failed due to a temporary failure of the server."),
    "throttle": _refusal(400, "Throttling.User", "Request was denied due to user flow control."),
}


class Fault(NamedTuple):
    """One of FAULTS, before or after."""

    name: str
    after: bool

    def happens(self, line: Line) -> Answer | None:
        """Let it happen."""
        return FAULTS[self.name][self.after](line)

    def __str__(self) -> str:
        return f"{self.name} {'after' if self.after else 'before'}"


ALL = [Fault(name, after) for name in FAULTS for after in (False, True)]


def _overwritten(text: bytes, chance: random.Random, by: bytes) -> bytes:
    """Eight bytes in a row are others."""
    start = chance.randrange(max(len(text) - 8, 1))
    wrong = bytes(chance.choice([one for one in by if one != old]) for old in text[start : start + 8])
    return text[:start] + wrong + text[start + 8 :]
