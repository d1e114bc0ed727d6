# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What can go wrong on the wire."""

from __future__ import annotations

import enum
import json
import typing as t


class Category(enum.Enum):
    """What an error means for the caller."""

    NOT_FOUND = "not found"  # it does not exist: absent for a read, done for a delete
    BUSY = "busy"  # another change runs; the same request succeeds later
    UNAVAILABLE = "unavailable"  # throttled, or the service's own fault; the same request may succeed later
    DENIED = "denied"  # never means "gone"
    DRY_RUN = "dry run passed"
    FINAL = "final"  # trying again cannot help


class RpcError(Exception):
    """Anything that kept a call from a good answer. `action` and `tries` are filled in by the client."""

    category = Category.FINAL
    advice = ""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text
        self.action = ""
        self.tries = 1

    def __str__(self) -> str:
        tries = f" (tried {self.tries} times)" if self.tries > 1 else ""
        return " ".join(part for part in (f"{self.action}: {self.text}{tries}.", self.advice) if part)

    def details(self) -> dict[str, t.Any]:
        """For the result's `error`."""
        return {"action": self.action, "message": self.text, "tries": self.tries}


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
        """Some messages of the service repeat what they were sent."""
        for secret in secrets:
            for written in (secret, json.dumps(secret)[1:-1]):
                self.message = self.message.replace(written, "********")
        self.text = self._text()

    def _text(self) -> str:
        request = self.request_id or "unknown"
        return f"{self.code}: {self.message.rstrip('.')} (HTTP {self.http_status}, request {request})"

    def details(self) -> dict[str, t.Any]:
        return {
            "action": self.action,
            "code": self.code,
            "message": self.message,
            "http_status": self.http_status,
            "request_id": self.request_id,
            "tries": self.tries,
        }


class NetworkError(RpcError):
    """No usable answer came; whether the request was carried out is not known."""

    def __init__(self, text: str, retry: bool = True, advice: str = "") -> None:
        super().__init__(text)
        self.category = Category.UNAVAILABLE if retry else Category.FINAL
        self.advice = advice


class ReadOnlyError(RpcError):
    """A write was about to be sent in check mode: a fault of this collection, never of the user."""


class SettingsError(Exception):
    """Credentials, region or endpoint are missing or make no sense."""


class MissingLibrary(Exception):
    """A Python library that is needed now is not installed; `name` is what to install."""

    def __init__(self, name: str, trace: str) -> None:
        super().__init__(name)
        self.name = name
        self.trace = trace
