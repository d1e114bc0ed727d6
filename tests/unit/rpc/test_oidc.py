# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of a role for the token of an identity provider: no access key, and the token is in no URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.identity import PROVIDER, ROLE, actions, client, clock, emulator, of_profiles

__all__ = ["clock", "emulator"]

NO_KEY = {"access_key_id": None, "access_key_secret": None}


@pytest.fixture
def token(tmp_path: Path) -> Path:
    """A file with a token that the account's provider has signed."""
    path = tmp_path / "token"
    path.write_text("oidc-token\n", encoding="ascii")
    return path


def _options(token: Path) -> dict[str, Any]:
    return {**NO_KEY, "role_arn": ROLE, "oidc_provider_arn": PROVIDER, "oidc_token_file": str(token)}


def _environ(token: Path) -> dict[str, str]:
    return {
        "ALIBABA_CLOUD_ROLE_ARN": ROLE,
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": PROVIDER,
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": str(token),
    }


def test_options(emulator: Running, clock: FakeClock, token: Path) -> None:
    made = client(clock, **_options(token))
    made.call("DescribeVpnGateways")
    assert actions(emulator) == ["AssumeRoleWithOIDC", "DescribeVpnGateways"]
    assert "AccessKeyId" not in emulator.log[0]["parameters"]
    assert made.view[2] == f"{ROLE} by {PROVIDER}"


def test_environment(emulator: Running, clock: FakeClock, token: Path) -> None:
    client(clock, _environ(token), **NO_KEY).call("DescribeVpnGateways")
    assert actions(emulator) == ["AssumeRoleWithOIDC", "DescribeVpnGateways"]


def test_profile(emulator: Running, clock: FakeClock, token: Path, tmp_path: Path) -> None:
    profile = {"name": "a", "mode": "OIDC", "ram_role_arn": ROLE, "oidc_provider_arn": PROVIDER}
    of_profiles(tmp_path, clock, {**profile, "oidc_token_file": str(token)}).call("DescribeVpnGateways")
    assert actions(emulator) == ["AssumeRoleWithOIDC", "DescribeVpnGateways"]
    with pytest.raises(SettingsError, match="oidc_token_file: not given in profile 'a' in "):
        of_profiles(tmp_path, clock, profile)


def test_a_key_in_the_environment_has_priority(emulator: Running, clock: FakeClock, token: Path) -> None:
    key = {"ALIBABA_CLOUD_ACCESS_KEY_ID": "testid", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "testsecret"}
    client(clock, {**_environ(token), **key}, **NO_KEY).call("DescribeVpnGateways")
    assert actions(emulator) == ["DescribeVpnGateways"]


@pytest.mark.parametrize("missing", _environ(Path("token")))
def test_two_of_the_three_variables_are_not_used(clock: FakeClock, token: Path, tmp_path: Path, missing: str) -> None:
    environ = {"HOME": str(tmp_path), "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true", **_environ(token), missing: ""}
    with pytest.raises(SettingsError, match="no credentials"):
        client(clock, environ, **NO_KEY)


def test_the_token_is_read_again(emulator: Running, clock: FakeClock, token: Path) -> None:
    made = client(clock, **_options(token))
    made.call("DescribeVpnGateways")
    emulator.cloud.account.oidc_tokens = {"another"}
    token.write_text("another", encoding="ascii")
    clock.sleep(3000)
    made.call("DescribeVpnGateways")
    assert actions(emulator).count("AssumeRoleWithOIDC") == 2


def test_the_token_is_in_no_url_and_no_message(
    emulator: Running, clock: FakeClock, token: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    urls: list[str] = []
    send = HTTPAdapter.send

    def noting(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        urls.append(str(request.url))
        return send(self, request, **options)

    monkeypatch.setattr(HTTPAdapter, "send", noting)
    token.write_text("forged-token", encoding="ascii")
    with pytest.raises(CredentialsError, match=r"AuthenticationFail\.OIDCToken\.Invalid") as caught:
        client(clock, **_options(token)).call("DescribeVpnGateways")
    assert "forged" not in f"{caught.value} {caught.value.details()}"
    assert caught.value.details()["code"] == "AuthenticationFail.OIDCToken.Invalid"
    assert len(urls) == 1
    assert "forged" not in urls[0]


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"oidc_token_file": "/nowhere/token"}, "oidc_token_file: /nowhere/token cannot be read: No such file"),
        ({"oidc_token_file": ""}, "oidc_token_file: not given in the options"),
        ({"oidc_provider_arn": ""}, "oidc_provider_arn: not given in the options"),
        ({"role_arn": ""}, "oidc_provider_arn: not allowed without role_arn"),
        ({"access_key_id": "testid"}, "access_key_id: not allowed with oidc_token_file"),
        ({"profile": "a"}, "profile: not allowed with oidc_token_file"),
    ],
)
def test_wrong_options(
    emulator: Running, clock: FakeClock, token: Path, tmp_path: Path, given: dict[str, str], named: str
) -> None:
    environ = {"HOME": str(tmp_path), "ALIBABA_CLOUD_ACCESS_KEY_ID": "i", "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "s"}
    with pytest.raises(SettingsError, match=named):
        client(clock, environ, **{**_options(token), **given})
    assert not emulator.log


@pytest.mark.parametrize(("content", "named"), [(b"", "is empty"), (b"\xff\xfe", "it is not a token")])
def test_a_file_without_a_token(clock: FakeClock, token: Path, content: bytes, named: str) -> None:
    token.write_bytes(content)
    with pytest.raises(SettingsError, match=named):
        client(clock, **_options(token))


def test_the_session_name_of_the_environment(emulator: Running, clock: FakeClock, token: Path) -> None:
    environ = {**_environ(token), "ALIBABA_CLOUD_ROLE_SESSION_NAME": "not allowed"}
    with pytest.raises(CredentialsError, match="RoleSessionName"):
        client(clock, environ, **NO_KEY).call("DescribeVpnGateways")
