# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The Security Token Service: who gets a temporary key, and who is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.emulator.identity.account import ACCOUNT
from tests.emulator.messages import Request
from tests.support.acs3 import Acs3Caller
from tests.support.caller import Caller

_ROLE = {"RoleArn": f"acs:ram::{ACCOUNT}:role/vpn", "RoleSessionName": "test"}
_OIDC = {**_ROLE, "OIDCProviderArn": f"acs:ram::{ACCOUNT}:oidc-provider/ci", "OIDCToken": "oidc-token"}
_REFUSED = {
    "no role": ({"RoleArn": None}, "MissingRoleArn"),
    "no session name": ({"RoleSessionName": None}, "MissingRoleSessionName"),
    "not the ARN of a role": ({"RoleArn": "vpn"}, "InvalidParameter.RoleArn"),
    "another role": ({"RoleArn": f"acs:ram::{ACCOUNT}:role/other"}, "EntityNotExist.Role"),
    "the role of another account": ({"RoleArn": "acs:ram::1:role/vpn"}, "EntityNotExist.Role"),
    "short session name": ({"RoleSessionName": "x"}, "InvalidParameter.RoleSessionName"),
    "session name with a space": ({"RoleSessionName": "a b"}, "InvalidParameter.RoleSessionName"),
    "too short": ({"DurationSeconds": 899}, "InvalidParameter.DurationSeconds"),
    "too long": ({"DurationSeconds": 3601}, "InvalidParameter.DurationSeconds"),
    "a policy that is no object": ({"Policy": "[]"}, "InvalidParameter.PolicyGrammar"),
    "wrong secret": ({"secret": "other"}, "SignatureDoesNotMatch"),
    "unknown key id": ({"AccessKeyId": "nobody"}, "InvalidAccessKeyId.NotFound"),
}


def _given(**more: Any) -> dict[str, Any]:
    return {"Version": "2015-04-01", "RegionId": None, **_ROLE, **more}


def _temporary(answer: dict[str, Any]) -> dict[str, Any]:
    key = answer["Credentials"]
    return {
        "AccessKeyId": key["AccessKeyId"],
        "secret": key["AccessKeySecret"],
        "SecurityToken": key["SecurityToken"],
    }


def _anonymous(cloud: Cloud, **more: str) -> dict[str, Any]:
    parameters = {"Version": "2015-04-01", "Action": "AssumeRoleWithOIDC", **_OIDC, **more}
    return json.loads(cloud.handle(Request("POST", parameters, "sts.aliyuncs.com")).body)


def test_the_key_is_valid_until_it_expires(call: Caller, clock: ManualClock) -> None:
    temporary = _temporary(call("AssumeRole", **_given(DurationSeconds=900)))
    assert temporary["AccessKeyId"].startswith("STS.")
    clock.advance(899)
    assert call("DescribeVpnGateways", **temporary)["TotalCount"] == 0
    clock.advance(1)
    assert call.refused("DescribeVpnGateways", **temporary) == "InvalidSecurityToken.Expired"


def test_a_temporary_key_may_have_a_role_as_well(call: Caller) -> None:
    first = _temporary(call("AssumeRole", **_given()))
    second = _temporary(call("AssumeRole", **_given(**first)))
    assert first["AccessKeyId"] != second["AccessKeyId"]
    assert call("DescribeVpnGateways", **second)["TotalCount"] == 0


@pytest.mark.parametrize(("given", "code"), _REFUSED.values(), ids=_REFUSED.keys())
def test_refusal(call: Caller, given: dict[str, Any], code: str) -> None:
    assert call.refused("AssumeRole", **_given(**given)) == code


def test_external_id(call: Caller) -> None:
    call.cloud.account.external_id = "partner"
    assert call.refused("AssumeRole", **_given()) == "NoPermission"
    assert call.refused("AssumeRole", **_given(ExternalId="other")) == "NoPermission"
    call("AssumeRole", **_given(ExternalId="partner"))


def test_the_other_signature(cloud: Cloud) -> None:
    answer = Acs3Caller(cloud)("AssumeRole", **{"x-acs-version": "2015-04-01", "RegionId": None, **_ROLE})
    assert answer["AssumedRoleUser"]["Arn"] == f"acs:ram::{ACCOUNT}:role/vpn/test"


def test_oidc_needs_no_key(call: Caller) -> None:
    temporary = _temporary(_anonymous(call.cloud))
    assert call("DescribeVpnGateways", **temporary)["TotalCount"] == 0


@pytest.mark.parametrize("wrong", [{"OIDCToken": "forged"}, {"OIDCProviderArn": "acs:ram::1:oidc-provider/ci"}])
def test_wrong_oidc_token(cloud: Cloud, wrong: dict[str, str]) -> None:
    assert _anonymous(cloud, **wrong)["Code"] == "AuthenticationFail.OIDCToken.Invalid"


def test_unknown_action(call: Caller) -> None:
    assert call.refused("GetFederationToken", **_given()) == "InvalidAction.NotFound"


def test_faults(call: Caller) -> None:
    call.cloud.add_fault("AssumeRole:503:1")
    assert call.answer("AssumeRole", **_given()).status == 503
    call("AssumeRole", **_given())
