# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL servers and their logs."""

from __future__ import annotations

from tests.support import site
from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request, having

_LOGIN = {
    "EnableMultiFactorAuth": True,
    "IDaaSRegionId": "cn-hangzhou",
    "IDaaSInstanceId": "idaas-1",
    "IDaaSApplicationId": "app-1",
    "DnsServers": "10.0.0.53",
}


def _build(call: Caller, ids: Ids) -> None:
    networks = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}
    created = call(
        "CreateSslVpnServer", VpnGatewayId=ids["ssl_gateway"], **networks, **_LOGIN, Name="remote", Proto="UDP"
    )
    ids["ssl_server"] = created["SslVpnServerId"]
    call("ModifySslVpnServer", SslVpnServerId=ids["ssl_server"], Port=1195)
    call.cloud.connect_ssl_client(ids["ssl_server"], site.ssl_client("vsc-1"))


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [
        ("DescribeSslVpnServers", {}),
        ("DescribeSslVpnClients", {"VpnGatewayId": ids["ssl_gateway"]}),
        ("DescribeVpnSslServerLogs", {"VpnSslServerId": ids["ssl_server"], "MinutePeriod": 10}),
    ]


def _writes(ids: Ids) -> dict[str, Request]:
    networks = {"ClientIpPool": "192.168.3.0/24", "LocalSubnet": "10.0.0.0/24"}
    return {
        "CreateSslVpnServer": {"VpnGatewayId": ids["gateway"], **networks},
        "ModifySslVpnServer": {"SslVpnServerId": ids["ssl_server"], **networks},
        "DeleteSslVpnServer": {"SslVpnServerId": ids["ssl_server"]},
    }


def _take_down(call: Caller, ids: Ids) -> None:
    call("DeleteSslVpnServer", SslVpnServerId=ids["ssl_server"])


PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    after=("gateways",),
    causes={"InvalidSslVpnServerId.NotFound": having(SslVpnServerId="vss-none")},
    no_cause={"DescribeSslVpnServers InvalidSslVpnServerId.NotFound": "for an unknown id the list is empty here"},
)
