# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in the field, and what the module then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e import plays
from tests.emulator.dataplane.waiting import until
from tests.support import lab
from tests.support.play import Run

from .site import Site

_KEY = "TheRightKey4711"


def _not_established(site: Site, seconds: int = 8) -> str:
    """The module's words when the tunnel does not come up."""
    run = site.run(plays.established(seconds=seconds))
    assert run.status != 0
    assert run.tasks[-1]["result"]["error"]
    assert _KEY not in run.failure
    return run.failure


def _changed_on_the_cloud_only(site: Site, version: str, **options: Any) -> str:
    """The device is set up for what the connection was before; the module's words."""
    before = plays.connection(ike_config={"ike_version": version, "psk": _KEY})
    run = site.run(before, plays.device(), plays.connection(**options))
    assert run.status == 0, run.failure
    assert run.stats["localhost"]["changed"] == 2
    site.peer.stop()
    site.peer.start()
    site.peer.swanctl("--load-all")
    return _not_established(site)


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_wrong_key(site: Site, version: str) -> None:
    told = _changed_on_the_cloud_only(site, version, ike_config={"psk": "AnotherKey0815"})
    assert "last state seen: 'ike_sa_not_established'" in told
    assert "Phase 1 (IKE) is not established" in told
    assert "the pre-shared key" in told
    assert "AnotherKey0815" not in told


def test_algorithms_of_phase_1_that_do_not_match(site: Site) -> None:
    told = _changed_on_the_cloud_only(site, "ikev2", ike_config={"ike_enc_alg": "aes256", "ike_pfs": "group14"})
    assert "last state seen: 'ike_sa_not_established'" in told
    assert "Phase 1 (IKE) is not established" in told
    assert "ike_enc_alg aes256, ike_auth_alg md5, ike_pfs group14" in told


def test_algorithms_of_phase_2_that_do_not_match(site: Site) -> None:
    other = {"ipsec_enc_alg": "aes256", "ipsec_auth_alg": "sha256"}
    told = _changed_on_the_cloud_only(site, "ikev1", ipsec_config=other)
    assert "last state seen: 'ipsec_sa_not_established'" in told
    assert "Phase 1 (IKE) is established, phase 2 (IPsec) is not" in told
    assert "ipsec_enc_alg aes256, ipsec_auth_alg sha256, ipsec_pfs group2" in told


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_wrong_subnet(site: Site, version: str) -> None:
    told = _changed_on_the_cloud_only(site, version, remote_subnet=["192.168.77.0/24"])
    assert "last state seen: 'ipsec_sa_not_established'" in told
    assert "Phase 1 (IKE) is established, phase 2 (IPsec) is not" in told
    assert "local 192.168.77.0/24 and remote 10.0.1.0/24" in told
    assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)


def test_the_device_does_not_answer(site: Site) -> None:
    """No device at all: the cloud's end alone."""
    run = site.run(plays.connection(effect_immediately=True))
    assert run.status == 0, run.failure
    told = _not_established(site)
    assert "last state seen: 'ike_sa_not_established'" in told
    assert "UDP 500 and 4500" in told


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
        _see(site, "ike_sa_not_established", "failed", "normal")
        assert "Phase 1 (IKE) is not established" in _not_established(site, seconds=1)
        assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)
    finally:
        lab.set_link(lab.ONPREM, "wan0", up=True)
    run = site.run(plays.established(seconds=90))
    assert run.status == 0, run.failure
    assert run.changed == 0
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)
    _see(site, "ipsec_sa_established", "success", "published")


def _see(site: Site, *wanted: str) -> None:
    """What the modules show of connection, health check and route, within some seconds of a change."""
    info = {"alicloud.vpn.vpn_connection_info": {"names": ["c1"]}}
    routes = {"alicloud.vpn.vpn_route_entry_info": {"vpn_gateway": "hq"}}
    seen: list[tuple[str, ...]] = []

    def look() -> bool:
        run = site.run(plays.on_cloud(info, routes))
        assert run.status == 0, run.failure
        shown = run.tasks[0]["result"]["vpn_connections"][0]
        found = run.tasks[1]["result"]["vpn_route_entries"][0]
        seen.append((shown["status"], shown["vco_health_check"]["status"], found["state"]))
        return seen[-1] == wanted

    assert until(look, 30), seen[-1]
