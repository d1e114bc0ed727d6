# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL-VPN: a real OpenVPN server for each SSL server, with the settings and the certificates that the cloud holds.

https://openvpn.net/community-docs/community-articles/openvpn-2-6-manual.html
"""

from __future__ import annotations

import itertools
import queue
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import suppress
from ipaddress import IPv4Network
from typing import Any

from .needs import OPENVPN
from .runtime import RUN, stop

_CERTIFICATE = re.compile(r"vsc-\w+")
_LAST = re.compile("END|SUCCESS|ERROR")
_LOCAL = {"udp": "udp4", "tcp": "tcp4-server"}


class Servers:
    """The running servers, by the id of their SSL server."""

    def __init__(self) -> None:
        self._running: dict[str, _Server] = {}

    def run(self, servers: Mapping[str, Any]) -> None:
        """Run exactly these; new settings restart a server, new certificates do not."""
        for key in [key for key, server in self._running.items() if not server.is_for(servers.get(key))]:
            self._running.pop(key).end()
        for key, desired in servers.items():
            if key not in self._running:
                self._running[key] = _Server(key, desired)
            self._running[key].admit(desired["clients"])

    def found(self) -> dict[str, dict[str, Any]]:
        """For each server the connected clients, and its new log lines with the certificate that each names."""
        return {key: server.found() for key, server in self._running.items()}

    def end(self) -> None:
        """Stop all servers."""
        self.run({})


class _Server:
    def __init__(self, key: str, desired: Mapping[str, Any]) -> None:
        self._settings = _settings(desired)
        self._folder = RUN / key
        self._clients: set[str] = set()
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        # A client may connect only while a file with its certificate's name exists.
        (self._folder / "clients").mkdir(parents=True)
        for name in ("ca", "cert", "key"):
            (self._folder / name).write_text(desired[name], encoding="ascii")
        self._process = subprocess.Popen(
            [OPENVPN, *_arguments(desired)],
            cwd=self._folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._read, daemon=True).start()

    def is_for(self, desired: Mapping[str, Any] | None) -> bool:
        return desired is not None and _settings(desired) == self._settings

    def admit(self, clients: list[str]) -> None:
        for name in set(clients) - self._clients:
            (self._folder / "clients" / name).touch()
        for name in self._clients - set(clients):
            (self._folder / "clients" / name).unlink()
            self._ask(f"kill {name}")
        self._clients = set(clients)

    def found(self) -> dict[str, Any]:
        lines = []
        with suppress(queue.Empty):
            while True:
                lines.append(self._lines.get_nowait())
        clients = [client for line in self._ask("status 2") for client in _clients(line)]
        return {"clients": clients, "log": [(line, _certificate(line)) for line in lines]}

    def end(self) -> None:
        stop(self._process)
        shutil.rmtree(self._folder)

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            if "MANAGEMENT" not in line:  # our own queries
                self._lines.put(line.rstrip())

    def _ask(self, command: str) -> list[str]:
        """The answer of the management interface; empty while the server is starting."""
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.settimeout(2)
                connection.connect(str(self._folder / "management"))
                connection.sendall(f"{command}\n".encode())
                lines = (line.rstrip() for line in connection.makefile(encoding="utf-8"))
                return list(itertools.takewhile(lambda line: not _LAST.match(line), lines))
        except OSError:
            return []


def _settings(desired: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in desired.items() if name != "clients"}


def _clients(line: str) -> Iterator[dict[str, Any]]:
    """The client of a line of the status, once it has an address; newer servers put the protocol before its own."""
    kind, *fields = line.split(",")
    if kind == "CLIENT_LIST" and fields[2]:
        address, _colon, port = fields[1].rpartition(":")
        yield {
            "certificate_id": fields[0],
            "ip": address.rpartition(":")[2],
            "port": port,
            "private_ip": fields[2],
            "since": int(fields[7]),
            "received": int(fields[4]),
            "sent": int(fields[5]),
        }


def _certificate(line: str) -> str | None:
    found = _CERTIFICATE.search(line)
    return found[0] if found else None


def _arguments(desired: Mapping[str, Any]) -> list[str]:
    pool = IPv4Network(desired["pool"])
    arguments = [
        *("--dev", "tun", "--topology", "subnet"),
        *("--server", str(pool.network_address), str(pool.netmask)),
        *("--local", desired["local"], "--port", str(desired["port"]), "--proto", _LOCAL[desired["proto"]]),
        *("--ca", "ca", "--cert", "cert", "--key", "key", "--dh", "none", "--remote-cert-tls", "client"),
        *(
            "--data-ciphers",
            f"{desired['cipher']}:AES-256-GCM:AES-128-GCM",
            "--data-ciphers-fallback",
            desired["cipher"],
        ),
        *("--client-config-dir", "clients", "--ccd-exclusive"),
        *("--management", "management", "unix", "--keepalive", "1", "5"),
        *("--suppress-timestamps", "--verb", "3"),
    ]
    for network in map(IPv4Network, desired["local_subnet"]):
        arguments += ["--push", f"route {network.network_address} {network.netmask}"]
    if desired["compress"]:
        arguments += ["--comp-lzo", "yes"]
    return arguments
