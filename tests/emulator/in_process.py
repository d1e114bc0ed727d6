# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Front end 2: the cloud without a socket, for sessions of the ``requests`` library.

``session.mount("https://", EmulatorAdapter(cloud))`` sends every request of the session to the cloud.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from urllib3 import HTTPResponse

from .cloud import Cloud
from .messages import Request, Response


class EmulatorAdapter(BaseAdapter):
    """A transport adapter that asks the cloud; ``sleep`` waits for a delayed answer."""

    def __init__(self, cloud: Cloud, sleep: Callable[[float], None] = time.sleep) -> None:
        super().__init__()
        self._cloud = cloud
        self._sleep = sleep

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """Carry out one request; a cut connection and a time-out raise the same exceptions as a network does."""
        url = urlsplit(str(request.url))
        body = request.body or b""
        answer = self._cloud.handle(
            Request.parse(
                method=str(request.method),
                query=url.query,
                body=body.encode() if isinstance(body, str) else bytes(body),
                headers=CaseInsensitiveDict({"Host": url.netloc, **request.headers}).items(),
                path=url.path,
            )
        )
        limit = timeout[1] if isinstance(timeout, tuple) else timeout
        if limit is not None and answer.delay > limit:
            self._sleep(limit)
            raise requests.ReadTimeout(f"Read timed out. (read timeout={limit})", request=request)
        self._sleep(answer.delay)
        if answer.cut:
            raise requests.ConnectionError("Remote end closed connection without response", request=request)
        return _as_requests(answer, request)

    def close(self) -> None:
        """Nothing to close."""


def _as_requests(answer: Response, request: requests.PreparedRequest) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers = CaseInsensitiveDict({"Content-Type": answer.content_type, **answer.headers})
    response.encoding = "utf-8"
    response.raw = HTTPResponse(io.BytesIO(answer.body), response.headers, answer.status, preload_content=False)
    response.url = str(request.url)
    response.request = request
    return response
