# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a request says of its sender, in the parameters (signature 1.0) or in the headers (ACS3-HMAC-SHA256)."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Protocol

from . import signature, signature_acs3
from .errors import ErrorCatalogue
from .messages import Request

_HEADERS = {
    "Version": "x-acs-version",
    "Action": "x-acs-action",
    "Timestamp": "x-acs-date",
    "SignatureNonce": "x-acs-signature-nonce",
    "SecurityToken": "x-acs-security-token",
}


@dataclass(frozen=True)
class Claim:
    """The names are those of the parameters, and are part of codes: MissingTimestamp.  Empty is what is not said."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values.get(name) or ""


class Scheme(Protocol):
    """A way to sign."""

    def claim(self, request: Request) -> Claim:
        """Read what the request says, or refuse it."""

    def check(self, request: Request, claim: Claim, secret: str) -> None:
        """Refuse what the holder of the secret has not signed."""


class InParameters:
    """Signature 1.0."""

    def __init__(self, errors: ErrorCatalogue) -> None:
        self._errors = errors

    def claim(self, request: Request) -> Claim:
        """All of it are parameters."""
        return Claim(dict(request.parameters))

    def check(self, request: Request, claim: Claim, secret: str) -> None:
        """Refuse another signature."""
        if _required(self._errors, claim, "SignatureMethod") != "HMAC-SHA1":
            raise self._errors.error("InvalidSignatureMethod")
        if _required(self._errors, claim, "SignatureVersion") != "1.0":
            raise self._errors.invalid("SignatureVersion")
        if claim["SignatureType"]:
            # A bearer token would replace the signature; this account has none.
            raise self._errors.invalid("SignatureType")
        given = _required(self._errors, claim, "Signature")
        text = signature.string_to_sign(request.method, request.parameters)
        if not _same(given, signature.sign(secret, text)):
            raise self._errors.wrong_signature(text)


class InHeaders:
    """ACS3-HMAC-SHA256."""

    def __init__(self, errors: ErrorCatalogue) -> None:
        self._errors = errors

    def claim(self, request: Request) -> Claim:
        """Each value has its header, key id and signature share one."""
        values = {name: request.headers.get(header, "") for name, header in _HEADERS.items()}
        if text := request.headers.get("authorization"):
            parts = signature_acs3.authorization(text)
            if parts is None:
                raise self._errors.error("IncompleteSignature")
            values |= {"AccessKeyId": parts[1], "Signature": parts[3]}
        return Claim(values)

    def check(self, request: Request, claim: Claim, secret: str) -> None:
        """Refuse another signature, and headers that are not signed."""
        parts = signature_acs3.authorization(request.headers["authorization"])
        assert parts, "claim() has refused it"
        algorithm, _key_id, signed, given = parts
        if algorithm != signature_acs3.ALGORITHM:
            raise self._errors.error("InvalidSignatureMethod")
        unsigned = signature_acs3.must_be_signed(request.headers) - set(signed)
        if unsigned or "x-acs-content-sha256" not in request.headers:
            raise self._errors.error("IncompleteSignature")
        canonical = signature_acs3.canonical_request(request, signed)
        text = signature_acs3.string_to_sign(canonical)
        if not _same(given, signature_acs3.sign(secret, text)):
            raise self._errors.wrong_acs3_signature(text, canonical)


def _required(errors: ErrorCatalogue, claim: Claim, name: str) -> str:
    if not claim[name]:
        raise errors.missing(name)
    return claim[name]


def _same(given: str, expected: str) -> bool:
    return hmac.compare_digest(given.encode(), expected.encode())
