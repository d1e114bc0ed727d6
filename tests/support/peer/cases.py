# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Configurations as vpn_connection_config_info returns them, one for each shape that a connection can have."""

from __future__ import annotations

import copy
from typing import Any

KEY = "Zq9-Office.Key"
SECOND_KEY = "Zq9-Second.Key"
ANYWHERE = ["0.0.0.0/0"]


def ike(**more: Any) -> dict[str, Any]:
    return {
        "psk": KEY,
        "ike_version": "ikev2",
        "ike_mode": "main",
        "ike_enc_alg": "aes256",
        "ike_auth_alg": "sha256",
        "ike_pfs": "group14",
        "ike_lifetime": 86400,
        "local_id": "203.0.113.10",
        "remote_id": "47.96.0.3",
        **more,
    }


def ipsec(**more: Any) -> dict[str, Any]:
    return {
        "ipsec_enc_alg": "aes256",
        "ipsec_auth_alg": "sha256",
        "ipsec_pfs": "group14",
        "ipsec_lifetime": 3600,
        **more,
    }


def config(**more: Any) -> dict[str, Any]:
    return {
        "local": "203.0.113.10",
        "remote": "47.96.0.3",
        "local_subnet": ["192.168.10.0/24"],
        "remote_subnet": ["10.10.0.0/16"],
        "ike_config": ike(),
        "ipsec_config": ipsec(),
        **more,
    }


def bgp(number: int, tunnel_id: str | None = None) -> dict[str, Any]:
    return {
        "tunnel_id": tunnel_id,
        "local_asn": "65010",
        "peer_asn": "45104",
        "local_bgp_ip": f"169.254.{number}.2",
        "peer_bgp_ip": f"169.254.{number}.1",
        "tunnel_cidr": f"169.254.{number}.0/30",
    }


def tunnels() -> list[dict[str, Any]]:
    first = {
        "tunnel_id": "tun-1",
        "local": "203.0.113.10",
        "remote": "47.96.0.3",
        "ike_config": ike(),
        "ipsec_config": ipsec(),
    }
    second = {
        "tunnel_id": "tun-2",
        "local": "203.0.113.10",
        "remote": "47.96.0.4",
        "ike_config": ike(psk=SECOND_KEY, remote_id="47.96.0.4", ike_enc_alg="aes"),
        "ipsec_config": ipsec(ipsec_enc_alg="aes"),
    }
    return [first, second]


def dual(**more: Any) -> dict[str, Any]:
    return {
        "local_subnet": ["192.168.10.0/24"],
        "remote_subnet": ["10.10.0.0/16"],
        "tunnels_config": tunnels(),
        **more,
    }


_OLD = {"ike_version": "ikev1", "ike_enc_alg": "aes", "ike_auth_alg": "sha1", "ike_pfs": "group2"}
_OLD_IPSEC = {"ipsec_enc_alg": "aes", "ipsec_auth_alg": "sha1", "ipsec_pfs": "group2", "ipsec_lifetime": 86400}

_CASES: dict[str, dict[str, Any]] = {
    "ikev1_single_pair": config(ike_config=ike(**_OLD), ipsec_config=ipsec(**_OLD_IPSEC)),
    "ikev1_aggressive_names": config(
        ike_config=ike(**_OLD, local_id="@office.example.com") | {"ike_mode": "aggressive"},
        ipsec_config=ipsec(**_OLD_IPSEC),
    ),
    "ikev2_several_subnets": config(
        local_subnet=["192.168.10.0/24", "192.168.20.0/24"], remote_subnet=["10.10.0.0/16", "10.20.0.0/16"]
    ),
    "ikev2_pfs_disabled": config(
        ike_config=ike(ike_enc_alg="3des", ike_auth_alg="md5", ike_pfs="group5"),
        ipsec_config=ipsec(ipsec_enc_alg="3des", ipsec_auth_alg="md5", ipsec_pfs="disabled"),
    ),
    "route_based_bgp": config(local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(11)]),
    "dual_tunnel": dual(),
    "dual_tunnel_bgp": dual(
        local_subnet=ANYWHERE, remote_subnet=ANYWHERE, bgp_configs=[bgp(12, "tun-2"), bgp(11, "tun-1")]
    ),
}

CASES = tuple(_CASES)
# A vendor negotiates a security association for each pair of networks and the VPN gateway a single one, or it has no
# tunnel interfaces, or not these algorithms, or its tunnel interfaces negotiate 0.0.0.0/0.
NOT_WRITTEN = {
    *((name, "opnsense") for name in ("ikev1_single_pair", "ikev1_aggressive_names", "ikev2_pfs_disabled")),
    *((name, "pfsense") for name in ("ikev2_pfs_disabled", "dual_tunnel")),
    *(("ikev2_several_subnets", vendor) for vendor in ("cisco_ios", "panos", "routeros")),
    *((name, "routeros") for name in ("route_based_bgp", "dual_tunnel_bgp")),
}


def needed(vendor: str) -> dict[str, Any]:
    """The options without which a vendor's text cannot be written."""
    return {"local_address": "203.0.113.10"} if vendor == "strongswan_ipsec_conf" else {}


def case(name: str) -> dict[str, Any]:
    """A copy of a case."""
    return copy.deepcopy(_CASES[name])
