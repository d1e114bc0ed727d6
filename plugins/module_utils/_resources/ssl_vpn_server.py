# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""SSL-VPN server of a VPN gateway (contract: ssl_vpn.yaml, sections 8.1 to 8.4)."""

from __future__ import annotations

import ipaddress
import typing as t

from .._engine.field import Field, Parameter
from .._engine.kinds import Choice, Cidr, CidrList, Flag, Int
from .._engine.resource import Actions, Identity, Resource, Update, Wrapped
from ._values import NAME
from .vpn_gateway import IN_GATEWAY

# The gateway uses these itself (contract: CreateSslVpnServer, notes).
_RESERVED = (22, 53, 68, 80, 123, 443, 500, 2222, 4500, 4510, 4560, 7505, 9000, 9001, 9002, 22222)


class _Port(Int):
    @property
    def allowed(self) -> str:
        return f"{super().allowed}, except {', '.join(map(str, _RESERVED))}"

    def fits(self, value: int) -> bool:
        return super().fits(value) and value not in _RESERVED


class _Pool(Cidr):
    @property
    def allowed(self) -> str:
        return "one network with a mask from /16 to /29, such as 192.168.100.0/24"

    def fits(self, value: str) -> bool:
        return super().fits(value) and 16 <= ipaddress.ip_network(value).prefixlen <= 29


def _problems(options: t.Mapping[str, t.Any]) -> list[str]:
    pool = options.get("client_ip_pool")
    found = [
        f"client_ip_pool: {pool!r} overlaps local_subnet {block}; give a network that overlaps none of them"
        for block in options.get("local_subnet") or ()
        if pool and ipaddress.ip_network(pool).overlaps(ipaddress.ip_network(block))
    ]
    if options.get("enable_multi_factor_auth"):
        found += [
            f"{name}: not given; required with enable_multi_factor_auth=true"
            for name in ("idaas_instance_id", "idaas_region_id")
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
        Field("local_subnet", "LocalSubnet", CidrList(), required=True),
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
    problems=_problems,
)
