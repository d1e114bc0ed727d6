# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Temporary keys: refused with the service's codes unless their own token comes with them, in time."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.emulator import keys
from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.acs3 import Acs3Caller
from tests.support.caller import Caller

_TEMPORARY = {"key_id": "STS.one", "secret": "secret1"}


@pytest.fixture
def cloud(clock: ManualClock) -> Cloud:
    """A cloud with two temporary keys."""
    return Cloud(clock=clock, temporary_keys=["STS.one:secret1:token1:900", "STS.two:secret2:token2:900"])


@pytest.fixture(params=["parameters", "headers"])
def ask(cloud: Cloud, request: pytest.FixtureRequest) -> Any:
    """Send one read with a key and a token; returns the code of the refusal."""

    def refusal(token: str | None, key_id: str = "testid", secret: str = "testsecret") -> str | None:
        if request.param == "parameters":
            caller, given = Caller(cloud), {"AccessKeyId": key_id, "SecurityToken": token}
        else:
            caller, given = Acs3Caller(cloud), {"key_id": key_id, "x-acs-security-token": token}
        caller.answer("DescribeVpnGateways", secret=secret, **given)
        return cloud.log.entries[-1]["code"]

    return refusal


def test_own_token(ask: Any) -> None:
    assert ask("token1", **_TEMPORARY) is None
    assert ask(None) is None


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (None, "MissingSecurityToken"),
        ("", "MissingSecurityToken"),
        ("banana", "InvalidSecurityToken.Malformed"),
        ("token2", "InvalidSecurityToken.MismatchWithAccessKey"),
    ],
)
def test_wrong_token(ask: Any, token: str | None, code: str) -> None:
    assert ask(token, **_TEMPORARY) == code


def test_token_with_a_key_that_has_none(ask: Any) -> None:
    assert ask("banana") == "InvalidSecurityToken.Malformed"
    assert ask("token1") == "InvalidSecurityToken.MismatchWithAccessKey"


def test_token_expires(ask: Any, clock: ManualClock) -> None:
    clock.advance(899)
    assert ask("token1", **_TEMPORARY) is None
    clock.advance(1)
    assert ask("token1", **_TEMPORARY) == "InvalidSecurityToken.Expired"


def test_secret_is_checked_as_well(ask: Any) -> None:
    assert ask("token1", key_id="STS.one", secret="secret2") == "SignatureDoesNotMatch"


@pytest.mark.parametrize("rule", ["", "a:b:c", "a:b:c:soon", "a:b:c:-1", "a::c:1", "a:b:c:1:2"])
def test_wrong_rule(rule: str) -> None:
    allowed = "temporary key: a rule is ID:SECRET:TOKEN:SECONDS; SECONDS is a whole number"
    with pytest.raises(ValueError, match=f"^{re.escape(allowed)}$"):
        keys.parse([rule], 0.0)
