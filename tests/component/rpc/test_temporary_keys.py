# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Temporary keys over HTTP: the stand-in cloud is STS and credentials URI at the address that settings name."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect
from tests.emulator.running import Running, running
from tests.support.identity import OPTIONS, PROVIDER, ROLE, actions

NO_KEY = {"access_key_id": None, "access_key_secret": None}


@pytest.fixture
def emulator() -> Iterator[Running]:
    """A cloud on a port."""
    with running() as served:
        yield served


def _list_gateways(emulator: Running, environ: dict[str, str] | None = None, **options: Any) -> None:
    connect({**OPTIONS, "endpoint": emulator.url, **options}, environ=environ or {}).call("DescribeVpnGateways")


def test_role(emulator: Running) -> None:
    _list_gateways(emulator, role_arn=ROLE, sts_endpoint=emulator.url)
    _list_gateways(emulator, {"ALIBABA_CLOUD_ENDPOINT_STS": emulator.url}, role_arn=ROLE)
    assert actions(emulator) == ["AssumeRole", "DescribeVpnGateways"] * 2


def test_oidc(emulator: Running, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("oidc-token", encoding="ascii")
    environ = {
        "ALIBABA_CLOUD_ROLE_ARN": ROLE,
        "ALIBABA_CLOUD_OIDC_PROVIDER_ARN": PROVIDER,
        "ALIBABA_CLOUD_OIDC_TOKEN_FILE": str(tmp_path / "token"),
        "ALIBABA_CLOUD_ENDPOINT_STS": emulator.url,
    }
    _list_gateways(emulator, environ, **NO_KEY)
    assert actions(emulator) == ["AssumeRoleWithOIDC", "DescribeVpnGateways"]


def test_credentials_uri(emulator: Running) -> None:
    _list_gateways(emulator, credentials_uri=f"{emulator.url}/credentials", **NO_KEY)
    assert actions(emulator) == ["/credentials", "DescribeVpnGateways"]


def test_a_service_that_does_not_answer(emulator: Running) -> None:
    closed = "http://127.0.0.1:9"
    with pytest.raises(CredentialsError, match=f"no credentials: AssumeRole: no answer from {closed}/"):
        _list_gateways(emulator, role_arn=ROLE, sts_endpoint=closed, retry_timeout=0)
    with pytest.raises(
        CredentialsError, match=f"no credentials: credentials_uri: no answer from {closed}/keys"
    ) as caught:
        _list_gateways(emulator, credentials_uri=f"{closed}/keys?secret=hush", **NO_KEY)
    assert "hush" not in f"{caught.value} {caught.value.details()}"
    assert caught.value.details()["code"] == "Collection.NoAnswer"
    assert not emulator.log
