# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The limits of one answer, and what a request carries, without a socket."""

from __future__ import annotations

import gc
import gzip
import io
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import transport
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import Category, NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Transport

URL = "https://vpc.test/"
Serve = Callable[..., list[requests.PreparedRequest]]


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Answers every request with that body; returns the requests."""

    def start(body: Any, headers: dict[str, str] | None = None, status: int = 200) -> list[requests.PreparedRequest]:
        seen: list[requests.PreparedRequest] = []

        def send(_self: HTTPAdapter, request: requests.PreparedRequest, **_options: Any) -> requests.Response:
            seen.append(request)
            answer = requests.Response()
            answer.status_code = status
            answer.headers.update(headers or {})
            answer.raw = HTTPResponse(body, headers, status, preload_content=False)
            return answer

        monkeypatch.setattr(HTTPAdapter, "send", send)
        return seen

    return start


class Endless(io.RawIOBase):
    """A body without an end."""

    served = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.served += len(buffer)
        return len(buffer)


class Drips(io.RawIOBase):
    """A body of which nothing comes any more."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.ended.wait(60)
        return 0


def test_a_body_without_an_end_is_refused(serve: Serve) -> None:
    body = Endless()
    serve(body)
    with pytest.raises(NetworkError, match="has more than 16 MiB") as caught:
        Transport(URL).send("GET", {}, None)
    assert caught.value.category.name == "FINAL"
    assert body.served <= transport.MOST_BYTES + 2**20


def test_the_body_of_a_redirect_has_the_same_limit(serve: Serve) -> None:
    body = Endless()
    serve(body, {"Location": "https://other.test/"}, status=302)
    with pytest.raises(NetworkError, match="has more than 16 MiB"):
        Transport(URL, timeout=10).send("GET", {}, None)
    assert body.served <= transport.MOST_BYTES + 2**20


def test_the_largest_body(serve: Serve) -> None:
    serve(io.BytesIO(b"x" * transport.MOST_BYTES))
    assert len(Transport(URL).send("GET", {}, None).text) == transport.MOST_BYTES


def test_a_short_body_that_inflates_without_an_end_is_refused(serve: Serve) -> None:
    bomb = gzip.compress(b"0" * (4 * transport.MOST_BYTES))
    assert len(bomb) < 2**17
    serve(io.BytesIO(bomb), {"Content-Encoding": "gzip"})
    with pytest.raises(NetworkError, match="has more than 16 MiB"):
        Transport(URL).send("GET", {}, None)


def test_a_compressed_body(serve: Serve) -> None:
    (request,) = [serve(io.BytesIO(gzip.compress("größe".encode())), {"Content-Encoding": "gzip"})]
    assert Transport(URL).send("GET", {}, None).text == "größe"
    assert request[0].headers["Accept-Encoding"] == "gzip"


def test_a_compressed_body_that_is_garbled(serve: Serve) -> None:
    serve(io.BytesIO(b"not gzip"), {"Content-Encoding": "gzip"})
    with pytest.raises(NetworkError, match="garbled") as caught:
        Transport(URL).send("GET", {}, None)
    assert caught.value.category.name == "UNAVAILABLE"


def test_a_body_that_is_no_text_is_refused(serve: Serve) -> None:
    """A damaged ID or name must not be taken for another one. The call is sent again with the same token."""
    serve(io.BytesIO(b'{"RequestId": "R-1", "VpnGatewayId": "vpn-\xff\xfe"}'))
    with pytest.raises(NetworkError, match="the answer was garbled") as caught:
        Transport(URL).send("POST", {}, {})
    assert caught.value.category is Category.UNAVAILABLE


def test_an_error_page_in_another_encoding_is_passed_on(serve: Serve) -> None:
    serve(io.BytesIO("Accès refusé".encode("latin-1")), status=403)
    assert Transport(URL).send("GET", {}, None).text == "Acc\ufffds refus\ufffd"


