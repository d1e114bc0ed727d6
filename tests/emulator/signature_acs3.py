# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signature ACS3-HMAC-SHA256, from the public page on its request structure; today's SDK signs so by default."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping

from .messages import Request
from .signature import percent_encode

ALGORITHM = "ACS3-HMAC-SHA256"
_AUTHORIZATION = re.compile(r"(\S+) +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([^, ]+)\Z")


def authorization(text: str) -> tuple[str, str, list[str], str] | None:
    """Algorithm, key id, names of the signed headers and signature of an Authorization header."""
    found = _AUTHORIZATION.match(text.strip())
    return found and (found[1], found[2], found[3].split(";"), found[4])


def must_be_signed(headers: Mapping[str, str]) -> set[str]:
    """Host, content type and all headers of the service that a request has."""
    return {name for name in headers if name in ("host", "content-type") or name.startswith("x-acs-")}


def content_hash(body: bytes) -> str:
    """What x-acs-content-sha256 holds."""
    return hashlib.sha256(body).hexdigest()


def canonical_request(request: Request, signed: Iterable[str]) -> str:
    """Method, path, query, signed headers, their names and the hash of the body; pairs sorted before encoding."""
    names = sorted(signed)
    lines = (
        request.method.upper(),
        "/",
        "&".join(f"{percent_encode(name)}={percent_encode(value)}" for name, value in sorted(request.query)),
        "".join(f"{name}:{request.headers.get(name, '').strip()}\n" for name in names),
        ";".join(names),
        content_hash(request.body),
    )
    return "\n".join(lines)


def string_to_sign(canonical: str) -> str:
    """The algorithm and the hash of the canonical request."""
    return f"{ALGORITHM}\n{content_hash(canonical.encode())}"


def sign(secret: str, text: str) -> str:
    """HMAC-SHA256 under the secret, in hexadecimal."""
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
