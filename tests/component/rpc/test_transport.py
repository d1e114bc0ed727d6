# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The transport on real sockets: what an error says, and what it must not disclose."""

from __future__ import annotations

import contextlib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import certifi
import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Transport
from tests.emulator.running import running
from tests.support.fakes import client
from tests.support.regions import SINGLE_TUNNEL

KEY = AccessKey("LTAI-the-key-id", "the-key-secret")


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A server that accepts connections and sends nothing."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a TLS server with a self-signed certificate."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout k.pem -out c.pem"
    command += " -addext subjectAltName=DNS:localhost"
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(Path(folder, "c.pem"), Path(folder, "k.pem"))
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve() -> None:
            with contextlib.suppress(OSError):  # closed at the end
                while True:
                    connection = listener.accept()[0]
                    with contextlib.suppress(ssl.SSLError):
                        connection = context.wrap_socket(connection, server_side=True)
                    connection.close()

        threading.Thread(target=serve, daemon=True).start()
        yield f"https://localhost:{listener.getsockname()[1]}/"


def _failure(url: str, action: str = "DescribeVpnGateways", timeout: float = 0.2) -> NetworkError:
    with pytest.raises(NetworkError) as caught:
        client(Transport(url, timeout=timeout), KEY, retry_timeout=1).call(action, {"VpnGatewayId": "vpn-secret"})
    return caught.value


def _assert_nothing_is_disclosed(failure: NetworkError) -> None:
    seen: BaseException | None = failure
    while seen:
        for part in ("LTAI", "the-key", "Signature", "vpn-secret", "Action=", "?"):
            assert part not in str(seen)
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)


@pytest.mark.parametrize("action", ["DescribeVpnGateways", "CreateVpnGateway"])
def test_a_closed_port(closed_port: int, action: str) -> None:
    failure = _failure(f"http://127.0.0.1:{closed_port}/", action)
    assert f"http://127.0.0.1:{closed_port}/" in str(failure)
    assert "refused" in str(failure)
    assert "Check the endpoint" in str(failure)
    assert failure.tries > 1
    _assert_nothing_is_disclosed(failure)


def test_a_server_that_does_not_answer(silent_port: int) -> None:
    failure = _failure(f"http://127.0.0.1:{silent_port}/")
    assert "timed out" in str(failure)
    _assert_nothing_is_disclosed(failure)


@pytest.mark.parametrize(("code", "repeated"), [(socket.EAI_NONAME, False), (socket.EAI_AGAIN, True)])
def test_an_unknown_host(monkeypatch: pytest.MonkeyPatch, code: int, repeated: bool) -> None:
    """A region that does not exist is a host that does not exist. Trying again helps only if the name server failed."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise socket.gaierror(code, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    failure = _failure("https://vpc.no-such-region.invalid/")
    assert "vpc.no-such-region.invalid" in str(failure)
    assert "region" in str(failure)
    assert (failure.tries > 1) is repeated
    _assert_nothing_is_disclosed(failure)


def test_a_server_without_tls() -> None:
    with running() as emulator:
        failure = _failure(emulator.url.replace("http://", "https://"), timeout=5)
    assert failure.tries == 1
    assert "begin the endpoint with http://" in str(failure)
    assert "certificate" not in str(failure)
    _assert_nothing_is_disclosed(failure)


@pytest.mark.parametrize("url", ["http://:0:/", "http://[::1/"])
def test_an_invalid_address(url: str) -> None:
    failure = _failure(url)
    assert failure.tries == 1
    assert "endpoint" in str(failure)
    _assert_nothing_is_disclosed(failure)


def test_an_untrusted_certificate(self_signed: str) -> None:
    failure = _failure(self_signed, timeout=5)
    assert failure.tries == 1
    assert "certificate" in str(failure)
    assert "ca_path" in str(failure)
    _assert_nothing_is_disclosed(failure)


@pytest.mark.filterwarnings("ignore:Unverified HTTPS")
def test_verify_false_accepts_an_untrusted_certificate(self_signed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """TLS works, and the error is that this server closes the connection. REQUESTS_CA_BUNDLE changes nothing."""
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", certifi.where())
    with pytest.raises(NetworkError) as caught:
        Transport(self_signed, timeout=5, verify=False).send("GET", {}, None)
    assert "certificate" not in str(caught.value)


def test_a_lost_answer_creates_one_resource_only() -> None:
    with running(faults=["CreateVpnGateway:drop-answer:2"]) as emulator:
        caller = client(Transport(emulator.url, timeout=5), region=SINGLE_TUNNEL, retry_timeout=30, clock=None)
        created = caller.call("CreateVpnGateway", {"VpcId": "vpc-1", "Bandwidth": 5}, token=True)
        assert list(emulator.cloud.state.region(SINGLE_TUNNEL).table("vpn_gateways")) == [created["VpnGatewayId"]]
        assert [entry["action"] for entry in emulator.writes] == ["CreateVpnGateway"] * 3


def test_threads_share_a_transport() -> None:
    with running() as emulator:
        caller = client(Transport(emulator.url, timeout=5), clock=None)
        for number in range(60):
            caller.call("CreateCustomerGateway", {"IpAddress": f"203.0.113.{number}"}, token=True)

        def items(body: dict) -> list:
            return body["CustomerGateways"]["CustomerGateway"]

        found = caller.pages("DescribeCustomerGateways", {}, items, page_size=5)
        assert [item["IpAddress"] for item in found] == [f"203.0.113.{number}" for number in range(60)]


@pytest.fixture
def dripping_port() -> Iterator[int]:
    """A server that sends one byte of an endless header every 50 ms."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve() -> None:
            with contextlib.suppress(OSError):  # closed at the end
                while True:
                    threading.Thread(target=drip, args=(listener.accept()[0],), daemon=True).start()

        def drip(connection: socket.socket) -> None:
            with connection, contextlib.suppress(OSError):
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-Long: ")
                while True:
                    connection.sendall(b"x")
                    time.sleep(0.05)

        threading.Thread(target=serve, daemon=True).start()
        yield listener.getsockname()[1]


