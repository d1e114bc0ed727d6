# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong in the field, and what the module then says."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.dataplane.waiting import until
from tests.support import lab

from . import plays
from .conftest import KEY
from .site import Site

_LONG = 30.0


def _not_established(site: Site, state: str, reason: str) -> str:
    """The module's message when the tunnel does not come up: not before the device's daemon has logged why."""
    assert until(lambda: site.status() == state and reason in site.peer.log(), _LONG), site.peer.log()
    run = site.run(plays.established(seconds=1))
    assert run.status != 0
    assert run.tasks[-1]["result"]["error"]
    assert KEY not in run.failure
    return run.failure


def _changed_on_the_cloud_only(site: Site, state: str, reason: str, version: str, **options: Any) -> str:
    """The device is set up for what the connection was before; returns the module's message."""
    before: dict[str, Any] = {"ike_config": {"ike_version": version, "psk": KEY}}
    run = site.run(plays.connection(**before), plays.device_files(), plays.connection(**options))
    assert run.status == 0, run.failure
    assert run.stats["localhost"]["changed"] == 2
    site.set_up(run)
    site.restart_peer()
    return _not_established(site, state, reason)


@pytest.mark.parametrize(("version", "reason"), [("ikev1", "decryption failed?"), ("ikev2", "AUTHENTICATION_FAILED")])
def test_a_wrong_key_is_reported(site: Site, version: str, reason: str) -> None:
    options = {"ike_config": {"psk": "AnotherKey0815"}}
    message = _changed_on_the_cloud_only(site, "ike_sa_not_established", reason, version, **options)
    assert "last state seen: 'ike_sa_not_established'" in message
    assert "Phase 1 (IKE) is not established" in message
    assert "the pre-shared key" in message
    assert "AnotherKey0815" not in message


def test_different_algorithms_in_phase_1_are_reported(site: Site) -> None:
    options = {"ike_config": {"ike_enc_alg": "aes256", "ike_pfs": "group14"}}
    state, reason = "ike_sa_not_established", "NO_PROPOSAL_CHOSEN"
    message = _changed_on_the_cloud_only(site, state, reason, "ikev2", **options)
    assert f"last state seen: '{state}'" in message
    assert "Phase 1 (IKE) is not established" in message
    assert "ike_enc_alg aes256, ike_auth_alg md5, ike_pfs group14" in message


def test_different_algorithms_in_phase_2_are_reported(site: Site) -> None:
    options = {"ipsec_config": {"ipsec_enc_alg": "aes256", "ipsec_auth_alg": "sha256"}}
    state, reason = "ipsec_sa_not_established", "NO_PROPOSAL_CHOSEN"
    message = _changed_on_the_cloud_only(site, state, reason, "ikev1", **options)
    assert f"last state seen: '{state}'" in message
    assert "Phase 1 (IKE) is established, phase 2 (IPsec) is not" in message
    assert "ipsec_enc_alg aes256, ipsec_auth_alg sha256, ipsec_pfs group2" in message


@pytest.mark.parametrize(("version", "reason"), [("ikev1", "INVALID_ID_INFORMATION"), ("ikev2", "TS_UNACCEPTABLE")])
def test_a_wrong_subnet_is_reported(site: Site, version: str, reason: str) -> None:
    options = {"remote_subnet": ["192.168.77.0/24"]}
    message = _changed_on_the_cloud_only(site, "ipsec_sa_not_established", reason, version, **options)
    assert "last state seen: 'ipsec_sa_not_established'" in message
    assert "Phase 1 (IKE) is established, phase 2 (IPsec) is not" in message
    assert "local 192.168.77.0/24 and remote 10.0.1.0/24" in message
    assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)


def test_a_connection_that_the_device_does_not_have_is_reported(site: Site) -> None:
    """Only the cloud's end is set up, and it starts the negotiation."""
    site.restart_peer()
    run = site.run(plays.connection(effect_immediately=True))
    assert run.status == 0, run.failure
    message = _not_established(site, "ike_sa_not_established", "no IKE config found")
    assert "last state seen: 'ike_sa_not_established'" in message
    assert "UDP 500 and 4500" in message


@pytest.mark.parametrize("version", ["ikev1", "ikev2"])
def test_the_status_follows_a_broken_link(site: Site, connect: Callable[..., None], version: str) -> None:
    # The device notices sooner than with the role's settings.
    impatient = [("dpd_delay = 10s", "dpd_delay = 1s")]
    impatient += [("dpd_timeout = 30s", "dpd_timeout = 4s")] if version == "ikev1" else []
    check = {"enable": True, "sip": "10.0.1.1", "dip": lab.OFFICE_HOST, "interval": 1, "retry": 2}
    connect(*impatient, ike_config={"ike_version": version, "psk": KEY}, health_check_config=check)
    route = {"vpn_gateway": "hq", "next_hop": "c1", "route_dest": "192.168.1.0/24", "publish_vpc": True}
    run = site.run(plays.on_cloud({"alicloud.vpn.vpn_route_entry": route}))
    assert run.status == 0, run.failure
    _see(site, "ipsec_sa_established", "success", "published")
    lab.set_link(lab.ONPREM, "wan0", up=False)
    try:
        _see(site, "ike_sa_not_established", "failed", "normal")
        run = site.run(plays.established(seconds=1))
        assert run.status != 0
        assert run.tasks[-1]["result"]["error"]
        assert KEY not in run.failure
        assert "Phase 1 (IKE) is not established" in run.failure
        assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)
    finally:
        lab.set_link(lab.ONPREM, "wan0", up=True)
    run = site.run(plays.established(seconds=90))
    assert run.status == 0, run.failure
    assert run.changed == 0
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)
    _see(site, "ipsec_sa_established", "success", "published")


def _see(site: Site, *wanted: str) -> None:
    """What the modules show of connection, health check and route, some seconds after a change."""

    def reached() -> bool:
        (connection,) = site.call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]
        gateway = connection["VpnGatewayId"]
        (route,) = site.call("DescribeVpnRouteEntries", VpnGatewayId=gateway)["VpnRouteEntries"]["VpnRouteEntry"]
        return (connection["Status"], connection["VcoHealthCheck"]["Status"], route["State"]) == wanted

    assert until(reached, _LONG)
    info = {"alicloud.vpn.vpn_connection_info": {"names": ["c1"]}}
    routes = {"alicloud.vpn.vpn_route_entry_info": {"vpn_gateway": "hq"}}
    run = site.run(plays.on_cloud(info, routes))
    assert run.status == 0, run.failure
    shown = run.tasks[0]["result"]["vpn_connections"][0]
    route = run.tasks[1]["result"]["vpn_route_entries"][0]
    assert (shown["status"], shown["vco_health_check"]["status"], route["state"]) == wanted
