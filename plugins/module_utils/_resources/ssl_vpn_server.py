# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""SSL-VPN server of a VPN gateway (contract: ssl_vpn.yaml, sections 8.1 to 8.4)."""

from __future__ import annotations

import ipaddress
import typing as t

from .._engine.field import Field, Parameter
from .._engine.kinds import Choice, Flag, Int
from .._engine.networks import Cidr, CidrList
from .._engine.parts import Actions, Identity, Update, Wrapped
from .._engine.resource import Resource
from ._pools import pool_problems, server_conflict
from ._values import NAME, overlap
from .vpn_gateway import IN_GATEWAY

# The gateway uses these itself (contract: CreateSslVpnServer, notes).
_RESERVED = (22, 53, 68, 80, 123, 443, 500, 2222, 4500, 4510, 4560, 7505, 9000, 9001, 9002, 22222)

# No client can have an address in these, or reach one (contract: CreateSslVpnServer, notes).
_NOWHERE = ("127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.0.0.0/8")
_SHARED = "100.64.0.0/10"  # used inside the cloud, so it can be reached


class _Port(Int):
    @property
    def allowed(self) -> str:
        return f"{super().allowed}, except {', '.join(map(str, _RESERVED))}"

    def fits(self, value: int) -> bool:
        return super().fits(value) and value not in _RESERVED


class _Pool(Cidr):
    @property
    def allowed(self) -> str:
        return (
            "one network with a mask from /16 to /29, such as 192.168.100.0/24, with no host bits set, outside "
            f"{', '.join((_SHARED, *_NOWHERE))}"
        )

    def fits(self, value: str) -> bool:
        return (
            super().fits(value)
            and 16 <= ipaddress.ip_network(value.strip()).prefixlen <= 29
            and not overlap(value, (_SHARED, *_NOWHERE))
        )


class _Reached(CidrList):
    @property
    def allowed(self) -> str:
        return f"{super().allowed}, with a mask from /8, outside {', '.join(_NOWHERE)}"

    def holds(self, network: str) -> bool:
        return (
            super().holds(network)
            and ipaddress.ip_network(network.strip()).prefixlen >= 8
            and not overlap(network, _NOWHERE)
        )


def _problems(options: t.Mapping[str, t.Any]) -> list[str]:
    found = pool_problems(options)
    if options.get("enable_multi_factor_auth"):
        needed = ["idaas_instance_id", "idaas_region_id"]
        # The instances of EIAM 1.0, which have no applications, are called idaas-REGION-...
        if not str(options.get("idaas_instance_id") or "").startswith("idaas-"):
            needed.append("idaas_application_id")
        found += [
            f"{name}: not given; required with enable_multi_factor_auth=true"
            for name in needed
            if not options.get(name)
        ]
    return found


SSL_VPN_SERVER = Resource(
    name="ssl_vpn_server",
    title="SSL-VPN server",
    actions=Actions(
        create="CreateSslVpnServer",
        delete="DeleteSslVpnServer",
        list="DescribeSslVpnServers",
    ),
    items=Wrapped("SslVpnServers", "SslVpnServer"),
    recreation="its client certificates have to be created again, and each client needs new files",
    identity=Identity(id="SslVpnServerId", prefix="vss-", name="name", parents=("vpn_gateway",)),
    fields=(
        Field("name", "Name", NAME),
        IN_GATEWAY,
        Field("client_ip_pool", "ClientIpPool", _Pool(), required=True),
        Field("local_subnet", "LocalSubnet", _Reached(), required=True),
        Field("proto", "Proto", Choice(("TCP", "UDP"))),
        Field("cipher", "Cipher", Choice(("AES-128-CBC", "AES-192-CBC", "AES-256-CBC", "none"))),
        Field("port", "Port", _Port(1, 65535)),
        Field("compress", "Compress", Flag(absent=False)),
        Field("enable_multi_factor_auth", "EnableMultiFactorAuth", Flag(absent=False)),
        Field("idaas_instance_id", "IDaaSInstanceId"),
        Field("idaas_region_id", "IDaaSRegionId"),
        Field("idaas_application_id", "IDaaSApplicationId"),
    ),
    returns=(
        "SslVpnServerId",
        "Name",
        "VpnGatewayId",
        "RegionId",
        "InternetIp",
        "ClientIpPool",
        "LocalSubnet",
        "Proto",
        "Cipher",
        "Port",
        "Compress",
        "Connections",
        "MaxConnections",
        "EnableMultiFactorAuth",
        "IDaaSInstanceId",
        "IDaaSRegionId",
        "IDaaSApplicationId",
        "IDaaSInstanceVersion",
        "DnsServers",
        "ResourceGroupId",
        "CreateTime",
    ),
    times=("CreateTime",),
    updates=(
        Update(
            "ModifySslVpnServer",
            (
                "name",
                "client_ip_pool",
                "local_subnet",
                "proto",
                "cipher",
                "port",
                "enable_multi_factor_auth",
                "idaas_instance_id",
                "idaas_region_id",
                "idaas_application_id",
                "compress",
            ),
            # An update that leaves these out might reset them to their defaults, so the present values are always sent;
            # and the service refuses two-factor login without all of its settings.
            along=(
                "compress",
                "enable_multi_factor_auth",
                "idaas_instance_id",
                "idaas_region_id",
                "idaas_application_id",
            ),
        ),
    ),
    filters=(
        IN_GATEWAY.filter(),
        Parameter("resource_group_id", "ResourceGroupId"),
    ),
    lock="vpn_gateway",
    depends_on_parent=True,
    problems=_problems,
    conflict=server_conflict,
)
