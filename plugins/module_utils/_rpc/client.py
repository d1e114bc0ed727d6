# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Calls to an RPC-style API: sign, send, read the answer, retry."""

from __future__ import annotations

import threading
import typing as t
import uuid
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from datetime import datetime, timedelta

from . import paging
from .body import parse
from .clock import Clock
from .credentials import ANONYMOUS, Source
from .errors import ApiError, Category, NetworkError, ReadOnlyError, RpcError
from .parameters import flatten
from .retry import Backoff, requested_pause, time_of
from .service import Service
from .shape import misunderstood
from .signature import sign
from .transport import Answer, Transport

_LONGEST_NAME = 100
_ROWS = "rows"
_READS = 5  # of a list that changes while it is read, at least
_ANY_TIME = nullcontext()
# Of the wait that a thread is in. Threads share a client, and their waits end at different times.
_UNTIL = ContextVar("until", default=float("inf"))

Items = t.Callable[[dict[str, t.Any]], list[t.Any]]


class Client:
    """One account in one region of a service.

    `retry_timeout`: seconds for which a call is retried after network faults, 5xx answers and throttling.
    `read_only`: refuse writes, so that check mode does not depend on the behaviour of each module.
    """

    def __init__(
        self,
        service: Service,
        transport: Transport,
        credentials: Source,
        region: str,
        retry_timeout: float = 30,
        read_only: bool = False,
        clock: Clock | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        self.region = region
        self.clock = clock or Clock()
        self.backoff = backoff or Backoff()
        self._service = service
        self._transport = transport
        self._credentials = credentials
        self._retry_timeout = retry_timeout
        self.read_only = read_only
        self._ahead: timedelta | None = None  # how far the clock of the service is ahead of this machine's

    @property
    def view(self) -> tuple[str, str, str]:
        """What decides which resources are visible: address, region and whose key it is. Holds no secret."""
        return self._transport.url, self.region, self._credentials.name

    def now(self) -> datetime:
        """The time of the service, as far as it is known."""
        return self.clock.now() + (self._ahead or timedelta())

    @contextmanager
    def until(self, deadline: float) -> t.Iterator[None]:
        """Inside, this thread retries no call after this time of the clock's `monotonic()`."""
        before = _UNTIL.set(deadline)
        try:
            yield
        finally:
            _UNTIL.reset(before)

    def call(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any] | None = None,
        token: str | bool = False,
        busy_until: float | None = None,
        turn: AbstractContextManager[t.Any] = _ANY_TIME,
    ) -> dict[str, t.Any]:
        """The body of the answer; RegionId is added.

        `token`: the action takes a ClientToken: this one, or one that is generated here, once. It stays the same for
        every try of this call, so that a try after a lost answer gets the first one's result instead of creating a
        second resource.
        `busy_until`: a time of the clock's `monotonic()`; until then a call is retried while the service says that
        another change is running.
        `turn`: is held while a request is on its way. Raises ApiError, NetworkError or ReadOnlyError.
        """
        if self.read_only and self._service.writes(action):
            error: RpcError = ReadOnlyError("not sent, because this client only reads; please report this as a bug")
            error.action = action
            raise error
        business = flatten({"RegionId": self.region or None, **(parameters or {})})
        if token:
            business.setdefault("ClientToken", token if isinstance(token, str) else str(uuid.uuid4()))
        started = self.clock.monotonic()
        for tries, shortest in enumerate(self.backoff.pauses(), 1):
            try:
                return self._once(action, business, turn)
            except RpcError as caught:
                caught.action, caught.tries = action, tries
                if self._has_set_the_clock(caught):
                    continue
                until = self._try_until(caught.category, started, busy_until)
                left = until - self.clock.monotonic()
                pause = self.backoff.shortened(shortest, left) + caught.retry_after
                if pause > left:
                    raise
            self.clock.sleep(pause)
        raise AssertionError("pauses() never ends")

    def pages(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any],
        items: Items,
        page_size: int = 50,
        made: t.Callable[[t.Any], paging.Row] = paging.row,
        patient_until: float = 0.0,
    ) -> list[t.Any]:
        """Every item of an action that pages by PageNumber; pages after the first are fetched in parallel. `made`:
        makes of an item what is returned, in the thread that read the page, while other pages are on their way.
        `patient_until`: until this time of the clock's `monotonic()`, or for `retry_timeout` if that is longer, a list
        is read again that changes while it is read."""
        read = self._page(action, parameters, page_size)

        def page(number: int) -> dict[str, t.Any]:
            return _rows(read(number), items, made)

        with _about(action):
            return _values(paging.numbered(page, _rows_of, page_size, self._again(patient_until)))

    def token_pages(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any],
        items: Items,
        page_size: int = 50,
        made: t.Callable[[t.Any], paging.Row] = paging.row,
        patient_until: float = 0.0,
    ) -> list[t.Any]:
        """Every item of an action that pages by NextToken. `made`: as in `pages`."""

        def page(token: str | None) -> dict[str, t.Any]:
            body = self.call(action, {**parameters, "MaxResults": page_size, "NextToken": token})
            return _rows(body, items, made)

        with _about(action):
            return _values(paging.by_token(page, _rows_of, self._again(patient_until)))

    def answers(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any],
        items: Items,
        page_size: int = 50,
    ) -> list[dict[str, t.Any]]:
        """Every answer of an action that pages by PageNumber and does not say how many items there are."""
        with _about(action):
            return list(paging.until_short(self._page(action, parameters, page_size), items, page_size))

    def _again(self, patient_until: float) -> paging.Again:
        """Each call of it sleeps longer. A list that is wrong in itself is not read more often than others at least."""
        until = max(patient_until, self._try_until(Category.UNAVAILABLE, self.clock.monotonic(), None))
        pauses = enumerate(self.backoff.pauses(), 1)

        def again(has_changed: bool) -> bool:
            reads, pause = next(pauses)
            end = self.clock.monotonic() + pause
            if end > _UNTIL.get() or (reads >= _READS and (end > until or not has_changed)):
                return False
            self.clock.sleep(pause)
            return True

        return again

    def _page(self, action: str, parameters: t.Mapping[str, t.Any], size: int) -> t.Callable[[int], dict[str, t.Any]]:
        turn = threading.Semaphore(paging.AT_ONCE)
        until = _UNTIL.get()

        def page(number: int) -> dict[str, t.Any]:
            """Threads that read pages do not know the wait that the list is read for, so they are told when it ends."""
            with self.until(until):
                return self.call(action, {**parameters, "PageNumber": number, "PageSize": size}, turn=turn)

        return page

    def _try_until(self, category: Category, started: float, busy_until: float | None) -> float:
        if category is Category.UNAVAILABLE:
            return min(started + self._retry_timeout, _UNTIL.get())
        if category is Category.BUSY and busy_until is not None:
            return busy_until
        return float("-inf")

    def _has_set_the_clock(self, error: RpcError) -> bool:
        """The clock of the service counts, so that of this machine may be wrong. It is set once."""
        if error.category is not Category.CLOCK or error.sent_at is None or self._ahead is not None:
            return False
        self._ahead = error.sent_at - self.clock.now()
        return True

    def _once(self, action: str, business: dict[str, str], turn: AbstractContextManager[t.Any]) -> dict[str, t.Any]:
        key = self._credentials.key()
        # A read with a temporary token is posted as well: the token is a secret, and URLs end up in logs.
        post = self._service.writes(action) or bool(key.security_token)
        public = {
            "Action": action,
            "Format": "JSON",
            "Timestamp": self.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": self._service.version,
        }
        if key is not ANONYMOUS:
            public["AccessKeyId"] = key.access_key_id
            public["SignatureMethod"] = "HMAC-SHA1"
            public["SignatureNonce"] = str(uuid.uuid4())
            public["SignatureVersion"] = "1.0"
        if key.security_token:
            business = {**business, "SecurityToken": key.security_token}
        method = "POST" if post else "GET"
        if key is not ANONYMOUS:
            public["Signature"] = sign(method, {**public, **business}, key.access_key_secret)
        query, form = (public, business) if post else ({**public, **business}, None)
        with turn:
            answer = self._transport.send(method, query, form)
        try:
            return self._body(answer, action)
        except RpcError as error:
            error.retry_after = requested_pause(answer.headers, self.now())
            error.sent_at = time_of(answer.headers.get("date", ""))
            raise

    def _body(self, answer: Answer, action: str) -> dict[str, t.Any]:
        body = parse(answer)
        # Some actions answer a success with the code 200.
        if 200 <= answer.http_status < 300 and body.get("RequestId") and str(body.get("Code") or "200") == "200":
            # What a write answers is only read where it shows an ID: the change is made, whatever else it says.
            problem = "" if self._service.writes(action) else self._service.shapes.understand(body)
            if problem:
                raise misunderstood(problem)
            return body
        if not body.get("Code") and answer.http_status == 429:
            raise NetworkError(
                "too many requests (HTTP 429)", advice="Use fewer forks, or give a longer retry_timeout."
            )
        if not body.get("Code"):
            raise NetworkError(
                f"the answer does not come from the service (HTTP {answer.http_status})",
                retry=answer.http_status >= 500,
                advice="Check the endpoint option: another server seems to answer at that address.",
            )
        message = str(body.get("Message") or "no message")
        # The service repeats the whole request here, with all secrets, in an encoding that no filter recognises.
        message = message.partition("server string to sign is")[0].strip()
        code, status = str(body["Code"])[:_LONGEST_NAME], answer.http_status
        category, advice = self._service.category_of(code, status), self._service.advice_for(code, action)
        request = str(body.get("RequestId") or "")[:_LONGEST_NAME]
        raise ApiError(code, message, status, request, category, advice)


def _rows(body: dict[str, t.Any], items: Items, made: t.Callable[[t.Any], paging.Row]) -> dict[str, t.Any]:
    """A page of a list, without what is not needed: of ten thousand items, two forms would need much memory."""
    page: dict[str, t.Any] = {name: body[name] for name in ("TotalCount", "NextToken") if name in body}
    page[_ROWS] = [made(item) for item in items(body)]
    return page


def _rows_of(page: dict[str, t.Any]) -> list[paging.Row]:
    rows: list[paging.Row] = page[_ROWS]
    return rows


def _values(rows: list[paging.Row]) -> list[t.Any]:
    return [row.value for row in rows]


@contextmanager
def _about(action: str) -> t.Iterator[None]:
    """Names the action in errors that are not those of a single call."""
    try:
        yield
    except RpcError as error:
        error.action = error.action or action
        raise
