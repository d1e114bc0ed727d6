# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a topology: dual-tunnel VPN gateways, and sites that are spread over them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

PSK = "MarkedTopologyKey4711"


def topology(sites: Sequence[dict[str, Any]], gateways: int = 1, **more: Any) -> dict[str, Any]:
    connection = {
        "local_subnet": ["10.10.0.0/16"],
        "ike_config": {"psk": PSK, "ike_version": "ikev2", "ike_enc_alg": "aes256"},
        "tunnels": [{"role": "master"}, {"role": "slave"}],
    }
    return {
        "name": "branches",
        "vpn_gateways": [gateway(number) for number in range(gateways)],
        "defaults": {"vpn_connection": connection, "route_remote_subnets": True},
        "sites": list(sites),
        **more,
    }


def spread(sites: int, gateways: int = 1) -> list[dict[str, Any]]:
    """Sites that are spread over the VPN gateways of a topology."""
    return [site(number, f"hq-{number % gateways}") for number in range(sites)]


def gateway(number: int, **more: Any) -> dict[str, Any]:
    zones = {"vswitch_id": f"vsw-{number}a", "disaster_recovery_vswitch_id": f"vsw-{number}b"}
    return {"name": f"hq-{number}", "vpc_id": f"vpc-{number}", "bandwidth": 10, **zones, **more}


def site(number: int, vpn_gateway: str = "hq-0", **more: Any) -> dict[str, Any]:
    return {
        "name": f"site-{number}",
        "vpn_gateway": vpn_gateway,
        "customer_gateway": {"ip_address": f"198.51.{100 + number // 200}.{number % 200 + 1}"},
        "vpn_connection": {"remote_subnet": [f"172.{16 + number // 250}.{number % 250}.0/24"]},
        **more,
    }
