# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The host of a region, by the contract's table and rule."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

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
