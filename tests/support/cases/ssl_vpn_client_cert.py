# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL client certificates."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from tests.support.case import Case, Fixed, NewValue, Read

CASE = Case(
    SSL_VPN_CLIENT_CERT,
    actions=("CreateSslVpnClientCert",),
    options={"name": "anna", "ssl_vpn_server": "<hq-remote>"},
    identity=("name", "ssl_vpn_server"),
    new_values=(NewValue("name", "berta", "Name", "berta"),),
    fixed=(Fixed("ssl_vpn_server", "<spare-remote>"),),
    read=Read("DescribeSslVpnClientCert", {"ssl_vpn_client_cert_id": "ssl_vpn_client_cert_id"}),
    table="ssl_vpn_client_certs",
    existing={"anna": {"ssl_vpn_server": "<hq-remote>"}},
    wider={
        "CreateSslVpnClientCert.Name": "seed_issues: 128 characters in the 2022 API reference",
        "ModifySslVpnClientCert.Name": "as at creation",
    },
)
