# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A machine whose clock is wrong: the time of the service counts, and is taken over once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.support.account import Account
from tests.support.fakes import NOW, FakeClock, Wire, client, error, ok

EXPIRED = error("InvalidTimeStamp.Expired")


class Wrong(FakeClock):
    """The clock of the machine, which is wrong, while that of the cloud is right."""

    def __init__(self, right: FakeClock, seconds: float) -> None:
        super().__init__()
        self._right = right
        self._off = timedelta(seconds=seconds)

    def monotonic(self) -> float:
        return self._right.monotonic()

    def now(self) -> Any:
        return self._right.now() + self._off

    def sleep(self, seconds: float) -> None:
        self._right.sleep(seconds)


@pytest.mark.parametrize("off", [-86400 * 400, -3600, -901, 901, 3600, 86400 * 400])
def test_a_wrong_clock_costs_one_call(off: float) -> None:
    account = Account()
    caller = account.client(clock=Wrong(account.clock, off))
    for _unused in range(3):
        caller.call("DescribeVpnGateways")
    assert [entry["code"] for entry in account.log] == ["InvalidTimeStamp.Expired", None, None, None]
    assert account.clock.passed == 0
    assert abs((caller.now() - account.clock.now()).total_seconds()) <= 1


@pytest.mark.parametrize("off", [-890, 0, 890])
def test_a_clock_that_the_service_accepts_is_left_alone(off: float) -> None:
    account = Account()
    account.client(clock=Wrong(account.clock, off)).call("DescribeVpnGateways")
    assert [entry["code"] for entry in account.log] == [None]


def test_a_write_keeps_its_token() -> None:
    wire = Wire(EXPIRED._replace(headers={"date": "Mon, 25 May 2026 10:00:00 GMT"}), ok(VpnGatewayId="vpn-1"))
    client(wire).call("CreateVpnGateway", token=True)
    first, second = (sent.parameters for sent in wire.sent)
    assert (first["Timestamp"], second["Timestamp"]) == ("2026-05-25T08:30:00Z", "2026-05-25T10:00:00Z")
    assert first["ClientToken"] == second["ClientToken"]
    assert first["SignatureNonce"] != second["SignatureNonce"]


@pytest.mark.parametrize("date", ["Mon, 25 May 2026 10:00:00 GMT", "Mon, 25 May 2026 08:30:00 GMT"])
def test_a_service_that_is_never_content_is_asked_twice(date: str) -> None:
    wire = Wire(EXPIRED._replace(headers={"date": date}))
    with pytest.raises(ApiError, match=r"InvalidTimeStamp\.Expired.*tried 2 times.*Correct the clock"):
        client(wire).call("DescribeVpnGateways")
    assert len(wire.sent) == 2


@pytest.mark.parametrize("headers", [{}, {"date": ""}, {"date": "soon"}, {"date": "٣"}, {"date": "9" * 99}])
def test_an_answer_without_its_time(headers: dict[str, str]) -> None:
    wire = Wire(EXPIRED._replace(headers=headers))
    with pytest.raises(ApiError, match="Correct the clock"):
        client(wire).call("DescribeVpnGateways")
    assert len(wire.sent) == 1


def test_the_end_of_a_pause_is_a_time_of_the_service() -> None:
    clock = FakeClock()
    later = {"date": "Mon, 25 May 2026 10:00:00 GMT", "retry-after": "Mon, 25 May 2026 10:00:20 GMT"}
    wire = Wire(EXPIRED._replace(headers=later), Answer(429, "", later), ok())
    client(wire, clock=clock).call("DescribeVpnGateways")
    assert 20 < clock.passed < 22
    assert clock.now() > NOW
