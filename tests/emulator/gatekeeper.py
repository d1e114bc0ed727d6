# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is checked before every action: public parameters, key, time, signature, nonce (contract/common.yaml)."""

from __future__ import annotations

import hmac
import re
from collections import deque
from datetime import datetime, timezone

from . import signature
from .contract import Action, Contract
from .errors import ErrorCatalogue
from .messages import Request

WINDOW = 15 * 60  # seconds that a timestamp may differ
_TIMESTAMP = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z")


class Gatekeeper:
    """Admits a request to its action, or refuses it."""

    def __init__(self, contract: Contract, errors: ErrorCatalogue, key_id: str, key_secret: str) -> None:
        self._contract = contract
        self._errors = errors
        self._key_id = key_id
        self._key_secret = key_secret
        self._nonces: set[str] = set()
        self._nonce_ages: deque[tuple[float, str]] = deque()

    def admit(self, request: Request, now: float) -> Action:
        """The action of the request, after all checks of its sender."""
        if request.method not in ("GET", "POST"):
            raise self._errors.error("UnsupportedHTTPMethod")
        action = self._action(request)
        self._check_key(request)
        self._check_time(request, now)
        self._check_signature(request)
        # The nonce comes last, so that a forged request cannot use the nonce of another.
        self._use_nonce(request.parameters["SignatureNonce"], now)
        return action

    def _required(self, request: Request, name: str) -> str:
        value = request.parameters.get(name)
        if not value:
            raise self._errors.missing(name)
        return value

    def _action(self, request: Request) -> Action:
        if self._required(request, "Version") != self._contract.version:
            raise self._errors.invalid("Version")
        action = self._contract.actions.get(self._required(request, "Action"))
        if action is None:
            raise self._errors.error("InvalidAction.NotFound")
        return action

    def _check_key(self, request: Request) -> None:
        if self._required(request, "AccessKeyId") != self._key_id:
            raise self._errors.error("InvalidAccessKeyId.NotFound")

    def _check_time(self, request: Request, now: float) -> None:
        text = self._required(request, "Timestamp")
        try:
            if not _TIMESTAMP.match(text):
                raise ValueError(text)
            sent = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc).timestamp()
        except ValueError:
            raise self._errors.error("InvalidTimeStamp.Format") from None
        if abs(now - sent) > WINDOW:
            raise self._errors.error("InvalidTimeStamp.Expired")

    def _check_signature(self, request: Request) -> None:
        if self._required(request, "SignatureMethod") != "HMAC-SHA1":
            raise self._errors.error("InvalidSignatureMethod")
        if self._required(request, "SignatureVersion") != "1.0":
            raise self._errors.invalid("SignatureVersion")
        if request.parameters.get("SignatureType"):
            # A bearer token would replace the signature; this account has none.
            raise self._errors.invalid("SignatureType")
        self._required(request, "SignatureNonce")
        given = self._required(request, "Signature")
        text = signature.string_to_sign(request.method, request.parameters)
        expected = signature.sign(self._key_secret, text)
        if not hmac.compare_digest(given.encode(), expected.encode()):
            raise self._errors.wrong_signature(text)

    def _use_nonce(self, nonce: str, now: float) -> None:
        while self._nonce_ages and self._nonce_ages[0][0] < now - 2 * WINDOW:
            # No timestamp of that time is accepted any more, so the nonce is no longer needed.
            self._nonces.discard(self._nonce_ages.popleft()[1])
        if nonce in self._nonces:
            raise self._errors.error("SignatureNonceUsed")
        self._nonces.add(nonce)
        self._nonce_ages.append((now, nonce))
