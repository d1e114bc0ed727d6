# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys without a signature: the metadata service of an ECS instance, and a credentials URI, from their public pages.

Paths under /latest are those of 100.100.100.200. /credentials is what a local helper serves.
"""

from __future__ import annotations

import json
import secrets
from typing import Any

from ..messages import Request, Response
from .account import Account
from .sts import shown

_TOKEN = "/latest/api/token"
_KEYS = "/latest/meta-data/ram/security-credentials/"
_URI = "/credentials"
_SECONDS = 3600
_LONGEST = 21600


class Metadata:
    """The instance has the account's ``ecs_role``, or none; without ``metadata_v1`` every read needs a token."""

    def __init__(self, account: Account) -> None:
        self._account = account
        self._tokens: dict[str, float] = {}

    def answer(self, request: Request, now: float) -> Response:
        """Answer one request."""
        if request.path == _TOKEN:
            return self._token(request, now)
        if request.path == _URI and request.method == "GET":
            return _json({"Code": "Success", **shown(self._account.issue(now, _SECONDS))})
        role = self._account.ecs_role
        if not role or request.method != "GET" or not request.path.startswith(_KEYS):
            return _text(404, "Not Found")
        if not self._may_read(request, now):
            return _text(403, "Forbidden")
        if request.path == _KEYS:
            return _text(200, role)
        if request.path != _KEYS + role:
            return _text(404, "Not Found")
        return _json({"Code": "Success", **shown(self._account.issue(now, _SECONDS))})

    def _token(self, request: Request, now: float) -> Response:
        text = request.headers.get("x-aliyun-ecs-metadata-token-ttl-seconds", "")
        if request.method != "PUT" or not text.isdecimal() or not 1 <= int(text) <= _LONGEST:
            return _text(400, "Bad Request")
        token = secrets.token_urlsafe(40)
        self._tokens[token] = now + int(text)
        return _text(200, token)

    def _may_read(self, request: Request, now: float) -> bool:
        token = request.headers.get("x-aliyun-ecs-metadata-token")
        if token is None:
            return self._account.metadata_v1
        return now < self._tokens.get(token, 0.0)


def _text(status: int, text: str) -> Response:
    return Response(status, "text/plain", text.encode())


def _json(content: dict[str, Any]) -> Response:
    return Response(200, "application/json", json.dumps(content).encode())