def test_an_answer_that_does_not_end_in_time(serve: Serve) -> None:
    body = Drips()
    serve(body)
    caller = Transport(URL, timeout=0.05)
    with pytest.raises(NetworkError, match="timed out"):
        caller.send("GET", {}, None)
    serve(io.BytesIO(b"fine"))
    assert caller.send("GET", {}, None).text == "fine"
    body.ended.set()


def test_what_comes_too_late_is_the_answer_of_no_other_request(serve: Serve) -> None:
    late, before = Drips(), set(threading.enumerate())
    serve(late)
    caller = Transport(URL, timeout=0.05)
    with pytest.raises(NetworkError, match="timed out"):
        caller.send("GET", {}, None)
    late.ended.set()
    for text in (b"first", b"second"):
        serve(io.BytesIO(text))
        assert caller.send("GET", {}, None).text == text.decode()
    _assert_new_threads(before, 1)


def test_threads_end_with_their_transport(serve: Serve) -> None:
    before = set(threading.enumerate())
    caller = Transport(URL)
    for text in (b"first", b"second"):
        serve(io.BytesIO(text))
        assert caller.send("GET", {}, None).text == text.decode()
    _assert_new_threads(before, 1)
    del caller
    _assert_new_threads(before, 0)


def test_the_thread_of_an_error_ends_with_its_transport(serve: Serve) -> None:
    """At once, and not when Python looks for objects that refer to each other."""

    def fail() -> None:
        with pytest.raises(NetworkError):
            Transport(URL).send("GET", {}, None)

    before = set(threading.enumerate())
    serve(io.BytesIO(b"garbled \xff"))
    gc.disable()
    try:
        fail()
        _assert_new_threads(before, 0)
    finally:
        gc.enable()


def test_the_thread_of_an_interrupted_request_ends_after_it(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    """As by Ctrl-C, or by the timeout of a task."""

    class Interrupted(queue.SimpleQueue[Any]):
        def get(self, *args: Any, **more: Any) -> Any:
            if threading.current_thread() is threading.main_thread():
                raise KeyboardInterrupt
            return super().get(*args, **more)

    before = set(threading.enumerate())
    serve(io.BytesIO(b"late"))
    monkeypatch.setattr("queue.SimpleQueue", Interrupted)
    with pytest.raises(KeyboardInterrupt):
        Transport(URL).send("GET", {}, None)
    _assert_new_threads(before, 0)


def test_a_burst_of_requests_leaves_few_threads(serve: Serve) -> None:
    body = Drips()
    serve(body)
    before = set(threading.enumerate())
    caller = Transport(URL, timeout=10)
    callers = [threading.Thread(target=caller.send, args=("GET", {}, None)) for _number in range(150)]
    for one in callers:
        one.start()
    _assert_new_threads(before, 300)
    body.ended.set()
    for one in callers:
        one.join()
    _assert_new_threads(before, 100)


def _assert_new_threads(before: set[threading.Thread], count: int) -> None:
    """A thread that ends needs a moment for that."""
    until = time.monotonic() + 10
    while len(set(threading.enumerate()) - before) != count and time.monotonic() < until:
        time.sleep(0.001)
    assert len(set(threading.enumerate()) - before) == count


def test_retry_after_is_passed_on(serve: Serve) -> None:
    serve(io.BytesIO(b""), {"Retry-After": "7"})
    assert Transport(URL).send("GET", {}, None).headers["retry-after"] == "7"


def test_netrc_is_not_read(serve: Serve, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "netrc"
    path.write_text("machine vpc.test login me password hush\ndefault login me password hush\n", encoding="utf-8")
    path.chmod(0o600)
    monkeypatch.setenv("NETRC", str(path))
    seen = serve(io.BytesIO(b""))
    Transport(URL).send("GET", {}, None)
    assert "Authorization" not in seen[0].headers
