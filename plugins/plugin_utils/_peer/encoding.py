# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Writes identities and keys so that each vendor reads back the same value."""

from __future__ import annotations

import base64
import re

from .connection import is_address
from .errors import PeerError

# These characters have no special meaning in any shell, command line or parser of these vendors.
_PLAIN = re.compile(r"[A-Za-z0-9._~+=:,@%^*/-]+")


def is_plain(key: str) -> bool:
    return bool(_PLAIN.fullmatch(key)) and not key.lower().startswith("0x")


def hexadecimal(key: str) -> str:
    return key.encode("ascii").hex()


def base64_text(key: str) -> str:
    return base64.b64encode(key.encode("ascii")).decode("ascii")


def refuse_characters(key: str, forbidden: str, vendor: str) -> None:
    """Raises PeerError, which names the characters but not the key."""
    found = sorted(set(key) & set(forbidden))
    if found:
        raise PeerError(
            f"ike_config.psk: a key with {' '.join(found)} cannot be written for {vendor}; "
            f"allowed: visible ASCII characters except {' '.join(forbidden)}"
        )


def identity(text: str) -> tuple[str, str]:
    """The kind of an identity (address, user or name), and the text without strongSwan's leading @."""
    if is_address(text):
        return "address", text
    bare = text.removeprefix("@")
    return ("user" if "@" in bare else "name"), bare
