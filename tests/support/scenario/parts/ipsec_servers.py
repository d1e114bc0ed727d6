# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec servers."""

from __future__ import annotations

from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request


def _build(call: Caller, ids: Ids) -> None:
    networks = {"ClientIpPool": "192.168.2.0/24", "LocalSubnet": "10.0.0.0/24"}
    created = call(
        "CreateIpsecServer", VpnGatewayId=ids["ssl_gateway"], **networks, IpSecServerName="phones", PskEnabled=True
    )
    ids["ipsec_server"] = created["IpsecServerId"]
    call("UpdateIpsecServer", IpsecServerId=ids["ipsec_server"], EffectImmediately=True)


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    log = {"IpsecServerId": ids["ipsec_server"], "MinutePeriod": 10}
    return [("ListIpsecServers", {}), ("ListIpsecServerLogs", log)]


def _writes(ids: Ids) -> dict[str, Request]:
    networks = {"ClientIpPool": "192.168.3.0/24", "LocalSubnet": "10.0.0.0/24"}
    return {
        "CreateIpsecServer": {"VpnGatewayId": ids["gateway"], **networks, "PskEnabled": True},
        "UpdateIpsecServer": {"IpsecServerId": ids["ipsec_server"], **networks},
        "DeleteIpsecServer": {"IpsecServerId": ids["ipsec_server"]},
    }


def _take_down(call: Caller, ids: Ids) -> None:
    call("DeleteIpsecServer", IpsecServerId=ids["ipsec_server"])


PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    after=("gateways",),
    causes={
        "OperationFailed.IPsecServerExist": lambda _call, ids, request: {
            **request,
            "VpnGatewayId": ids["ssl_gateway"],
        },
        "VpnGateway.SslVpnDisabled": lambda _call, ids, request: {**request, "VpnGatewayId": ids["idle_gateway"]},
    },
    no_cause={"OperationUnsupported.IPsecServer": "every gateway here is of the newest version"},
    never_shown={"ListIpsecServers": {"IDaaSInstanceId": "no action of section 9 can set it"}},
)
