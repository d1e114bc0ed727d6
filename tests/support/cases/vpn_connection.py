# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections."""

from __future__ import annotations

from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION
from tests.support import site
from tests.support.case import Case, Fixed, NewValue, Omitted, Read
from tests.support.cases import _tunnels as tunnels

PSK = "s3cret-Key!of-the-tunnel"

_PEM = "-----BEGIN CERTIFICATE-----\n"
_SM = {
    "name": "sm",
    "vpn_gateway": "<hq-sm>",
    "local_subnet": ["10.20.0.0/16"],
    "ike_config": {"ike_version": "ikev1", "ike_enc_alg": "sm4", "ike_auth_alg": "sm3"},
    "ipsec_config": {"ipsec_enc_alg": "sm4", "ipsec_auth_alg": "sm3"},
}
_TUNNELS = "TunnelOptionsSpecification.TunnelOptions"


def _tunnel(role: str, number: int) -> dict[str, Any]:
    return {
        "role": role,
        "customer_gateway": "<office>",
        "enable_dpd": True,
        "enable_nat_traversal": True,
        "ike_config": {**tunnels.IKE, "psk": f"{PSK}-{role}"},
        "ipsec_config": tunnels.IPSEC,
        "bgp_config": {
            "local_asn": "65010",
            "tunnel_cidr": f"169.254.2{number}.0/30",
            "local_bgp_ip": f"169.254.2{number}.1",
        },
    }


_NO_TUNNEL_CIDR = ("10.0.0.0/30", "169.254.11.0/29", "169.254.0.0/30", "169.254.169.252/30", "x")

