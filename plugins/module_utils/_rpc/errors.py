# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The errors of a call."""

from __future__ import annotations

import enum
import json
import typing as t
from datetime import datetime

_LONGEST = 1000


class Category(enum.Enum):
    """What an error means for the caller."""

    NOT_FOUND = "not found"  # it does not exist: a read finds nothing, a delete has nothing left to do
    BUSY = "busy"  # another change is running; the same request succeeds later
    UNAVAILABLE = "unavailable"  # throttled, or the service's own fault; the same request may succeed later
    CLOCK = "clock"  # the time that the request was signed with is not that of the service
    DENIED = "denied"  # must never be taken for "not found"
    DRY_RUN = "dry run passed"
    TOKEN_USED = "token used"  # its ClientToken belongs to another request; it may succeed with another one
    FINAL = "final"  # trying again does not help


def error_result(
    code: str,
    message: str,
    action: str | None = None,
    http_status: int | None = None,
    request_id: str | None = None,
    tries: int = 0,
) -> dict[str, t.Any]:
    """The `error` of a failed task: every failure has the same members, so that a playbook can test them. Codes that
    are not the service's begin with Collection."""
    return {
        "action": action,
        "code": code,
        "message": message,
        "http_status": http_status,
        "request_id": request_id,
        "tries": tries,
    }


class RpcError(Exception):
    """A call that failed. The client fills in `action` and `tries`."""

    code = "Collection.Unexpected"
    category = Category.FINAL
    advice = ""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.action = ""
        self.tries = 1
        self.retry_after = 0.0  # seconds for which the service asks not to be called
        self.sent_at: datetime | None = None  # when the service answered, by its own clock

    def __str__(self) -> str:
        tries = f" (tried {self.tries} times)" if self.tries > 1 else ""
        return " ".join(part for part in (f"{self.action}: {self.text}{tries}.", self.advice) if part)

    def details(self) -> dict[str, t.Any]:
        """The content of `error` in a result."""
        return error_result(self.code, self.text, action=self.action or None, tries=self.tries)


class ApiError(RpcError):
    """The service answered with an error."""

    def __init__(
        self, code: str, message: str, http_status: int, request_id: str, category: Category, advice: str
    ) -> None:
        super().__init__("")
        self.code = code
        self.message = message
        self.http_status = http_status
        self.request_id = request_id
        self.text = self._text()
        self.category = category
        self.advice = advice

    def hide(self, secrets: t.Iterable[str]) -> None:
        """Mask secrets in the message: the service repeats what it was sent in some of them."""
        for secret in secrets:
            for written in (secret, json.dumps(secret)[1:-1]):
                self.message = self.message.replace(written, "********")
        self.text = self._text()

    def _text(self) -> str:
        request = self.request_id or "unknown"
        return f"{self.code}: {self._shown.rstrip('.')} (HTTP {self.http_status}, request {request})"

    @property
    def _shown(self) -> str:
        """The message is kept whole, so that a secret in it is masked before it is cut."""
        return self.message if len(self.message) <= _LONGEST else f"{self.message[:_LONGEST]} ..."

    def details(self) -> dict[str, t.Any]:
        return {
            "action": self.action,
            "code": self.code,
            "message": self._shown,
            "http_status": self.http_status,
            "request_id": self.request_id,
            "tries": self.tries,
        }


class NetworkError(RpcError):
    """No usable answer was received; the request may or may not have been carried out."""

    code = "Collection.NoAnswer"

    def __init__(self, text: str, retry: bool = True, advice: str = "") -> None:
        super().__init__(text)
        self.category = Category.UNAVAILABLE if retry else Category.FINAL
        self.advice = advice


class ReadOnlyError(RpcError):
    """A write in check mode, which was not sent: always a bug of this collection."""


class SettingsError(Exception):
    """Credentials, region or another connection option are missing or wrong."""

    code = "Collection.InvalidSettings"


class CredentialsError(RpcError):
    """No key could be had from where keys come from. It never has a value of theirs. `asked`: the error of the call
    that should have given one."""

    code = SettingsError.code

    def __init__(self, text: str, advice: str = "", asked: RpcError | None = None) -> None:
        super().__init__(text)
        self.advice = advice
        self._asked = asked

    def __str__(self) -> str:
        return " ".join(part for part in (f"no credentials: {self.text}.", self.advice) if part)

    def details(self) -> dict[str, t.Any]:
        """Without the action that the key was wanted for: it was not called."""
        return self._asked.details() if self._asked else error_result(self.code, str(self))


class KeyAnswerError(CredentialsError):
    """A service or a program that gives out keys gave no usable answer."""

    code = NetworkError.code


class MissingLibrary(Exception):
    """A required Python library is not installed; `name` is what to install."""

    code = "Collection.MissingLibrary"

    def __init__(self, name: str, trace: str) -> None:
        super().__init__(name)
        self.name = name
        self.trace = trace
