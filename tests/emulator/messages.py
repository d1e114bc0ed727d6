# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Requests and responses of the cloud, the same for both front ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Request:
    """A request: query and form together are its parameters (common.yaml, transport)."""

    method: str
    parameters: Mapping[str, str]
    host: str

    @classmethod
    def parse(cls, method: str, query: str, body: bytes, content_type: str, host: str) -> Request:
        """Read the parameters of a URL's query and, if the body is a form, of the body."""
        pairs = parse_qsl(query, keep_blank_values=True)
        if body and content_type.partition(";")[0].strip().lower() == FORM:
            pairs += parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        return cls(method, dict(pairs), host)


@dataclass(frozen=True)
class Response:
    """An answer, after ``delay`` seconds.  With ``cut``, the front end cuts the connection instead."""

    status: int
    content_type: str
    body: bytes
    delay: float = 0.0
    cut: bool = False
