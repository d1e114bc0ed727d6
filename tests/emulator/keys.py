# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The keys of the account: one for ever, and temporary ones, which are valid only together with their token."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key; with a ``token`` it is temporary, until ``expires``."""

    key_id: str
    secret: str
    token: str = ""
    expires: float = math.inf


class Keys:
    """The keys by their ids."""

    def __init__(self, *keys: Key) -> None:
        self._keys = {key.key_id: key for key in keys}

    def __iter__(self) -> Iterator[Key]:
        return iter(self._keys.values())

    def add(self, key: Key) -> None:
        """Add a key, or replace the one of the same id."""
        self._keys[key.key_id] = key

    def get(self, key_id: str) -> Key | None:
        """The key of an id."""
        return self._keys.get(key_id)

    def wrong_token(self, key: Key, token: str, now: float) -> str | None:
        """The code of the refusal if the token that was sent with a key is not the right one."""
        if token != key.token:
            if not token:
                return "MissingSecurityToken"
            known = any(token == other.token for other in self)
            return f"InvalidSecurityToken.{'MismatchWithAccessKey' if known else 'Malformed'}"
        return "InvalidSecurityToken.Expired" if now >= key.expires else None


def parse(rules: Iterable[str], now: float) -> list[Key]:
    """Read ``ID:SECRET:TOKEN:SECONDS`` rules; a wrong one is a ValueError that says what is allowed."""
    keys = []
    for rule in rules:
        parts = rule.split(":")
        if len(parts) != 4 or not all(parts) or not (parts[3].isascii() and parts[3].isdigit()):
            raise ValueError("temporary key: a rule is ID:SECRET:TOKEN:SECONDS; SECONDS is a whole number")
        keys.append(Key(parts[0], parts[1], parts[2], now + int(parts[3])))
    return keys
