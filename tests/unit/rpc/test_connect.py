# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Creating a client from options and environment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect

OPTIONS: dict[str, Any] = {
    "access_key_id": "i",
    "access_key_secret": "s",
    "validate_certs": True,
    "timeout": 30,
    "retry_timeout": 30,
}


def _url(options: dict[str, Any], environ: dict[str, str]) -> str:
    return connect({**OPTIONS, **options}, environ=environ)._transport.url


@pytest.mark.parametrize("variable", ["ALIBABA_CLOUD_REGION_ID", "ALIBABA_CLOUD_REGION", "ALICLOUD_REGION"])
def test_region_from_the_environment(variable: str) -> None:
    assert connect(OPTIONS, environ={variable: "cn-beijing"}).region == "cn-beijing"


def test_the_region_option_has_priority() -> None:
    client = connect({**OPTIONS, "region": "cn-shanghai"}, environ={"ALIBABA_CLOUD_REGION_ID": "cn-beijing"})
    assert client.region == "cn-shanghai"


def test_the_region_of_the_profile_is_used_last(tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    profile = {"name": "a", "access_key_id": "i", "access_key_secret": "s", "region_id": "eu-central-1"}
    path.write_text(json.dumps({"profiles": [profile]}), encoding="utf-8")
    options = {**OPTIONS, "access_key_id": None, "access_key_secret": None, "profile": "a"}
    environ = {"ALIBABA_CLOUD_CREDENTIALS_FILE": str(path)}
    assert connect(options, environ=environ).region == "eu-central-1"
    assert connect(options, environ={**environ, "ALICLOUD_REGION": "cn-beijing"}).region == "cn-beijing"


def test_a_missing_region_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"region: not given.*ALIBABA_CLOUD_REGION_ID"):
        connect(OPTIONS, environ={"ALIBABA_CLOUD_REGION_ID": ""})


@pytest.mark.parametrize("variable", ["ALIBABA_CLOUD_ENDPOINT_VPC", "VPC_ENDPOINT"])
def test_endpoint_from_the_environment(variable: str) -> None:
    assert _url({"region": "cn-beijing"}, {variable: "vpc.inside.test"}) == "https://vpc.inside.test/"


def test_the_endpoint_option_has_priority() -> None:
    options = {"region": "cn-beijing", "endpoint": "http://127.0.0.1:1"}
    assert _url(options, {"ALIBABA_CLOUD_ENDPOINT_VPC": "vpc.inside.test"}) == "http://127.0.0.1:1/"


def test_an_empty_endpoint_is_unset() -> None:
    environ = {"ALIBABA_CLOUD_ENDPOINT_VPC": ""}
    assert _url({"region": "cn-beijing"}, environ) == "https://vpc.cn-beijing.aliyuncs.com/"


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeout": 0},
        {"timeout": -1},
        {"timeout": True},
        {"timeout": 10**18},
        {"timeout": 10**400},
        {"retry_timeout": -1},
        {"retry_timeout": True},
        {"retry_timeout": 86401},
        {"wait_timeout": -1},
        {"wait_timeout": False},
        {"wait_timeout": 10**400},
    ],
    ids="-".join,
)
def test_impossible_timeouts_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(SettingsError, match=f"{next(iter(wrong))}: .* is not allowed; allowed: [01] to [0-9]+ seconds"):
        connect({**OPTIONS, "region": "cn-beijing", **wrong}, environ={})


def test_the_longest_timeouts() -> None:
    connect(
        {**OPTIONS, "region": "cn-beijing", "timeout": 3600, "retry_timeout": 86400, "wait_timeout": 86400}, environ={}
    )
