# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who answers is who was called: certificates, redirects and proxies. Nothing signed goes to anybody else."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from itertools import takewhile
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.credentials import AccessKey
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import NetworkError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Transport
from tests.support.fakes import client

KEY = AccessKey("LTAI-the-key-id", "the-key-secret", "the-token")
DAY = timedelta(days=1)
OK = b'HTTP/1.1 200 OK\r\nContent-Length: 17\r\n\r\n{"RequestId":"R"}'
Server = tuple[int, list[bytes]]


class Authority:
    """A certificate authority of a test, with its certificate in `path`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
        constraints = x509.BasicConstraints(True, None)
        certificate = self._signed(self._name, self._key.public_key(), timedelta(), constraints, signs=True)
        self.path = folder / "ca.pem"
        self.path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))

    def context(self, host: str, age: timedelta = timedelta()) -> ssl.SSLContext:
        """Of a server with a certificate for a host, which is valid for a day and so old already."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        certificate = self._signed(name, key.public_key(), age, x509.SubjectAlternativeName([x509.DNSName(host)]))
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path = self._folder / f"{host}-{age.days}.pem"
        path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        return context

    def _signed(
        self,
        name: x509.Name,
        key: ec.EllipticCurvePublicKey,
        age: timedelta,
        extension: x509.ExtensionType,
        signs: bool = False,
    ) -> x509.Certificate:
        begin = datetime.now(timezone.utc) - age - timedelta(hours=1)
        builder = x509.CertificateBuilder(self._name, name, key, x509.random_serial_number(), begin, begin + DAY)
        usage = x509.KeyUsage(not signs, False, False, False, False, signs, False, False, False)
        builder = builder.add_extension(extension, critical=signs).add_extension(usage, critical=True)
        own, issuer = x509.SubjectKeyIdentifier, x509.AuthorityKeyIdentifier
        builder = builder.add_extension(own.from_public_key(key), critical=False)
        builder = builder.add_extension(issuer.from_issuer_public_key(self._key.public_key()), critical=False)
        return builder.sign(self._key, hashes.SHA256())


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Starts servers that give one answer to everything; returns the port, and the requests that came."""
    with contextlib.ExitStack() as end:

        def start(answer: bytes = OK, context: ssl.SSLContext | None = None) -> Server:
            listener = end.enter_context(socket.socket())
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            requests: list[bytes] = []

            def accept() -> None:
                with contextlib.suppress(OSError):  # closed at the end
                    while True:
                        connection = listener.accept()[0]
                        with contextlib.suppress(OSError):
                            if context:
                                connection = context.wrap_socket(connection, server_side=True)
                            requests.append(_whole_request(connection))
                            connection.sendall(answer)
                        connection.close()

            threading.Thread(target=accept, daemon=True).start()
            return listener.getsockname()[1], requests

        yield start


def _whole_request(connection: socket.socket) -> bytes:
    """A connection that is closed before all of the request was read is reset, and the client may lose the answer."""
    with connection.makefile("rb") as stream:
        head = b"".join(takewhile(bytes.strip, stream))
        length = re.search(rb"(?i)^content-length: *([0-9]+)", head, re.MULTILINE)
        return head + b"\r\n" + (stream.read(int(length[1])) if length else b"")


def _call(url: str, authority: Authority) -> None:
    transport = Transport(url, timeout=10, verify=str(authority.path))
    client(transport, KEY, retry_timeout=0, clock=None).call("DescribeVpnGateways")


def test_a_good_certificate(authority: Authority, serve: Callable[..., Server]) -> None:
    port, requests = serve(context=authority.context("localhost"))
    _call(f"https://localhost:{port}/", authority)
    assert b"Signature" in requests[0]


@pytest.mark.parametrize(
    ("host", "age", "reason"),
    [
        ("other.test", timedelta(), "It is for another host: check the endpoint option"),
        ("localhost", 10 * DAY, "It has expired: check the clock of this machine"),
        ("localhost", -10 * DAY, "It is not valid yet: check the clock of this machine"),
    ],
)
def test_another_certificate(
    authority: Authority, serve: Callable[..., Server], host: str, age: timedelta, reason: str
) -> None:
    port, requests = serve(context=authority.context(host, age))
    with pytest.raises(NetworkError, match=f"certificate of https://localhost:{port}/ is not trusted: .*") as caught:
        _call(f"https://localhost:{port}/", authority)
    assert reason in str(caught.value)
    assert requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(authority: Authority, serve: Callable[..., Server], status: int) -> None:
    other, stolen = serve()
    answer = f"HTTP/1.1 {status} Moved\r\nLocation: http://127.0.0.1:{other}/\r\nContent-Length: 0\r\n\r\n"
    port, _requests = serve(answer.encode())
    with pytest.raises(NetworkError, match="does not come from the service"):
        _call(f"http://127.0.0.1:{port}/", authority)
    assert stolen == []


def test_a_cookie_is_not_sent_back(serve: Callable[..., Server]) -> None:
    port, requests = serve(OK.replace(b"\r\n", b"\r\nSet-Cookie: session=1\r\n", 1))
    transport = Transport(f"http://127.0.0.1:{port}/", timeout=10)
    for _number in range(2):
        transport.send("GET", {}, None)
    assert [b"cookie" in request.lower() for request in requests] == [False, False]


def test_a_proxy_sees_the_host_and_nothing_else(
    authority: Authority, serve: Callable[..., Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    port, seen = serve(b"HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n")
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{port}")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NetworkError):
        _call("https://vpc.no-such-region.invalid/", authority)
    assert seen[0].startswith(b"CONNECT vpc.no-such-region.invalid:443 ")
    for part in (b"Signature", b"LTAI", b"the-token", b"Action"):
        assert part not in seen[0]
