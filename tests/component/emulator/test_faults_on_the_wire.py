# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Faults as a client over HTTP sees them."""

from __future__ import annotations

import time

import pytest
import requests

from tests.emulator.running import running
from tests.support.caller import Caller


def test_dropped_answer_is_no_answer_but_carried_out() -> None:
    with running(faults=["CreateCustomerGateway:drop-answer:1"]) as emulator:
        caller = Caller(emulator.cloud)
        request = caller.request("CreateCustomerGateway", IpAddress="1.2.3.4")
        with pytest.raises(requests.ConnectionError, match="without response"):
            requests.post(emulator.url, data=request.parameters, timeout=5)
        assert caller("DescribeCustomerGateways")["TotalCount"] == 1
        assert emulator.writes[0]["http_status"] == 200


def test_delay() -> None:
    with running(faults=["*:delay=0.3:1", "*:500:1"]) as emulator:
        request = Caller(emulator.cloud).request("DescribeVpnGateways")
        start = time.monotonic()
        assert requests.post(emulator.url, data=request.parameters, timeout=5).status_code == 500
        assert time.monotonic() - start > 0.3


def test_retry_after_a_lost_answer_creates_one_gateway() -> None:
    request = {"VpcId": "vpc-1", "Bandwidth": 5, "ClientToken": "one"}
    with running(faults=["CreateVpnGateway:drop-answer:1"]) as emulator:
        caller = Caller(emulator.cloud)
        with pytest.raises(requests.ConnectionError):
            requests.post(emulator.url, data=caller.request("CreateVpnGateway", **request).parameters, timeout=5)
        answer = requests.post(emulator.url, data=caller.request("CreateVpnGateway", **request).parameters, timeout=5)
        listed = caller("DescribeVpnGateways")
        assert [item["VpnGatewayId"] for item in listed["VpnGateways"]["VpnGateway"]] == [answer.json()["VpnGatewayId"]]
        assert [entry["action"] for entry in emulator.writes] == ["CreateVpnGateway"] * 2
