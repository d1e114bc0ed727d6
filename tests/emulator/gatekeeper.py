# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is checked before every action: key, token, time, signature, nonce (contract/common.yaml)."""

from __future__ import annotations

import re
from collections import deque
from datetime import datetime, timezone

from .claims import Claim, InHeaders, InParameters, Scheme
from .contract import Action, Contract
from .errors import ErrorCatalogue
from .keys import Key, Keys
from .messages import Request

WINDOW = 15 * 60  # seconds that a timestamp may differ
_TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z")


class Gatekeeper:
    """Admits a request to its action, or refuses it."""

    def __init__(self, contract: Contract, errors: ErrorCatalogue, keys: Keys) -> None:
        self._contract = contract
        self._errors = errors
        self._keys = keys
        self._in_headers = InHeaders(errors)
        self._in_parameters = InParameters(errors)
        self._nonces: set[str] = set()
        self._nonce_ages: deque[tuple[float, str]] = deque()

    def admit(self, request: Request, now: float) -> Action:
        """The action of the request, after all checks of its sender."""
        action = self._action(self._scheme(request).claim(request))
        self.check(request, now)
        return action

    def version(self, request: Request) -> str:
        """The version of the API that the request names, and so the service that it means."""
        if request.method not in ("GET", "POST"):
            raise self._errors.error("UnsupportedHTTPMethod")
        return self._scheme(request).claim(request)["Version"]

    def check(self, request: Request, now: float) -> None:
        """Refuse a sender who is not the owner of a key."""
        scheme = self._scheme(request)
        claim = scheme.claim(request)
        key = self._key(claim, now)
        self._check_time(claim, now)
        nonce = self._required(claim, "SignatureNonce")
        scheme.check(request, claim, key.secret)
        # The nonce comes last, so that a forged request cannot use the nonce of another.
        self._use_nonce(nonce, now)

    def _scheme(self, request: Request) -> Scheme:
        # Today's SDK sends the headers with signature 1.0 as well, but then it has the parameters too.
        in_headers = "authorization" in request.headers or (
            "x-acs-action" in request.headers and "Action" not in request.parameters
        )
        return self._in_headers if in_headers else self._in_parameters

    def _required(self, claim: Claim, name: str) -> str:
        if not claim[name]:
            raise self._errors.missing(name)
        return claim[name]

    def _action(self, claim: Claim) -> Action:
        if self._required(claim, "Version") != self._contract.version:
            raise self._errors.invalid("Version")
        action = self._contract.actions.get(self._required(claim, "Action"))
        if action is None:
            raise self._errors.error("InvalidAction.NotFound")
        return action

    def _key(self, claim: Claim, now: float) -> Key:
        key = self._keys.get(self._required(claim, "AccessKeyId"))
        if key is None:
            raise self._errors.error("InvalidAccessKeyId.NotFound")
        code = self._keys.wrong_token(key, claim["SecurityToken"], now)
        if code == "MissingSecurityToken":
            raise self._errors.missing("SecurityToken")
        if code:
            raise self._errors.error(code)
        return key

    def _check_time(self, claim: Claim, now: float) -> None:
        text = self._required(claim, "Timestamp")
        try:
            if not _TIMESTAMP.match(text):
                raise ValueError(text)
            sent = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp()
        except ValueError:
            raise self._errors.error("InvalidTimeStamp.Format") from None
        if abs(now - sent) > WINDOW:
            raise self._errors.error("InvalidTimeStamp.Expired")

    def _use_nonce(self, nonce: str, now: float) -> None:
        while self._nonce_ages and self._nonce_ages[0][0] < now - 2 * WINDOW:
            # No timestamp of that time is accepted any more, so the nonce is no longer needed.
            self._nonces.discard(self._nonce_ages.popleft()[1])
        if nonce in self._nonces:
            raise self._errors.error("SignatureNonceUsed")
        self._nonces.add(nonce)
        self._nonce_ages.append((now, nonce))
