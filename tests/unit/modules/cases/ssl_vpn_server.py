# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL-VPN servers."""

from __future__ import annotations

from tests.support.descriptors import SSL_VPN_SERVER
from tests.unit.modules.cases.case import Case, Change, Fixed, Read

SSL_SERVER = Case(
    SSL_VPN_SERVER,
    actions=("CreateSslVpnServer",),
    make={
        "name": "hq-remote",
        "vpn_gateway": "<ssl>",
        "client_ip_pool": "192.168.100.0/24",
        "local_subnet": ["10.10.0.0/16", "10.11.0.0/16"],
        "proto": "UDP",
        "cipher": "AES-256-CBC",
        "port": 1195,
        "compress": True,
        "enable_multi_factor_auth": True,
        "idaas_instance_id": "idaas-cn-hangzhou-p1",
        "idaas_region_id": "cn-hangzhou",
        "idaas_application_id": "app-1",
    },
    identity=("name", "vpn_gateway"),
    changes=(
        Change("name", "hq-remote-2", "Name", "hq-remote-2"),
        Change("client_ip_pool", "192.168.102.0/24", "ClientIpPool", "192.168.102.0/24"),
        Change("local_subnet", ["10.12.0.0/16"], "LocalSubnet", "10.12.0.0/16"),
        Change("proto", "TCP", "Proto", "TCP"),
        Change("cipher", "none", "Cipher", "none"),
        Change("port", 1196, "Port", 1196),
        Change("compress", False, "Compress", False),
        Change("enable_multi_factor_auth", False, "EnableMultiFactorAuth", False),
        Change(
            "enable_multi_factor_auth",
            True,
            "EnableMultiFactorAuth",
            True,
            before={"enable_multi_factor_auth": False},
        ),
        Change("idaas_instance_id", "idaas-cn-hangzhou-p2", "IDaaSInstanceId", "idaas-cn-hangzhou-p2"),
        Change("idaas_region_id", "cn-shanghai", "IDaaSRegionId", "cn-shanghai"),
        Change("idaas_application_id", "app-2", "IDaaSApplicationId", "app-2"),
    ),
    fixed=(Fixed("vpn_gateway", "<spare-ssl>"),),
    apart={},
    read=Read("DescribeSslVpnServers", {"ssl_vpn_server_id": "ssl_vpn_server_id"}, "SslVpnServers.SslVpnServer[0]"),
    table="ssl_vpn_servers",
)
