# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lab of the end-to-end tests and of ``make demo-tunnel``: a network, and the strongSwan of the office."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.emulator.dataplane import charon
from tests.emulator.dataplane.namespace import inside
from tests.emulator.dataplane.needs import first_missing
from tests.emulator.dataplane.waiting import until
from tests.support import network as networks
from tests.support.network import ROLES, ROUTES, ip, name, try_ip

MAP = """\
  vpc 10.0.1.10 --- cloud 203.0.113.1 === onprem 203.0.113.2 --- office 192.168.1.10
                    cloud 198.51.100.1 --- laptop 198.51.100.2

  In the namespace cloud is the data plane of the stand-in cloud, in onprem the Linux host of the office with its
  strongSwan; vpc and office are hosts behind the two, and laptop is one with an OpenVPN client.
"""
# One lab for each process, with namespaces of its own.
_NUMBER = os.getpid()
CLOUD, ONPREM, VPC, OFFICE, LAPTOP = (name(role, _NUMBER) for role in ROLES)
VPC_HOST, OFFICE_HOST = "10.0.1.10", "192.168.1.10"
ONPREM_ADDRESS = "203.0.113.2"
DEVICE = "onprem"  # in the inventory
_SWANCTL = "/etc/swanctl/swanctl.conf"


def missing() -> str:
    """What this machine lacks for a lab; empty if nothing."""
    problem = first_missing()
    if problem:
        return problem
    if not shutil.which("swanctl"):
        return "swanctl is not there (Debian: apt-get install strongswan-swanctl)"
    if not Path("/dev/net/tun").exists():
        return "there is no /dev/net/tun"
    trial = name("trial", _NUMBER)
    if try_ip("netns", "add", trial).returncode:
        return "this system does not allow network namespaces (ip netns add)"
    ip("netns", "delete", trial)
    return ""


def network() -> AbstractContextManager[None]:
    """The namespaces with their links; in the end they are removed, with all processes in them."""
    return networks.network(_NUMBER)


def set_link(namespace: str, device: str, up: bool) -> None:
    """Connect a cable, or disconnect it."""
    ip("-n", namespace, "link", "set", device, "up" if up else "down")
    role = namespace.rpartition("-")[2]
    if up and role in ROUTES:  # the route went with the link
        destination, gateway = ROUTES[role]
        ip("-n", namespace, "route", "replace", destination, "via", gateway)


def pings(namespace: str, address: str, seconds: float = 15) -> bool:
    """Whether an answer comes back within that time."""
    command = ["ip", "netns", "exec", namespace, "ping", "-nq", "-c1", "-W1", address]
    return until(lambda: subprocess.run(command, check=False, capture_output=True).returncode == 0, seconds)


@contextmanager
def cut(address: str) -> Iterator[None]:
    """Drop all packets between the office and this address of a VPN gateway."""
    rules = [
        (namespace, ("pref", "10", direction, address, "blackhole"))
        for namespace, direction in ((ONPREM, "to"), (CLOUD, "from"))
    ]
    for namespace, rule in rules:
        ip("-n", namespace, "rule", "add", *rule)
    try:
        yield
    finally:
        for namespace, rule in rules:
            ip("-n", namespace, "rule", "delete", *rule)


@contextmanager
def own_routes_only() -> Iterator[None]:
    """The office ignores the routes of strongSwan, which has none for tunnels with an interface."""
    rule = ("pref", "220", "lookup", "220")
    ip("-n", ONPREM, "rule", "delete", *rule)
    try:
        yield
    finally:
        ip("-n", ONPREM, "rule", "add", *rule)


class Peer:
    """strongSwan of the office's Linux host, in its namespace; ``folder`` is its /etc/swanctl."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.uri = f"unix://{folder / 'vici'}"
        (folder / "conf.d").mkdir(parents=True)
        shutil.copy(_SWANCTL, folder)
        (folder / "strongswan.conf").write_text(charon.settings(folder / "vici"), encoding="ascii")
        self._log = folder / "charon.log"
        self._process: subprocess.Popen[bytes] | None = None

    def inventory(self, path: Path) -> Path:
        """An inventory with the host, which the role reaches without going through its namespace."""
        host = {
            "ansible_connection": "local",
            "ansible_python_interpreter": sys.executable,
            "strongswan_peer_swanctl_dir": str(self.folder),
            "strongswan_peer_vici_uri": self.uri,
            "strongswan_peer_manage_packages": False,
            "strongswan_peer_manage_service": False,
        }
        path.write_text(json.dumps({"all": {"hosts": {DEVICE: host}}}), encoding="utf-8")
        return path

    def __enter__(self) -> Peer:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop(farewell=True)

    def start(self) -> None:
        """Start the daemon if it does not run, with a new log."""
        if self._process:
            return
        socket_path = self.folder / "vici"
        socket_path.unlink(missing_ok=True)
        with open(self._log, "wb") as log:
            environment = {**os.environ, "STRONGSWAN_CONF": str(self.folder / "strongswan.conf")}
            self._process = subprocess.Popen(inside(ONPREM, charon.CHARON), env=environment, stdout=log, stderr=log)
        if not until(lambda: _answers(socket_path), 10):
            raise RuntimeError(f"charon did not start: {self.log()}")
        # Instead of an XFRM interface for each tunnel, as ESP in userland has one device for all.
        ip("-n", ONPREM, "link", "property", "add", "dev", "ipsec0", *_aliases("ipsec1", "ipsec2"))

    def log(self) -> str:
        """What the daemon has logged since it started."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def stop(self, farewell: bool = False) -> None:
        """End the daemon; without a farewell it is as when its power is cut, and the cloud is told nothing."""
        if self._process:
            # Not unshare itself: it has to see its child end, or the child stays as a zombie.
            number = self._process.pid
            child = int(Path(f"/proc/{number}/task/{number}/children").read_text(encoding="ascii"))
            os.kill(child, signal.SIGTERM if farewell else signal.SIGKILL)
            self._process.wait(10)
            self._process = None

    def swanctl(self, *arguments: str) -> str:
        """What swanctl prints."""
        environment = {**os.environ, "SWANCTL_DIR": str(self.folder)}
        command = ["swanctl", *arguments, "--uri", self.uri]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def _aliases(*names: str) -> list[str]:
    return [word for name in names for word in ("altname", name)]


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(str(path)) == 0
