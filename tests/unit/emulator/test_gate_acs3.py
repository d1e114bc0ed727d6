# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused before the action when the signature is in the headers."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from tests.emulator import signature_acs3
from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.emulator.messages import Request
from tests.support.acs3 import Acs3Caller
from tests.support.caller import Caller

_AUTHORIZATION = "ACS3-HMAC-SHA256 Credential=testid,SignedHeaders=host;x-acs-action,Signature=00"
_REFUSED = {
    "no action": ({"x-acs-action": None}, "MissingAction", 400),
    "unknown action": ({"x-acs-action": "DescribeVpnGatewayz"}, "InvalidAction.NotFound", 404),
    "no version": ({"x-acs-version": None}, "MissingVersion", 400),
    "wrong version": ({"x-acs-version": "2014-05-26"}, "InvalidVersion", 400),
    "not signed": ({"Authorization": None}, "MissingAccessKeyId", 400),
    "unknown key id": ({"key_id": "nobody"}, "InvalidAccessKeyId.NotFound", 404),
    "no date": ({"x-acs-date": None}, "MissingTimestamp", 400),
    "local time": ({"x-acs-date": "2027-01-15T08:00:00+08:00"}, "InvalidTimeStamp.Format", 400),
    "no nonce": ({"x-acs-signature-nonce": None}, "MissingSignatureNonce", 400),
    "no hash of the body": ({"x-acs-content-sha256": None}, "IncompleteSignature", 400),
    "headers that are not signed": ({"Authorization": _AUTHORIZATION}, "IncompleteSignature", 400),
    "no signature": ({"Authorization": "ACS3-HMAC-SHA256 Credential=testid"}, "IncompleteSignature", 400),
    "another scheme": ({"Authorization": "Basic dGVzdA=="}, "IncompleteSignature", 400),
    "another algorithm": ({"Authorization": _AUTHORIZATION.replace("256", "1")}, "InvalidSignatureMethod", 400),
    "wrong secret": ({"secret": "other"}, "SignatureDoesNotMatch", 400),
    "other HTTP method": ({"method": "PUT"}, "UnsupportedHTTPMethod", 400),
    "unknown region": ({"RegionId": "Hangzhou"}, "InvalidRegionId.NotFound", 404),
}


@pytest.fixture
def headers(cloud: Cloud) -> Acs3Caller:
    """A caller that signs in the headers."""
    return Acs3Caller(cloud)


def _code(call: Caller, request: Request) -> str:
    return json.loads(call.cloud.handle(request).body)["Code"]


@pytest.mark.parametrize(("given", "code", "status"), _REFUSED.values(), ids=_REFUSED.keys())
def test_refusal(headers: Acs3Caller, given: dict[str, Any], code: str, status: int) -> None:
    answer = headers.answer("DescribeVpnGateways", **given)
    assert (json.loads(answer.body)["Code"], answer.status) == (code, status)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_both_signatures_reach_the_same_cloud(call: Caller, headers: Acs3Caller, method: str) -> None:
    created = headers("CreateCustomerGateway", method=method, IpAddress="1.0.0.1", Name="a*b~c d+e\u7f51")
    read = call("DescribeCustomerGateway", CustomerGatewayId=created["CustomerGatewayId"])
    assert read["Name"] == "a*b~c d+e\u7f51"
    assert call.cloud.log.entries[0]["action"] == "CreateCustomerGateway"
    assert call.cloud.log.entries[0]["kind"] == "write"


def test_body_is_signed(headers: Acs3Caller) -> None:
    sent = headers.request("DescribeVpnGateways", body=b"PageSize=5")
    changed = Request(sent.method, sent.parameters, sent.host, sent.headers, sent.query, b"PageSize=6")
    assert _code(headers, changed) == "SignatureDoesNotMatch"
    assert headers.cloud.handle(sent).status == 200


def test_client_can_compare_the_canonical_requests(headers: Acs3Caller) -> None:
    sent = headers.request("DescribeVpnGateways", secret="other", PageSize=5)
    message = json.loads(headers.cloud.handle(sent).body)["Message"]
    unsigned = {name: value for name, value in sent.headers.items() if name != "authorization"}
    canonical = signature_acs3.canonical_request(sent, unsigned)
    assert message == (
        "Specified signature does not match our calculation. server StringToSign is [ACS3-HMAC-SHA256\n"
        f"{hashlib.sha256(canonical.encode()).hexdigest()}], server CanonicalRequest is [{canonical}]"
    )


@pytest.mark.parametrize(("seconds", "code"), [(-901, "Expired"), (901, "Expired"), (-899, None), (899, None)])
def test_date(headers: Acs3Caller, clock: ManualClock, seconds: float, code: str | None) -> None:
    sent = headers.request("DescribeVpnGateways")
    clock.advance(seconds)
    answer = headers.cloud.handle(sent)
    assert json.loads(answer.body).get("Code") == (code and f"InvalidTimeStamp.{code}")


def test_nonce_is_used_once_in_both_signatures(call: Caller, headers: Acs3Caller) -> None:
    headers("DescribeVpnGateways", **{"x-acs-signature-nonce": "once"})
    assert headers.refused("DescribeVpnGateways", **{"x-acs-signature-nonce": "once"}) == "SignatureNonceUsed"
    assert call.refused("DescribeVpnGateways", SignatureNonce="once") == "SignatureNonceUsed"