_SINGLE = Case(
    VPN_CONNECTION,
    actions=("CreateVpnConnection",),
    options={
        "name": "hq-branch",
        "vpn_gateway": "<hq-old>",
        "customer_gateway": "<office>",
        "local_subnet": ["10.20.0.0/16", "10.21.0.0/16"],
        "remote_subnet": ["192.168.20.0/24"],
        "effect_immediately": False,
        "ike_config": {**tunnels.IKE, "psk": PSK},
        "ipsec_config": tunnels.IPSEC,
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
    new_values=(
        NewValue("name", "hq-branch-2", "Name", "hq-branch-2"),
        NewValue("local_subnet", ["10.22.0.0/16"], "LocalSubnet", "10.22.0.0/16"),
        NewValue("remote_subnet", ["192.168.21.0/24"], "RemoteSubnet", "192.168.21.0/24"),
        NewValue("effect_immediately", True, "EffectImmediately", True),
        *tunnels.changes(("ike_config", "IkeConfig"), ("ipsec_config", "IpsecConfig")),
        NewValue("health_check_config.enable", False, "VcoHealthCheck.Enable", "false"),
        NewValue("health_check_config.dip", "192.168.20.2", "VcoHealthCheck.Dip", "192.168.20.2"),
        NewValue("health_check_config.sip", "10.20.0.2", "VcoHealthCheck.Sip", "10.20.0.2"),
        NewValue("health_check_config.interval", 5, "VcoHealthCheck.Interval", 5),
        NewValue("health_check_config.retry", 6, "VcoHealthCheck.Retry", 6),
        NewValue("bgp_config.enable_bgp", False, "VpnBgpConfig.EnableBgp", "false"),
        NewValue("bgp_config.local_asn", "1.10", "VpnBgpConfig.LocalAsn", 65546),
        NewValue(
            "bgp_config.tunnel_cidr",
            "169.254.12.0/30",
            "VpnBgpConfig.TunnelCidr",
            "169.254.12.0/30",
            along={"bgp_config.local_bgp_ip": "169.254.12.1"},
        ),
        NewValue("bgp_config.local_bgp_ip", "169.254.11.2", "VpnBgpConfig.LocalBgpIp", "169.254.11.2"),
        NewValue("enable_dpd", False, "EnableDpd", False),
        NewValue("enable_nat_traversal", False, "EnableNatTraversal", False),
        NewValue("tags", {"site": "x", "y": "z"}, "sort_by(Tags.Tag, &Key)[].Value", ["x", "z"]),
    ),
    fixed=(Fixed("vpn_gateway", "<spare>"), Fixed("customer_gateway", "<other>")),
    omitted={
        "remote_ca_certificate": Omitted(
            "only for gateways of the type NationalStandard",
            tuple({**_SM, "remote_ca_certificate": f"{_PEM}{text}"} for text in "ab"),
        ),
        "tunnels.remote_ca_certificate": Omitted(
            "only for dual-tunnel gateways of the type NationalStandard",
            tuple(
                {
                    **dict.fromkeys(("customer_gateway", "health_check_config", "bgp_config", "ipsec_config")),
                    **_SM,
                    "vpn_gateway": "<hq-sm-dual>",
                    "tunnels": [
                        {"role": role, "customer_gateway": "<office>", "remote_ca_certificate": f"{_PEM}{text}"}
                        for role in ("master", "slave")
                    ],
                }
                for text in "ab"
            ),
        ),
    },
    read=Read("DescribeVpnConnection", {"vpn_connection_id": "vpn_connection_id"}),
    table="vpn_connections",
    wrong={
        "ike_config.ike_pfs": ("disabled",),
        "bgp_config.tunnel_cidr": _NO_TUNNEL_CIDR,
        "tunnels.bgp_config.tunnel_cidr": _NO_TUNNEL_CIDR,
        "bgp_config.local_bgp_ip": ("169.254.12.1",),
    },
    existing={
        "old-office": site.connection(
            vpn_gateway="<hq-old>",
            customer_gateway="<office>",
            remote_subnet=[site.REMOTE, "192.168.11.0/24"],
            ike_config={"ike_version": "ikev2"},
            bgp_config={
                "enable_bgp": True,
                "local_asn": "45104",
                "tunnel_cidr": "169.254.21.0/30",
                "local_bgp_ip": "169.254.21.1",
            },
            auto_config_route=False,
        ),
        "hq-office": site.connection(
            vpn_gateway="<hq>",
            customer_gateway="<office>",
            tunnels=[{"role": "master"}, {"role": "slave"}],
            auto_config_route=False,
        ),
    },
    stricter={
        "CreateVpnConnection.HealthCheckConfig.interval": "an interval of 0 checks nothing; a day is the longest",
        "CreateVpnConnection.HealthCheckConfig.retry": "as the interval",
        "ModifyVpnConnectionAttribute.HealthCheckConfig.interval": "as at creation",
        "ModifyVpnConnectionAttribute.HealthCheckConfig.retry": "as at creation",
    },
    left_out={
        "ModifyVpnConnectionAttribute.TunnelOptionsSpecification.TunnelId": "the role identifies a tunnel",
    },
)

_DUAL = _SINGLE._replace(
    options={
        "name": "hq-branch",
        "vpn_gateway": "<hq>",
        "local_subnet": ["10.30.0.0/16", "10.31.0.0/16"],
        "remote_subnet": ["192.168.20.0/24"],
        "effect_immediately": False,
        "enable_tunnels_bgp": True,
        "tunnels": [_tunnel("master", 0), _tunnel("slave", 1)],
        "auto_config_route": True,
        "tags": {"site": "hangzhou"},
    },
    new_values=(
        NewValue("name", "hq-branch-2", "Name", "hq-branch-2"),
        NewValue("local_subnet", ["10.32.0.0/16"], "LocalSubnet", "10.32.0.0/16"),
        NewValue("remote_subnet", ["192.168.21.0/24"], "RemoteSubnet", "192.168.21.0/24"),
        NewValue("effect_immediately", True, "EffectImmediately", True),
        NewValue("enable_tunnels_bgp", False, "EnableTunnelsBgp", False, along={"tunnels": None}),
        NewValue("tags", {}, "Tags.Tag || `[]`", []),
        *tunnels.changes_of_one(f"{_TUNNELS}[?Role=='master'] | [0]", two_networks="local_subnet"),
    ),
    fixed=(),
    omitted={},
)

CASE = _SINGLE._replace(variants=(_DUAL,))
