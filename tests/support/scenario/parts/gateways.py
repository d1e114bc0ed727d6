# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPN gateways."""

from __future__ import annotations

from tests.support.caller import Caller, dual_gateway, gateway
from tests.support.scenario.part import Ids, Part, Request, having

_SINGLE_READS = ("gateway", "dual_gateway", "sm_gateway")


def _build(call: Caller, ids: Ids) -> None:
    ids["gateway"] = gateway(call, Name="hq", EnableSsl=True, SslConnections=5)
    ids["dual_gateway"] = dual_gateway(call, EnableSsl=True)
    ids["sm_gateway"] = gateway(call, VpnType="NationalStandard", InstanceChargeType="PREPAY", Period=1, AutoPay=True)
    ids["idle_gateway"] = gateway(call)
    ids["ssl_gateway"] = gateway(call, VpcId="vpc-2", EnableSsl=True, SslConnections=5)
    call("ModifyVpnGatewayAttribute", VpnGatewayId=ids["gateway"], Description="text", AutoPropagate=True)


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [
        ("DescribeVpnGateways", {}),
        ("CheckVpnBgpEnabled", {}),
        ("DescribeVpnGatewayAvailableZones", {"Spec": "5M"}),
        *(("DescribeVpnGateway", {"VpnGatewayId": ids[name]}) for name in _SINGLE_READS),
    ]


def _writes(ids: Ids) -> dict[str, Request]:
    return {
        "CreateVpnGateway": {"VpcId": "vpc-1", "Bandwidth": 5},
        "ModifyVpnGatewayAttribute": {"VpnGatewayId": ids["gateway"], "Name": "new"},
        "DeleteVpnGateway": {"VpnGatewayId": ids["idle_gateway"]},
    }


def _take_down(call: Caller, ids: Ids) -> None:
    for name in ("gateway", "dual_gateway", "idle_gateway", "ssl_gateway"):  # the other one is a subscription
        call("DeleteVpnGateway", VpnGatewayId=ids[name])


def _full_mesh(call: Caller, _ids: Ids, request: Request) -> Request:
    call.cloud.attach_to_full_mesh("vpc-1")
    return {**request, "AutoPropagate": True}


_RESERVATION = {"ReservationData": "no renewal or temporary upgrade is ever ordered"}
PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    tagged={"VPNGATEWAY": "DescribeVpnGateways"},
    causes={
        "DeleteVpnGateway DependencyViolation.SslVpnServer": lambda _call, ids, _request: {
            "VpnGatewayId": ids["ssl_gateway"]
        },
        "DeleteVpnGateway DependencyViolation.VpnConnection": lambda _call, ids, _request: {
            "VpnGatewayId": ids["gateway"]
        },
        "ForbiddenRelease": lambda _call, ids, _request: {"VpnGatewayId": ids["sm_gateway"]},
        "InvalidVpnGatewayInstanceId.NotFound": having(VpnGatewayId="vpn-none"),
        "ModifyVpnGatewayAttribute OperationFailed.CenLevelNotSupport": _full_mesh,
        "OperationFailed.VpnConnectionExist": having(AutoPropagate=False),
    },
    no_cause={
        "INSTANCE_NOT_EXISTS": "a second code for an unknown gateway",
        "InvalidVpnGatewayId.NotFound": "a second code for an unknown gateway",
        "OperationFailed.SslNotSupport": "every gateway here supports SSL-VPN",
    },
    never_shown={"DescribeVpnGateway": _RESERVATION, "DescribeVpnGateways": _RESERVATION},
)
