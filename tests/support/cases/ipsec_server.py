# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec servers."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ipsec_server import IPSEC_SERVER
from tests.support import site
from tests.support.case import Case, Fixed, NewValue, Read

PHONES_PSK = "s3cret-Key!of-the-phones"

CASE = Case(
    IPSEC_SERVER,
    actions=("CreateIpsecServer",),
    options={
        "name": "hq-phones",
        "vpn_gateway": "<hq>",
        "local_subnet": ["10.10.0.0/16", "10.11.0.0/16"],
        "client_ip_pool": "192.168.101.0/24",
        "effect_immediately": False,
        "psk": PHONES_PSK,
        "ike_config": {
            "ike_version": "ikev2",
            "ike_mode": "main",
            "ike_enc_alg": "aes",
            "ike_auth_alg": "sha1",
            "ike_pfs": "group2",
            "ike_lifetime": 86400,
            "local_id": "hq.example.org",
            "remote_id": "phones.example.org",
        },
        "ipsec_config": {
            "ipsec_enc_alg": "aes",
            "ipsec_auth_alg": "sha1",
            "ipsec_pfs": "group2",
            "ipsec_lifetime": 86400,
        },
    },
    identity=("name", "vpn_gateway"),
    new_values=(
        NewValue("name", "hq-phones-2", "IpsecServerName", "hq-phones-2"),
        NewValue("local_subnet", ["10.12.0.0/16"], "LocalSubnet", "10.12.0.0/16"),
        NewValue("client_ip_pool", "192.168.103.0/24", "ClientIpPool", "192.168.103.0/24"),
        NewValue("effect_immediately", True, "EffectImmediately", True),
        NewValue("psk", "an0ther-Key", "Psk", "an0ther-Key"),
        NewValue("ike_config.ike_version", "ikev1", "IkeConfig.IkeVersion", "ikev1"),
        NewValue("ike_config.ike_mode", "aggressive", "IkeConfig.IkeMode", "aggressive"),
        NewValue("ike_config.ike_enc_alg", "aes256", "IkeConfig.IkeEncAlg", "aes256"),
        NewValue("ike_config.ike_auth_alg", "sha256", "IkeConfig.IkeAuthAlg", "sha256"),
        NewValue("ike_config.ike_pfs", "group14", "IkeConfig.IkePfs", "group14"),
        NewValue("ike_config.ike_lifetime", 3600, "IkeConfig.IkeLifetime", 3600),
        NewValue("ike_config.local_id", "hq2.example.org", "IkeConfig.LocalId", "hq2.example.org"),
        NewValue("ike_config.remote_id", "p2.example.org", "IkeConfig.RemoteId", "p2.example.org"),
        NewValue("ipsec_config.ipsec_enc_alg", "aes192", "IpsecConfig.IpsecEncAlg", "aes192"),
        NewValue("ipsec_config.ipsec_auth_alg", "sha512", "IpsecConfig.IpsecAuthAlg", "sha512"),
        NewValue("ipsec_config.ipsec_pfs", "group5", "IpsecConfig.IpsecPfs", "group5"),
        NewValue("ipsec_config.ipsec_lifetime", 7200, "IpsecConfig.IpsecLifetime", 7200),
    ),
    fixed=(Fixed("vpn_gateway", "<spare>"),),
    read=Read("ListIpsecServers", {"ipsec_server_id": "[ipsec_server_id]"}, "IpsecServers[0]"),
    table="ipsec_servers",
    existing={
        "hq-phones": {"vpn_gateway": "<hq>", "client_ip_pool": "192.168.101.0/24", "local_subnet": [site.LOCAL]},
    },
    wider={
        "CreateIpsecServer.IpSecServerName": "seed_issues: 128 characters in the 2022 API reference",
        "UpdateIpsecServer.IpsecServerName": "as at creation",
    },
)
