# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for strongSwan's daemon: accepts everything that swanctl loads, lists it and unloads it. A tunnel is up
from when it is started until it is ended.

With it the real swanctl is the judge of a swanctl.conf: it parses the file before it sends what it read, and exits with
an error where it cannot. What has the word nonsense in it is refused. The protocol is in
src/libcharon/plugins/vici/README.md of github.com/strongswan/strongswan.
"""

from __future__ import annotations

import os
import shutil
import socket
import struct
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

# Where a user without privileges does not look.
PATH = os.pathsep.join([os.environ["PATH"], "/usr/local/sbin", "/usr/sbin", "/sbin"])
SWANCTL = shutil.which("swanctl", path=PATH)
# It is a system's package, which nobody but root can install; make test prints what it skips.
needs_swanctl = pytest.mark.skipif(not SWANCTL, reason="no swanctl here: apt-get install strongswan-swanctl")

_REQUEST, _RESPONSE, _EVENT_REGISTER, _EVENT_UNREGISTER, _EVENT_CONFIRM, _EVENT = 0, 1, 3, 4, 5, 7
_SECTION, _SECTION_END, _VALUE, _LIST, _ITEM, _LIST_END = range(1, 7)
_YES = b"\x03\x07success\x00\x03yes"
_NO = b"\x03\x07success\x00\x02no\x03\x06errmsg\x00\x07refused"


class Daemon:
    """What was loaded: (command, message) in order; and what is there now, as it came."""

    def __init__(self) -> None:
        self.loaded: list[tuple[str, dict[str, Any]]] = []
        self.connections: dict[str, bytes] = {}
        self.secrets: dict[str, str] = {}
        self.up: set[str] = set()
        # Called with the name of a tunnel that is started; whether it comes up.
        self.starts: Callable[[str], bool] = lambda name: True

    def messages(self, command: str) -> list[dict[str, Any]]:
        return [message for name, message in self.loaded if name == command]

    def serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while len(head := stream.read(4)) == 4:
                packet = stream.read(struct.unpack("!I", head)[0])
                if packet[0] in (_EVENT_REGISTER, _EVENT_UNREGISTER):
                    answers = [bytes([_EVENT_CONFIRM])]
                else:
                    assert packet[0] == _REQUEST
                    answers = self._answer(packet[2 : 2 + packet[1]].decode(), packet[2 + packet[1] :])
                for answer in answers:
                    connection.sendall(struct.pack("!I", len(answer)) + answer)

    def _answer(self, command: str, body: bytes) -> list[bytes]:
        message = _message(body)
        self.loaded.append((command, message))
        if command == "load-conn" and b"nonsense" in body:
            return [bytes([_RESPONSE]) + _NO]
        self._do(command, message, body)
        answers = {"get-conns": _list("conns", self.connections), "get-shared": _list("keys", self.secrets)}
        return [*self._events(command), bytes([_RESPONSE]) + answers.get(command, _YES)]

    def _do(self, command: str, message: dict[str, Any], body: bytes) -> None:
        if command == "load-conn":
            for name, connection in message.items():
                self._load(name, connection, body)
        elif command == "unload-conn":
            del self.connections[message["name"]]
        elif command == "load-shared":
            self.secrets[message["id"]] = message["data"]
        elif command == "unload-shared":
            del self.secrets[message["id"]]
        elif command == "initiate":
            self._start(message["child"])
        elif command == "terminate":
            self.up.discard(message["ike"])

    def _events(self, command: str) -> list[bytes]:
        if command == "list-conns":
            # Near enough: swanctl shows of it what it knows.
            return [bytes([_EVENT, 9]) + b"list-conn" + connection for connection in self.connections.values()]
        if command == "list-sas":
            return [bytes([_EVENT, 7]) + b"list-sa" + _association(name) for name in sorted(self.up)]
        return []

    def _load(self, name: str, connection: dict[str, Any], body: bytes) -> None:
        """What is new, or has other settings, starts without help."""
        if self.connections.get(name) != body:
            self.connections[name] = body
            for child in connection.get("children", ()):
                self._start(child)

    def _start(self, name: str) -> None:
        """The name of a tunnel's connection is that of its child too."""
        if self.starts(name):
            self.up.add(name)


@contextmanager
def running(path: Path) -> Iterator[Daemon]:
    """Listen on a socket at ``path``."""
    daemon = Daemon()
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()

    def accept() -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            daemon.serve(connection)

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield daemon
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()


def _list(name: str, items: Iterable[str]) -> bytes:
    parts = [bytes([_ITEM]) + struct.pack("!H", len(item)) + item.encode() for item in items]
    return bytes([_LIST, len(name)]) + name.encode() + b"".join(parts) + bytes([_LIST_END])


def _association(name: str) -> bytes:
    """What swanctl needs to show that a tunnel is up."""
    child = _section(name, _value("name", name) + _value("uniqueid", "1") + _value("reqid", "1"))
    return _section(name, _value("uniqueid", "1") + _value("state", "ESTABLISHED") + _section("child-sas", child))


def _section(name: str, content: bytes) -> bytes:
    return bytes([_SECTION, len(name)]) + name.encode() + content + bytes([_SECTION_END])


def _value(name: str, value: str) -> bytes:
    return bytes([_VALUE, len(name)]) + name.encode() + struct.pack("!H", len(value)) + value.encode()


def _message(body: bytes) -> dict[str, Any]:
    stack: list[dict[str, Any]] = [{}]
    items: list[str] = []
    at = 0

    def text(width: int) -> str:
        nonlocal at
        length = int.from_bytes(body[at : at + width], "big")
        at += width + length
        return body[at - length : at].decode()

    while at < len(body):
        kind = body[at]
        at += 1
        if kind == _SECTION:
            stack.append(stack[-1].setdefault(text(1), {}))
        elif kind == _SECTION_END:
            stack.pop()
        elif kind == _VALUE:
            name = text(1)
            stack[-1][name] = text(2)
        elif kind == _LIST:
            stack[-1][text(1)] = items = []
        elif kind == _ITEM:
            items.append(text(2))
        else:
            assert kind == _LIST_END
    return stack[0]
