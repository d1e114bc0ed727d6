# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections."""

from __future__ import annotations

from tests.support.descriptors import VPN_CONNECTION
from tests.unit.modules.cases.case import Case, Change, Fixed, Read

PSK = "s3cret-Key!of-the-tunnel"

CONNECTION = Case(
    VPN_CONNECTION,
    actions=("CreateVpnConnection",),
    make={
        "name": "hq-branch",
        "vpn_gateway": "<hq>",
        "customer_gateway": "<office>",
        "local_subnet": ["10.20.0.0/16", "10.21.0.0/16"],
        "remote_subnet": ["192.168.20.0/24"],
        "effect_immediately": False,
        "ike_config": {
            "psk": PSK,
            "ike_version": "ikev2",
            "ike_mode": "main",
            "ike_enc_alg": "aes",
            "ike_auth_alg": "sha1",
            "ike_pfs": "group2",
            "ike_lifetime": 86400,
            "local_id": "hq.example.org",
            "remote_id": "branch.example.org",
        },
        "ipsec_config": {
            "ipsec_enc_alg": "aes",
            "ipsec_auth_alg": "sha1",
            "ipsec_pfs": "group2",
            "ipsec_lifetime": 86400,
        },
        "health_check_config": {
            "enable": True,
            "dip": "192.168.20.1",
            "sip": "10.20.0.1",
            "interval": 3,
            "retry": 3,
        },
        "bgp_config": {
            "enable_bgp": True,
            "local_asn": "45104",
            "tunnel_cidr": "169.254.11.0/30",
            "local_bgp_ip": "169.254.11.1",
        },
        "enable_dpd": True,
        "enable_nat_traversal": True,
        "auto_config_route": True,
        "tags": {"site": "hangzhou"},
    },
    identity=("name", "vpn_gateway"),
    changes=(
        Change("name", "hq-branch-2", "Name", "hq-branch-2"),
        Change("local_subnet", ["10.22.0.0/16"], "LocalSubnet", "10.22.0.0/16"),
        Change("remote_subnet", ["192.168.21.0/24"], "RemoteSubnet", "192.168.21.0/24"),
        Change("effect_immediately", True, "EffectImmediately", True),
        Change("ike_config.psk", "an0ther-Key", "IkeConfig.Psk", "an0ther-Key"),
        Change(
            "ike_config.ike_version",
            "ikev1",
            "IkeConfig.IkeVersion",
            "ikev1",
            before={"local_subnet": ["10.20.0.0/16"], "ike_config.ike_mode": "aggressive"},
        ),
        Change("ike_config.ike_mode", "aggressive", "IkeConfig.IkeMode", "aggressive"),
        Change("ike_config.ike_enc_alg", "aes256", "IkeConfig.IkeEncAlg", "aes256"),
        Change("ike_config.ike_auth_alg", "sha256", "IkeConfig.IkeAuthAlg", "sha256"),
        Change("ike_config.ike_pfs", "group14", "IkeConfig.IkePfs", "group14"),
        Change("ike_config.ike_lifetime", 3600, "IkeConfig.IkeLifetime", 3600),
        Change("ike_config.local_id", "hq2.example.org", "IkeConfig.LocalId", "hq2.example.org"),
        Change("ike_config.remote_id", "b2.example.org", "IkeConfig.RemoteId", "b2.example.org"),
        Change("ipsec_config.ipsec_enc_alg", "aes192", "IpsecConfig.IpsecEncAlg", "aes192"),
        Change("ipsec_config.ipsec_auth_alg", "sha512", "IpsecConfig.IpsecAuthAlg", "sha512"),
        Change("ipsec_config.ipsec_pfs", "disabled", "IpsecConfig.IpsecPfs", "disabled"),
        Change("ipsec_config.ipsec_lifetime", 7200, "IpsecConfig.IpsecLifetime", 7200),
        Change("health_check_config.enable", False, "VcoHealthCheck.Enable", "false"),
        Change("health_check_config.dip", "192.168.20.2", "VcoHealthCheck.Dip", "192.168.20.2"),
        Change("health_check_config.sip", "10.20.0.2", "VcoHealthCheck.Sip", "10.20.0.2"),
        Change("health_check_config.interval", 5, "VcoHealthCheck.Interval", 5),
        Change("health_check_config.retry", 6, "VcoHealthCheck.Retry", 6),
        Change("bgp_config.enable_bgp", False, "VpnBgpConfig.EnableBgp", "false"),
        Change("bgp_config.local_asn", "1.10", "VpnBgpConfig.LocalAsn", 65546),
        Change(
            "bgp_config.tunnel_cidr",
            "169.254.12.0/30",
            "VpnBgpConfig.TunnelCidr",
            "169.254.12.0/30",
            along={"bgp_config.local_bgp_ip": "169.254.12.1"},
        ),
        Change("bgp_config.local_bgp_ip", "169.254.11.2", "VpnBgpConfig.LocalBgpIp", "169.254.11.2"),
        Change("enable_dpd", False, "EnableDpd", False),
        Change("enable_nat_traversal", False, "EnableNatTraversal", False),
        Change("tags", {"site": "x", "y": "z"}, "sort_by(Tags.Tag, &Key)[].Value", ["x", "z"]),
    ),
    fixed=(Fixed("vpn_gateway", "<spare>"), Fixed("customer_gateway", "<other>")),
    apart={
        "remote_ca_certificate": "only for gateways of the type NationalStandard",
        "tunnels": "only for dual-tunnel gateways",
        "enable_tunnels_bgp": "only for dual-tunnel gateways",
    },
    read=Read("DescribeVpnConnection", {"vpn_connection_id": "vpn_connection_id"}),
    table="vpn_connections",
)
