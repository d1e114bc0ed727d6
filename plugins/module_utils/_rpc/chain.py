# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The order in which credentials are searched for. Most tasks have a key in their options or in the environment, so
each of the other sources is imported when its turn comes."""

from __future__ import annotations

import os
import typing as t
from dataclasses import replace

from .credentials import FirstOf, Source, access_key
from .errors import SettingsError
from .network import Network

if t.TYPE_CHECKING:
    from .profiles import Profile
    from .sts import Sts

_KEY_ID = ("ALIBABA_CLOUD_ACCESS_KEY_ID", "ALICLOUD_ACCESS_KEY", "ALIBABACLOUD_ACCESS_KEY_ID")
_KEY_SECRET = ("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALICLOUD_SECRET_KEY", "ALIBABACLOUD_ACCESS_KEY_SECRET")
_TOKEN = ("ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN", "ALIBABACLOUD_SECURITY_TOKEN")
_PROFILE = ("ALIBABA_CLOUD_PROFILE", "ALICLOUD_PROFILE")
_FILE = ("ALIBABA_CLOUD_CREDENTIALS_FILE", "ALICLOUD_SHARED_CREDENTIALS_FILE")
_OIDC = ("ALIBABA_CLOUD_ROLE_ARN", "ALIBABA_CLOUD_OIDC_PROVIDER_ARN", "ALIBABA_CLOUD_OIDC_TOKEN_FILE")
_SESSION_NAME = ("ALIBABA_CLOUD_ROLE_SESSION_NAME",)
_STS_ENDPOINT = ("ALIBABA_CLOUD_ENDPOINT_STS", "STS_ENDPOINT")
_STS_REGION = ("ALIBABA_CLOUD_STS_REGION",)
_STS_IN_VPC = ("ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED",)
_ECS_ROLE = ("ALIBABA_CLOUD_ECS_METADATA",)
_NO_ECS = ("ALIBABA_CLOUD_ECS_METADATA_DISABLED",)
_ONLY_V2 = ("ALIBABA_CLOUD_IMDSV1_DISABLED",)
_URI = ("ALIBABA_CLOUD_CREDENTIALS_URI",)
_NO_PROFILE = ("ALIBABA_CLOUD_CLI_PROFILE_DISABLED",)

_ADVICE = (
    "Give access_key_id and access_key_secret, or a profile of the Alibaba Cloud CLI, or set "
    "ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET in the environment."
)
_ROLE = ("role_session_name", "role_session_seconds", "role_external_id", "oidc_provider_arn", "oidc_token_file")


def first_set(names: t.Iterable[str], environ: t.Mapping[str, str]) -> str:
    """An empty variable counts as unset: AWX sets every one that a credential type names."""
    return next((environ[name] for name in names if environ.get(name)), "")


def find_credentials(
    options: t.Mapping[str, t.Any], environ: t.Mapping[str, str], network: Network
) -> tuple[Source, Profile | None]:
    """The order is that of the official chain, with the options before it; docs/guides/authentication.md has it. If the
    options name a role, it is assumed with what was found. Sends nothing, so the last sources are tried at the first
    call. Raises SettingsError, which says what to give."""
    return _Search(options, environ, network).find()


class _Search:
    def __init__(self, options: t.Mapping[str, t.Any], environ: t.Mapping[str, str], network: Network) -> None:
        self._options = options
        self._environ = environ
        self.network = network

    def find(self) -> tuple[Source, Profile | None]:
        arn = self._options.get("role_arn")
        if not arn:
            source, profile = self._found()
            alone = next((name for name in _ROLE if self._options.get(name)), None)
            if alone:
                raise SettingsError(f"{alone}: not allowed without role_arn; give role_arn as well")
            return source, profile
        from .sts import Role

        role = Role(
            arn,
            session_name=self._options.get("role_session_name") or "",
            seconds=self._options.get("role_session_seconds") or Role.seconds,
            external_id=self._options.get("role_external_id") or "",
        )
        token_file, provider = (self._options.get(name) or "" for name in ("oidc_token_file", "oidc_provider_arn"))
        if not token_file and not provider:
            source, profile = self._found()
            return self.sts().assume(role, source), profile
        for name in ("access_key_id", "profile", "ecs_role_name", "credentials_uri", "role_external_id"):
            if self._options.get(name):
                raise SettingsError(f"{name}: not allowed with oidc_token_file; give one of them")
        return self.sts().assume_with_oidc(replace(role, where="the options"), provider, token_file), None

    def _found(self) -> tuple[Source, Profile | None]:
        given = self._in_options()
        if given:
            return given, None
        if self._options.get("profile"):
            return self._of_profile(self._options["profile"], self._files())
        if self._options.get("ecs_role_name"):
            return self.ecs(self._options["ecs_role_name"], "ecs_role_name"), None
        if self._options.get("credentials_uri"):
            return self._uri(self._options["credentials_uri"], "credentials_uri"), None
        given = access_key(self._first(_KEY_ID), self._first(_KEY_SECRET), self._first(_TOKEN), "the environment")
        if given:
            return given, None
        oidc = [self._environ.get(name) or "" for name in _OIDC]
        if all(oidc):
            from .sts import Role

            return self.sts().assume_with_oidc(Role(oidc[0], where=_OIDC[0]), oidc[1], oidc[2]), None
        name = self._first(_PROFILE)
        files = self._files()[self._is_true(_NO_PROFILE) :]
        if any(map(os.path.exists, files)) or (name and not self._is_true(_NO_PROFILE)):
            return self._of_profile(name, files)
        return self._last(), None

    def _last(self) -> Source:
        """What only a call can find out."""
        sources = []
        if not self._is_true(_NO_ECS):
            sources.append(self.ecs(self._first(_ECS_ROLE), _ECS_ROLE[0]))
        uri = self._first(_URI)
        if uri:
            sources.append(self._uri(uri, _URI[0]))
        tried = ["the options", "the environment", f"profiles in {' and '.join(self._files())}"]
        if not sources:
            raise SettingsError(f"no credentials: tried {'; '.join(tried)}. {_ADVICE}")
        return FirstOf(sources, tried, _ADVICE)

    def ecs(self, role: str, where: str) -> Source:
        """The role of the ECS instance."""
        from .metadata import ecs_role

        return ecs_role(role, self.network, self._is_true(_ONLY_V2), where)

    def _uri(self, uri: str, where: str) -> Source:
        from .credentials_uri import credentials_uri

        return credentials_uri(uri, self.network, where)

    def _in_options(self) -> Source | None:
        parts = [self._options.get(name) for name in ("access_key_id", "access_key_secret", "security_token")]
        given = access_key(parts[0], parts[1], parts[2], "the options")
        if not given and parts[2]:
            raise SettingsError(
                "security_token: not allowed without access_key_id and access_key_secret; give all three"
            )
        return given

    def _of_profile(self, name: str, files: t.Sequence[str]) -> tuple[Source, Profile]:
        """Of the first file that has it."""
        from .profiles import Profiles

        existing = [path for path in files if os.path.exists(path)]
        if not existing:
            raise SettingsError(
                f"profile: {name!r} cannot be read, the file {files[0]} does not exist; create it with the command "
                "'aliyun configure', or give no profile"
            )
        has_it = (profiles for path in existing if (profiles := Profiles(path, self)).has(name))
        profile = (next(has_it, None) or Profiles(existing[0], self)).load(name)
        return profile.source, profile

    def _files(self) -> list[str]:
        """Those of the CLI and of the SDKs, one of which the environment may replace."""
        home = self._environ.get("HOME") or os.path.expanduser("~")
        files = [os.path.join(home, ".aliyun", "config.json"), os.path.join(home, ".alibabacloud", "credentials.ini")]
        named = self._first(_FILE)
        if named:
            from .profile_files import is_ini

            files[is_ini(named)] = named
        return files

    def sts(self, region: str = "", in_vpc: bool | None = None) -> Sts:
        from .sts import Sts, sts_url

        endpoint = self._options.get("sts_endpoint") or self._first(_STS_ENDPOINT)
        region = self._options.get("sts_region") or region or self._first(_STS_REGION)
        if in_vpc is None:
            in_vpc = self._is_true(_STS_IN_VPC)
        return Sts(sts_url(region, endpoint, in_vpc), self.network, self._first(_SESSION_NAME))

    def _is_true(self, names: t.Iterable[str]) -> bool:
        return self._first(names).lower() == "true"

    def _first(self, names: t.Iterable[str]) -> str:
        return first_set(names, self._environ)
