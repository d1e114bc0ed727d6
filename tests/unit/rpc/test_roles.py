# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of a RAM role: from the Security Token Service, renewed in time, from the host that the settings name."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey, Renewed
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.identity import PROVIDER, ROLE, actions, client, clock, emulator, hosts, of_profiles

__all__ = ["clock", "emulator", "hosts"]

PROFILE = {
    "mode": "RamRoleArn",
    "access_key_id": "testid",
    "access_key_secret": "testsecret",
    "ram_role_arn": ROLE,
    "ram_session_name": "cli",
    "expired_seconds": 900,
}


def test_role_of_the_options(emulator: Running, clock: FakeClock) -> None:
    made = client(clock, role_arn=ROLE)
    assert actions(emulator) == []
    made.call("DescribeVpnGateways")
    made.call("DescribeCustomerGateways")
    assert actions(emulator) == ["AssumeRole", "DescribeVpnGateways", "DescribeCustomerGateways"]


def test_options_of_the_role(emulator: Running, clock: FakeClock) -> None:
    emulator.cloud.account.external_id = "partner"
    wanted = {"role_arn": ROLE, "role_session_seconds": 900, "role_external_id": "partner"}
    made = client(clock, **wanted, role_session_name="deploy")
    made.call("DescribeVpnGateways")
    clock.sleep(899)
    made.call("DescribeVpnGateways")
    assert actions(emulator).count("AssumeRole") == 2


def test_keys_are_renewed_before_they_expire(emulator: Running, clock: FakeClock) -> None:
    made = client(clock, role_arn=ROLE)
    for _minutes in range(0, 180, 10):
        made.call("DescribeVpnGateways")
        clock.sleep(600)
    assert {entry["code"] for entry in emulator.log} == {None}
    assert actions(emulator).count("AssumeRole") == 4  # at 0, 50, 100 and 150 minutes


def test_a_service_that_fails_for_a_while_harms_nothing(emulator: Running, clock: FakeClock) -> None:
    made = client(clock, role_arn=ROLE, retry_timeout=0)
    made.call("DescribeVpnGateways")
    emulator.add_fault("AssumeRole:503:2")
    for seconds in (2800, 300, 300):
        clock.sleep(seconds)
        made.call("DescribeVpnGateways")
    assert [entry["http_status"] for entry in emulator.log if entry["action"] == "AssumeRole"] == [200, 503, 503, 200]


def test_a_refusal_says_who_refused_and_no_secret(emulator: Running, clock: FakeClock) -> None:
    other = ROLE.replace("vpn", "other")
    with pytest.raises(CredentialsError) as caught:
        client(clock, role_arn=other).call("DescribeVpnGateways")
    assert str(caught.value).startswith(
        "no credentials: AssumeRole: EntityNotExist.Role: The specified Role not exists"
    )
    assert "testsecret" not in f"{caught.value} {caught.value.details()}"
    with pytest.raises(CredentialsError, match="SignatureDoesNotMatch"):
        client(clock, role_arn=ROLE, access_key_secret="other").call("DescribeVpnGateways")


@pytest.mark.parametrize(
    ("options", "environ", "host"),
    [
        ({}, {}, "sts.aliyuncs.com"),
        ({"sts_region": "cn-beijing"}, {"ALIBABA_CLOUD_STS_REGION": "cn-shanghai"}, "sts.cn-beijing.aliyuncs.com"),
        ({}, {"ALIBABA_CLOUD_STS_REGION": "cn-shanghai"}, "sts.cn-shanghai.aliyuncs.com"),
        (
            {"sts_region": "cn-beijing"},
            {"ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED": "True"},
            "sts-vpc.cn-beijing.aliyuncs.com",
        ),
        ({"sts_endpoint": "sts.inside.test", "sts_region": "cn-beijing"}, {}, "sts.inside.test"),
        ({}, {"ALIBABA_CLOUD_ENDPOINT_STS": "sts.inside.test"}, "sts.inside.test"),
        ({}, {"STS_ENDPOINT": "sts.inside.test"}, "sts.inside.test"),
    ],
)
def test_host(hosts: list[str], clock: FakeClock, options: dict[str, str], environ: dict[str, str], host: str) -> None:
    client(clock, environ, role_arn=ROLE, **options).call("DescribeVpnGateways")
    assert hosts == [host, "vpc.aliyuncs.com"]


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"sts_region": "@127.0.0.1:1/"}, "sts_region: '@127.0.0.1:1/' is not allowed"),
        ({"sts_endpoint": "a.test/path"}, "sts_endpoint: 'a.test/path' is not allowed"),
        ({"sts_endpoint": "user:pass@a.test"}, "sts_endpoint: a user name or password is not allowed"),
        ({"role_arn": "vpn"}, "role_arn: 'vpn' is not the ARN of a role"),
        ({"role_arn": f"{ROLE}\n"}, "is not the ARN of a role"),
        ({"role_session_name": "a b"}, "the session name 'a b' is not allowed"),
        ({"role_session_seconds": 899}, "a session of 899 seconds is not allowed; allowed: 900 to 43200"),
        ({"role_session_seconds": 43201}, "a session of 43201 seconds is not allowed"),
        ({"role_arn": None, "role_external_id": "x"}, "role_external_id: not allowed without role_arn"),
    ],
)
def test_wrong_options(hosts: list[str], clock: FakeClock, options: dict[str, Any], named: str) -> None:
    with pytest.raises(SettingsError) as caught:
        client(clock, **{"role_arn": ROLE, **options})
    assert named in str(caught.value)
    assert "pass" not in str(caught.value).replace("password", "")
    assert hosts == []


