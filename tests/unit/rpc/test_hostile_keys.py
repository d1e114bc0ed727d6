# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Services that give out keys answer with something else: the error names the service, and nothing of the answer."""

from __future__ import annotations

import io
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from requests.adapters import HTTPAdapter
from urllib3 import HTTPResponse

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import CredentialsError
from tests.emulator.running import Running
from tests.support.fakes import FakeClock
from tests.support.identity import ROLE, actions, client, clock, emulator, hosts

__all__ = ["clock", "emulator", "hosts"]

NO_KEY = {"access_key_id": None, "access_key_secret": None}
KEY = {
    "Code": "Success",
    "AccessKeyId": "STS.hush",
    "AccessKeySecret": "hush-secret",
    "SecurityToken": "hush-token",
    "Expiration": "2126-05-25T09:30:00Z",
}
# The host of the answer that is replaced, its path, the options that lead to it, and what the error names.
SOURCES: dict[str, tuple[str, str, dict[str, Any], str]] = {
    "uri": (
        "127.0.0.1:8080",
        "/credentials",
        {"credentials_uri": "http://127.0.0.1:8080/credentials", **NO_KEY},
        "credentials_uri: ",
    ),
    "ecs": (
        "100.100.100.200",
        "/latest/meta-data/ram/security-credentials/vpn",
        {"ecs_role_name": "vpn", **NO_KEY},
        "metadata service of ECS: ",
    ),
    "sts": ("sts.aliyuncs.com", "/", {"role_arn": ROLE, "retry_timeout": 0}, "AssumeRole: "),
}
MEMBERS = ("AccessKeyId", "AccessKeySecret", "SecurityToken", "Expiration")
WRONG: list[Any] = [None, 7, 10**30, True, "", [], ["hush"], {}, {"hush": 1}]
ANSWERS = [
    *({**KEY, member: value} for member in MEMBERS for value in WRONG),
    *({name: value for name, value in KEY.items() if name != member} for member in MEMBERS),
    *({**KEY, "Expiration": text} for text in ("hush", "2026-13-01T00:00:00Z", "99999-01-01T00:00:00Z", "{{ 7*7 }}")),
    *WRONG,
]
TEXTS = ["", "hush", '{"hush', '{"a":' * 100_000, "[" * 100_000, "\ufffd", "<hush/>", "NaN", json.dumps(KEY)[:-1]]


def _answering(monkeypatch: pytest.MonkeyPatch, host: str, path: str, text: str) -> None:
    send = HTTPAdapter.send

    def other(self: HTTPAdapter, request: requests.PreparedRequest, **options: Any) -> requests.Response:
        answer = send(self, request, **options)
        url = urlsplit(str(request.url))
        if (url.netloc, url.path) == (host, path):
            answer.raw = HTTPResponse(io.BytesIO(text.encode()), preload_content=False)
        return answer

    monkeypatch.setattr(HTTPAdapter, "send", other)


def _texts(source: str) -> list[str]:
    if source == "sts":
        return [*TEXTS, *(json.dumps({"RequestId": "R", "Credentials": answer}) for answer in ANSWERS)]
    return [*TEXTS, *map(json.dumps, ANSWERS)]


@pytest.mark.parametrize("source", SOURCES)
def test_a_wrong_answer(emulator: Running, clock: FakeClock, monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    host, path, options, named = SOURCES[source]
    for text in _texts(source):
        with monkeypatch.context() as patch:
            _answering(patch, host, path, text)
            emulator.clear_log()
            with pytest.raises(CredentialsError) as caught:
                client(clock, **options).call("DescribeVpnGateways")
        assert f"no credentials: {named}" in str(caught.value), text[:80]
        assert "hush" not in f"{caught.value} {caught.value.details()}"
        assert caught.value.details()["code"] == "Collection.NoAnswer", text[:80]
        assert "DescribeVpnGateways" not in actions(emulator)
