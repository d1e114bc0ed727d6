# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signature 1.0, from the numbered facts of contract/common.yaml."""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import quote


@functools.lru_cache(4096)  # the same names and values come again and again
def percent_encode(text: str) -> str:
    """Fact 4: only A-Z a-z 0-9 - _ . ~ stay as they are."""
    return quote(text, safe="")


def string_to_sign(method: str, parameters: Mapping[str, str]) -> str:
    """Facts 1 to 8: every parameter except Signature, sorted by the bytes of its name, encoded twice."""
    names = sorted((name for name in parameters if name != "Signature"), key=str.encode)
    canonical = "&".join(f"{percent_encode(name)}={percent_encode(parameters[name])}" for name in names)
    return f"{method.upper()}&%2F&{percent_encode(canonical)}"


def sign(secret: str, text: str) -> str:
    """Facts 9 and 10: base64 of HMAC-SHA1 under the secret and an ampersand."""
    digest = hmac.new(f"{secret}&".encode(), text.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
