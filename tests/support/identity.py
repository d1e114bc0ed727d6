# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Clients whose keys come from the emulated identity services, in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.client import Client
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.connect import connect
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.in_process import serve

ROLE = "acs:ram::1234567890123456:role/vpn"
PROVIDER = "acs:ram::1234567890123456:oidc-provider/ci"
OPTIONS: dict[str, Any] = {
    "access_key_id": "testid",
    "access_key_secret": "testsecret",
    "region": "cn-hangzhou",
    "validate_certs": True,
    "timeout": 30,
    "retry_timeout": 30,
}


@pytest.fixture
def clock() -> FakeClock:
    """The time of the client and of the cloud."""
    return FakeClock()


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> Running:
    """A cloud that answers at every host."""
    return serve(monkeypatch, clock)


@pytest.fixture
def hosts(emulator: Running, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The hosts that were called."""
    called: list[str] = []
    send = HTTPAdapter.send

    def noting(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        called.append(urlsplit(str(request.url)).netloc)
        return send(self, request, **options)

    monkeypatch.setattr(HTTPAdapter, "send", noting)
    return called


def client(clock: FakeClock, environ: dict[str, str] | None = None, **options: Any) -> Client:
    """A client with the account's own key, unless the options say something else."""
    return connect({**OPTIONS, **options}, environ=environ or {}, clock=clock)


def of_profiles(home: Path, clock: FakeClock, *profiles: dict[str, Any], **environ: str) -> Client:
    """A client with the first of these profiles."""
    path = home / "config.json"
    path.write_text(json.dumps({"current": profiles[0]["name"], "profiles": profiles}), encoding="utf-8")
    environ["ALIBABA_CLOUD_CREDENTIALS_FILE"] = str(path)
    return client(clock, environ, access_key_id=None, access_key_secret=None)


def actions(emulator: Running) -> list[str]:
    """The actions that succeeded."""
    return [entry["action"] for entry in emulator.log if entry["http_status"] == 200]
