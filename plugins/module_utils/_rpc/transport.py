# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""HTTP. The only file that uses `requests`, which it imports when the first call is sent."""

from __future__ import annotations

import contextlib
import queue
import socket
import ssl
import threading
import traceback
import typing as t
import zlib
from urllib.parse import urlencode

from .errors import MissingLibrary, NetworkError

MOST_BYTES = 16 * 2**20

_HEADERS = ("date", "retry-after", "x-acs-retry-after")
_CHUNK = 2**16
_KEPT = 100  # lines without a request: lists that are read at the same time need more for a while
_GZIP = 31  # zlib's number for a gzip header
_USER_AGENT = "ansible-collection-alicloud.vpn"
_UNKNOWN_AUTHORITY = "Set ca_path to the certificate of the authority that signed it."
_OTHER_HOST = "It is for another host: check the endpoint option."
# By the codes of OpenSSL.
_CERTIFICATE = {
    9: "It is not valid yet: check the clock of this machine.",
    10: "It has expired: check the clock of this machine, or let the owner of the server renew it.",
    62: _OTHER_HOST,
    64: _OTHER_HOST,
}
_UNREACHABLE = "Check the endpoint, the region and the network."


class Answer(t.NamedTuple):
    """`headers`: those that matter, as they came, by their names in lower case."""

    http_status: int
    text: str
    headers: t.Mapping[str, str] = {}


_Request = tuple[str, t.Mapping[str, str], t.Optional[t.Mapping[str, str]]]
_Ended = queue.SimpleQueue[t.Union[Answer, BaseException]]


class Transport:
    """Sends to one address. Safe to share between threads: each request has a line of its own, and a line that has
    ended one is kept for the next."""

    def __init__(
        self,
        url: str,
        timeout: float = 30,
        verify: bool | str = True,
        headers: t.Mapping[str, str] | None = None,
        proxies: bool = True,
    ) -> None:
        """`timeout` in seconds, from the connection to the end of the answer; `verify` as in requests. `proxies`:
        whether those of the environment are used."""
        self.url = url
        self._timeout = timeout
        self._settings = (dict(headers or {}), timeout, verify, proxies)
        self._free: list[_Line] = []

    def __del__(self) -> None:
        for line in self._free:
            line.end()

    def send(self, method: str, query: t.Mapping[str, str], form: t.Mapping[str, str] | None) -> Answer:
        """Raises NetworkError. Its text has no part of the request, because a query contains a signature."""
        _requests()  # a missing library is no fault of the network
        try:
            line = self._free.pop()
        except IndexError:
            line = _Line(_Exchange(self.url, *self._settings))
        ended: Answer | BaseException | None = None
        try:
            ended = line.send((method, query, form)).get(timeout=self._timeout)
            if isinstance(ended, BaseException):
                raise ended
            return ended
        except queue.Empty:
            raise NetworkError(f"no answer from {self.url}: timed out", advice=_UNREACHABLE) from None
        finally:
            if ended is None or len(self._free) >= _KEPT:
                line.end()
            else:
                self._free.append(line)
            del ended  # the traceback of an error holds this frame, and with it this transport


class _Line:
    """A thread for one request after the other, because requests limits the time between two bytes, and not that of the
    whole answer. To start a thread for each request would take as long as the request itself."""

    def __init__(self, exchange: _Exchange) -> None:
        self._exchange = exchange
        self._given: queue.SimpleQueue[tuple[_Request, _Ended] | None] = queue.SimpleQueue()
        threading.Thread(target=self._serve, daemon=True).start()

    def send(self, request: _Request) -> _Ended:
        """Returns what will get the answer or the error."""
        ended: _Ended = queue.SimpleQueue()
        self._given.put((request, ended))
        return ended

    def end(self) -> None:
        """After the request that is on its way."""
        self._given.put(None)

    def _serve(self) -> None:
        for request, ended in iter(self._given.get, None):
            ended.put(self._ended(request))

    def _ended(self, request: _Request) -> Answer | BaseException:
        try:
            return self._exchange(*request)
        # Whatever it is: it is raised where the answer is waited for.
        except BaseException as error:  # noqa: BLE001
            return error


