# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The logs of connections and of IPsec servers; those of SSL servers are in test_ssl_servers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.support.caller import Caller, connection, customer, dual_connection, dual_gateway, gateway, site

_MINUTE = {"MinutePeriod": 1}
_SUBNETS = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}


def _log(call: Caller, connection_id: str, **parameters: Any) -> list[str]:
    answer = call("DescribeVpnConnectionLogs", **{"VpnConnectionId": connection_id, **_MINUTE, **parameters})
    assert answer["Count"] == len(answer["Data"]["Logs"])
    return answer["Data"]["Logs"]


def test_a_connection_logs_its_negotiation(call: Caller) -> None:
    *_gateways, made = site(call, EffectImmediately=True)
    call.cloud.negotiate(made, "ike_sa_established")
    call.cloud.negotiate(made, "ike_sa_established")
    call.cloud.negotiate(made, "ike_sa_not_established")
    assert _log(call, made) == [
        f"2027-01-15 08:00:00 {made} [PROTO_NOTIFY] initiate IKE_SA",
        f"2027-01-15 08:00:00 {made} [PROTO_NOTIFY] IKE_SA is established",
        f"2027-01-15 08:00:00 {made} [PROTO_ERR] IKE_SA is not established",
    ]
    answer = call("DescribeVpnConnectionLogs", VpnConnectionId=made, **_MINUTE)
    assert (answer["PageNumber"], answer["PageSize"], answer["IsCompleted"]) == (1, 10, True)
    assert "TotalCount" not in answer


def test_another_value_of_effect_immediately_begins_a_negotiation(call: Caller) -> None:
    *_gateways, made = site(call)
    call("ModifyVpnConnectionAttribute", VpnConnectionId=made, EffectImmediately=True, **_SUBNETS)
    call("ModifyVpnConnectionAttribute", VpnConnectionId=made, EffectImmediately=True, **_SUBNETS)
    first, second = _log(call, made)
    assert first.endswith("wait for the peer to initiate IKE_SA")
    assert second.endswith("initiate IKE_SA")


def test_the_log_of_one_tunnel(call: Caller) -> None:
    made = dual_connection(call, dual_gateway(call), [{"CustomerGatewayId": customer(call)} for _tunnel in range(2)])
    call.cloud.negotiate(made, "ipsec_sa_established", role="slave")
    shown = call("DescribeVpnConnection", VpnConnectionId=made)["TunnelOptionsSpecification"]["TunnelOptions"]
    ids = {tunnel["Role"]: tunnel["TunnelId"] for tunnel in shown}
    assert [tunnel["Status"] for tunnel in shown] == ["ike_sa_not_established", "ipsec_sa_established"]
    assert len(_log(call, made)) == 3
    assert len(_log(call, made, TunnelId=ids["master"])) == 1
    assert _log(call, made, TunnelId=ids["slave"])[-1].endswith("CHILD_SA is established")
    refused = call.refused("DescribeVpnConnectionLogs", VpnConnectionId=made, TunnelId="tun-none", **_MINUTE)
    assert refused == "InvalidTunnelId"


def test_a_connection_has_a_log_within_its_window(call: Caller, clock: ManualClock) -> None:
    *_gateways, made = site(call)
    clock.advance(120)
    call.cloud.negotiate(made, "ipsec_sa_established")
    assert len(_log(call, made)) == 1
    assert len(_log(call, made, MinutePeriod=3)) == 2
    log = {"VpnConnectionId": made}
    assert call.refused("DescribeVpnConnectionLogs", **log, MinutePeriod=11) == "InvalidMinutePeriod"
    assert call.refused("DescribeVpnConnectionLogs", **log) == "MissingMinutePeriod"
    unknown = {"VpnConnectionId": "vco-none", **_MINUTE}
    assert call.refused("DescribeVpnConnectionLogs", **unknown) == "InvalidVpnConnectionInstanceId.NotFound"


def test_a_connection_for_a_transit_router_has_a_log(slow: Caller, clock: ManualClock) -> None:
    ends = [{"TunnelIndex": index, "CustomerGatewayId": customer(slow)} for index in (1, 2)]
    created = slow("CreateVpnAttachment", TunnelOptionsSpecification=ends, EffectImmediately=True, **_SUBNETS)
    log = {"VpnConnectionId": created["VpnConnectionId"], **_MINUTE}
    answer = slow("DescribeVpnConnectionLogs", **log)
    assert (answer["Count"], answer["IsCompleted"]) == (2, False)
    clock.advance(10)
    slow.cloud.negotiate(created["VpnConnectionId"], "ipsec_sa_established")
    answer = slow("DescribeVpnConnectionLogs", **log)
    assert (answer["Count"], answer["IsCompleted"]) == (4, True)


def _ipsec_server(call: Caller) -> str:
    networks = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}
    owner = gateway(call, EnableSsl=True)
    return call("CreateIpsecServer", VpnGatewayId=owner, PskEnabled=True, **networks)["IpsecServerId"]


def test_an_ipsec_server_logs_its_settings(call: Caller) -> None:
    made = _ipsec_server(call)
    call("UpdateIpsecServer", IpsecServerId=made, ClientIpPool="192.168.2.0/24")
    call("UpdateIpsecServer", IpsecServerId=made, IpsecServerName="phones")
    answer = call("ListIpsecServerLogs", IpsecServerId=made, **_MINUTE)
    assert answer["Data"] == [
        f"2027-01-15 08:00:00 {made} accept clients with ikev2, pool 192.168.1.0/24",
        f"2027-01-15 08:00:00 {made} accept clients with ikev2, pool 192.168.2.0/24",
    ]
    assert (answer["Count"], answer["IsCompleted"]) == (2, True)


def test_an_ipsec_server_that_is_unknown(call: Caller) -> None:
    unknown = {"IpsecServerId": "iss-none", **_MINUTE}
    assert call.refused("ListIpsecServerLogs", **unknown) == "InvalidIpsecServerId.NotFound"


@pytest.mark.parametrize(("settled", "complete"), [(0, False), (10, True)])
def test_a_log_is_complete_when_the_gateway_has_settled(
    slow: Caller, clock: ManualClock, settled: int, complete: bool
) -> None:
    owner, other = gateway(slow), customer(slow)
    clock.advance(10)
    made = connection(slow, owner, other)
    clock.advance(settled)
    assert slow("DescribeVpnConnectionLogs", VpnConnectionId=made, **_MINUTE)["IsCompleted"] is complete
