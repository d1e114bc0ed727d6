# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in the field, and what the module then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.demo.play import Run

from . import lab, plays
from .conftest import Site

_KEY = "TheRightKey4711"
_IKE = {"ike_version": "ikev2", "psk": _KEY}


def _status(site: Site) -> str:
    """As the module shows it."""
    run = site.run(plays.on_cloud({"alicloud.vpn.vpn_connection_info": {"names": ["c1"]}}))
    assert run.status == 0, run.failure
    return str(run.tasks[-1]["result"]["vpn_connections"][0]["status"])


def _not_established(site: Site) -> str:
    """The module's words when the tunnel does not come up."""
    run = site.run(plays.established(seconds=8))
    assert run.status != 0
    assert run.tasks[-1]["result"]["error"]
    return run.failure


def _changed_on_the_cloud_only(site: Site, **options: Any) -> None:
    """The device keeps what it was told before, and starts anew with it."""
    run = site.run(plays.connection(**options))
    assert run.status == 0, run.failure
    assert run.changed == 1
    site.peer.stop()
    site.peer.start()
    site.peer.swanctl("--load-all")


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_wrong_key(site: Site, have: Callable[..., Run], version: str) -> None:
    have(ike_config={"ike_version": version, "psk": _KEY})
    _changed_on_the_cloud_only(site, ike_config={"ike_version": version, "psk": "AnotherKey0815"})
    told = _not_established(site)
    assert _status(site) == "ike_sa_not_established"
    assert "phase 1" in told.lower()
    assert "pre-shared key" in told
    assert _KEY not in told
    assert "AnotherKey0815" not in told


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_algorithms_of_phase_1_that_do_not_match(site: Site, have: Callable[..., Run], version: str) -> None:
    ike = {"ike_version": version, "psk": _KEY}
    have(ike_config=ike)
    _changed_on_the_cloud_only(site, ike_config={**ike, "ike_enc_alg": "aes256", "ike_pfs": "group14"})
    told = _not_established(site)
    assert _status(site) == "ike_sa_not_established"
    assert "phase 1" in told.lower()
    assert "aes256" in told
    assert "group14" in told


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_algorithms_of_phase_2_that_do_not_match(site: Site, have: Callable[..., Run], version: str) -> None:
    have(ike_config={"ike_version": version, "psk": _KEY})
    _changed_on_the_cloud_only(site, ipsec_config={"ipsec_enc_alg": "aes256", "ipsec_auth_alg": "sha256"})
    told = _not_established(site)
    assert _status(site) == "ipsec_sa_not_established"
    assert "phase 2" in told.lower()
    assert "aes256" in told
    assert "sha256" in told


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_wrong_subnet(site: Site, have: Callable[..., Run], version: str) -> None:
    have(ike_config={"ike_version": version, "psk": _KEY})
    _changed_on_the_cloud_only(site, remote_subnet=["192.168.77.0/24"])
    told = _not_established(site)
    assert _status(site) == "ipsec_sa_not_established"
    assert "phase 2" in told.lower()
    assert "192.168.77.0/24" in told
    assert "10.0.1.0/24" in told
    assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)


def test_the_device_does_not_answer(site: Site) -> None:
    """No device at all: the cloud's end alone."""
    run = site.run(plays.connection(effect_immediately=True))
    assert run.status == 0, run.failure
    told = _not_established(site)
    assert _status(site) == "ike_sa_not_established"
    assert "phase 1" in told.lower()
    assert "500" in told
    assert "4500" in told


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_broken_and_healed(site: Site, have: Callable[..., Run], version: str) -> None:
    check = {"enable": True, "sip": "10.0.1.1", "dip": lab.OFFICE_HOST, "interval": 1, "retry": 2}
    have(ike_config={"ike_version": version, "psk": _KEY}, health_check_config=check)
    route = {"vpn_gateway": "hq", "next_hop": "c1", "route_dest": "192.168.1.0/24", "publish_vpc": True}
    run = site.run(plays.on_cloud({"alicloud.vpn.vpn_route_entry": route}))
    assert run.status == 0, run.failure
    _see(site, "ipsec_sa_established", "success", "published")
    lab.set_link(lab.ONPREM, "wan0", up=False)
    try:
        assert "phase 1" in _gone(site).lower()
        _see(site, "ike_sa_not_established", "failed", "normal")
        assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)
    finally:
        lab.set_link(lab.ONPREM, "wan0", up=True)
    run = site.run(plays.established(seconds=90))
    assert run.status == 0, run.failure
    assert run.changed == 0
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)
    _see(site, "ipsec_sa_established", "success", "published")


def _gone(site: Site) -> str:
    """The cloud notices within some seconds; until then the tunnel counts as up."""
    for _unused in range(20):
        if _status(site) != "ipsec_sa_established":
            return _not_established(site)
    raise AssertionError("the broken tunnel still reads as established")


def _see(site: Site, status: str, health: str, route: str) -> None:
    """What the modules show within some seconds of a change."""
    info = {"alicloud.vpn.vpn_connection_info": {"names": ["c1"]}}
    routes = {"alicloud.vpn.vpn_route_entry_info": {"vpn_gateway": "hq"}}
    for _unused in range(10):
        run = site.run(plays.on_cloud(info, routes))
        assert run.status == 0, run.failure
        shown = run.tasks[0]["result"]["vpn_connections"][0]
        found = run.tasks[1]["result"]["vpn_route_entries"][0]
        seen = (shown["status"], shown["vco_health_check"]["status"], found["state"])
        if seen == (status, health, route):
            return
    raise AssertionError(f"{seen} instead of {(status, health, route)}")
