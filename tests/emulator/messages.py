# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests and responses of the cloud, the same for both front ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """A request: query and form together are its parameters (common.yaml, transport).

    Names of headers are in lower case. Only the signature in the headers needs query, headers and body.
    """

    method: str
    parameters: Mapping[str, str]
    host: str
    headers: Mapping[str, str] = field(default_factory=dict)
    query: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    path: str = "/"

    @classmethod
    def parse(
        cls, method: str, query: str, body: bytes, headers: Iterable[tuple[str, str]], path: str = "/"
    ) -> Request:
        """Read the parameters of a URL's query and, if the body is a form, of the body."""
        lower = _joined(headers)
        pairs = parse_qsl(query, keep_blank_values=True)
        form = []
        if body and lower.get("content-type", "").partition(";")[0].strip().lower() == FORM:
            form = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return cls(method, dict(pairs + form), lower.get("host", ""), lower, tuple(pairs), body, path or "/")

    @property
    def action(self) -> str | None:
        """The action, which is a parameter or, with the signature in the headers, a header."""
        return self.parameters.get("Action") or self.headers.get("x-acs-action")


@dataclass(frozen=True)
class Response:
    """An answer, after ``delay`` seconds.  With ``cut``, the front end cuts the connection instead.

    Both front ends send the ``headers``, besides those that every server sends.
    """

    status: int
    content_type: str
    body: bytes
    delay: float = 0.0
    cut: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)


def _joined(headers: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A header that was sent several times has its values in order, with commas."""
    values: dict[str, list[str]] = {}
    for name, value in headers:
        values.setdefault(name.lower(), []).append(value.strip())
    return {name: ",".join(sorted(several)) for name, several in values.items()}
