# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may have which role of the account, and the temporary keys of those who have one."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from ..keys import Key, Keys

ACCOUNT = "1234567890123456"


@dataclass
class Account:
    """The account's roles.  ``oidc_tokens`` are those that its identity provider has signed."""

    keys: Keys
    roles: set[str] = field(default_factory=lambda: {"vpn"})
    external_id: str = ""
    ecs_role: str = ""
    metadata_v1: bool = True
    oidc_provider: str = f"acs:ram::{ACCOUNT}:oidc-provider/ci"
    oidc_tokens: set[str] = field(default_factory=lambda: {"oidc-token"})

    def role(self, arn: str) -> str | None:
        """The name of a role that the account has."""
        name = arn.removeprefix(f"acs:ram::{ACCOUNT}:role/")
        return name if name != arn and name in self.roles else None

    def issue(self, now: float, seconds: int) -> Key:
        """A new temporary key."""
        key_id = f"STS.{secrets.token_hex(12)}"
        key = Key(key_id, secrets.token_urlsafe(32), secrets.token_urlsafe(64), now + seconds)
        self.keys.add(key)
        return key
