# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""For each of the four resources: a value for every option, another value for each, and how the service shows that one.

A path is JMESPath over the official SDK's own reading of the answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.unit.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.unit.modules.harness import Tasks

PSK = "s3cret-Key!of-the-tunnel"
AUTH_KEY = "bgp-s3cret-Key"


class Change(NamedTuple):
    """A new value for one option (dots lead into an object), and what the service shows then.

    `before`: others that the case is made with, or the service would refuse the change. `along`: others that have to
    change with it.
    """

    option: str
    value: Any
    path: str
    shown: Any
    before: Mapping[str, Any] = {}
    along: Mapping[str, Any] = {}


class Fixed(NamedTuple):
    """A new value for an option that cannot change, with others that must come along."""

    option: str
    value: Any
    along: Mapping[str, Any] = {}


class Case(NamedTuple):
    """`make` has every option but those of `apart`, each of which says why. Names in <> stand for ids."""

    resource: Resource
    actions: tuple[str, ...]
    make: Mapping[str, Any]
    identity: tuple[str, ...]
    changes: tuple[Change, ...]
    fixed: tuple[Fixed, ...]
    apart: Mapping[str, str]
    get: str


GATEWAY = Case(
    VPN_GATEWAY,
    actions=("CreateVpnGateway", "ModifyVpnGatewayAttribute", "TagResources"),
    make={
        "name": "city",
        "description": "City office",
        "vpc_id": "vpc-1",
        "vswitch_id": "vsw-1",
        "disaster_recovery_vswitch_id": "vsw-2",
        "bandwidth": 10,
        "instance_charge_type": "POSTPAY",
        "auto_pay": True,
        "enable_ipsec": True,
        "enable_ssl": True,
        "ssl_connections": 5,
        "vpn_type": "Normal",
        "network_type": "public",
        "resource_group_id": "rg-1",
        "auto_propagate": False,
        "tags": {"site": "hangzhou", "empty": ""},
    },
    identity=("name",),
    changes=(
        Change("name", "city-2", "Name", "city-2"),
        Change("description", "City office, second floor", "Description", "City office, second floor"),
        Change("auto_propagate", True, "AutoPropagate", True),
        Change("tags", {"site": "shanghai"}, "Tags.Tag", [{"Key": "site", "Value": "shanghai"}]),
    ),
    fixed=(
        Fixed("vpc_id", "vpc-2"),
        Fixed("vswitch_id", "vsw-3"),
        Fixed("disaster_recovery_vswitch_id", "vsw-3"),
        Fixed("bandwidth", 20),
        Fixed("instance_charge_type", "PREPAY"),
        Fixed("enable_ipsec", False),
        Fixed("enable_ssl", False, {"ssl_connections": None}),
        Fixed("ssl_connections", 10),
        Fixed("vpn_type", "NationalStandard"),
        Fixed("network_type", "private"),
        Fixed("resource_group_id", "rg-2"),
    ),
    apart={"period": "only with PREPAY"},
    get="vpn_gateway",
)

CUSTOMER = Case(
    CUSTOMER_GATEWAY,
    actions=("CreateCustomerGateway",),
    make={
        "name": "branch",
        "description": "Branch",
        "ip_address": "203.0.113.99",
        "asn": "65530",
        "auth_key": AUTH_KEY,
        "resource_group_id": "rg-1",
        "tags": {"site": "hangzhou"},
    },
    identity=("name",),
    changes=(
        Change("name", "branch-2", "Name", "branch-2"),
        Change("description", "Branch, second floor", "Description", "Branch, second floor"),
        Change("auth_key", "another-s3cret", "AuthKey", "another-s3cret"),
        Change("tags", {}, "Tags.Tag || `[]`", []),
    ),
    fixed=(Fixed("ip_address", "203.0.113.98"), Fixed("asn", "65531"), Fixed("resource_group_id", "rg-2")),
    apart={},
    get="customer_gateway",
)

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
    apart={"remote_ca_certificate": "only for gateways of the type NationalStandard"},
    get="vpn_connection",
)

ROUTE = Case(
    VPN_ROUTE_ENTRY,
    actions=("CreateVpnRouteEntry",),
    make={
        "vpn_gateway": "<hq>",
        "route_dest": "192.168.30.0/24",
        "next_hop": "<hq-office>",
        "weight": 100,
        "publish_vpc": True,
        "description": "To the branch",
        "overlay_mode": "Ipsec",
    },
    identity=("vpn_gateway", "route_dest", "next_hop"),
    changes=(Change("weight", 0, "Weight", 0), Change("publish_vpc", False, "State", "normal")),
    fixed=(),
    apart={},
    get="",
)

CASES = (GATEWAY, CUSTOMER, CONNECTION, ROUTE)


def ids(tasks: Tasks) -> dict[str, str]:
    """What the cases refer to."""
    there = {**tasks.site(), "spare": tasks.gateway("spare"), "other": tasks.customer("other")}
    tasks.emulator.clear_log()
    return there


def filled(options: Mapping[str, Any], there: Mapping[str, str]) -> dict[str, Any]:
    """The options with ids in the place of <names>."""

    def one(value: Any) -> Any:
        return there[value[1:-1]] if isinstance(value, str) and value.startswith("<") else value

    return {name: one(value) for name, value in options.items()}


def altered(options: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The options with some of them changed."""
    result = dict(options)
    for name, value in changes.items():
        outer, _, inner = name.partition(".")
        result[outer] = {**result[outer], inner: value} if inner else value
    return result
