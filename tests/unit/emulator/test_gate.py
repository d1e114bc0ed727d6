# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is refused before the action: contract/common.yaml, gateway_codes."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.emulator import signature
from tests.emulator.clock import ManualClock
from tests.emulator.messages import Request, Response
from tests.support.caller import Caller

_PUBLIC = {
    "no action": ({"Action": None}, "MissingAction", 400),
    "unknown action": ({"Action": "DescribeVpnGatewayz"}, "InvalidAction.NotFound", 404),
    "action in lower case": ({"Action": "describevpngateways"}, "InvalidAction.NotFound", 404),
    "no version": ({"Version": None}, "MissingVersion", 400),
    "wrong version": ({"Version": "2014-05-26"}, "InvalidVersion", 400),
    "no key id": ({"AccessKeyId": None}, "MissingAccessKeyId", 400),
    "unknown key id": ({"AccessKeyId": "nobody"}, "InvalidAccessKeyId.NotFound", 404),
    "no signature method": ({"SignatureMethod": None}, "MissingSignatureMethod", 400),
    "other signature method": ({"SignatureMethod": "HMAC-SHA256"}, "InvalidSignatureMethod", 400),
    "no signature version": ({"SignatureVersion": None}, "MissingSignatureVersion", 400),
    "other signature version": ({"SignatureVersion": "2.0"}, "InvalidSignatureVersion", 400),
    "bearer token": ({"SignatureType": "BEARERTOKEN"}, "InvalidSignatureType", 400),
    "no nonce": ({"SignatureNonce": None}, "MissingSignatureNonce", 400),
    "no time": ({"Timestamp": None}, "MissingTimestamp", 400),
    "local time": ({"Timestamp": "2027-01-15T08:00:00+08:00"}, "InvalidTimeStamp.Format", 400),
    "impossible day": ({"Timestamp": "2027-02-30T08:00:00Z"}, "InvalidTimeStamp.Format", 400),
    "no signature": ({"Signature": ""}, "MissingSignature", 400),
    "wrong signature": ({"Signature": "MIkUcdTNOTXkp5hCMsfavyfEGM8="}, "SignatureDoesNotMatch", 400),
    "signature outside ASCII": ({"Signature": "\u4fe1"}, "SignatureDoesNotMatch", 400),
    "wrong secret": ({"secret": "other"}, "SignatureDoesNotMatch", 400),
    "other HTTP method": ({"method": "PUT"}, "UnsupportedHTTPMethod", 400),
    "unknown format": ({"Format": "YAML"}, "InvalidParameter.Format", 400),
    "no region": ({"RegionId": None}, "MissingRegionId", 400),
    "empty region": ({"RegionId": ""}, "MissingRegionId", 400),
    "unknown region": ({"RegionId": "cn-nowhere"}, "InvalidRegionId.NotFound", 404),
    "region in capitals": ({"RegionId": "CN-HANGZHOU"}, "InvalidRegionId.NotFound", 404),
    "unknown parameter": ({"Regionid": "cn-hangzhou"}, "InvalidRegionid", 400),
    "value out of range": ({"PageSize": 51}, "InvalidPageSize", 400),
}


@pytest.mark.parametrize(("given", "code", "status"), _PUBLIC.values(), ids=_PUBLIC.keys())
@pytest.mark.parametrize("form", ["JSON", "xml"])
def test_refusal(call: Caller, given: dict[str, Any], code: str, status: int, form: str) -> None:
    answer = call.cloud.handle(_request(call, {"Format": form, **given}))
    assert answer.status == status
    body = _body(answer)
    assert body.keys() == {"RequestId", "HostId", "Code", "Message", "Recommend"}
    assert body["Code"] == code
    assert body["HostId"] == "vpc.aliyuncs.com"
    assert body["Message"]
    assert code in body["Recommend"]


def _body(answer: Response) -> dict[str, Any]:
    if answer.content_type.startswith("application/json"):
        return json.loads(answer.body)
    root = ElementTree.fromstring(answer.body)
    assert root.tag == "Error"
    return {child.tag: child.text for child in root}


def _request(call: Caller, given: dict[str, Any]) -> Request:
    parameters = dict(given)
    name = parameters.pop("Action", "DescribeVpnGateways")
    if name is None:
        return _without_action(call, parameters)
    return call.request(name, **parameters)


def _without_action(call: Caller, parameters: dict[str, Any]) -> Request:
    request = call.request("DescribeVpnGateways", **parameters)
    rest = {name: value for name, value in request.parameters.items() if name not in ("Action", "Signature")}
    rest["Signature"] = signature.sign("testsecret", signature.string_to_sign("POST", rest))
    return Request("POST", rest, request.host)


def test_client_can_compare_the_strings_to_sign(call: Caller) -> None:
    # The older SDK compares what follows the first colon; if both are equal, the secret is wrong.
    request = call.request("DescribeVpnGateways", secret="other")
    message = json.loads(call.cloud.handle(request).body)["Message"]
    before, _unused, ours = message.partition(":")
    assert before == "Specified signature is not matched with our calculation. server string to sign is"
    assert ours == signature.string_to_sign("POST", request.parameters)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_method_is_signed(call: Caller, method: str) -> None:
    request = call.request("DescribeVpnGateways", method=method)
    other = Request("GET" if method == "POST" else "POST", request.parameters, request.host)
    assert json.loads(call.cloud.handle(other).body)["Code"] == "SignatureDoesNotMatch"
    assert call.cloud.handle(request).status == 200


@pytest.mark.parametrize("form", ["JSON", "XML"])
@pytest.mark.parametrize("seconds", [-901, 901])
def test_expired_timestamp(call: Caller, clock: ManualClock, seconds: float, form: str) -> None:
    request = call.request("DescribeVpnGateways", Format=form)
    clock.advance(seconds)
    assert _body(call.cloud.handle(request))["Code"] == "InvalidTimeStamp.Expired"


@pytest.mark.parametrize("seconds", [-899, 899])
def test_timestamp_that_is_still_valid(call: Caller, clock: ManualClock, seconds: float) -> None:
    request = call.request("DescribeVpnGateways")
    clock.advance(seconds)
    assert call.cloud.handle(request).status == 200


@pytest.mark.parametrize("form", ["JSON", "XML"])
def test_nonce_is_used_once(call: Caller, clock: ManualClock, form: str) -> None:
    first = call.request("DescribeVpnGateways", SignatureNonce="once", Format=form)
    assert call.cloud.handle(first).status == 200
    assert _body(call.cloud.handle(first))["Code"] == "SignatureNonceUsed"
    assert call.refused("DescribeCustomerGateways", SignatureNonce="once") == "SignatureNonceUsed"
    clock.advance(2 * 15 * 60 + 1)  # an old request with this nonce would have expired by now
    call("DescribeVpnGateways", SignatureNonce="once")


def test_refused_request_uses_no_nonce(call: Caller) -> None:
    assert call.refused("DescribeVpnGateways", SignatureNonce="once", secret="other") == "SignatureDoesNotMatch"
    call("DescribeVpnGateways", SignatureNonce="once")


def test_account_parameters_are_accepted(call: Caller) -> None:
    account = {"OwnerId": 1, "OwnerAccount": "a", "ResourceOwnerId": 2, "ResourceOwnerAccount": "b"}
    call("DescribeVpnGateways", SignatureType="", **account)


def test_request_ids_differ(call: Caller) -> None:
    ids = {json.loads(call.answer("DescribeVpnGateways").body)["RequestId"] for _unused in range(5)}
    assert len(ids) == 5
    assert all(request_id == request_id.upper() and len(request_id) == 36 for request_id in ids)