class TestProfile:
    def test_ram_role_arn(self, emulator: Running, hosts: list[str], clock: FakeClock, tmp_path: Path) -> None:
        made = of_profiles(tmp_path, clock, {"name": "a", **PROFILE, "sts_region": "cn-beijing"})
        made.call("DescribeVpnGateways")
        assert hosts == ["sts.cn-beijing.aliyuncs.com", "vpc.aliyuncs.com"]
        assert made.view[2] == f"{ROLE} by testid"

    def test_enable_vpc(self, hosts: list[str], clock: FakeClock, tmp_path: Path) -> None:
        profile = {"name": "a", **PROFILE, "sts_region": "cn-beijing", "enable_vpc": True}
        of_profiles(tmp_path, clock, profile).call("DescribeVpnGateways")
        assert hosts[0] == "sts-vpc.cn-beijing.aliyuncs.com"

    def test_chainable_ram_role_arn(self, emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
        chained = {"mode": "ChainableRamRoleArn", "ram_role_arn": ROLE, "ram_session_name": "cli"}
        profiles = [
            {"name": "a", **chained, "source_profile": "b"},
            {"name": "b", **chained, "source_profile": "c"},
            {"name": "c", **PROFILE},
        ]
        made = of_profiles(tmp_path, clock, *profiles)
        made.call("DescribeVpnGateways")
        assert actions(emulator) == ["AssumeRole", "AssumeRole", "AssumeRole", "DescribeVpnGateways"]

    def test_profiles_in_a_circle(self, clock: FakeClock, tmp_path: Path) -> None:
        chained = {"mode": "ChainableRamRoleArn", "ram_role_arn": ROLE}
        profiles = [{"name": "a", **chained, "source_profile": "b"}, {"name": "b", **chained, "source_profile": "a"}]
        with pytest.raises(SettingsError, match="a > b > a"):
            of_profiles(tmp_path, clock, *profiles)

    @pytest.mark.parametrize(
        ("more", "named"),
        [
            ({"mode": "ChainableRamRoleArn"}, "profile: '' does not exist"),
            ({"ram_role_arn": ""}, "profile 'a' in .*: '' is not the ARN of a role"),
            ({"expired_seconds": "900"}, "profile 'a' in .*: a session of '900' seconds is not allowed"),
            ({"sts_region": "a/b"}, "sts_region: 'a/b' is not allowed"),
        ],
    )
    def test_wrong_profile(self, clock: FakeClock, tmp_path: Path, more: dict[str, Any], named: str) -> None:
        with pytest.raises(SettingsError, match=named):
            of_profiles(tmp_path, clock, {"name": "a", **PROFILE, **more})


@pytest.mark.parametrize(
    ("section", "called"),
    [
        (
            f"type = ram_role_arn\nrole_arn = {ROLE}\naccess_key_id = testid\naccess_key_secret = testsecret",
            "AssumeRole",
        ),
        (
            f"type = oidc_role_arn\nrole_arn = {ROLE}\noidc_provider_arn = {PROVIDER}\noidc_token_file_path = TOKEN",
            "AssumeRoleWithOIDC",
        ),
        ("type = ecs_ram_role\nrole_name = vpn", "/latest/meta-data/ram/security-credentials/vpn"),
    ],
)
def test_ini_file(emulator: Running, clock: FakeClock, tmp_path: Path, section: str, called: str) -> None:
    emulator.cloud.account.ecs_role = "vpn"
    (tmp_path / "token").write_text("oidc-token", encoding="ascii")
    path = tmp_path / "credentials.ini"
    path.write_text(f"[default]\n{section}\n".replace("TOKEN", str(tmp_path / "token")), encoding="utf-8")
    environ = {"HOME": str(tmp_path), "ALIBABA_CLOUD_CREDENTIALS_FILE": str(path)}
    client(clock, environ, access_key_id=None, access_key_secret=None).call("DescribeVpnGateways")
    assert actions(emulator)[-2:] == [called, "DescribeVpnGateways"]


class TestRenewed:
    def test_a_key_without_an_end_is_kept(self, clock: FakeClock) -> None:
        fetched: list[AccessKey] = []

        def fetch() -> AccessKey:
            fetched.append(AccessKey("i", "s"))
            return fetched[-1]

        source = Renewed("it", fetch, clock)
        for _day in range(3):
            source.key()
            clock.sleep(86400)
        assert len(fetched) == 1

    def test_an_expired_key_is_never_used(self, clock: FakeClock) -> None:
        keys = [AccessKey("i", "s", "t", clock.now() + timedelta(seconds=900))]

        def fetch() -> AccessKey:
            if keys:
                return keys.pop()
            raise CredentialsError("it: no answer")

        source = Renewed("it", fetch, clock)
        source.key()
        clock.sleep(899)
        source.key()
        clock.sleep(1)
        with pytest.raises(CredentialsError, match="it: no answer"):
            source.key()
