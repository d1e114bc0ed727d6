# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Client certificate of an SSL-VPN server (contract: ssl_vpn.yaml, sections 8.5 to 8.7 and 8.9)."""

from __future__ import annotations

from .._engine.field import Change, Field, Parameter
from .._engine.parts import Actions, Identity, States, Update, Wrapped
from .._engine.reference import Ref
from .._engine.resource import Resource
from ._values import NAME
from .ssl_vpn_server import SSL_VPN_SERVER

_SERVER = Field(
    "ssl_vpn_server",
    "SslVpnServerId",
    Ref(SSL_VPN_SERVER),
    change=Change.IMMUTABLE,
    required=True,
    aliases=("ssl_vpn_server_id",),
)

SSL_VPN_CLIENT_CERT = Resource(
    name="ssl_vpn_client_cert",
    title="SSL client certificate",
    actions=Actions(
        create="CreateSslVpnClientCert",
        delete="DeleteSslVpnClientCert",
        get="DescribeSslVpnClientCert",
        list="DescribeSslVpnClientCerts",
    ),
    items=Wrapped("SslVpnClientCertKeys", "SslVpnClientCertKey"),
    recreation="the client needs the new files",
    identity=Identity(id="SslVpnClientCertId", prefix="vsc-", name="name", parents=("ssl_vpn_server",)),
    fields=(
        Field("name", "Name", NAME),
        _SERVER,
    ),
    returns=(
        "SslVpnClientCertId",
        "Name",
        "SslVpnServerId",
        "RegionId",
        "Status",
        "CreateTime",
        "EndTime",
        "CaCert",
        "ClientCert",
        "ClientKey",
        "ClientConfig",
        "ResourceGroupId",
    ),
    times=("CreateTime", "EndTime"),
    updates=(Update("ModifySslVpnClientCert", ("name",)),),
    filters=(
        _SERVER.filter(),
        Parameter("resource_group_id", "ResourceGroupId"),
    ),
    ready=States("Status", ("normal", "expiring-soon", "expired")),
    lock="ssl_vpn_server",
    secrets=("ClientKey",),
    twice=True,
    summary=True,
)
