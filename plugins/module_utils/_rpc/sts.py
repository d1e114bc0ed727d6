# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The Security Token Service: temporary keys of a RAM role."""

from __future__ import annotations

import re
import typing as t
from dataclasses import dataclass

from .address import address_of, checked_region
from .client import Client
from .credentials import ANONYMOUS, AccessKey, Renewed, Source, key_of
from .errors import Category, CredentialsError, RpcError, SettingsError
from .network import Network
from .service import Service

_ARN = re.compile(r"acs:ram::\d+:role/\S+\Z", re.ASCII)
_SESSION = re.compile(r"[\w.@-]{2,64}\Z", re.ASCII)
_LIMITS = (900, 43200)
_MOST_TOKEN = 2**16
_DEFAULT_SESSION = "ansible-alicloud-vpn"

_UNAVAILABLE = ("Throttling", "ServiceUnavailable", "InternalError")
_ADVICE = {
    "EntityNotExist.Role": "Check the ARN of the role in the RAM console.",
    "NoPermission": "The trust policy of the role must name who assumes it, and who assumes it needs the permission "
    "sts:AssumeRole.",
}


def _category(code: str, http_status: int) -> Category:
    if code == "InvalidTimeStamp.Expired":
        return Category.CLOCK
    unavailable = http_status >= 500 or code.partition(".")[0] in _UNAVAILABLE
    return Category.UNAVAILABLE if unavailable else Category.FINAL


# Nothing here counts as a read, so that everything is posted: URLs end up in logs.
_SERVICE = Service("2015-04-01", (), _category, lambda code, _action: _ADVICE.get(code, ""))


@dataclass(frozen=True)
class Role:
    """A role, and what its keys are asked for with. Raises SettingsError; `where` is the option or the profile."""

    arn: str
    where: str = "role_arn"
    session_name: str = ""
    seconds: int = 3600
    policy: str = ""
    external_id: str = ""

    def __post_init__(self) -> None:
        if not _ARN.match(self.arn):
            raise SettingsError(
                f"{self.where}: {self.arn!r} is not the ARN of a role; an example is acs:ram::1234567890123456:role/vpn"
            )
        if self.session_name and not _SESSION.match(self.session_name):
            raise SettingsError(
                f"{self.where}: the session name {self.session_name!r} is not allowed; allowed: 2 to 64 letters, "
                "digits and .@-_"
            )
        least, most = _LIMITS
        if isinstance(self.seconds, bool) or not isinstance(self.seconds, int) or not least <= self.seconds <= most:
            raise SettingsError(
                f"{self.where}: a session of {self.seconds!r} seconds is not allowed; allowed: {least} to {most}"
            )

    def parameters(self, session_name: str = "") -> dict[str, t.Any]:
        return {
            "RoleArn": self.arn,
            "RoleSessionName": self.session_name or session_name or _DEFAULT_SESSION,
            "DurationSeconds": self.seconds,
            "Policy": self.policy or None,
        }


@dataclass(frozen=True)
class Sts:
    """The service at one address."""

    url: str
    network: Network
    session_name: str = ""

    def assume(self, role: Role, base: Source) -> Source:
        """The keys that somebody gets for a role."""
        parameters = {**role.parameters(self.session_name), "ExternalId": role.external_id or None}
        name = f"{role.arn} by {base.name}"
        return Renewed(name, lambda: self._ask("AssumeRole", parameters, base), self.network.clock)

    def assume_with_oidc(self, role: Role, provider_arn: str, token_file: str) -> Source:
        """The keys that the owner of a token gets for a role. The token is read each time, because others renew it."""
        for what, value in (("oidc_provider_arn", provider_arn), ("oidc_token_file", token_file)):
            if not value:
                raise SettingsError(f"{what}: not given in {role.where}; give it as well")
        parameters = {**role.parameters(self.session_name), "OIDCProviderArn": provider_arn}

        def fetch() -> AccessKey:
            token = _token(token_file)
            return self._ask("AssumeRoleWithOIDC", {**parameters, "OIDCToken": token}, ANONYMOUS)

        try:
            _token(token_file)
        except CredentialsError as error:
            raise SettingsError(error.text) from None
        return Renewed(f"{role.arn} by {provider_arn}", fetch, self.network.clock)

    def _ask(self, action: str, parameters: t.Mapping[str, t.Any], base: Source) -> AccessKey:
        network = self.network
        transport = network.transport(self.url)
        client = Client(_SERVICE, transport, base, "", retry_timeout=network.retry_timeout, clock=network.clock)
        try:
            body = client.call(action, parameters)
        except CredentialsError:
            raise
        except RpcError as error:
            raise CredentialsError(f"{action}: {error.text}", error.advice, asked=error) from error
        return key_of(body.get("Credentials"), action)


def _token(path: str) -> str:
    """The content of a file. A token has some kilobytes."""
    try:
        with open(path, encoding="ascii") as file:
            token = file.read(_MOST_TOKEN).strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is not a token"
        raise CredentialsError(f"oidc_token_file: {path} cannot be read: {reason}") from None
    if not token:
        raise CredentialsError(f"oidc_token_file: {path} is empty")
    return token


def sts_url(region: str, endpoint: str, in_vpc: bool) -> str:
    """The address of the service: an endpoint, or the one of a region, or the one for all regions."""
    if endpoint:
        return address_of(endpoint, "sts_endpoint", "sts.cn-hangzhou.aliyuncs.com")
    if not region:
        return "https://sts.aliyuncs.com/"
    return f"https://{'sts-vpc' if in_vpc else 'sts'}.{checked_region(region, 'sts_region')}.aliyuncs.com/"
