# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How answers are read: successes, errors in two formats, and answers of other servers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError, Category, NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.emulator import contract
from tests.support.fakes import Wire, client, error

ERROR = yaml.safe_load(Path(contract.DIRECTORY, "common.yaml").read_text(encoding="utf-8"))["error"]


def _failure(answer: Answer | Exception, action: str = "DescribeVpnGateway") -> ApiError:
    with pytest.raises(ApiError) as caught:
        client(Wire(answer), retry_timeout=0).call(action)
    return caught.value


@pytest.mark.parametrize("form", ["json_example", "xml_example"])
def test_the_error_of_the_contract_in_both_forms(form: str) -> None:
    failure = _failure(Answer(404, ERROR[form]))
    assert failure.code == "InvalidVpnGatewayInstanceId.NotFound"
    assert failure.message == "The specified vpn gateway instance id does not exist."
    assert failure.request_id == "8906582E-6722-409A-A6C4-0E7863B733A5"
    assert failure.http_status == 404
    assert failure.category is Category.NOT_FOUND


def test_the_code_decides_and_not_the_http_status() -> None:
    assert _failure(error("InvalidVpnGatewayInstanceId.NotFound", 400)).category is Category.NOT_FOUND
    assert _failure(error("Forbidden", 404)).category is Category.DENIED


def test_an_error_under_status_200_is_an_error() -> None:
    assert _failure(error("VpnGateway.Configuring", 200)).code == "VpnGateway.Configuring"


def test_a_success_may_have_the_code_200() -> None:
    """CreateVpnAttachment and DeleteVpnAttachment answer so."""
    body = {"RequestId": "R", "Success": True, "Code": "200", "Message": "successful"}
    assert client(Wire(Answer(200, json.dumps(body))), retry_timeout=0).call("DeleteVpnAttachment") == body


def test_the_code_200_under_an_error_status_is_an_error() -> None:
    assert _failure(error("200", 500)).code == "200"


def test_an_incomplete_answer_is_an_error() -> None:
    with pytest.raises(NetworkError, match="incomplete"):
        client(Wire(Answer(200, '{"RequestId": "R')), retry_timeout=0).call("CreateVpnGateway")


@pytest.mark.parametrize("text", ["", "<html><p>Sign in</p></html>", "null", "[]", "3", "hello", "<a><b></a>", "{}"])
@pytest.mark.parametrize("status", [302, 403, 404, 502])
def test_an_answer_of_another_server_is_reported_as_such(text: str, status: int) -> None:
    with pytest.raises(NetworkError, match=f"HTTP {status}.*endpoint"):
        client(Wire(Answer(status, text)), retry_timeout=0).call("DescribeVpnGateway")


@pytest.mark.parametrize("text", ["null", "[]", "3", '"text"', "<html><p>Sign in</p></html>"])
def test_an_answer_of_another_server_with_status_200_is_an_error(text: str) -> None:
    """Such as a captive portal, a proxy or a wrong port: it must not be taken for an empty list."""
    with pytest.raises(NetworkError):
        client(Wire(Answer(200, text)), retry_timeout=0).pages("DescribeVpnGateways", {}, lambda body: body["x"])


def test_a_404_of_another_server_does_not_mean_absent() -> None:
    with pytest.raises(NetworkError):
        client(Wire(Answer(404, "not here")), retry_timeout=0).call("DescribeVpnGateway")


def test_a_wrong_signature_is_reported_without_the_request() -> None:
    text = "POST&%2F&Action%3DCreateVpnConnection%26IkeConfig%3D%257B%2522Psk%2522%253A%2522hush%2522%257D"
    message = f"Specified signature is not matched with our calculation. server string to sign is:{text}"
    failure = _failure(error("SignatureDoesNotMatch", 400, message))
    assert "Specified signature is not matched with our calculation" in str(failure)
    assert "access_key_secret" in str(failure)
    for shown in (str(failure), repr(failure), str(failure.details())):
        assert "hush" not in shown
        assert "Action" not in shown
