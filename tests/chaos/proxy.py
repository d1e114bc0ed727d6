# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A proxy between the client and the cloud, which lets faults happen to the requests that pass it."""

from __future__ import annotations

import contextlib
import random
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from tests.chaos.faults import Answer, Fault, Request

TIMEOUT = 1  # seconds: the client's option timeout
_AFTERWARDS = 0.1


class Passed(NamedTuple):
    """A request that reached the proxy."""

    action: str
    fault: Fault | None


class Proxy(ThreadingHTTPServer):
    """`faults` has the fault of each request by its number, from 0. `watch` is called with the number of each request
    and a word: "arrived", "done" when the cloud has answered it, "answered" when the client has the answer. `beside` is
    called before each request: what else goes on."""

    daemon_threads = True

    def __init__(self, upstream: str) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.upstream = urlsplit(upstream).netloc
        self.beside: Callable[[], None] = lambda: None
        self._lock = threading.Condition()
        self._open = 0
        self.reset()

    def reset(
        self,
        faults: Callable[[int, str], Fault | None] = lambda number, action: None,
        watch: Callable[[int, str], None] = lambda number, word: None,
        seed: str = "",
    ) -> None:
        """From now on."""
        self.faults, self.watch, self.seed = faults, watch, seed
        self.passed: list[Passed] = []
        self.kept: list[Callable[[], object]] = []

    @contextmanager
    def passing(self, action: str) -> Iterator[tuple[int, Fault | None]]:
        """While a request is under way: its number and its fault."""
        with self._lock:
            self.beside()
            number = len(self.passed)
            fault = self.faults(number, action)
            self.passed.append(Passed(action, fault))
            self._open += 1
        try:
            yield number, fault
        finally:
            with self._lock:
                self._open -= 1
                self._lock.notify_all()

    def deliver(self) -> None:
        """Let the cloud have the requests that are late."""
        while self.kept:
            self.kept.pop()()

    def settle(self) -> None:
        """Wait until no request is under way, also none that the client has given up."""
        with self._lock:
            assert self._lock.wait_for(lambda: not self._open, 20)

    def handle_error(self, request: object, client_address: object) -> None:
        """The client may be gone."""


class _Handler(BaseHTTPRequestHandler):
    server: Proxy
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self._pass()

    def do_POST(self) -> None:
        self._pass()

    def log_message(self, *_arguments: object) -> None:
        """Nothing."""

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        (action,) = parse_qs(urlsplit(self.path).query)["Action"]
        sent = Request(self.command, self.path, tuple(self.headers.items()), body)
        with self.server.passing(action) as (number, fault), contextlib.suppress(ConnectionError):
            line = _Line(sent, random.Random(f"{self.server.seed}/{number}"), self.server)
            self.server.watch(number, "arrived")
            answer = fault.happens(line) if fault else line.forward()
            self.server.watch(number, "done")
            self._answer(answer)
            self.server.watch(number, "answered")

    def _answer(self, answer: Answer | None) -> None:
        if answer is None:
            self.close_connection = True
            return
        self.send_response_only(answer.status)
        self.send_header("Content-Type", answer.kind)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body[: int(len(answer.body) * answer.sent)])
        if answer.sent < 1:
            self.close_connection = True


class _Line:
    """See tests.chaos.faults.Line."""

    def __init__(self, request: Request, chance: random.Random, proxy: Proxy) -> None:
        self.request, self.chance, self._proxy = request, chance, proxy

    def forward(self, request: Request | None = None) -> Answer:
        request = request or self.request
        connection = HTTPConnection(self._proxy.upstream, timeout=10)
        headers = {name: value for name, value in request.headers if name.lower() != "content-length"}
        with contextlib.closing(connection):
            connection.request(request.method, request.path, request.body or None, headers)
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers["Content-Type"], answer.read())

    def forward_half(self) -> None:
        request = self.request
        head = [f"{request.method} {request.path} HTTP/1.1", *(f"{name}: {value}" for name, value in request.headers)]
        text = "\r\n".join([*head, "", ""]).encode() + request.body
        host, _colon, port = self._proxy.upstream.partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as connection:
            connection.sendall(text[: len(text) // 2])

    def wait(self) -> None:
        # No fake clock: the client's timeout is one of its sockets.
        time.sleep(TIMEOUT + _AFTERWARDS)

    def keep(self) -> None:
        self._proxy.kept.append(self.forward)


@contextmanager
def serving(upstream: str) -> Iterator[Proxy]:
    """A proxy before the cloud at this address."""
    proxy = Proxy(upstream)
    thread = threading.Thread(target=proxy.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()


def at(faults: Mapping[int, Fault]) -> Callable[[int, str], Fault | None]:
    """The faults by the numbers of the requests."""
    return lambda number, _action: faults.get(number)
