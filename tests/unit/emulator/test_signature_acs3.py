# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Signature ACS3-HMAC-SHA256: the published example, and a comparison with the official SDK."""

from __future__ import annotations

from urllib.parse import urlencode

from alibabacloud_tea_openapi.utils import Utils
from darabonba.request import DaraRequest
from hypothesis import given
from hypothesis import strategies as st

from tests.emulator import signature_acs3
from tests.emulator.messages import Request

_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_VALUE = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=20)
_ORDERED = st.dictionaries(st.text("ABCxyz.0129", min_size=1, max_size=8), _TEXT, max_size=8)
_HEADERS = st.dictionaries(st.sampled_from(["host", "x-acs-date", "x-acs-action", "accept"]), _VALUE, min_size=1)


def _signature(request: Request, secret: str) -> str:
    canonical = signature_acs3.canonical_request(request, request.headers)
    return signature_acs3.sign(secret, signature_acs3.string_to_sign(canonical))


def test_published_example() -> None:
    query = {"RegionId": "cn-shanghai", "ImageId": "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd"}
    headers = {
        "x-acs-action": "RunInstances",
        "x-acs-version": "2014-05-26",
        "x-acs-date": "2023-10-26T10:22:32Z",
        "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
        "x-acs-content-sha256": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "Host": "ecs.cn-shanghai.aliyuncs.com",
    }
    request = Request.parse("POST", urlencode(query), b"", headers.items())
    expected = "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0"
    assert _signature(request, "YourAccessKeySecret") == expected


@given(_ORDERED, _HEADERS, st.binary(max_size=20), st.sampled_from(["GET", "POST"]), _TEXT)
def test_agrees_with_the_official_sdk(
    query: dict[str, str], headers: dict[str, str], body: bytes, method: str, secret: str
) -> None:
    theirs = DaraRequest()
    theirs.method, theirs.pathname, theirs.query, theirs.headers = method, "/", query, headers
    payload = Utils.hash(body, signature_acs3.ALGORITHM).hex()
    text = Utils.get_authorization(theirs, signature_acs3.ALGORITHM, payload, "testid", secret)
    read = signature_acs3.authorization(text)
    assert read and read[:3] == (signature_acs3.ALGORITHM, "testid", sorted(headers))
    assert read[3] == _signature(Request.parse(method, urlencode(query), body, headers.items()), secret)
