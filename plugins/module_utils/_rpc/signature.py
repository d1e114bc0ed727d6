# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""RPC signature, version 1.0 (contract: common.yaml, `signature`)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import typing as t
from urllib.parse import quote


def percent_encode(text: str) -> str:
    """RFC 3986 encoding of the UTF-8 bytes; only A-Z a-z 0-9 - _ . ~ stay."""
    return quote(text, safe="")


def canonical_query(parameters: t.Mapping[str, str]) -> str:
    """Every parameter except Signature, sorted by its name before encoding, in byte order."""
    names = sorted((name for name in parameters if name != "Signature"), key=lambda name: name.encode("utf-8"))
    return "&".join(f"{percent_encode(name)}={percent_encode(parameters[name])}" for name in names)


def string_to_sign(method: str, parameters: t.Mapping[str, str]) -> str:
    return f"{method.upper()}&%2F&{percent_encode(canonical_query(parameters))}"


def sign(method: str, parameters: t.Mapping[str, str], access_key_secret: str) -> str:
    """Base64 of the HMAC-SHA1 over the string to sign; not percent-encoded yet."""
    key = f"{access_key_secret}&".encode()
    digest = hmac.new(key, string_to_sign(method, parameters).encode("utf-8"), hashlib.sha1).digest()
    return base64.b64encode(digest).decode("ascii")
