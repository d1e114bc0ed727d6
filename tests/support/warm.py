# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Playbooks that start with Ansible loaded: a process loads it once (warm_server.py) and is forked for each run.

Loading Ansible is a third of the CPU time of a short playbook. Ansible reads some variables while it is loaded, so
playbooks with other values of these get a process of their own.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support import play

_SERVER = Path(__file__).with_name("warm_server.py")
_READ_WHILE_LOADING = ("ANSIBLE_", "COLUMNS", "HOME", "LANG", "LC_", "MODULE_", "PYTHON", "TMPDIR", "TZ")
_KEPT = 2


class Forked:
    """A running playbook; it has those members of subprocess.Popen that play.py uses."""

    def __init__(
        self, control: socket.socket, arguments: Sequence[str], variables: Mapping[str, str], folder: Path
    ) -> None:
        self.returncode: int | None = None
        self._link, theirs = socket.socketpair()
        output, its_output = os.pipe()
        self.stdout = os.fdopen(output, encoding="utf-8", errors="replace")
        socket.send_fds(control, [b"1"], [theirs.fileno(), its_output])
        theirs.close()
        os.close(its_output)
        request = {"arguments": list(arguments), "variables": dict(variables), "folder": str(folder)}
        self._link.sendall(json.dumps(request).encode())
        self._link.shutdown(socket.SHUT_WR)
        self.pid = self._number() or 0
        assert self.pid, "no playbook has been forked"

    def poll(self) -> int | None:
        with suppress(subprocess.TimeoutExpired):
            self.wait(0.001)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        if self.returncode is None:
            self._link.settimeout(timeout)
            try:
                status = self._number()
            except TimeoutError:
                raise subprocess.TimeoutExpired("ansible-playbook", timeout or 0) from None
            self.returncode = -signal.SIGKILL if status is None else status
            self._link.close()
        return self.returncode

    def _number(self) -> int | None:
        """What the process says: first its ID, in the end its exit code; nothing if it was killed."""
        content = self._link.recv(4, socket.MSG_WAITALL)
        return int(struct.unpack("!i", content)[0]) if content else None


@dataclass(frozen=True)
class _Server:
    process: subprocess.Popen[bytes]
    control: socket.socket

    def close(self) -> None:
        self.control.close()
        self.process.wait()


class Servers:
    """A process for each set of the variables that Ansible reads while it is loaded; those used last are kept."""

    def __init__(self) -> None:
        self._servers: dict[frozenset[tuple[str, str]], _Server] = {}
        self._one_at_a_time = threading.Lock()

    def launch(
        self, arguments: Sequence[str], variables: Mapping[str, str], folder: Path = play.REPOSITORY
    ) -> play.Process:
        if "COVERAGE_PROCESS_CONFIG" in variables:  # it measures what is started as usual
            return play.start(arguments, variables, folder)
        key = frozenset(item for item in variables.items() if item[0].startswith(_READ_WHILE_LOADING))
        with self._one_at_a_time:
            server = self._servers.pop(key, None) or _server(arguments[0], variables)
            self._servers[key] = server
            while len(self._servers) > _KEPT:
                self._servers.pop(next(iter(self._servers))).close()
            return Forked(server.control, arguments, variables, folder)

    def close(self) -> None:
        for server in self._servers.values():
            server.close()
        self._servers.clear()


@contextmanager
def playbooks() -> Iterator[None]:
    """Meanwhile play() has its playbooks forked."""
    servers = Servers()
    before, play.launch = play.launch, servers.launch
    try:
        yield
    finally:
        play.launch = before
        servers.close()


def _server(program: str, variables: Mapping[str, str]) -> _Server:
    control, theirs = socket.socketpair()
    with theirs:
        process = subprocess.Popen(
            [sys.executable, str(_SERVER), str(theirs.fileno()), program],
            cwd=play.REPOSITORY,
            env=dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            pass_fds=[theirs.fileno()],
            start_new_session=True,
        )
    return _Server(process, control)
