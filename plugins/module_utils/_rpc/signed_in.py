# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The temporary key that the Alibaba Cloud CLI keeps in a profile after a sign-in in a browser (CloudSSO, OAuth)."""

from __future__ import annotations

import typing as t
from datetime import datetime, timezone

from .clock import Clock
from .credentials import AccessKey, Renewed, Source
from .errors import CredentialsError, SettingsError

_MEMBERS = ("access_key_id", "access_key_secret", "sts_token")


def signed_in(where: str, advice: str, profile: t.Callable[[], t.Mapping[str, t.Any]], clock: Clock) -> Source:
    """The profile is read again before the key expires: only the CLI renews it, because the token that does so is
    replaced at each use. Raises SettingsError."""

    def fetch() -> AccessKey:
        try:
            present = profile()
        except SettingsError as error:
            raise CredentialsError(str(error)) from None
        return _key(where, advice, present, clock)

    try:
        fetch()
    except CredentialsError as error:
        raise SettingsError(f"profile: {error.text}. {error.advice}") from None
    return Renewed(where, fetch, clock)


def _key(where: str, advice: str, profile: t.Mapping[str, t.Any], clock: Clock) -> AccessKey:
    parts = [profile.get(member) for member in _MEMBERS]
    if not all(isinstance(part, str) and part for part in parts):
        raise CredentialsError(f"{where} has no temporary key", advice)
    try:
        expires = datetime.fromtimestamp(profile["sts_expiration"], timezone.utc)
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        raise CredentialsError(f"{where} has no valid sts_expiration", advice) from None
    if expires <= clock.now():
        raise CredentialsError(f"{where} has a temporary key that has expired", advice)
    key_id, secret, token = (str(part) for part in parts)
    return AccessKey(key_id, secret, token, expires)
