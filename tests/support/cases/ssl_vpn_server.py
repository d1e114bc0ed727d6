# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL-VPN servers."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_server import SSL_VPN_SERVER
from tests.support import site
from tests.support.case import Case, Fixed, NewValue, Read

CASE = Case(
    SSL_VPN_SERVER,
    actions=("CreateSslVpnServer",),
    options={
        "name": "hq-remote",
        "vpn_gateway": "<hq>",
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
    new_values=(
        NewValue("name", "hq-remote-2", "Name", "hq-remote-2"),
        NewValue("client_ip_pool", "192.168.102.0/24", "ClientIpPool", "192.168.102.0/24"),
        NewValue("local_subnet", ["10.12.0.0/16"], "LocalSubnet", "10.12.0.0/16"),
        NewValue("proto", "TCP", "Proto", "TCP"),
        NewValue("cipher", "none", "Cipher", "none"),
        NewValue("port", 1196, "Port", 1196),
        NewValue("compress", False, "Compress", False),
        NewValue("enable_multi_factor_auth", False, "EnableMultiFactorAuth", False),
        NewValue(
            "enable_multi_factor_auth",
            True,
            "EnableMultiFactorAuth",
            True,
            before={"enable_multi_factor_auth": False},
        ),
        NewValue("idaas_instance_id", "idaas-cn-hangzhou-p2", "IDaaSInstanceId", "idaas-cn-hangzhou-p2"),
        NewValue("idaas_region_id", "cn-shanghai", "IDaaSRegionId", "cn-shanghai"),
        NewValue("idaas_application_id", "app-2", "IDaaSApplicationId", "app-2"),
    ),
    fixed=(Fixed("vpn_gateway", "<spare>"),),
    read=Read("DescribeSslVpnServers", {"ssl_vpn_server_id": "ssl_vpn_server_id"}, "SslVpnServers.SslVpnServer[0]"),
    table="ssl_vpn_servers",
    wrong={
        "client_ip_pool": ("192.168.100.0/15", "192.168.0.0/15", "192.168.100.0/30", "100.64.1.0/24", "127.1.0.0/16"),
        "local_subnet": (["10.0.0.0/7"], ["0.0.0.0/0"], ["169.254.1.0/24"], ["224.0.0.0/8"]),
        "port": (22, 443, 9002),
    },
    existing={
        "hq-remote": site.ssl_server(vpn_gateway="<hq>", proto="UDP", port=1195),
        "spare-remote": site.ssl_server(vpn_gateway="<spare>", client_ip_pool="192.168.110.0/24"),
    },
    wider={
        "CreateSslVpnServer.Name": "seed_issues: 128 characters in the 2022 API reference",
        "ModifySslVpnServer.Name": "as at creation",
    },
)
