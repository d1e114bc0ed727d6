# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of the role of an ECS instance, from its metadata service."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError, SettingsError
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.identity import ROLE, actions, client, clock, emulator, hosts, of_profiles

__all__ = ["clock", "emulator", "hosts"]

NO_KEY = {"access_key_id": None, "access_key_secret": None}
TOKEN = "/latest/api/token"
KEYS = "/latest/meta-data/ram/security-credentials/"


@pytest.fixture(autouse=True)
def instance(emulator: Running) -> None:
    """An ECS instance with a role."""
    emulator.cloud.account.ecs_role = "vpn"


def _environ(home: Path, **more: str) -> dict[str, str]:
    return {"HOME": str(home), **more}


def test_option(emulator: Running, hosts: list[str], clock: FakeClock) -> None:
    made = client(clock, ecs_role_name="vpn", **NO_KEY)
    assert not emulator.log
    made.call("DescribeVpnGateways")
    assert actions(emulator) == [TOKEN, f"{KEYS}vpn", "DescribeVpnGateways"]
    assert hosts == ["100.100.100.200", "100.100.100.200", "vpc.aliyuncs.com"]
    assert made.view[2] == "ECS role vpn"


def test_the_last_place_without_a_name(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    client(clock, _environ(tmp_path), **NO_KEY).call("DescribeVpnGateways")
    assert actions(emulator) == [TOKEN, KEYS, f"{KEYS}vpn", "DescribeVpnGateways"]


def test_name_in_the_environment(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    client(clock, _environ(tmp_path, ALIBABA_CLOUD_ECS_METADATA="vpn"), **NO_KEY).call("DescribeVpnGateways")
    assert actions(emulator) == [TOKEN, f"{KEYS}vpn", "DescribeVpnGateways"]


@pytest.mark.parametrize("more", [{}, {"ram_role_name": "vpn"}])
def test_profile(emulator: Running, clock: FakeClock, tmp_path: Path, more: dict[str, str]) -> None:
    of_profiles(tmp_path, clock, {"name": "a", "mode": "EcsRamRole", **more}).call("DescribeVpnGateways")
    assert actions(emulator)[-1] == "DescribeVpnGateways"


def test_a_role_by_the_role_of_the_instance(emulator: Running, clock: FakeClock) -> None:
    client(clock, ecs_role_name="vpn", role_arn=ROLE, **NO_KEY).call("DescribeVpnGateways")
    assert actions(emulator)[-2:] == ["AssumeRole", "DescribeVpnGateways"]


def test_keys_are_renewed(emulator: Running, clock: FakeClock) -> None:
    made = client(clock, ecs_role_name="vpn", **NO_KEY)
    for _minutes in range(0, 180, 10):
        made.call("DescribeVpnGateways")
        clock.sleep(600)
    assert {entry["code"] for entry in emulator.log} == {None}
    assert actions(emulator).count(f"{KEYS}vpn") == 4


class TestWithoutTokens:
    """Instances that have only version 1."""

    @pytest.fixture(autouse=True)
    def without_tokens(self, emulator: Running, monkeypatch: pytest.MonkeyPatch) -> None:
        """The service answers a request for a token with HTTP 404."""
        emulator.cloud.account.metadata_v1 = True
        send = HTTPAdapter.send

        def old(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
            if urlsplit(str(request.url)).path == TOKEN:
                request.url = str(request.url).replace(TOKEN, "/latest/nothing")
            return send(self, request, **options)

        monkeypatch.setattr(HTTPAdapter, "send", old)

    def test_version_1(self, emulator: Running, clock: FakeClock) -> None:
        client(clock, ecs_role_name="vpn", **NO_KEY).call("DescribeVpnGateways")
        assert actions(emulator) == [f"{KEYS}vpn", "DescribeVpnGateways"]

    def test_version_1_is_disabled(self, emulator: Running, clock: FakeClock) -> None:
        made = client(clock, {"ALIBABA_CLOUD_IMDSV1_DISABLED": "true"}, ecs_role_name="vpn", **NO_KEY)
        with pytest.raises(CredentialsError, match=r"metadata service of ECS: .* answered with HTTP 404"):
            made.call("DescribeVpnGateways")
        assert [entry["action"] for entry in emulator.log] == ["/latest/nothing"]


def test_version_2_only(emulator: Running, clock: FakeClock) -> None:
    emulator.cloud.account.metadata_v1 = False
    client(clock, ecs_role_name="vpn", **NO_KEY).call("DescribeVpnGateways")
    assert actions(emulator)[-1] == "DescribeVpnGateways"


def test_another_role(emulator: Running, clock: FakeClock) -> None:
    with pytest.raises(CredentialsError, match=r"metadata service of ECS: .*/other answered with HTTP 404"):
        client(clock, ecs_role_name="other", **NO_KEY).call("DescribeVpnGateways")


def test_nothing_at_all(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    emulator.cloud.account.ecs_role = ""
    with pytest.raises(CredentialsError) as caught:
        client(clock, _environ(tmp_path), **NO_KEY).call("DescribeVpnGateways")
    tried = "no credentials: tried the options; the environment; profiles in "
    assert str(caught.value).startswith(f"{tried}{tmp_path}/.aliyun/config.json and ")
    assert "credentials.ini; metadata service of ECS: " in str(caught.value)
    assert "Give access_key_id and access_key_secret, or " in str(caught.value)


def test_no_instance_is_asked_if_it_is_disabled(emulator: Running, clock: FakeClock, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="no credentials: tried"):
        client(clock, _environ(tmp_path, ALIBABA_CLOUD_ECS_METADATA_DISABLED="true"), **NO_KEY)
    assert not emulator.log


@pytest.mark.parametrize("name", ["../token", "a/b", "a b", "a?b", "@host", "x" * 65, "vpn\n"])
def test_the_name_of_a_role_is_only_that(emulator: Running, clock: FakeClock, name: str) -> None:
    with pytest.raises(SettingsError, match=r"ecs_role_name: .* is not the name of a role"):
        client(clock, ecs_role_name=name, **NO_KEY)
    emulator.cloud.account.ecs_role = name.strip()
    if name.strip() != "vpn":
        with pytest.raises(CredentialsError, match="the answer is not the name of a role"):
            client(clock, {"HOME": "/nowhere"}, **NO_KEY).call("DescribeVpnGateways")


def test_proxies_are_not_used(emulator: Running, clock: FakeClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.test:3128")
    monkeypatch.setenv("https_proxy", "http://proxy.test:3128")
    used: dict[str, bool] = {}
    send = HTTPAdapter.send

    def noting(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        used[urlsplit(str(request.url)).netloc] = bool(options["proxies"])
        return send(self, request, **options)

    monkeypatch.setattr(HTTPAdapter, "send", noting)
    client(clock, ecs_role_name="vpn", **NO_KEY).call("DescribeVpnGateways")
    assert used == {"100.100.100.200": False, "vpc.aliyuncs.com": True}
