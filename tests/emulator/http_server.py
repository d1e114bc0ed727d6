# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Front end 1: the cloud over HTTP (Starlette on uvicorn)."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request as WebRequest
from starlette.responses import PlainTextResponse
from starlette.responses import Response as WebResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from .cloud import Cloud
from .messages import Request

_CUT = "emulator.cut"


class PortError(Exception):
    """The server cannot listen on its port."""

    def __init__(self, port: int, cause: OSError) -> None:
        in_use = cause.errno == errno.EADDRINUSE
        problem = "is in use; stop the program that uses it, or" if in_use else f"cannot be used ({cause.strerror});"
        super().__init__(f"Port {port} on 127.0.0.1 {problem} choose another port with --port (0 picks a free one).")


class CuttableProtocol(H11Protocol):
    """HTTP that lets the application close the connection without an answer, as a broken network does."""

    def connection_made(self, transport: Any) -> None:
        """Give the application a function that cuts this connection."""
        super().connection_made(transport)
        inner = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope[_CUT] = transport.abort
            await inner(scope, receive, send)

        self.app = app


class _Cut(WebResponse):
    """No answer at all."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[_CUT]()
        await asyncio.sleep(0)  # let uvicorn notice; otherwise it answers 500 itself


def application(cloud: Cloud, latency: float) -> ASGIApp:
    """The web application: the API on /, and /healthz without a signature."""

    async def api(web: WebRequest) -> WebResponse:
        request = Request.parse(
            method=web.method,
            query=web.url.query,
            body=await web.body(),
            headers=web.headers.items(),
            path=web.url.path,
        )
        # The cloud answers at once; the wait is outside its lock, so that readers overlap.
        answer = cloud.handle(request)
        if latency or answer.delay:
            await asyncio.sleep(latency + answer.delay)
        if answer.cut:
            return _Cut()
        return WebResponse(answer.body, answer.status, dict(answer.headers), answer.content_type)

    async def healthz(_web: WebRequest) -> WebResponse:
        return PlainTextResponse("ok\n")

    methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]  # the cloud itself says which ones it accepts
    return Starlette(routes=[Route("/healthz", healthz), Route("/{path:path}", api, methods=methods)])


class Server(uvicorn.Server):
    """uvicorn on our own socket, without its signal handling; ``ready`` is called when it accepts connections."""

    def __init__(self, cloud: Cloud, port: int, latency: float, ready: Callable[[str], None]) -> None:
        config = uvicorn.Config(
            application(cloud, latency),
            http=CuttableProtocol,
            ws="none",
            lifespan="off",
            date_header=False,
            log_level="critical",
            timeout_keep_alive=75,  # longer than a polling client sleeps
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self._socket = _listen(port)
        self._ready = ready
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then call ``ready``."""
        await super().startup(sockets)
        self._ready(self.url)

    async def serve_until_stopped(self) -> None:
        """Serve until ``should_exit`` is set."""
        await self._serve([self._socket])


def _listen(port: int) -> socket.socket:
    # If the protocol is named, asyncio turns Nagle's algorithm off; otherwise each answer takes 40 ms longer.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(("127.0.0.1", port))
        listener.listen(512)
    except OSError as problem:
        listener.close()
        raise PortError(port, problem) from problem
    return listener
