# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections."""

from __future__ import annotations

from typing import Any

from tests.support.caller import Caller, connection, customer, dual_connection
from tests.support.scenario.part import Ids, Part, Request, having

_PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----"
_HEALTH = {"enable": True, "dip": "10.1.0.1", "sip": "10.0.0.1", "interval": 3, "retry": 3}
_POLICY = {"LocalSubnet": "10.0.0.0/24", "RemoteSubnet": "10.1.0.0/24"}


def _bgp(third: int) -> dict[str, Any]:
    return {"LocalAsn": 65001, "TunnelCidr": f"169.254.{third}.0/30", "LocalBgpIp": f"169.254.{third}.1"}


def _build(call: Caller, ids: Ids) -> None:
    ids["connection"] = connection(
        call,
        ids["gateway"],
        ids["customer"],
        **_POLICY,
        Name="one",
        HealthCheckConfig=_HEALTH,
        BgpConfig={"EnableBgp": True, **_bgp(11)},
        Tags=[{"Key": "k", "Value": "v"}],
    )
    call("ModifyVpnConnectionAttribute", VpnConnectionId=ids["connection"], Name="two", **_POLICY)
    tunnels = [{"CustomerGatewayId": ids["customer"], "TunnelBgpConfig": _bgp(third)} for third in (12, 13)]
    ids["dual_connection"] = dual_connection(call, ids["dual_gateway"], tunnels, EnableTunnelsBgp=True)
    call(
        "ModifyVpnConnectionAttribute",
        VpnConnectionId=ids["dual_connection"],
        LocalSubnet="0.0.0.0/0",
        RemoteSubnet="0.0.0.0/0",
        TunnelOptionsSpecification=[{"Role": "slave", "EnableDpd": False}],
    )
    sm = {"RemoteCaCertificate": _PEM, "IkeConfig": {"IkeEncAlg": "sm4", "IkeAuthAlg": "sm3"}}
    ids["sm_connection"] = connection(call, ids["sm_gateway"], ids["customer"], **sm)


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [
        ("DescribeVpnConnections", {}),
        ("DescribeVpnConnectionLogs", {"VpnConnectionId": ids["dual_connection"], "MinutePeriod": 10}),
        *(
            (name, {"VpnConnectionId": ids[which]})
            for name in ("DescribeVpnConnection", "DownloadVpnConnectionConfig")
            for which in ("connection", "dual_connection", "sm_connection")
        ),
    ]


def _writes(ids: Ids) -> dict[str, Request]:
    ends = {"VpnGatewayId": ids["gateway"], "CustomerGatewayId": ids["customer"]}
    return {
        "CreateVpnConnection": {**ends, "LocalSubnet": "10.5.0.0/24", "RemoteSubnet": "10.6.0.0/24"},
        "ModifyVpnConnectionAttribute": {"VpnConnectionId": ids["connection"], **_POLICY, "Name": "new"},
        "DeleteVpnConnection": {"VpnConnectionId": ids["connection"]},
    }


def _take_down(call: Caller, ids: Ids) -> None:
    for name in ("connection", "dual_connection", "sm_connection"):
        call("DeleteVpnConnection", VpnConnectionId=ids[name])


def _again(call: Caller, _ids: Ids, request: Request) -> Request:
    call("CreateVpnConnection", **request)
    return request


def _full_mesh(call: Caller, _ids: Ids, request: Request) -> Request:
    call.cloud.attach_to_full_mesh("vpc-1")
    return {**request, "BgpConfig": {"EnableBgp": True, **_bgp(21)}}


def _too_many_routes(call: Caller, _ids: Ids, request: Request) -> Request:
    call.cloud.set_quota("pbr_route_entries=2")
    return {**request, "LocalSubnet": "10.50.0.0/24,10.51.0.0/24", "RemoteSubnet": "10.60.0.0/24"}


def _same_routes(call: Caller, ids: Ids, request: Request) -> Request:
    subnets = {"LocalSubnet": "10.70.0.0/24", "RemoteSubnet": "10.71.0.0/24"}
    connection(call, ids["gateway"], customer(call), **subnets)
    return {**request, **subnets}


_ROUTER_ONLY = dict.fromkeys(
    (
        "Policy",
        "AttachInstanceId",
        "TransitRouterName",
        "InternetIp",
        "Spec",
        "TunnelBandwidth",
    ),
    "only connections that are bound to a transit router have it",
)
PART = Part(
    build=_build,
    reads=_reads,
    writes=_writes,
    take_down=_take_down,
    after=("gateways", "certificates", "customer_gateways"),
    tagged={"VPNCONNECTION": "DescribeVpnConnections"},
    causes={
        "InvalidVpnConnection.AlreadyExists": _again,
        "InvalidVpnConnectionInstanceId.NotFound": having(VpnConnectionId="vco-none"),
        "CreateVpnConnection OperationFailed.CenLevelNotSupport": _full_mesh,
        "ModifyVpnConnectionAttribute OperationFailed.CenLevelNotSupport": _full_mesh,
        "QuotaExceeded.PolicyBasedRoute": _too_many_routes,
        "CreateVpnConnection VpnRouteEntry.Conflict": _same_routes,
        "ModifyVpnConnectionAttribute VpnRouteEntry.Conflict": _same_routes,
    },
    never_shown={"DescribeVpnConnection": _ROUTER_ONLY, "DescribeVpnConnections": _ROUTER_ONLY},
)
