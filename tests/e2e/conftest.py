# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One lab for all tests of a process."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
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
def _device_files(whole_lab: Site, _gateways: None, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder with what the role writes for a connection c1 with the key KEY, for each version of IKE."""

    @cache
    def written(version: str) -> Path:
        with _cleared(whole_lab):
            run = whole_lab.run(plays.connection(ike_config={"ike_version": version, "psk": KEY}), plays.device())
            assert run.status == 0, run.failure
            assert run.stats[lab.DEVICE]["changed"]
            folder = tmp_path_factory.mktemp(version) / "conf.d"
            return Path(shutil.copytree(whole_lab.peer.folder / "conf.d", folder))

    return written


@pytest.fixture
def set_up_device(site: Site, _device_files: Callable[[str], Path]) -> Callable[[str], None]:
    """Put the role's files for c1 in place, unchanged, in a moment; the daemon has not loaded them yet."""

    def set_up(version: str) -> None:
        shutil.copytree(_device_files(version), site.peer.folder / "conf.d", dirs_exist_ok=True)

    return set_up


@pytest.fixture
def connected(site: Site, set_up_device: Callable[[str], None]) -> Site:
    """The site with c1 up, by IKEv2, as after the role has run."""
    set_up_device("ikev2")
    run = site.run(plays.connection(ike_config=IKE))
    assert run.status == 0, run.failure
    site.peer.swanctl("--load-all")
    assert until(lambda: site.status() == "ipsec_sa_established", 20)
    return site


@pytest.fixture
def have(site: Site) -> Callable[..., Run]:
    """Have a connection on both sides and up, by the playbook; returns its run."""

    def connected(**options: Any) -> Run:
        name = options.setdefault("name", "c1")
        done = site.run(plays.connection(**options), plays.device(name), plays.established(name))
        assert done.status == 0, done.failure
        return done

    return connected
