# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The parts of a request: method, query, form, signature and client token."""

from __future__ import annotations

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.signature import sign
from tests.support.fakes import KEY, Sent, Wire, client, error, ok

IKE = '{"Psk":"hush-hush"}'
STS = AccessKey("testid", "testsecret", "the-token")


def _one(action: str, credentials: AccessKey = KEY) -> Sent:
    wire = Wire()
    client(wire, credentials).call(action, {"VpnConnectionId": "vco-1", "IkeConfig": IKE})
    (sent,) = wire.sent
    return sent


def test_a_read_is_a_get() -> None:
    sent = _one("DescribeVpnConnection")
    assert (sent.method, sent.form) == ("GET", None)
    assert sent.query["VpnConnectionId"] == "vco-1"


def test_a_write_is_a_post_without_business_parameters_in_the_url() -> None:
    sent = _one("CreateVpnConnection")
    assert sent.method == "POST"
    assert sent.form == {"RegionId": "cn-hangzhou", "VpnConnectionId": "vco-1", "IkeConfig": IKE}
    assert not any("hush" in value or "vco" in value for value in sent.query.values())


@pytest.mark.parametrize("action", ["DescribeVpnConnection", "CreateVpnConnection"])
def test_a_temporary_token_is_never_in_the_url(action: str) -> None:
    sent = _one(action, STS)
    assert sent.method == "POST"
    assert sent.form is not None
    assert sent.form["SecurityToken"] == "the-token"
    assert "the-token" not in sent.query.values()


@pytest.mark.parametrize("credentials", [KEY, STS])
@pytest.mark.parametrize("action", ["DescribeVpnConnection", "CreateVpnConnection"])
def test_query_and_form_are_signed_together(action: str, credentials: AccessKey) -> None:
    sent = _one(action, credentials)
    assert sent.query["Signature"] == sign(sent.method, sent.parameters, "testsecret")


def test_public_parameters() -> None:
    query = _one("DescribeVpnConnection").query
    assert len(query.pop("SignatureNonce")) >= 16
    query.pop("Signature")
    assert query == {
        "AccessKeyId": "testid",
        "Action": "DescribeVpnConnection",
        "Format": "JSON",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureVersion": "1.0",
        "Timestamp": "2026-05-25T08:30:00Z",
        "Version": "2016-04-28",
        "RegionId": "cn-hangzhou",
        "VpnConnectionId": "vco-1",
        "IkeConfig": IKE,
    }


def test_the_secret_is_never_sent() -> None:
    for action in ("DescribeVpnConnection", "CreateVpnConnection"):
        assert not any("testsecret" in value for value in _one(action).parameters.values())


class TestClientToken:
    def test_all_tries_of_a_call_have_the_same_token(self) -> None:
        wire = Wire(error("ServiceUnavailable", 503), error("Throttling.User"), ok())
        client(wire).call("CreateVpnGateway", token=True)
        assert len({sent.parameters["ClientToken"] for sent in wire.sent}) == 1
        assert len(wire.sent) == 3

    def test_another_call_has_another_token(self) -> None:
        wire = Wire()
        caller = client(wire)
        caller.call("CreateVpnGateway", token=True)
        caller.call("CreateVpnGateway", token=True)
        first, second = (sent.parameters["ClientToken"] for sent in wire.sent)
        assert first != second

    def test_a_given_token_is_kept(self) -> None:
        wire = Wire()
        client(wire).call("CreateVpnGateway", {"ClientToken": "mine"}, token=True)
        assert wire.sent[0].parameters["ClientToken"] == "mine"

    def test_no_token_for_an_action_that_takes_none(self) -> None:
        assert "ClientToken" not in _one("TagResources").parameters

    def test_has_the_form_that_the_contract_allows(self) -> None:
        wire = Wire()
        client(wire).call("CreateVpnGateway", token=True)
        token = wire.sent[0].parameters["ClientToken"]
        assert token.isascii()
        assert 16 <= len(token) <= 64


def test_each_try_has_its_own_nonce_time_and_signature() -> None:
    wire = Wire(error("Throttling"), ok())
    client(wire, backoff=Backoff(first=2)).call("DescribeVpnGateways")
    first, second = (sent.query for sent in wire.sent)
    for name in ("SignatureNonce", "Timestamp", "Signature"):
        assert first[name] != second[name]


def test_an_error_has_all_details() -> None:
    wire = Wire(error("Throttling"), error("Resource.QuotaFull", 400, "The quota of resource is full"))
    with pytest.raises(ApiError) as caught:
        client(wire).call("CreateVpnGateway")
    assert caught.value.details() == {
        "action": "CreateVpnGateway",
        "code": "Resource.QuotaFull",
        "message": "The quota of resource is full",
        "http_status": 400,
        "request_id": "R-1",
        "tries": 2,
    }
    for part in ("CreateVpnGateway", "Resource.QuotaFull", "The quota of resource is full", "400", "R-1", "2 times"):
        assert part in str(caught.value)
