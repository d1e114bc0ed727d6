# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Identities and keys, written so that each vendor reads back what was meant."""

from __future__ import annotations

import base64
import re

from .connection import is_address
from .errors import PeerError

# No shell, no command line and no parser of these vendors reads anything into these.
_PLAIN = re.compile(r"[A-Za-z0-9._~+=:,@%^*/-]+")


def is_plain(key: str) -> bool:
    return bool(_PLAIN.fullmatch(key)) and not key.lower().startswith("0x")


def hexadecimal(key: str) -> str:
    return key.encode("ascii").hex()


def base64_text(key: str) -> str:
    return base64.b64encode(key.encode("ascii")).decode("ascii")


def refuse(key: str, forbidden: str, vendor: str) -> None:
    """Names the characters, which is not the key."""
    found = sorted(set(key) & set(forbidden))
    if found:
        raise PeerError(
            f"ike_config.psk: a key with {' '.join(found)} cannot be written for {vendor}; "
            f"allowed: visible ASCII characters but {' '.join(forbidden)}"
        )


def identity(text: str) -> tuple[str, str]:
    """What kind of identity a text is, address, user or name, and the text without strongSwan's leading @."""
    if is_address(text):
        return "address", text
    bare = text.removeprefix("@")
    return ("user" if "@" in bare else "name"), bare
