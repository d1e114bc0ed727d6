# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stand-in for strongSwan's daemon: says yes to everything that swanctl loads, and remembers it.

With it the real swanctl is the judge of a swanctl.conf: it parses the file before it sends what it read, and exits with
an error where it cannot. The protocol is in src/libcharon/plugins/vici/README.md of github.com/strongswan/strongswan.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_REQUEST, _RESPONSE, _EVENT_REGISTER, _EVENT_UNREGISTER, _EVENT_CONFIRM = 0, 1, 3, 4, 5
_SECTION, _SECTION_END, _VALUE, _LIST, _ITEM, _LIST_END = range(1, 7)
_YES = b"\x03\x07success\x00\x03yes"


class Daemon:
    """What was loaded: (command, message) in order."""

    def __init__(self) -> None:
        self.loaded: list[tuple[str, dict[str, Any]]] = []

    def messages(self, command: str) -> list[dict[str, Any]]:
        return [message for name, message in self.loaded if name == command]

    def serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while len(head := stream.read(4)) == 4:
                packet = stream.read(struct.unpack("!I", head)[0])
                if packet[0] in (_EVENT_REGISTER, _EVENT_UNREGISTER):
                    answer = bytes([_EVENT_CONFIRM])
                else:
                    assert packet[0] == _REQUEST
                    name, body = packet[2 : 2 + packet[1]].decode(), packet[2 + packet[1] :]
                    self.loaded.append((name, _message(body)))
                    answer = bytes([_RESPONSE]) + _YES
                connection.sendall(struct.pack("!I", len(answer)) + answer)


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
