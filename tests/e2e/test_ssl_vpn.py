# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A laptop with the files that ssl_vpn_client_cert wrote, and a real OpenVPN on both sides."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import plays
from tests.emulator.dataplane.waiting import until
from tests.support import lab

from .site import Site

_SERVER = {"name": "staff", "vpn_gateway": "hq", "client_ip_pool": "10.8.0.0/24", "local_subnet": ["10.0.0.0/16"]}
_LONG = 20.0


def _certificate(dest: Path, **options: Any) -> plays.Task:
    named = {"name": "laptop", "ssl_vpn_server": "staff"}
    return {"alicloud.vpn.ssl_vpn_client_cert": {**named, **(options or {"dest": str(dest)})}}


@pytest.fixture
def files(site: Site) -> Iterator[Path]:
    """Where the module put them, for a server that is gone afterwards."""
    yield site.folder / "laptop"
    run = site.run(plays.on_cloud({"alicloud.vpn.ssl_vpn_server": {**_SERVER, "state": "absent"}}))
    assert run.status == 0, run.failure


@contextmanager
def _client(files: Path, pattern: str = "vsc-*.ovpn") -> Iterator[subprocess.Popen[bytes]]:
    """OpenVPN with the profile as it was written, nothing added."""
    (profile,) = files.glob(pattern)
    command = ["ip", "netns", "exec", lab.LAPTOP, "openvpn", "--config", profile.name]
    with open(files / "log", "ab") as log:
        process = subprocess.Popen(command, cwd=files, stdout=log, stderr=log)
    try:
        yield process
    finally:
        process.terminate()
        process.wait(_LONG)


def _shown(site: Site, module: str, **options: Any) -> Any:
    """What a module lists."""
    run = site.run(plays.on_cloud({f"alicloud.vpn.{module}_info": options}))
    assert run.status == 0, run.failure
    return run.tasks[-1]["result"][f"{module}s"]


def _has(site: Site, connections: int) -> bool:
    """Whether the module shows so many clients; the server takes some seconds to see one off."""

    def reached() -> bool:
        (server,) = site.call("DescribeSslVpnServers")["SslVpnServers"]["SslVpnServer"]
        return bool(server["Connections"] == connections)

    assert until(reached, _LONG)
    return bool(_shown(site, "ssl_vpn_server", names=["staff"])[0]["connections"] == connections)


@pytest.mark.parametrize(
    "settings",
    [
        {"proto": "UDP", "cipher": "AES-128-CBC"},
        {"proto": "TCP", "port": 1195, "cipher": "AES-256-CBC", "compress": True},
    ],
    ids=["udp", "tcp-compressed"],
)
def test_a_client_connects_until_its_certificate_is_deleted(site: Site, files: Path, settings: dict[str, Any]) -> None:
    server = {"alicloud.vpn.ssl_vpn_server": {**_SERVER, **settings}}
    run = site.run(plays.on_cloud(server, _certificate(files)))
    assert run.status == 0, run.failure
    assert not lab.pings(lab.LAPTOP, lab.VPC_HOST, 1)
    with _client(files) as client:
        assert lab.pings(lab.LAPTOP, lab.VPC_HOST)
        assert _has(site, connections=1)
        (shown,) = _shown(site, "ssl_vpn_client", vpn_gateway="hq")
        (profile,) = files.glob("vsc-*.ovpn")
        assert (shown["common_name"], shown["ip"]) == (f"CN={profile.stem}", "198.51.100.2")
        assert shown["private_ip"].startswith("10.8.0.")
        assert shown["receive_bytes"] > 0
        run = site.run(plays.on_cloud(_certificate(files, state="absent")))
        assert run.status == 0, run.failure
        client.wait(_LONG)  # it is told so, and gives up
        assert _has(site, connections=0)
    assert "AUTH_FAILED" in (files / "log").read_text(encoding="utf-8")
    with _client(files) as client:
        client.wait(_LONG)
    assert not lab.pings(lab.LAPTOP, lab.VPC_HOST, 1)


def test_the_log_module_returns_the_log_of_the_server(site: Site, files: Path) -> None:
    run = site.run(plays.on_cloud({"alicloud.vpn.ssl_vpn_server": _SERVER}, _certificate(files)))
    assert run.status == 0, run.failure
    (profile,) = files.glob("vsc-*.ovpn")
    name = profile.stem
    with _client(files, "laptop.ovpn"):  # the one with everything in it
        assert lab.pings(lab.LAPTOP, lab.VPC_HOST)
        assert _has(site, connections=1)
    assert _has(site, connections=0)
    lines = _shown(site, "ssl_vpn_server_log", ssl_vpn_server="staff", minute_period=5)
    assert any(name in line and "198.51.100.2" in line for line in lines)
