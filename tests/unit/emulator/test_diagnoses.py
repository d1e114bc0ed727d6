# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diagnoses: of connections at once, of a gateway after some time."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.support.caller import Caller, connection, customer, dual_connection, dual_gateway, gateway, route, site


def _finding(call: Caller, **ids: list[str]) -> dict[str, Any]:
    answer = call("DiagnoseVpnConnections", **ids)
    assert answer["TotalCount"] == 1
    (finding,) = answer["VpnConnections"]
    return finding


@pytest.mark.parametrize(
    ("start", "status", "severity", "code"),
    [
        (False, "ike_sa_not_established", "Normal", "NoExceptionFound"),
        (True, "ike_sa_not_established", "Critical", "Phase1NegotiationTimeout"),
        (False, "ike_sa_established", "Critical", "Phase2NegotiationTimeout"),
        (True, "ipsec_sa_not_established", "Critical", "Phase2NegotiationTimeout"),
        (True, "ipsec_sa_established", "Normal", "NoExceptionFound"),
    ],
)
def test_how_far_a_negotiation_came(call: Caller, start: bool, status: str, severity: str, code: str) -> None:
    *_gateways, created = site(call, EffectImmediately=start)
    call.cloud.negotiate(created, status)
    finding = _finding(call, VpnConnectionIds=[created])
    assert (finding["Severity"], finding["FailedReasonCode"]) == (severity, code)
    assert finding["VpnConnectionId"] == created
    assert "TunnelId" not in finding
    assert created in finding["SourceLog"]


def test_what_the_ends_do_not_agree_about(call: Caller) -> None:
    *_gateways, created = site(call)
    call.cloud.mismatch(created, "DhGroupMismatch", "group14", "group2")
    finding = _finding(call, VpnConnectionIds=[created])
    assert (finding["Severity"], finding["FailedReasonCode"]) == ("Critical", "DhGroupMismatch")
    assert (finding["MismatchLocalParam"], finding["MismatchRemoteParam"]) == ("group14", "group2")
    call.cloud.negotiate(created, "ipsec_sa_established")
    assert _finding(call, VpnConnectionIds=[created])["FailedReasonCode"] == "NoExceptionFound"


def test_a_dual_tunnel_connection_by_its_tunnels(call: Caller) -> None:
    owner = dual_gateway(call)
    created = dual_connection(call, owner, [{"CustomerGatewayId": customer(call)} for _tunnel in range(2)])
    shown = call("DescribeVpnConnection", VpnConnectionId=created)["TunnelOptionsSpecification"]["TunnelOptions"]
    master, slave = (tunnel["TunnelId"] for tunnel in shown)
    call.cloud.mismatch(created, "PskMismatch", "a", "b", role="slave")
    assert _finding(call, TunnelIds=[master])["FailedReasonCode"] == "NoExceptionFound"
    assert _finding(call, TunnelIds=[slave])["FailedReasonCode"] == "PskMismatch"
    assert call("DiagnoseVpnConnections", VpnConnectionIds=[created])["VpnConnections"] == []
    both = {"TunnelIds": [slave, master]}
    assert call("DiagnoseVpnConnections", **both)["TotalCount"] == 2
    assert call("DiagnoseVpnConnections", **both, PageSize=1)["VpnConnections"][0]["TunnelId"] == master
    assert call("DiagnoseVpnConnections", **both, VpnGatewayId=owner)["TotalCount"] == 2
    assert call("DiagnoseVpnConnections", **both, VpnGatewayId=gateway(call))["TotalCount"] == 0


_CHECKS = ["RouteEntryConflict", "VpnRouteQuota", "VpnIPsecQuota", "VpnPbrRouteQuota", "VcoConfigConsistency"]
_REACH = ["VcoUserInternetIpConnectivity", "VcoPrivateConnectivity"]
_ADDRESSES = {"PrivateSourceIp": "10.0.0.1", "PrivateDestinationIp": "10.1.0.1"}


def _start(call: Caller, owner: str, created: str, **more: Any) -> str:
    request = {"VpnGatewayId": owner, "ResourceType": "IPsec", "ResourceId": created}
    return call("DiagnoseVpnGateway", **request, **more)["DiagnoseId"]


def _report(call: Caller, **which: str) -> dict[str, Any]:
    report = call("GetVpnGatewayDiagnoseResult", **which)
    report["levels"] = {item["DiagnoseName"]: item["DiagnoseResultLevel"] for item in report["DiagnoseResult"]}
    report["said"] = {
        item["DiagnoseName"]: json.loads(item["DiagnoseResultDescription"]) for item in report["DiagnoseResult"]
    }
    return report


