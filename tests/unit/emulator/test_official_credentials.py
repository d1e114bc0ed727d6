# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""alibabacloud-credentials, the official package, gets temporary keys from the stand-in cloud, and they are valid."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from alibabacloud_credentials import provider

from tests.emulator.identity.account import ACCOUNT
from tests.emulator.running import Running
from tests.support.caller import Caller
from tests.support.fakes import FakeClock
from tests.support.in_process import serve

pytestmark = pytest.mark.filterwarnings("ignore:datetime.datetime.utcnow:DeprecationWarning")  # the package's own

_ROLE = {"role_arn": f"acs:ram::{ACCOUNT}:role/vpn", "role_session_name": "test"}
_KEY = {"access_key_id": "testid", "access_key_secret": "testsecret"}


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch) -> Running:
    """A cloud with the time of the official package, which cannot be given another one."""
    return serve(monkeypatch, FakeClock(start=datetime.now(timezone.utc)))


def _is_valid(emulator: Running, credentials: Any) -> bool:
    caller = Caller(emulator.cloud)
    caller(
        "DescribeVpnGateways",
        AccessKeyId=credentials.get_access_key_id(),
        secret=credentials.get_access_key_secret(),
        SecurityToken=credentials.get_security_token(),
    )
    return bool(credentials.get_security_token())


def test_role(emulator: Running) -> None:
    found = provider.RamRoleArnCredentialsProvider(**_KEY, **_ROLE, duration_seconds=900).get_credentials()
    assert _is_valid(emulator, found)
    assert found.get_expiration() == int(emulator.cloud.clock()) + 900


def test_role_of_a_role(emulator: Running) -> None:
    first = provider.RamRoleArnCredentialsProvider(**_KEY, **_ROLE)
    second = provider.RamRoleArnCredentialsProvider(credentials_provider=first, **_ROLE)
    assert _is_valid(emulator, second.get_credentials())


def test_role_without_a_key(emulator: Running, tmp_path: Path) -> None:
    token = tmp_path / "token"
    token.write_text("oidc-token", encoding="ascii")
    oidc = {"oidc_provider_arn": f"acs:ram::{ACCOUNT}:oidc-provider/ci", "oidc_token_file_path": str(token)}
    assert _is_valid(emulator, provider.OIDCRoleArnCredentialsProvider(**_ROLE, **oidc).get_credentials())


def test_role_of_an_ecs_instance(emulator: Running) -> None:
    emulator.cloud.account.ecs_role = "vpn"
    for role_name in (None, "vpn"):
        found = provider.EcsRamRoleCredentialsProvider(
            role_name=role_name, disable_imds_v1=True, async_update_enabled=False
        )
        assert _is_valid(emulator, found.get_credentials())


def test_credentials_uri(emulator: Running) -> None:
    found = provider.URLCredentialsProvider(uri="http://127.0.0.1:8080/credentials")
    assert _is_valid(emulator, found.get_credentials())
