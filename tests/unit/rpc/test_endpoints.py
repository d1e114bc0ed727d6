# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The host of a region, by the contract's table and rule."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.endpoints import base_url, host_of
from tests.emulator import contract

_ENDPOINTS = yaml.safe_load(Path(contract.DIRECTORY, "common.yaml").read_text(encoding="utf-8"))["endpoints"]


def test_the_table_has_36_regions() -> None:
    assert len(_ENDPOINTS["regions"]) == 36


@pytest.mark.parametrize(("region", "host"), _ENDPOINTS["regions"].items())
def test_a_region_of_the_table(region: str, host: str) -> None:
    assert host_of(region) == host


@pytest.mark.parametrize(
    "region", ["cn-beijing", "cn-shanghai", "cn-hongkong", "eu-central-1", "us-west-1", "new-land-9"]
)
def test_any_other_region_follows_the_rule(region: str) -> None:
    assert host_of(region) == f"vpc.{region}.aliyuncs.com"


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        (None, "https://vpc.aliyuncs.com/"),
        ("", "https://vpc.aliyuncs.com/"),
        ("vpc.example.org", "https://vpc.example.org/"),
        ("https://vpc.example.org/", "https://vpc.example.org/"),
        ("http://127.0.0.1:8765", "http://127.0.0.1:8765/"),
    ],
)
def test_plain_http_only_if_the_endpoint_requests_it(endpoint: str | None, url: str) -> None:
    assert base_url("cn-hangzhou", endpoint) == url


@pytest.mark.parametrize(
    ("endpoint", "url"),
    [
        ("HTTPS://vpc.example.org", "https://vpc.example.org/"),
        ("HTTP://127.0.0.1:8765/", "http://127.0.0.1:8765/"),
        ("vpc_test:8443", "https://vpc_test:8443/"),
        ("http://[::1]:8765", "http://[::1]:8765/"),
    ],
)
def test_the_parts_of_an_endpoint(endpoint: str, url: str) -> None:
    assert base_url("cn-hangzhou", endpoint) == url


@pytest.mark.parametrize(
    "region",
    [
        "@127.0.0.1:38945/",
        "cn-hangzhou/",
        "cn-hangzhou?",
        "cn-hangzhou#",
        "cn\\hangzhou",
        "cn.hangzhou",
        "CN-HANGZHOU",
        "cn hangzhou",
        "cn-hangzhou\n",
        "cn-häng",
        "cn-１",
        "x" * 64,
    ],
)
@pytest.mark.parametrize("endpoint", [None, "vpc.example.org"])
def test_a_region_is_a_word(region: str, endpoint: str | None) -> None:
    """Its text becomes part of a host name, so it must not be able to name another host."""
    with pytest.raises(SettingsError, match=r"region: .* is not allowed; allowed: .*a-z"):
        base_url(region, endpoint)


@pytest.mark.parametrize(
    "endpoint",
    [
        "ftp://vpc.example.org",
        "file:///etc/passwd",
        "//vpc.example.org",
        "https://",
        "https://vpc.example.org/path",
        "vpc.example.org?x=1",
        "vpc.example.org#x",
        "vpc.example.org:x",
        "vpc.example.org:0",
        "vpc.example.org:65536",
        "vpc.example.org:８０",
        "vpc.example.org\n",
        "vpc example org",
        "https://https://vpc.example.org",
        "http://[::1",
        "http://[vpc.example.org]",
    ],
)
def test_an_endpoint_is_a_host(endpoint: str) -> None:
    with pytest.raises(SettingsError, match=r"endpoint: .* is not allowed; allowed: a host such as vpc"):
        base_url("cn-hangzhou", endpoint)


@pytest.mark.parametrize("endpoint", ["https://me:hush@vpc.example.org", "me:hush@vpc.example.org", "x://me:hush@y/"])
def test_a_password_in_an_endpoint_is_refused_and_not_shown(endpoint: str) -> None:
    with pytest.raises(SettingsError, match=r"endpoint: .*user name") as caught:
        base_url("cn-hangzhou", endpoint)
    assert "hush" not in str(caught.value)