def test_a_report_comes_check_by_check(slow: Caller, clock: ManualClock) -> None:
    owner, other = gateway(slow), customer(slow)
    clock.advance(10)
    created = connection(slow, owner, other)
    clock.advance(10)
    made = _start(slow, owner, created, IPsecExtendInfo=_ADDRESSES)
    assert slow("DescribeVpnGateway", VpnGatewayId=owner)["Status"] == "active"
    report = _report(slow, DiagnoseId=made)
    assert (report["TotalCount"], report["FinishedCount"], report["DiagnoseResult"]) == (7, 0, [])
    assert "FinishTime" not in report
    clock.advance(5)
    report = _report(slow, DiagnoseId=made)
    assert (report["FinishedCount"], list(report["levels"])) == (3, _CHECKS[:3])
    clock.advance(5)
    report = _report(slow, DiagnoseId=made)
    assert (report["FinishedCount"], list(report["levels"])) == (7, _CHECKS + _REACH)
    assert (report["BeginTime"], report["FinishTime"]) == ("2027-01-15T08:00:20Z", "2027-01-15T08:00:30Z")
    assert (report["VpnGatewayId"], report["ResourceInstanceId"]) == (owner, created)


def test_what_the_checks_find(call: Caller) -> None:
    owner, other, created = site(call)
    address = call("DescribeCustomerGateway", CustomerGatewayId=other)["IpAddress"]
    made = _start(call, owner, created, IPsecExtendInfo=_ADDRESSES)
    report = _report(call, DiagnoseId=made)
    assert report["said"]["VpnIPsecQuota"] == {"quotaName": "vpn_connections", "quantity": 10, "used": 1}
    assert report["levels"]["VcoConfigConsistency"] == "warning"
    assert report["said"]["VcoUserInternetIpConnectivity"] == {"targetIp": address, "rtt": -1.0, "lossRate": 100.0}
    assert report["levels"]["VcoPrivateConnectivity"] == "error"
    call.cloud.negotiate(created, "ipsec_sa_established")
    route(call, owner, created, "10.1.0.0/24")
    call.cloud.set_quota("route_entries=1")
    report = _report(call, DiagnoseId=made)
    assert report["levels"] == {
        **dict.fromkeys(_CHECKS + _REACH, "normal"),
        "VpnRouteQuota": "warning",
    }
    assert report["said"]["VcoPrivateConnectivity"]["srcIp"] == "10.0.0.1"


def test_without_addresses_the_private_way_is_not_checked(call: Caller) -> None:
    owner, _other, created = site(call)
    report = _report(call, DiagnoseId=_start(call, owner, created))
    assert "VcoPrivateConnectivity" not in report["levels"]
    assert report["TotalCount"] == 6


def test_the_newest_report_of_a_gateway(call: Caller) -> None:
    owner, _other, created = site(call)
    first, second = _start(call, owner, created), _start(call, owner, created)
    assert _report(call, VpnGatewayId=owner)["DiagnoseId"] == second
    assert _report(call, VpnGatewayId=owner, DiagnoseId=first)["DiagnoseId"] == first


def test_what_is_refused(call: Caller) -> None:
    owner, _other, created = site(call)
    request = {"VpnGatewayId": owner, "ResourceType": "IPsec", "ResourceId": created}
    for wrong, code in (
        ({"ResourceId": "vco-none"}, "InvalidResourceId"),
        ({"VpnGatewayId": gateway(call)}, "InvalidResourceId"),
        ({"ResourceType": "SSL"}, "InvalidResourceType"),
        ({"IPsecExtendInfo": {"PrivateSourceIp": "x"}}, "InvalidIPsecExtendInfo.PrivateSourceIp"),
    ):
        assert call.refused("DiagnoseVpnGateway", **{**request, **wrong}) == code
    assert call.refused("GetVpnGatewayDiagnoseResult") == "param_error"
    assert call.refused("GetVpnGatewayDiagnoseResult", DiagnoseId="vpndgn-none") == "InvalidDiagnoseId"
    assert call.refused("GetVpnGatewayDiagnoseResult", VpnGatewayId=owner) == "InvalidVpnGatewayId"


def test_reports_go_with_their_gateway(call: Caller) -> None:
    owner, _other, created = site(call)
    made = _start(call, owner, created)
    call("DeleteVpnConnection", VpnConnectionId=created)
    assert _report(call, DiagnoseId=made)["TotalCount"] == 4
    call("DeleteVpnGateway", VpnGatewayId=owner)
    call("DescribeVpnGateways")
    assert call.refused("GetVpnGatewayDiagnoseResult", DiagnoseId=made) == "InvalidDiagnoseId"
