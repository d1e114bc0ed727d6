# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""How the sources of credentials reach their services, and how long they try."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .clock import Clock
from .errors import KeyAnswerError, NetworkError
from .transport import Answer, Transport


@dataclass(frozen=True)
class Network:
    """The connection options of a task, without those of its service."""

    clock: Clock = field(default_factory=Clock)
    timeout: float = 30
    verify: bool | str = True
    retry_timeout: float = 30

    def transport(self, url: str) -> Transport:
        return Transport(url, timeout=self.timeout, verify=self.verify)


def ask(method: str, transport: Transport, query: t.Mapping[str, str], source: str) -> Answer:
    """One request without a signature. Raises KeyAnswerError, whose text does not have the query."""
    try:
        return transport.send(method, query, None)
    except NetworkError as error:
        raise KeyAnswerError(f"{source}: {error.text}") from None


def text_of(answer: Answer, transport: Transport, source: str) -> str:
    """The text of an answer with status 200. Raises KeyAnswerError."""
    if answer.http_status != 200:
        raise KeyAnswerError(f"{source}: {transport.url} answered with HTTP {answer.http_status}")
    return answer.text