def test_a_slow_answer_ends_with_its_timeout(dripping_port: int) -> None:
    failure = _failure(f"http://127.0.0.1:{dripping_port}/", timeout=0.3)
    assert "timed out" in str(failure)
    _assert_nothing_is_disclosed(failure)


@pytest.fixture
def plain_server() -> Iterator[tuple[str, list[list[bytes]]]]:
    """The address of a server that answers every request with success, and the requests of each connection."""
    connections: list[list[bytes]] = []
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()

        def serve() -> None:
            with contextlib.suppress(OSError):  # closed at the end
                while True:
                    connections.append([])
                    threading.Thread(target=answer, args=(listener.accept()[0], connections[-1]), daemon=True).start()

        def answer(connection: socket.socket, requests: list[bytes]) -> None:
            with connection, contextlib.suppress(OSError):
                while request := connection.recv(65536):
                    requests.append(request)
                    connection.sendall(b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"RequestId":"R"}')

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", connections


def test_one_connection_for_several_calls(plain_server: tuple[str, list[list[bytes]]]) -> None:
    url, connections = plain_server
    caller = client(Transport(url, timeout=5), clock=None)
    for _unused in range(3):
        caller.call("DescribeVpnGateways")
    for _unused in range(2):
        other = threading.Thread(target=caller.call, args=("DescribeVpnGateways",))
        other.start()
        other.join()
    assert [len(requests) for requests in connections if requests] == [5]


def test_a_proxy_of_the_environment_is_used(
    plain_server: tuple[str, list[list[bytes]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, connections = plain_server
    monkeypatch.setenv("http_proxy", url.replace("http://", "http://me:hush@"))
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    client(Transport("http://vpc.no-such-region.invalid/", timeout=5), clock=None).call("DescribeVpnGateways")
    ((request,),) = [requests for requests in connections if requests]
    assert request.startswith(b"GET http://vpc.no-such-region.invalid/")
    assert b"Proxy-Authorization: Basic" in request


def test_the_certificates_of_ca_path_are_trusted(self_signed: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """TLS works, and the error is that this server closes the connection."""
    pem = ssl.get_server_certificate(("localhost", int(self_signed.rstrip("/").rpartition(":")[2])))
    path = tmp_path_factory.mktemp("ca") / "ca.pem"
    path.write_text(pem, encoding="utf-8")
    with pytest.raises(NetworkError) as caught:
        Transport(self_signed, timeout=5, verify=str(path)).send("GET", {}, None)
    assert "certificate" not in str(caught.value)
