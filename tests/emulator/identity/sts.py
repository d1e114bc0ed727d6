# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Security Token Service, version 2015-04-01: AssumeRole and AssumeRoleWithOIDC, from its public pages."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from ..errors import ErrorCatalogue, ServiceError
from ..keys import Key
from .account import ACCOUNT, Account

VERSION = "2015-04-01"
ACTIONS = ("AssumeRole", "AssumeRoleWithOIDC")
ANONYMOUS = ("AssumeRoleWithOIDC",)

_ARN = re.compile(r"acs:ram::\d+:role/[\w.@-]+\Z", re.ASCII)
_SESSION = re.compile(r"[\w.@-]{2,64}\Z", re.ASCII)
_CODES = {
    "InvalidParameter.RoleArn": (400, "The parameter RoleArn is wrongly formed."),
    "InvalidParameter.RoleSessionName": (400, "The parameter RoleSessionName is wrongly formed."),
    "InvalidParameter.DurationSeconds": (400, "The Min/Max value of DurationSeconds is 15min/1hr."),
    "InvalidParameter.PolicyGrammar": (400, "The parameter Policy has not passed grammar check."),
    "EntityNotExist.Role": (404, "The specified Role not exists."),
    "NoPermission": (403, "You are not authorized to do this action. You should be authorized by RAM."),
    "AuthenticationFail.OIDCToken.Invalid": (401, "This JsonWebToken is invalid."),
}


class Sts:
    """Gives out temporary keys to those who may have a role."""

    def __init__(self, account: Account, errors: ErrorCatalogue) -> None:
        self._account = account
        self._errors = errors

    def perform(self, action: str, parameters: Mapping[str, str], now: float) -> dict[str, Any]:
        """The body of the answer; the caller is already known."""
        role = self._role(parameters)
        if action == "AssumeRoleWithOIDC":
            self._check_oidc(parameters)
        elif self._account.external_id and parameters.get("ExternalId") != self._account.external_id:
            raise _refusal("NoPermission")
        session = parameters["RoleSessionName"]
        return {
            "Credentials": shown(self._account.issue(now, _duration(parameters))),
            "AssumedRoleUser": {
                "Arn": f"acs:ram::{ACCOUNT}:role/{role}/{session}",
                "AssumedRoleId": f"344584339364951186:{session}",
            },
        }

    def _required(self, parameters: Mapping[str, str], name: str) -> str:
        if not parameters.get(name):
            raise self._errors.missing(name)
        return parameters[name]

    def _role(self, parameters: Mapping[str, str]) -> str:
        arn = self._required(parameters, "RoleArn")
        if not _ARN.match(arn):
            raise _refusal("InvalidParameter.RoleArn")
        if not _SESSION.match(self._required(parameters, "RoleSessionName")):
            raise _refusal("InvalidParameter.RoleSessionName")
        policy = parameters.get("Policy")
        if policy and not _is_object(policy):
            raise _refusal("InvalidParameter.PolicyGrammar")
        role = self._account.role(arn)
        if role is None:
            raise _refusal("EntityNotExist.Role")
        return role

    def _check_oidc(self, parameters: Mapping[str, str]) -> None:
        provider = self._required(parameters, "OIDCProviderArn")
        token = self._required(parameters, "OIDCToken")
        if provider != self._account.oidc_provider or token not in self._account.oidc_tokens:
            raise _refusal("AuthenticationFail.OIDCToken.Invalid")


def shown(key: Key) -> dict[str, str]:
    """A temporary key as the answers show it."""
    until = datetime.fromtimestamp(key.expires, timezone.utc)
    return {
        "AccessKeyId": key.key_id,
        "AccessKeySecret": key.secret,
        "SecurityToken": key.token,
        "Expiration": until.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _duration(parameters: Mapping[str, str]) -> int:
    text = parameters.get("DurationSeconds") or "3600"
    if not (text.isascii() and text.isdigit() and 900 <= int(text) <= 3600):
        raise _refusal("InvalidParameter.DurationSeconds")
    return int(text)


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _refusal(code: str) -> ServiceError:
    status, message = _CODES[code]
    return ServiceError(code, message, status)
