# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of a helper at a credentials URI."""

from __future__ import annotations

from pathlib import Path

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.identity import actions, client, clock, emulator, hosts, of_profiles

__all__ = ["clock", "emulator", "hosts"]

NO_KEY = {"access_key_id": None, "access_key_secret": None}
URI = "http://127.0.0.1:8080/credentials?secret=hush"


def test_option(emulator: Running, hosts: list[str], clock: FakeClock) -> None:
    made = client(clock, credentials_uri=URI, **NO_KEY)
    made.call("DescribeVpnGateways")
    assert actions(emulator) == ["/credentials", "DescribeVpnGateways"]
    assert hosts == ["127.0.0.1:8080", "vpc.aliyuncs.com"]
    assert made.view[2] == "http://127.0.0.1:8080/credentials"


def test_environment(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "ALIBABA_CLOUD_CREDENTIALS_URI": URI}
    made = client(clock, {**environ, "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}, **NO_KEY)
    made.call("DescribeVpnGateways")
    assert actions(emulator) == ["/credentials", "DescribeVpnGateways"]


def test_the_ecs_instance_is_asked_before(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    environ = {"HOME": str(tmp_path), "ALIBABA_CLOUD_CREDENTIALS_URI": URI}
    made = client(clock, environ, **NO_KEY)
    made.call("DescribeVpnGateways")
    made.call("DescribeVpnGateways")
    assert actions(emulator) == ["/latest/api/token", "/credentials", "DescribeVpnGateways", "DescribeVpnGateways"]
    emulator.clear_log()
    emulator.cloud.account.ecs_role = "vpn"
    client(clock, environ, **NO_KEY).call("DescribeVpnGateways")
    assert "/credentials" not in actions(emulator)


def test_profile(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    profile = {"name": "a", "mode": "CredentialsURI", "credentials_uri": URI}
    of_profiles(tmp_path, clock, profile).call("DescribeVpnGateways")
    assert actions(emulator) == ["/credentials", "DescribeVpnGateways"]


def test_keys_are_renewed(emulator: Running, clock: FakeClock) -> None:
    made = client(clock, credentials_uri=URI, **NO_KEY)
    for _minutes in range(0, 180, 10):
        made.call("DescribeVpnGateways")
        clock.sleep(600)
    assert actions(emulator).count("/credentials") == 4


@pytest.mark.parametrize("uri", [URI.replace("credentials", "nothing"), URI.replace("/credentials", "")])
def test_a_wrong_answer_and_no_secret(emulator: Running, clock: FakeClock, uri: str) -> None:
    with pytest.raises(CredentialsError, match="no credentials: credentials_uri: http://127") as caught:
        client(clock, credentials_uri=uri, **NO_KEY).call("DescribeVpnGateways")
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize(
    "uri",
    ["127.0.0.1", "file:///etc/passwd", "ftp://a.test/", "http://", "http://user:hush@a.test/", "http://a.test/ hush"],
)
def test_wrong_uri(emulator: Running, clock: FakeClock, uri: str) -> None:
    with pytest.raises(SettingsError, match="credentials_uri: this is not a URI that can be called") as caught:
        client(clock, credentials_uri=uri, **NO_KEY)
    assert "hush" not in str(caught.value)
    assert not emulator.log
