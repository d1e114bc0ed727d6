# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Credentials: a key, and the sources that keys come from."""

from __future__ import annotations

import threading
import typing as t
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone

from .clock import Clock
from .errors import CredentialsError, KeyAnswerError, SettingsError


class Source(t.Protocol):
    """Where the key of a call comes from."""

    @property
    def name(self) -> str:
        """What it is, without any secret; always the same for the same permissions."""

    def key(self) -> AccessKey:
        """A key that is valid now. Raises CredentialsError."""


@dataclass(frozen=True)
class AccessKey:
    """A key of a RAM user or, with a token and until it expires, of a role. It is its own source."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str = field(default="", repr=False)
    expires: datetime | None = None

    @property
    def name(self) -> str:
        return self.access_key_id

    def key(self) -> AccessKey:
        return self


ANONYMOUS = AccessKey("", "")
"""For the few actions that are called without a signature."""

_LONGEST_REST = timedelta(minutes=15)


class Renewed:
    """A source of temporary keys. The next key is fetched before the present one expires: 15 minutes before, or after
    three quarters of its time if that is later. Safe to share between threads."""

    def __init__(self, name: str, fetch: t.Callable[[], AccessKey], clock: Clock) -> None:
        self.name = name
        self._fetch = fetch
        self._clock = clock
        self._lock = threading.Lock()
        self._key: AccessKey | None = None
        self._renew_at: datetime | None = None

    def key(self) -> AccessKey:
        with self._lock:
            now = self._clock.now()
            if self._key is None or (self._renew_at is not None and now >= self._renew_at):
                try:
                    self._key = self._fetch()
                except CredentialsError:
                    # As long as the present key is valid, a source that fails for a while harms nothing.
                    if self._key is None or self._key.expires is None or now >= self._key.expires:
                        raise
                else:
                    self._renew_at = _renewal(now, self._key.expires)
            return self._key


class FirstOf:
    """The first of several sources that gives a key, which is then kept to."""

    def __init__(self, sources: t.Sequence[Source], tried: t.Sequence[str], advice: str) -> None:
        """`tried`: what was searched before, in vain."""
        self.name = " or ".join(source.name for source in sources)
        self._sources = sources
        self._tried = tried
        self._advice = advice
        self._found: Source | None = None

    def key(self) -> AccessKey:
        if self._found:
            return self._found.key()
        tried = list(self._tried)
        for source in self._sources:
            try:
                key = source.key()
            except CredentialsError as error:
                tried.append(error.text)
                continue
            self._found = source
            return key
        raise CredentialsError(f"tried {'; '.join(tried)}", self._advice)


def _renewal(now: datetime, expires: datetime | None) -> datetime | None:
    return None if expires is None else expires - min(_LONGEST_REST, (expires - now) / 4)


def access_key(key_id: str | None, secret: str | None, token: str | None, where: str) -> AccessKey | None:
    """A key of which each part may be missing; None without both parts. Raises SettingsError if one is missing."""
    if not key_id and not secret:
        return None
    if not (key_id and secret):
        missing, present = ("access_key_secret", "access_key_id") if key_id else ("access_key_id", "access_key_secret")
        raise SettingsError(f"{missing}: not given in {where}; give it together with {present}")
    return AccessKey(key_id, secret, token or "")


def key_of(answer: t.Any, source: str) -> AccessKey:
    """The temporary key in an answer. The error names what is missing, and no value."""
    values = {}
    for member in ("AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration"):
        value = answer.get(member) if isinstance(answer, dict) else None
        if not isinstance(value, str) or not value:
            raise KeyAnswerError(f"{source}: the answer has no {member}")
        values[member] = value
    return AccessKey(
        values["AccessKeyId"], values["AccessKeySecret"], values["SecurityToken"], moment(values["Expiration"], source)
    )


def moment(text: str, source: str) -> datetime:
    """A time such as 2026-01-15T08:00:00Z."""
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=timezone.utc)
    except ValueError:
        raise KeyAnswerError(f"{source}: the Expiration of the answer is not a time") from None
