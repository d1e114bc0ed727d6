# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Values that are refused before any call, for every option that has any."""

from __future__ import annotations

from typing import Any

TAGS = [
    {"acs:x": "1"},
    {"aliyun": "1"},
    {"a": "https://x"},
    {"": "x"},
    {"k" * 129: "x"},
    {f"k{n}": "x" for n in range(21)},
]
DESCRIPTION = ["", "x" * 101, "http://x", "https://x"]
NAME = ["", "x" * 101, "http://x"]
REFERENCE = ["", "  "]
PERHAPS = ["perhaps"]
NETWORKS = [[], ["10.0.0.1/8"], ["x"], ["10.0.0.0/33"], [f"10.{n}.0.0/16" for n in range(11)]]

WRONG: dict[str, dict[str, list[Any]]] = {
    "vpn_gateway": {
        "name": ["x", "1hq", "h q", "http://hq", "x" * 101],
        "description": DESCRIPTION,
        "bandwidth": [0, 7, 5000, "many"],
        "instance_charge_type": ["FREE"],
        "auto_pay": PERHAPS,
        "enable_ipsec": PERHAPS,
        "enable_ssl": PERHAPS,
        "ssl_connections": [0, 7],
        "vpn_type": ["normal "],
        "network_type": ["internal"],
        "auto_propagate": PERHAPS,
        "tags": TAGS,
    },
    "customer_gateway": {
        "name": NAME,
        "description": DESCRIPTION,
        "ip_address": ["203.0.113.256", "office.example.org", "", "203.0.113.0/24"],
        "asn": ["0", "4294967296", "x", "1.65536", "-1"],
        "auth_key": ["", "with blank", "what?", "x" * 65, "schlüssel"],
        "tags": TAGS,
    },
    "vpn_connection": {
        "name": ["", "x" * 129, "http://x"],
        "vpn_gateway": REFERENCE,
        "customer_gateway": REFERENCE,
        "local_subnet": NETWORKS,
        "remote_subnet": NETWORKS,
        "effect_immediately": PERHAPS,
        "ike_config.psk": ["", "with blank", "x" * 101, "schlüssel"],
        "ike_config.ike_version": ["ikev3"],
        "ike_config.ike_mode": ["quick"],
        "ike_config.ike_enc_alg": ["rot13"],
        "ike_config.ike_auth_alg": ["sha386"],
        "ike_config.ike_pfs": ["group3", "disabled"],
        "ike_config.ike_lifetime": [-1, 86401, "day"],
        "ike_config.local_id": ["", "with blank", "x" * 101],
        "ike_config.remote_id": ["", "with blank", "x" * 101],
        "ipsec_config.ipsec_enc_alg": ["rot13"],
        "ipsec_config.ipsec_auth_alg": ["sha386"],
        "ipsec_config.ipsec_pfs": ["group3"],
        "ipsec_config.ipsec_lifetime": [-1, 86401],
        "health_check_config.enable": PERHAPS,
        "health_check_config.dip": ["10.0.0.0/8", "host"],
        "health_check_config.sip": ["10.0.0.0/8", "host"],
        "health_check_config.interval": [0, 86401],
        "health_check_config.retry": [0, 86401],
        "bgp_config.enable_bgp": PERHAPS,
        "bgp_config.local_asn": ["0", "x"],
        "bgp_config.tunnel_cidr": ["10.0.0.0/30", "169.254.11.0/29", "169.254.0.0/30", "169.254.169.252/30", "x"],
        "bgp_config.local_bgp_ip": ["169.254.12.1", "x"],
        "enable_dpd": PERHAPS,
        "enable_nat_traversal": PERHAPS,
        "auto_config_route": PERHAPS,
        "tags": TAGS,
    },
    "vpn_route_entry": {
        "vpn_gateway": REFERENCE,
        "route_dest": ["0.0.0.0/0", "10.0.0.1/8", "x"],
        "next_hop": REFERENCE,
        "weight": [50, -1],
        "publish_vpc": PERHAPS,
        "description": DESCRIPTION,
        "overlay_mode": ["Gre"],
    },
    "vpn_pbr_route_entry": {
        "vpn_gateway": REFERENCE,
        "route_source": ["", "10.0.0.1/8", "x"],
        "route_dest": ["0.0.0.0/0", "10.0.0.1/8", "x"],
        "next_hop": REFERENCE,
        "weight": [50, -1],
        "priority": [0, 101, "high"],
        "publish_vpc": PERHAPS,
        "description": DESCRIPTION,
        "overlay_mode": ["Gre"],
    },
    "vpn_gateway_certificate": {"vpn_gateway": REFERENCE, "certificate_type": ["Both"]},
    "ssl_vpn_server": {
        "name": NAME,
        "vpn_gateway": REFERENCE,
        "client_ip_pool": ["", "x", "192.168.100.0/15", "192.168.100.0/30", "192.168.100.1/24"],
        "local_subnet": NETWORKS,
        "proto": ["SCTP"],
        "cipher": ["AES-512-CBC"],
        "port": [0, 65536, 22, 443, 9002, "https"],
        "compress": PERHAPS,
        "enable_multi_factor_auth": PERHAPS,
    },
    "ssl_vpn_client_cert": {"name": NAME, "ssl_vpn_server": REFERENCE},
    "ipsec_server": {
        "name": ["", "x" * 101],
        "vpn_gateway": REFERENCE,
        "local_subnet": NETWORKS,
        "client_ip_pool": ["", "x", "192.168.100.1/24"],
        "effect_immediately": PERHAPS,
        "psk": ["", "x" * 101],
        "ike_config.ike_version": ["ikev3"],
        "ike_config.ike_lifetime": [-1, 86401, "day"],
        "ipsec_config.ipsec_lifetime": [-1, 86401],
    },
}
# The service itself says nothing about these but that they are texts.
FREE = {
    "vpn_gateway": {"vpc_id", "vswitch_id", "disaster_recovery_vswitch_id", "resource_group_id", "period"},
    "customer_gateway": {"resource_group_id"},
    "vpn_connection": {
        "remote_ca_certificate",
        "enable_tunnels_bgp",
        *(
            f"tunnels.{name}"
            for name in (
                *("role", "customer_gateway", "enable_dpd", "enable_nat_traversal", "remote_ca_certificate"),
                *("ike_config", "ipsec_config", "bgp_config"),
            )
        ),
    },
    "vpn_gateway_certificate": {"certificate_id"},
    "ssl_vpn_server": {"idaas_instance_id", "idaas_region_id", "idaas_application_id"},
    "ipsec_server": {
        *(f"ike_config.{name}" for name in ("ike_mode", "ike_enc_alg", "ike_auth_alg", "ike_pfs")),
        *(f"ike_config.{name}" for name in ("local_id", "remote_id")),
        *(f"ipsec_config.{name}" for name in ("ipsec_enc_alg", "ipsec_auth_alg", "ipsec_pfs")),
    },
}
