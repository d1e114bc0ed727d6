# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Profiles of the Alibaba Cloud CLI: each mode is a source of credentials."""

from __future__ import annotations

import typing as t

from .credentials import AccessKey, Source, access_key
from .credentials_uri import credentials_uri
from .errors import SettingsError
from .external import external
from .network import Network
from .profile_files import Raw, read
from .signed_in import signed_in
from .sts import Role, Sts

_TEXTS = (
    "mode",
    "access_key_id",
    "access_key_secret",
    "sts_token",
    "ram_role_arn",
    "ram_session_name",
    "role_session_name",
    "external_id",
    "policy",
    "sts_region",
    "source_profile",
    "oidc_provider_arn",
    "oidc_token_file",
    "ram_role_name",
    "credentials_uri",
    "process_command",
    "region_id",
)


class Kit(t.Protocol):
    """What the options and the environment say about the services that give out keys."""

    network: Network

    def sts(self, region: str = "", in_vpc: bool | None = None) -> Sts:
        """The Security Token Service, in the region that a profile may name."""

    def ecs(self, role: str, where: str) -> Source:
        """The role of the ECS instance."""


class Profile(t.NamedTuple):
    """One profile."""

    source: Source
    region: str


class Profiles:
    """The profiles of a file."""

    def __init__(self, path: str, kit: Kit) -> None:
        self.path = path
        self._kit = kit
        self._current, self._profiles = read(path)

    def has(self, name: str) -> bool:
        """Whether a profile exists; an empty name means the file's current one."""
        return (name or self._current) in self._profiles

    def load(self, name: str) -> Profile:
        """A profile by name; an empty name means the file's current one. Raises SettingsError."""
        name = name or self._current
        return Profile(self._source(name, ()), self._profile(name).get("region_id") or "")

    def _profile(self, name: str) -> Raw:
        if name not in self._profiles:
            raise SettingsError(
                f"profile: {name!r} does not exist in {self.path}; existing profiles: "
                f"{', '.join(sorted(self._profiles)) or 'none'}"
            )
        profile = self._profiles[name]
        for member in _TEXTS:
            if not isinstance(profile.get(member), (str, type(None))):
                raise SettingsError(f"profile: {member} of {name!r} in {self.path} is not a text; put it in quotes")
        return profile

    def _source(self, name: str, via: tuple[str, ...]) -> Source:
        profile = self._profile(name)
        mode = profile.get("mode") or "AK"
        if mode not in _MODES:
            raise SettingsError(
                f"profile: {name!r} in {self.path} has the mode {mode!r}; allowed: {', '.join(sorted(_MODES))}"
            )
        if name in via:
            raise SettingsError(
                f"profile: {name!r} in {self.path} is its own source ({' > '.join((*via, name))}); give another "
                "source_profile"
            )
        return _MODES[mode](self, name, profile, via)

    def _where(self, name: str) -> str:
        return f"profile {name!r} in {self.path}"

    def _key(self, name: str, profile: Raw, token: str = "") -> AccessKey:
        key_id, secret = profile.get("access_key_id"), profile.get("access_key_secret")
        given = access_key(key_id, secret, token, self._where(name))
        if not given:
            raise SettingsError(
                f"profile: {name!r} in {self.path} has no access key; add access_key_id and access_key_secret to it"
            )
        return given

    def _ak(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        return self._key(name, profile)

    def _sts_token(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        return self._key(name, profile, profile.get("sts_token") or "")

    def _ram_role_arn(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        return self._assumed(name, profile, self._key(name, profile, profile.get("sts_token") or ""))

    def _chainable_ram_role_arn(self, name: str, profile: Raw, via: tuple[str, ...]) -> Source:
        return self._assumed(name, profile, self._source(profile.get("source_profile") or "", (*via, name)))

    def _oidc(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        role = self._role(name, profile)
        return self._service(profile).assume_with_oidc(
            role, profile.get("oidc_provider_arn") or "", profile.get("oidc_token_file") or ""
        )

    def _ecs_ram_role(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        return self._kit.ecs(profile.get("ram_role_name") or "", self._where(name))

    def _credentials_uri(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        return credentials_uri(profile.get("credentials_uri") or "", self._kit.network, self._where(name))

    def _signed_in(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        advice = (
            f"Renew it with 'aliyun sts GetCallerIdentity --profile {name}', or sign in again with 'aliyun configure "
            f"--profile {name} --mode {profile['mode']}'."
        )

        def again() -> Raw:
            return Profiles(self.path, self._kit)._profile(name)

        return signed_in(self._where(name), advice, again, self._kit.network.clock)

    def _external(self, name: str, profile: Raw, _via: tuple[str, ...]) -> Source:
        return external(profile.get("process_command") or "", self._kit.network, self._where(name))

    def _assumed(self, name: str, profile: Raw, base: Source) -> Source:
        return self._service(profile).assume(self._role(name, profile), base)

    def _service(self, profile: Raw) -> Sts:
        return self._kit.sts(profile.get("sts_region") or "", profile.get("enable_vpc"))

    def _role(self, name: str, profile: Raw) -> Role:
        return Role(
            arn=profile.get("ram_role_arn") or "",
            where=self._where(name),
            session_name=profile.get("ram_session_name") or profile.get("role_session_name") or "",
            seconds=profile.get("expired_seconds") or Role.seconds,
            policy=profile.get("policy") or "",
            external_id=profile.get("external_id") or "",
        )


_MODES: dict[str, t.Callable[[Profiles, str, Raw, tuple[str, ...]], Source]] = {
    "AK": Profiles._ak,
    "StsToken": Profiles._sts_token,
    "RamRoleArn": Profiles._ram_role_arn,
    "ChainableRamRoleArn": Profiles._chainable_ram_role_arn,
    "CloudSSO": Profiles._signed_in,
    "CredentialsURI": Profiles._credentials_uri,
    "EcsRamRole": Profiles._ecs_ram_role,
    "External": Profiles._external,
    "OAuth": Profiles._signed_in,
    "OIDC": Profiles._oidc,
}
