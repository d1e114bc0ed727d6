# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One lab for all tests: the stand-in cloud with its data plane in it, and the office's strongSwan."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import plays
from tests.emulator.dataplane.link import Link
from tests.emulator.dataplane.process import Process
from tests.emulator.running import Running, running
from tests.support import lab
from tests.support.caller import Caller
from tests.support.play import Run


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The demo lays a lab of its own, of the same names, so it goes before the lab of the other tests is laid."""
    items.sort(key=lambda item: item.path.name != "test_demo.py")


@dataclass(frozen=True)
class Site:
    """What a test works on."""

    cloud: Running
    peer: lab.Peer
    folder: Path

    def run(self, *played: plays.Play, arguments: tuple[str, ...] = ()) -> Run:
        """Run the plays as one playbook."""
        return plays.run(self.cloud.url, self.folder, self.peer, *played, arguments=arguments)


@pytest.fixture(scope="session")
def machine() -> None:
    """One that can have a lab."""
    problem = lab.missing()
    if problem:
        pytest.skip(f"no real tunnel on this machine: {problem}")


@pytest.fixture(scope="session")
def _lab(machine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("lab")
    with (
        lab.network(),
        running(dataplane=Link(Process(lab.CLOUD, folder / "daemons.log"))) as cloud,
        lab.Peer(folder / "peer") as peer,
    ):
        yield Site(cloud, peer, folder)


@pytest.fixture(scope="session")
def _gateways(_lab: Site) -> None:
    done = _lab.run(plays.on_cloud(*plays.GATEWAYS))
    assert done.status == 0, done.failure


@pytest.fixture
def site(_lab: Site, _gateways: None, tmp_path: Path) -> Iterator[Site]:
    """The lab with the two gateways; the connections that a test makes and what the peer knows of them go with it."""
    _lab.peer.start()
    yield Site(_lab.cloud, _lab.peer, tmp_path)
    for file in (_lab.peer.folder / "conf.d").iterdir():
        file.unlink()
    _lab.peer.swanctl("--load-all")
    call = Caller(_lab.cloud.cloud)
    for connection in list(_lab.cloud.cloud.state.every("vpn_connections")):
        call("DeleteVpnConnection", VpnConnectionId=connection["VpnConnectionId"])


@pytest.fixture
def have(site: Site) -> Callable[..., Run]:
    """Have a connection on both sides and up, by the playbook; returns its run."""

    def connected(**options: Any) -> Run:
        name = options.setdefault("name", "c1")
        done = site.run(plays.connection(**options), plays.device(name), plays.established(name))
        assert done.status == 0, done.failure
        return done

    return connected
