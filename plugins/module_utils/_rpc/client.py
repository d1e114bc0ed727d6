# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Calls to an RPC-style API: sign, send, read the answer, retry."""

from __future__ import annotations

import json
import typing as t
import uuid
from xml.etree import ElementTree

from .clock import Clock
from .credentials import Credentials
from .errors import ApiError, Category, NetworkError, ReadOnlyError, RpcError
from .parameters import flatten
from .retry import Backoff
from .service import Service
from .signature import sign
from .transport import Answer, Transport

_THREADS = 8


class Client:
    """One account in one region of a service.

    `retry_timeout`: seconds for which a call is retried after network faults, 5xx answers and throttling.
    `read_only`: refuse writes, so that check mode does not depend on the behaviour of each module.
    """

    def __init__(
        self,
        service: Service,
        transport: Transport,
        credentials: Credentials,
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

    @property
    def view(self) -> tuple[str, str, str]:
        """What decides which resources are visible: address, region and access key ID. Holds no secret."""
        return self._transport.url, self.region, self._credentials.access_key_id

    def call(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any] | None = None,
        token: bool = False,
        busy_until: float | None = None,
    ) -> dict[str, t.Any]:
        """The body of the answer; RegionId is added.

        `token`: the action takes a ClientToken. It is generated here, once, and stays the same for every try of this
        call, so that a try after a lost answer gets the first one's result instead of creating a second resource.
        `busy_until`: a time of the clock's `monotonic()`; until then a call is retried while the service says that
        another change is running. Raises ApiError, NetworkError or ReadOnlyError.
        """
        if self.read_only and self._service.writes(action):
            error: RpcError = ReadOnlyError("not sent, because this client only reads; please report this as a bug")
            error.action = action
            raise error
        business = flatten({"RegionId": self.region, **(parameters or {})})
        if token:
            business.setdefault("ClientToken", str(uuid.uuid4()))
        started = self.clock.monotonic()
        for tries, pause in enumerate(self.backoff.pauses(), 1):
            try:
                return self._once(action, business)
            except RpcError as caught:
                caught.action, caught.tries = action, tries
                until = self._try_until(caught.category, started, busy_until)
                if self.clock.monotonic() + pause > until:
                    raise
            self.clock.sleep(pause)
        raise AssertionError("pauses() never ends")

    def pages(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any],
        items: t.Callable[[dict[str, t.Any]], list[t.Any]],
        page_size: int = 50,
    ) -> list[t.Any]:
        """Every item of an action that pages by PageNumber; pages after the first are fetched in parallel."""

        def page(number: int) -> dict[str, t.Any]:
            return self.call(action, {**parameters, "PageNumber": number, "PageSize": page_size})

        first = page(1)
        found = list(items(first))
        last = -(-int(first.get("TotalCount") or 0) // page_size)
        if last > 1:
            from concurrent.futures import ThreadPoolExecutor

            with ThreadPoolExecutor(min(_THREADS, last - 1)) as pool:
                for body in pool.map(page, range(2, last + 1)):
                    found.extend(items(body))
        return found

    def token_pages(
        self,
        action: str,
        parameters: t.Mapping[str, t.Any],
        items: t.Callable[[dict[str, t.Any]], list[t.Any]],
        page_size: int = 50,
    ) -> list[t.Any]:
        """Every item of an action that pages by NextToken."""
        found: list[t.Any] = []
        following: str | None = None
        while True:
            body = self.call(action, {**parameters, "MaxResults": page_size, "NextToken": following})
            found.extend(items(body))
            following = body.get("NextToken") or None
            if following is None:
                return found

    def _try_until(self, category: Category, started: float, busy_until: float | None) -> float:
        if category is Category.UNAVAILABLE:
            return started + self._retry_timeout
        if category is Category.BUSY and busy_until is not None:
            return busy_until
        return float("-inf")

    def _once(self, action: str, business: dict[str, str]) -> dict[str, t.Any]:
        # A read with a temporary token is posted as well: the token is a secret, and URLs end up in logs.
        post = self._service.writes(action) or bool(self._credentials.security_token)
        public = {
            "AccessKeyId": self._credentials.access_key_id,
            "Action": action,
            "Format": "JSON",
            "SignatureMethod": "HMAC-SHA1",
            "SignatureNonce": str(uuid.uuid4()),
            "SignatureVersion": "1.0",
            "Timestamp": self.clock.now().strftime("%Y-%m-%dT%H:%M:%SZ"),
            "Version": self._service.version,
        }
        if self._credentials.security_token:
            business = {**business, "SecurityToken": self._credentials.security_token}
        method = "POST" if post else "GET"
        public["Signature"] = sign(method, {**public, **business}, self._credentials.access_key_secret)
        if post:
            answer = self._transport.send(method, public, business)
        else:
            answer = self._transport.send(method, {**public, **business}, None)
        return self._body(answer)

    def _body(self, answer: Answer) -> dict[str, t.Any]:
        body = _parse(answer)
        # Some actions answer a success with the code 200.
        if 200 <= answer.http_status < 300 and body.get("RequestId") and str(body.get("Code") or "200") == "200":
            return body
        if not body.get("Code"):
            raise NetworkError(
                f"the answer does not come from the service (HTTP {answer.http_status})",
                retry=answer.http_status >= 500,
                advice="Check the endpoint option: another server seems to answer at that address.",
            )
        message = str(body.get("Message") or "no message")
        # The service repeats the whole request here, with all secrets, in an encoding that no filter recognises.
        message = message.partition("server string to sign is")[0].strip()
        code, status = str(body["Code"]), answer.http_status
        category, advice = self._service.category_of(code, status), self._service.advice_for(code)
        raise ApiError(code, message, status, str(body.get("RequestId") or ""), category, advice)


def _parse(answer: Answer) -> dict[str, t.Any]:
    text = answer.text.strip()
    try:
        if text.startswith("<"):
            # Proxies and old gateways send errors as XML, whatever Format requests.
            return {child.tag: child.text or "" for child in ElementTree.fromstring(text)}
        body = json.loads(text)
    except (ValueError, ElementTree.ParseError):
        # The request may or may not have been carried out; it can be sent again with the same token.
        if 200 <= answer.http_status < 300:
            raise NetworkError("the answer was incomplete") from None
        return {}
    return body if isinstance(body, dict) else {}
