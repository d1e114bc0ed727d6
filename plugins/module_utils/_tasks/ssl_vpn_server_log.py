# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The log of an SSL-VPN server (contract: ssl_vpn.yaml, section 8.8)."""

from __future__ import annotations

from .._engine.field import Parameter
from .._engine.reference import Ref
from .._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from .._resources.ssl_vpn_server import SSL_VPN_SERVER
from .log import Log, log_task

_CERTIFICATE = Ref(SSL_VPN_CLIENT_CERT)
SSL_VPN_SERVER_LOG = log_task(
    Log(
        action="DescribeVpnSslServerLogs",
        owner=Parameter(
            "ssl_vpn_server", "VpnSslServerId", Ref(SSL_VPN_SERVER), required=True, aliases=("ssl_vpn_server_id",)
        ),
        lines="ssl_vpn_server_logs",
        about=(
            Parameter("ssl_vpn_client_cert", "SslVpnClientCertId", _CERTIFICATE, aliases=("ssl_vpn_client_cert_id",)),
        ),
    )
)