class _Exchange:
    """Sends requests, one after the other, and reads their answers."""

    def __init__(
        self, url: str, headers: t.Mapping[str, str], timeout: float, verify: bool | str, proxies: bool
    ) -> None:
        self.url = url
        self._settings = (headers, timeout, verify, proxies)
        self._session: _Session | None = None

    def __call__(self, method: str, query: t.Mapping[str, str], form: t.Mapping[str, str] | None) -> Answer:
        """Raises NetworkError."""
        requests = _requests()
        from urllib3.exceptions import HTTPError

        try:
            if self._session is None:
                self._session = _Session(self.url, *self._settings)
            answer = self._session.send(method, query, form)
            with contextlib.closing(answer):
                body = self._body(answer)
            headers = {name: answer.headers[name] for name in _HEADERS if name in answer.headers}
            return Answer(answer.status_code, _text(body, answer.ok), headers)
        except requests.exceptions.SSLError as error:
            raise self._refused_tls(_innermost(error)) from None
        except (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema) as error:
            raise NetworkError(
                f"{self.url} is not a valid address: {_reason(error)}",
                retry=False,
                advice="Check the endpoint option; an example is vpc.cn-hangzhou.aliyuncs.com.",
            ) from None
        except (requests.exceptions.RequestException, HTTPError, OSError) as error:
            cause = _innermost(error)
            if isinstance(cause, socket.gaierror) and cause.errno == socket.EAI_NONAME:
                raise NetworkError(
                    f"the host of {self.url} does not exist",
                    retry=False,
                    advice="Check the region, or the endpoint option if you set it, for a spelling mistake.",
                ) from None
            raise NetworkError(f"no answer from {self.url}: {_reason(error)}", advice=_UNREACHABLE) from None

    def _body(self, answer: t.Any) -> bytes:
        """The body, decompressed here: requests would inflate some megabytes to gigabytes."""
        answer.raw.decode_content = False
        body = b""
        while len(body) <= MOST_BYTES:
            chunk = answer.raw.read(_CHUNK)
            if not chunk:
                break
            body += chunk
        if answer.headers.get("Content-Encoding", "").lower() == "gzip":
            try:
                body = zlib.decompressobj(_GZIP).decompress(body, MOST_BYTES + 1)
            except zlib.error:
                raise NetworkError("the answer was garbled") from None
        if len(body) > MOST_BYTES:
            raise NetworkError(
                f"the answer of {self.url} has more than {MOST_BYTES // 2**20} MiB",
                retry=False,
                advice="Check the endpoint option: another server seems to answer at that address.",
            )
        return body

    def _refused_tls(self, cause: BaseException) -> NetworkError:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return NetworkError(
                f"the certificate of {self.url} is not trusted: {_reason(cause)}",
                retry=False,
                advice=_CERTIFICATE.get(cause.verify_code, _UNKNOWN_AUTHORITY),
            )
        return NetworkError(
            f"{self.url} does not answer with TLS: {_reason(cause)}",
            retry=False,
            advice="If this server uses plain HTTP, begin the endpoint with http://.",
        )


class _Session:
    """To one address, for one thread. What all requests have in common is worked out once: Session.request would read
    the environment, check the address and merge headers, cookies and hooks for each. Nothing here follows a redirect,
    keeps a cookie or adds a password, of ~/.netrc for example."""

    def __init__(self, url: str, headers: t.Mapping[str, str], timeout: float, verify: bool | str, proxies: bool):
        """Raises the errors of requests."""
        self._requests = _requests()
        session = self._requests.Session()
        session.headers.update({"User-Agent": _USER_AGENT, "Accept-Encoding": "gzip", **headers})
        session.trust_env = proxies
        session.auth = _no_authentication  # otherwise ~/.netrc is read
        blank = session.prepare_request(self._requests.Request("GET", url))
        self._url, self._headers = blank.url, blank.headers
        self._adapter = session.get_adapter(blank.url)
        # Proxies and REQUESTS_CA_BUNDLE of the environment.
        settings = session.merge_environment_settings(blank.url, {}, stream=True, verify=verify, cert=None)
        self._settings = {**settings, "timeout": timeout}

    def send(self, method: str, query: t.Mapping[str, str], form: t.Mapping[str, str] | None) -> t.Any:
        """The answer, of which the body is still to be read. Raises the errors of requests."""
        request = self._requests.PreparedRequest()
        request.method = method
        request.url = f"{self._url}?{urlencode(query)}" if query else self._url
        request.headers = self._headers.copy()
        request.prepare_body(form, None)
        return self._adapter.send(request, **self._settings)


def _text(body: bytes, strict: bool) -> str:
    """A success must be text as a whole, or a damaged ID would be taken for another one."""
    try:
        return body.decode("utf-8", "strict" if strict else "replace")
    except UnicodeDecodeError:
        raise NetworkError("the answer was garbled") from None


def _no_authentication(request: t.Any) -> t.Any:
    return request


def _requests() -> t.Any:
    try:
        import requests
    except ImportError:
        raise MissingLibrary("requests", traceback.format_exc()) from None
    return requests


def _innermost(error: BaseException) -> BaseException:
    while cause := error.__cause__ or error.__context__:
        error = cause
    return error


def _reason(error: BaseException) -> str:
    """In words. The outer messages of requests quote the whole URL."""
    seen = _innermost(error)
    return getattr(seen, "strerror", None) or (str(seen) if seen is not error else "") or type(seen).__name__
