# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The cloud over HTTP and in process: the same requests get the same answers."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import requests

from tests.emulator.access_log import AccessLog
from tests.emulator.cloud import Cloud
from tests.emulator.in_process import EmulatorAdapter
from tests.emulator.running import running
from tests.support.caller import Caller

_CREATE = {
    "SignatureType": "",
    "IpAddress": "1.2.3.4",
    "Name": "\u5317\u4eac & <b>",
    "Asn": "65530",
    "AuthKey": "s3cret",
}


def _send(session: requests.Session, caller: Caller, url: str, method: str, place: str, **parameters: Any) -> Any:
    flat = caller.request("CreateCustomerGateway", method=method, **parameters).parameters
    where = {"params": flat} if place == "query" else {"data": flat}
    if place == "both":
        names = sorted(flat)
        where = {
            "params": {name: flat[name] for name in names[::2]},
            "data": {name: flat[name] for name in names[1::2]},
        }
    return session.request(method, url, **where, timeout=5)  # type: ignore[arg-type]


@pytest.mark.parametrize(("method", "place"), [("GET", "query"), ("POST", "query"), ("POST", "form"), ("POST", "both")])
@pytest.mark.parametrize("front_end", ["http", "process"])
def test_parameters_in_query_and_form(method: str, place: str, front_end: str) -> None:
    with running() as emulator, requests.Session() as session:
        url = emulator.url
        if front_end == "process":
            session.mount("https://", EmulatorAdapter(emulator.cloud))
            url = "https://vpc.aliyuncs.com/"
        answer = _send(session, Caller(emulator.cloud), url, method, place, **_CREATE)
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("application/json")
        assert answer.json()["Name"] == _CREATE["Name"]
        refusal = _send(session, Caller(emulator.cloud), url, method, place, **_CREATE)
        assert (refusal.status_code, refusal.ok) == (400, False)
        assert refusal.json()["Code"] == "InvalidIpAddress.AlreadyExist"
        assert refusal.json()["HostId"] == url.split("/")[2]
        xml = _send(session, Caller(emulator.cloud), url, method, place, **_CREATE, Format="XML")
        assert xml.headers["Content-Type"].startswith("application/xml")
        assert xml.text.startswith('<?xml version="1.0" encoding="UTF-8"?><Error>')


def test_body_that_is_not_a_form_is_ignored() -> None:
    with running() as emulator:
        flat = Caller(emulator.cloud).request("DescribeVpnGateways").parameters
        assert requests.post(emulator.url, json=dict(flat), timeout=5).json()["Code"] == "MissingVersion"


def test_health_needs_no_signature_and_is_not_logged() -> None:
    with running(latency=5) as emulator:
        assert requests.get(f"{emulator.url}/healthz", timeout=2).status_code == 200
        assert emulator.log == []


def test_readers_overlap() -> None:
    with running(latency=1) as emulator, ThreadPoolExecutor(8) as pool:
        caller = Caller(emulator.cloud)

        def read(_number: int) -> tuple[int, int]:
            flat = caller.request("DescribeVpnGateways").parameters
            status = requests.post(emulator.url, data=flat, timeout=60).status_code
            return status, len(emulator.log)

        # When the first of the answers arrives, all requests have been carried out.
        assert set(pool.map(read, range(8))) == {(200, 8)}


def test_simultaneous_writes_with_one_token() -> None:
    # Eight simultaneous requests with the same token create one gateway.
    call = Caller(Cloud())
    barrier = threading.Barrier(8)

    def make(_number: int) -> str:
        barrier.wait()
        return call("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5, ClientToken="one")["VpnGatewayId"]

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(make, range(8)))) == 1
    assert call("DescribeVpnGateways")["TotalCount"] == 1


class _InProcess:
    def __init__(self, *faults: str) -> None:
        self.cloud = Cloud(faults=faults)
        self.session = requests.Session()
        self.session.mount("https://", EmulatorAdapter(self.cloud))

    def post(self, **options: Any) -> requests.Response:
        flat = Caller(self.cloud).request("CreateCustomerGateway", **_CREATE).parameters
        return self.session.post("https://vpc.aliyuncs.com", data=flat, **options)


def test_cut_connection_in_process() -> None:
    client = _InProcess("*:drop-answer:1")
    with pytest.raises(requests.ConnectionError):
        client.post()
    assert Caller(client.cloud)("DescribeCustomerGateways")["TotalCount"] == 1


@pytest.mark.parametrize("timeout", [0.05, (5, 0.05)])
def test_time_out_in_process(timeout: Any) -> None:
    client = _InProcess("*:delay=60:1")
    with pytest.raises(requests.ReadTimeout):
        client.post(timeout=timeout)
    assert Caller(client.cloud)("DescribeCustomerGateways")["TotalCount"] == 1


def test_delay_in_process() -> None:
    client = _InProcess("*:delay=0.1:1")
    start = time.monotonic()
    assert client.post(timeout=5).ok
    assert time.monotonic() - start > 0.1


def test_access_log(tmp_path: Path) -> None:
    path = tmp_path / "access.log"
    log = AccessLog(path)
    call = Caller(Cloud(log=log))
    call("CreateCustomerGateway", **_CREATE, ClientToken="token-1")
    call.refused("DescribeVpnGateway", VpnGatewayId="vpn-none")
    call.refused("DescribeVpnGateways", secret="other")
    call.refused("NoSuchAction")
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 4
    kinds = [(item["action"], item["kind"], item["http_status"], item["code"]) for item in log.entries]
    assert kinds == [
        ("CreateCustomerGateway", "write", 200, None),
        ("DescribeVpnGateway", "read", 404, "InvalidVpnGatewayInstanceId.NotFound"),
        ("DescribeVpnGateways", "read", 400, "SignatureDoesNotMatch"),
        ("NoSuchAction", None, 404, "InvalidAction.NotFound"),
    ]
    assert log.entries[0]["parameters"] == sorted(log.entries[0]["parameters"])
    assert {"AuthKey", "IpAddress", "ClientToken"} <= set(log.entries[0]["parameters"])
    for value in ("s3cret", "1.2.3.4", "token-1", "testid", "vpn-none"):
        assert value not in path.read_text(encoding="utf-8")


def test_log_of_a_running_emulator() -> None:
    with running() as emulator:
        call = Caller(emulator.cloud)
        call("DescribeVpnGateways")
        call("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5)
        assert [entry["action"] for entry in emulator.log] == ["DescribeVpnGateways", "CreateVpnGateway"]
        assert [entry["action"] for entry in emulator.writes] == ["CreateVpnGateway"]
        emulator.clear_log()
        assert emulator.log == emulator.writes == []
        emulator.add_fault("*:500:1")
        assert call.refused("DescribeVpnGateways") == "ServiceUnavailable"


def test_an_exception_is_an_internal_error(call: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.emulator.services import ACTIONS

    def broken(_call: Any) -> dict[str, Any]:
        raise ZeroDivisionError

    monkeypatch.setitem(ACTIONS, "DescribeVpnGateways", broken)
    answer = call.answer("DescribeVpnGateways")
    assert answer.status == 500
    assert b"InternalError" in answer.body
    assert call.cloud.log.entries[-1]["code"] == "InternalError"
