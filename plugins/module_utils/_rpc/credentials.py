# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Credentials: one class for each kind, and the order in which they are searched for."""

from __future__ import annotations

import json
import os
import typing as t
from dataclasses import dataclass, field

from .errors import SettingsError

_KEY_ID = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY", "ALIBABACLOUD_ACCESS_KEY_ID")
_KEY_SECRET = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY", "ALIBABACLOUD_ACCESS_KEY_SECRET")
_TOKEN = ("ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN")
_PROFILE = ("ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE")
_FILE = ("ALIBABA_CLOUD_CREDENTIALS_FILE", "ALICLOUD_SHARED_CREDENTIALS_FILE")


class Credentials(t.Protocol):
    """What signs a call."""

    @property
    def access_key_id(self) -> str:
        """The ID of the key."""

    @property
    def access_key_secret(self) -> str:
        """The secret of the key."""

    @property
    def security_token(self) -> str:
        """Empty for a permanent key."""


@dataclass(frozen=True)
class AccessKey:
    """A RAM user's key."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str = ""


@dataclass(frozen=True)
class StsToken:
    """Temporary credentials: a key that is valid only together with its token."""

    access_key_id: str
    access_key_secret: str = field(repr=False)
    security_token: str = field(repr=False)


class Profile(t.NamedTuple):
    """One profile of the Alibaba Cloud CLI's configuration file."""

    credentials: Credentials
    region: str


def first_set(names: t.Iterable[str], environ: t.Mapping[str, str]) -> str:
    """An empty variable counts as unset: AWX sets every one that a credential type names."""
    return next((environ[name] for name in names if environ.get(name)), "")


def find_credentials(
    options: t.Mapping[str, t.Any], environ: t.Mapping[str, str]
) -> tuple[Credentials, Profile | None]:
    """Searched in this order: the options, a profile that the options name, the environment, a profile that the
    environment names, the current profile of the file. Raises SettingsError, which says what to give."""
    given = _from_parts(
        options.get("access_key_id"), options.get("access_key_secret"), options.get("security_token"), "the options"
    )
    if given:
        return given, None
    if options.get("profile"):
        profile = load_profile(options["profile"], environ)
        return profile.credentials, profile
    given = _from_parts(
        first_set(_KEY_ID, environ), first_set(_KEY_SECRET, environ), first_set(_TOKEN, environ), "the environment"
    )
    if given:
        return given, None
    name = first_set(_PROFILE, environ)
    if name or os.path.exists(_profile_file(environ)):
        profile = load_profile(name, environ)
        return profile.credentials, profile
    raise SettingsError(
        "no credentials: give access_key_id and access_key_secret, or a profile of the Alibaba Cloud CLI, or set "
        "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment"
    )


def load_profile(name: str, environ: t.Mapping[str, str]) -> Profile:
    """A profile by name; an empty name means the file's current one."""
    path = _profile_file(environ)
    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
        profiles = {profile["name"]: profile for profile in content["profiles"]}
    except FileNotFoundError:
        raise SettingsError(
            f"profile: {name!r} cannot be read, the file {path} does not exist; create it with the command "
            "'aliyun configure', or give no profile"
        ) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError(
            f"profile: {path} is not a configuration file of the Alibaba Cloud CLI ({type(error).__name__}: {error}); "
            "correct it, or give access_key_id and access_key_secret"
        ) from None
    name = name or content.get("current") or "default"
    if name not in profiles:
        raise SettingsError(
            f"profile: {name!r} does not exist in {path}; existing profiles: {', '.join(sorted(profiles)) or 'none'}"
        )
    profile = profiles[name]
    mode = profile.get("mode") or "AK"
    if mode not in ("AK", "StsToken"):
        raise SettingsError(f"profile: {name!r} in {path} has the mode {mode!r}; allowed: AK and StsToken")
    credentials = _from_parts(
        profile.get("access_key_id"),
        profile.get("access_key_secret"),
        profile.get("sts_token") if mode == "StsToken" else "",
        f"profile {name!r} in {path}",
    )
    if not credentials:
        raise SettingsError(
            f"profile: {name!r} in {path} has no access key; add access_key_id and access_key_secret to it"
        )
    return Profile(credentials, profile.get("region_id") or "")


def _profile_file(environ: t.Mapping[str, str]) -> str:
    home = environ.get("HOME") or os.path.expanduser("~")
    return first_set(_FILE, environ) or os.path.join(home, ".aliyun", "config.json")


def _from_parts(key_id: str | None, secret: str | None, token: str | None, where: str) -> Credentials | None:
    if not key_id and not secret:
        if token and where == "the options":
            raise SettingsError(
                "security_token: not allowed without access_key_id and access_key_secret; give all three"
            )
        return None
    if not (key_id and secret):
        missing, present = ("access_key_secret", "access_key_id") if key_id else ("access_key_id", "access_key_secret")
        raise SettingsError(f"{missing}: not given in {where}; give it together with {present}")
    return StsToken(key_id, secret, token) if token else AccessKey(key_id, secret)
