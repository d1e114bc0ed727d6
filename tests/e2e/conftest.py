# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One lab for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.dataplane.waiting import until
from tests.support import lab
from tests.support.play import Run
from tests.support.warm import playbooks

from . import plays
from .site import Site, built

KEY = "TheRightKey4711"
IKE = {"ike_version": "ikev2", "psk": KEY}


@pytest.fixture(scope="session", autouse=True)
def _ansible_is_loaded_once() -> Iterator[None]:
    with playbooks():
        yield


@pytest.fixture(scope="session")
def machine() -> None:
    """One that can have a lab."""
    problem = lab.missing()
    if problem:
        pytest.skip(f"no real tunnel on this machine: {problem}")


@pytest.fixture(scope="session")
def whole_lab(machine: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The lab with an empty cloud."""
    with built(tmp_path_factory.mktemp("lab")) as site:
        yield site


@pytest.fixture(scope="session")
def _gateways(whole_lab: Site) -> None:
    done = whole_lab.run(plays.on_cloud(*plays.GATEWAYS))
    assert done.status == 0, done.failure


@pytest.fixture
def site(whole_lab: Site, _gateways: None, tmp_path: Path) -> Iterator[Site]:
    """The lab with the two gateways; the connections that a test creates are removed at its end, on both sides."""
    whole_lab.peer.start()
    with _cleared(whole_lab):
        yield Site(whole_lab.cloud, whole_lab.peer, tmp_path)


@contextmanager
def _cleared(site: Site) -> Iterator[None]:
    """Remove all connections afterwards."""
    yield
    for file in (site.peer.folder / "conf.d").iterdir():
        file.unlink()
    site.peer.swanctl("--load-all")
    for connection in site.call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]:
        site.call("DeleteVpnConnection", VpnConnectionId=connection["VpnConnectionId"])


@pytest.fixture(scope="session")
def _written(whole_lab: Site, _gateways: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the role writes for a connection c1."""
    with _cleared(whole_lab):
        run = whole_lab.run(plays.connection(ike_config=IKE), plays.device())
        assert run.status == 0, run.failure
        assert run.stats[lab.DEVICE]["changed"]
        folder = tmp_path_factory.mktemp("written") / "conf.d"
        return Path(shutil.copytree(whole_lab.peer.folder / "conf.d", folder))


@pytest.fixture
def connected(site: Site, _written: Path) -> Site:
    """The site with c1 up, as after the role has run."""
    shutil.copytree(_written, site.peer.folder / "conf.d", dirs_exist_ok=True)
    run = site.run(plays.connection(ike_config=IKE))
    assert run.status == 0, run.failure
    site.peer.swanctl("--load-all")
    assert until(lambda: site.status() == "ipsec_sa_established", 20)
    return site


@pytest.fixture
def connect(site: Site) -> Callable[..., None]:
    """Have a connection on both sides and up, without the role: faster, and with changes in the device's files."""

    def connected(*changes: tuple[str, str], **options: Any) -> None:
        name = options.setdefault("name", "c1")
        done = site.run(plays.connection(**options), plays.device_files(name))
        assert done.status == 0, done.failure
        site.set_up(done, *changes)
        site.peer.swanctl("--load-all")
        assert until(lambda: site.status(name) == "ipsec_sa_established", 20)

    return connected


@pytest.fixture
def have(site: Site) -> Callable[..., Run]:
    """Have a connection on both sides and up, by the role; returns the playbook's run."""

    def connected(**options: Any) -> Run:
        name = options.setdefault("name", "c1")
        done = site.run(plays.connection(**options), plays.device(name), plays.established(name))
        assert done.status == 0, done.failure
        return done

    return connected
