# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Packets cross with the device's files: for both versions of IKE, and for what the contract has of algorithms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e import plays
from tests.support import lab
from tests.support.play import Run

from .conftest import IKE
from .site import Site

_KEY = 'given "by hand"\\#1'.replace(" ", "_")
# Together all encryptions, hashes and groups that are not for SM gateways; the first is what the service defaults to.
_SETS = {
    "ikev1-default": ({"ike_version": "ikev1"}, {}),
    "ikev2-aes256-sha256-group14": (
        {"ike_version": "ikev2", "ike_enc_alg": "aes256", "ike_auth_alg": "sha256", "ike_pfs": "group14"},
        {"ipsec_enc_alg": "aes256", "ipsec_auth_alg": "sha256", "ipsec_pfs": "group14"},
    ),
    "ikev2-aes192-sha512-group24": (
        {"ike_version": "ikev2", "ike_enc_alg": "aes192", "ike_auth_alg": "sha512", "ike_pfs": "group24"},
        {"ipsec_enc_alg": "aes192", "ipsec_auth_alg": "sha384", "ipsec_pfs": "disabled"},
    ),
    "ikev1-3des-sha1-group5": (
        {"ike_version": "ikev1", "ike_enc_alg": "3des", "ike_auth_alg": "sha1", "ike_pfs": "group5"},
        {"ipsec_enc_alg": "3des", "ipsec_auth_alg": "sha1", "ipsec_pfs": "group5"},
    ),
    "ikev1-aggressive-aes-sha384-group2": (
        {"ike_version": "ikev1", "ike_mode": "aggressive", "ike_auth_alg": "sha384", "ike_pfs": "group2"},
        {"ipsec_auth_alg": "sha512", "ipsec_pfs": "group1"},
    ),
    "ikev2-des-md5-group1": (
        {"ike_version": "ikev2", "ike_enc_alg": "des", "ike_auth_alg": "md5", "ike_pfs": "group1"},
        {"ipsec_enc_alg": "des", "ipsec_auth_alg": "md5", "ipsec_pfs": "group24"},
    ),
}


@pytest.mark.parametrize("name", _SETS)
def test_ping_crosses_the_tunnel_in_both_directions(connect: Callable[..., None], name: str) -> None:
    ike, esp = _SETS[name]
    assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)  # there is no other way
    connect(ike_config=ike, ipsec_config=esp)
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)
    assert lab.pings(lab.VPC, lab.OFFICE_HOST)


def test_a_key_with_special_characters(have: Callable[..., Run]) -> None:
    run = have(ike_config={"ike_version": "ikev1", "psk": _KEY})
    assert run.tasks[-1]["result"]["vpn_connection"]["status"] == "ipsec_sa_established"
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)


def test_names_as_ike_identities(site: Site) -> None:
    names: dict[str, Any] = {"ike_version": "ikev2", "local_id": "hq.example.com", "remote_id": "office@example.com"}
    made = site.run(plays.connection(ike_config=names))
    address = _gateway(site)
    run = site.run(plays.device(strongswan_peer_remote_address=address), plays.established())
    assert made.status == run.status == 0, made.failure + run.failure
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)


def test_the_cloud_starts_the_tunnel(site: Site) -> None:
    """With effect_immediately the device only has to answer."""
    made = site.run(plays.connection(ike_config=IKE), plays.device_files())
    assert made.status == 0, made.failure
    site.set_up(made, ("_action = start", "_action = none"))
    site.restart_peer()
    run = site.run(plays.connection(effect_immediately=True), plays.established())
    assert run.status == 0, run.failure
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)


def _gateway(site: Site) -> str:
    (gateway,) = site.call("DescribeVpnGateways")["VpnGateways"]["VpnGateway"]
    return str(gateway["InternetIp"])
