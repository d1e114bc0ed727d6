# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec: strongSwan's daemon, configured and queried over vici.

vici: https://github.com/strongswan/strongswan/blob/master/src/libcharon/plugins/vici/README.md
"""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import vici

from .charon import CHARON, settings
from .found import ESTABLISHED, NOT_ESTABLISHED
from .runtime import RUN, stop
from .waiting import until

# Phase 2 follows phase 1 within two seconds, or has failed.
_MOMENT = 2
_RETRY = 3.0
_NEVER = 10.0
_FILE, _SOCKET = "strongswan.conf", "charon.vici"


class Daemon:
    """One charon for a zone of all gateways; each tunnel is a connection of its own with one child of the same name."""

    def __init__(self, run: Path = RUN, inside: Sequence[str] = ()) -> None:
        """``inside`` is a command that gives a program another place, where ``run`` is its /run."""
        (run / _FILE).write_text(settings(RUN / _SOCKET), encoding="ascii")
        environment = {**os.environ, "STRONGSWAN_CONF": str(RUN / _FILE)}
        self._process = subprocess.Popen([*inside, CHARON], env=environment)
        self._session = _connected(run / _SOCKET)
        self._tunnels: dict[str, Any] = {}
        self._started: dict[str, float] = {}

    def carry(self, tunnels: Mapping[str, Any]) -> None:
        """Remove and load what differs; a tunnel that has changed is negotiated again."""
        for key in [key for key, tunnel in self._tunnels.items() if tunnels.get(key) != tunnel]:
            self._session.unload_conn({"name": key})
            self._session.unload_shared({"id": key})
            self._cut(key)
            del self._tunnels[key]
            self._started.pop(key, None)
        for key, tunnel in tunnels.items():
            if key not in self._tunnels:
                self._session.load_shared(_secret(key, tunnel))
                self._session.load_conn({key: _connection(key, tunnel)})
                self._tunnels[key] = tunnel

    def found(self) -> dict[str, str]:
        """The negotiation status of each tunnel, as the contract names it."""
        associations: dict[str, list[Mapping[str, Any]]] = {}
        for entry in self._session.list_sas():
            for name, association in entry.items():
                associations.setdefault(name, []).append(association)
        result = {key: _status(associations.get(key, ())) for key in self._tunnels}
        for key, status in result.items():
            under_way = any(association["state"] != b"ESTABLISHED" for association in associations.get(key, ()))
            if self._tunnels[key]["start"] and status != ESTABLISHED and not under_way:
                self._start(key)
        return result

    def end(self) -> None:
        """Stop the daemon; it notifies its peers first."""
        stop(self._process)

    def _start(self, key: str) -> None:
        now = time.monotonic()
        if now - self._started.get(key, 0) >= _RETRY:
            self._started[key] = now
            _all(self._session.initiate({"ike": key, "child": key, "timeout": "-1"}))

    def _cut(self, key: str) -> None:
        with suppress(vici.exception.CommandException):  # no such association
            _all(self._session.terminate({"ike": key, "timeout": "1000"}))


def _connected(path: Path) -> vici.Session:
    connection = socket.socket(socket.AF_UNIX)
    if not until(lambda: connection.connect_ex(str(path)) == 0, _NEVER):
        raise RuntimeError("charon does not listen")
    return vici.Session(connection)


def _all(answers: Iterable[Any]) -> None:
    for _unused in answers:
        pass


def _status(associations: Iterable[Mapping[str, Any]]) -> str:
    up = [association for association in associations if association["state"] == b"ESTABLISHED"]
    if not up:
        return NOT_ESTABLISHED
    children = [child for association in up for child in association["child-sas"].values()]
    if any(child["state"] in (b"INSTALLED", b"REKEYING", b"REKEYED") for child in children):
        return ESTABLISHED
    young = all(int(association["established"]) < _MOMENT for association in up)
    return "ike_sa_established" if young else "ipsec_sa_not_established"


def _secret(key: str, tunnel: Mapping[str, Any]) -> dict[str, Any]:
    # In main mode the responder chooses the key before it knows any identity.
    owners = sorted({tunnel["local_id"], tunnel["remote_id"], tunnel["remote"]})
    return {"id": key, "type": "IKE", "data": tunnel["psk"], "owners": owners}


def _connection(key: str, tunnel: Mapping[str, Any]) -> dict[str, Any]:
    child = {
        "local_ts": tunnel["local_ts"],
        "remote_ts": tunnel["remote_ts"],
        "esp_proposals": [tunnel["esp_proposal"]],
        "life_time": f"{tunnel['esp_lifetime']}s",
        "dpd_action": "clear",
    }
    return {
        "version": tunnel["version"],
        "aggressive": "yes" if tunnel["aggressive"] else "no",
        "local_addrs": [tunnel["local"]],
        "remote_addrs": [tunnel["remote"]],
        "proposals": [tunnel["proposal"]],
        "rekey_time": f"{tunnel['lifetime']}s",
        # The daemon does ESP in UDP only; both ends use it when one of them asks for it.
        "encap": "yes",
        "mobike": "no",
        "keyingtries": "1",
        **({"dpd_delay": "1s", "dpd_timeout": "4s"} if tunnel["dpd"] else {}),
        "local": {"auth": "psk", "id": tunnel["local_id"]},
        "remote": {"auth": "psk", "id": tunnel["remote_id"]},
        "children": {key: child},
    }
