# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which calls are retried, for how long, and with what pauses."""

from __future__ import annotations

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ApiError, NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.support.fakes import FakeClock, Wire, client, error, ok

LOST = NetworkError("no answer from https://vpc.test/: connection reset")
HTML = Answer(502, "<html><body>Bad gateway</body></html>")


@pytest.mark.parametrize(
    "fault",
    [
        LOST,
        HTML,
        Answer(503, ""),
        Answer(200, '{"VpnGatewayId": "vpn-'),
        error("InternalError", 500),
        error("ServiceUnavailable", 503),
        error("Throttling.User"),
        error("SignatureNonceUsed"),
        error("TooMany", 429),
        Answer(429, ""),
        Answer(429, "<html><body>Too many requests</body></html>"),
    ],
    ids=["lost", "html", "empty", "incomplete", "500", "503", "throttled", "nonce", "429", "429-empty", "429-html"],
)
def test_a_call_succeeds_after_temporary_faults(fault: Answer | Exception) -> None:
    wire = Wire(fault, fault, ok(VpnGatewayId="vpn-1"))
    assert client(wire).call("CreateVpnGateway")["VpnGatewayId"] == "vpn-1"
    assert len(wire.sent) == 3


def test_a_call_with_a_permanent_fault_fails_after_retry_timeout() -> None:
    clock = FakeClock()
    with pytest.raises(NetworkError, match=r"tried \d+ times"):
        client(Wire(LOST), clock=clock, retry_timeout=60).call("DescribeVpnGateways")
    assert 50 < clock.passed <= 60


def test_retry_timeout_0_means_one_try() -> None:
    wire = Wire(LOST)
    with pytest.raises(NetworkError):
        client(wire, retry_timeout=0).call("DescribeVpnGateways")
    assert len(wire.sent) == 1


def test_retry_timeout_applies_to_each_call() -> None:
    """A pause that would end after it is not started: with pauses of at most 1.3 s, a call takes at least 8.7 s."""
    clock = FakeClock()
    caller = client(Wire(LOST), clock=clock, retry_timeout=10, backoff=Backoff(longest=1))
    for _unused in range(2):
        with pytest.raises(NetworkError):
            caller.call("DescribeVpnGateways")
    assert 17.4 <= clock.passed <= 20


def test_busy_and_unavailable_have_separate_limits() -> None:
    """A call that is first busy and then throttled: busy_until does not extend the retries for throttling."""
    clock = FakeClock()
    wire = Wire(error("VpnGateway.Configuring"), error("Throttling"))
    with pytest.raises(ApiError, match="Throttling"):
        client(wire, clock=clock, retry_timeout=10).call("CreateVpnConnection", busy_until=500)
    assert clock.passed <= 10


def test_a_final_error_is_not_retried() -> None:
    wire = Wire(NetworkError("the certificate was refused", retry=False))
    with pytest.raises(NetworkError):
        client(wire).call("DescribeVpnGateways")
    assert len(wire.sent) == 1


def test_pauses_grow_to_a_limit() -> None:
    pauses = list(itertools.islice(Backoff(first=1, factor=2, longest=8).pauses(), 40))
    assert 0.7 <= pauses[0] <= 1.3
    assert 1.4 <= pauses[1] <= 2.6
    assert max(pauses) <= 8 * 1.3
    assert min(pauses[4:]) >= 8 * 0.7


def test_pauses_are_random() -> None:
    firsts = {next(Backoff().pauses()) for _unused in range(20)}
    assert len(firsts) > 1


def test_each_try_has_a_new_nonce_and_the_same_client_token() -> None:
    """The network may repeat a request: the first one was carried out, and the answer is that of the second one."""
    wire = Wire(error("SignatureNonceUsed"), ok(VpnGatewayId="vpn-1"))
    client(wire).call("CreateVpnGateway", token=True)
    first, second = (sent.parameters for sent in wire.sent)
    assert first["SignatureNonce"] != second["SignatureNonce"]
    assert first["ClientToken"] == second["ClientToken"]


def test_throttling_without_an_answer_of_the_service_is_named() -> None:
    with pytest.raises(NetworkError, match=r"too many requests \(HTTP 429\).*fewer forks") as caught:
        client(Wire(Answer(429, "slow down")), retry_timeout=5).call("DescribeVpnGateways")
    assert "endpoint" not in str(caught.value)


@pytest.mark.parametrize(
    "retry_after", ["20", "Mon, 25 May 2026 08:30:20 GMT", "Mon, 25 May 2026 16:30:20 +0800"], ids=["s", "GMT", "zone"]
)
@pytest.mark.parametrize("answer", [error("Throttling.User"), Answer(429, ""), Answer(503, "")], ids=["", "429", "503"])
def test_retry_after_is_waited_for(answer: Answer, retry_after: str) -> None:
    clock = FakeClock()
    wire = Wire(answer._replace(headers={"retry-after": retry_after}), ok())
    client(wire, clock=clock).call("DescribeVpnGateways")
    assert 20 < clock.passed < 22
    assert len(wire.sent) == 2


@pytest.mark.parametrize("retry_after", ["", "-5", "soon", "0", "Mon, 25 May 2020 08:30:20 GMT", "9" * 99, "٣", "1.5"])
def test_other_values_of_retry_after_change_nothing(retry_after: str) -> None:
    clock = FakeClock()
    client(Wire(Answer(429, "", {"retry-after": retry_after}), ok()), clock=clock).call("DescribeVpnGateways")
    assert clock.passed < 1


def test_a_retry_after_beyond_retry_timeout_fails_at_once() -> None:
    clock, wire = FakeClock(), Wire(Answer(429, "", {"retry-after": "3600"}))
    with pytest.raises(NetworkError, match="429"):
        client(wire, clock=clock, retry_timeout=30).call("DescribeVpnGateways")
    assert (clock.passed, len(wire.sent)) == (0, 1)


@pytest.mark.parametrize(("own", "seconds"), [("2500", 2.5), ("20000", 20), ("1", 0.001)])
def test_the_pause_of_the_service_is_in_milliseconds(own: str, seconds: float) -> None:
    clock = FakeClock()
    headers = {"x-acs-retry-after": own, "retry-after": "29"}
    wire = Wire(error("Throttling.User")._replace(headers=headers), ok())
    client(wire, clock=clock).call("DescribeVpnGateways")
    assert seconds < clock.passed < seconds + 1
    assert len(wire.sent) == 2


@pytest.mark.parametrize("own", ["", "-5", "soon", "1.5", "٣", "9" * 99])
def test_other_values_of_the_pause_of_the_service(own: str) -> None:
    clock = FakeClock()
    wire = Wire(error("Throttling.User")._replace(headers={"x-acs-retry-after": own}), ok())
    client(wire, clock=clock).call("DescribeVpnGateways")
    assert clock.passed < 1


class TestUntil:
    """Inside a wait no call is tried after its end."""

    def test_throttling_ends_with_the_wait(self) -> None:
        clock, wire = FakeClock(), Wire(error("Throttling.User"))
        caller = client(wire, clock=clock, retry_timeout=600)
        with caller.until(20), pytest.raises(ApiError, match=r"Throttling\.User.*tried"):
            caller.call("DescribeVpnGateway")
        assert 12 < clock.passed <= 20

    def test_afterwards_retry_timeout_counts_again(self) -> None:
        clock, wire = FakeClock(), Wire(error("Throttling.User"))
        caller = client(wire, clock=clock, retry_timeout=100)
        with caller.until(0), pytest.raises(ApiError):
            caller.call("DescribeVpnGateway")
        assert (clock.passed, len(wire.sent)) == (0, 1)
        with pytest.raises(ApiError):
            caller.call("DescribeVpnGateway")
        assert 90 < clock.passed <= 100

    def test_waits_of_several_threads_do_not_change_each_other(self) -> None:
        """The second wait begins in the first one, and lasts longer."""
        clock, wire = FakeClock(), Wire(error("Throttling.User"))
        caller = client(wire, clock=clock, retry_timeout=100)
        began, ended = threading.Event(), threading.Event()

        def longer() -> None:
            with caller.until(50):
                began.set()
                assert ended.wait(10)
            with pytest.raises(ApiError):
                caller.call("DescribeVpnGateway")

        with ThreadPoolExecutor(1) as other:
            with caller.until(20):
                done = other.submit(longer)
                assert began.wait(10)
            ended.set()
            done.result()
        assert 90 < clock.passed <= 100

    def test_the_pages_of_a_list_end_with_the_wait(self) -> None:
        """Other threads read those after the first."""
        clock = FakeClock()
        wire = Wire(ok(TotalCount=2, Items=[{"Id": "1"}]), error("Throttling.User"))
        caller = client(wire, clock=clock, retry_timeout=600)
        with caller.until(20), pytest.raises(ApiError, match=r"Throttling\.User"):
            caller.pages("DescribeVpnGateways", {}, lambda body: body["Items"], 1)
        assert 12 < clock.passed <= 20
