# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections for transit routers: two tunnels with an index each, one change at a time, bound to nothing at first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.support.caller import Caller, customer, site
from tests.support.site import single_tunnel

_SUBNETS = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}


def _created(call: Caller, *indexes: int, **more: Any) -> dict[str, Any]:
    customer_id = customer(call)
    tunnels = [{"TunnelIndex": index, "CustomerGatewayId": customer_id} for index in indexes]
    return call("CreateVpnAttachment", TunnelOptionsSpecification=tunnels, **_SUBNETS, **more)


def _read(call: Caller, attachment_id: str) -> dict[str, Any]:
    return call("DescribeVpnConnection", VpnConnectionId=attachment_id)


def test_a_success_has_the_code_200(call: Caller) -> None:
    created = _created(call, 1, 2)
    deleted = call("DeleteVpnAttachment", VpnConnectionId=created["VpnConnectionId"])
    for answer in (created, deleted):
        assert (answer["Success"], answer["Code"], answer["Message"]) == (True, "200", "successful")


def test_a_new_one_is_bound_to_nothing(call: Caller) -> None:
    shown = _read(call, _created(call, 2, 1)["VpnConnectionId"])
    assert (shown["VpnGatewayId"], shown["State"], shown["AttachType"]) == ("vpn-not-exist", "init", "NO_ASSOCIATED")
    tunnels = shown["TunnelOptionsSpecification"]["TunnelOptions"]
    assert [(tunnel["TunnelIndex"], tunnel["Role"]) for tunnel in tunnels] == [(1, "master"), (2, "slave")]
    assert {tunnel["TunnelIkeConfig"]["IkeVersion"] for tunnel in tunnels} == {"ikev2"}
    assert {tunnel["TunnelIpsecConfig"]["IpsecAuthAlg"] for tunnel in tunnels} == {"sha1"}


def test_one_that_is_bound(call: Caller) -> None:
    created = _created(call, 1, 2)["VpnConnectionId"]
    call.cloud.state.region(call.region).table("vpn_attachments")[created]["TransitRouterId"] = "tr-1"
    shown = _read(call, created)
    assert (shown["State"], shown["AttachType"], shown["TransitRouterId"]) == ("attached", "CEN", "tr-1")


def test_the_same_tunnel_twice(call: Caller) -> None:
    customer_id = customer(call)
    same = [{"TunnelIndex": 2, "CustomerGatewayId": customer_id}] * 2
    refused = call.refused("CreateVpnAttachment", TunnelOptionsSpecification=same, **_SUBNETS)
    assert refused == "InvalidTunnelOptionsSpecification.2.TunnelIndex"


@pytest.mark.parametrize("name", ["EnableDpd", "AutoConfigRoute"])
def test_the_parameters_of_a_single_tunnel_are_refused(call: Caller, name: str) -> None:
    created = _created(call, 1, 2)["VpnConnectionId"]
    assert call.refused("ModifyVpnAttachmentAttribute", VpnConnectionId=created, **{name: True}) == f"Invalid{name}"
    single = {"CustomerGatewayId": customer(call), name: True}
    assert call.refused("CreateVpnAttachment", **single, **_SUBNETS) == "InvalidCustomerGatewayId"


def test_an_older_one_takes_the_parameters_of_a_single_tunnel_alone(call: Caller) -> None:
    created, other = _created(call, 1, 2)["VpnConnectionId"], customer(call)
    call.cloud.arrange("vpn_attachments", created, **single_tunnel(other))
    change = {"IkeConfig": {"IkeEncAlg": "aes256"}, "EnableDpd": False, "HealthCheckConfig": {"enable": False}}
    call("ModifyVpnAttachmentAttribute", VpnConnectionId=created, CustomerGatewayId=other, **change)
    shown = _read(call, created)
    assert (shown["IkeConfig"]["IkeEncAlg"], shown["IkeConfig"]["IkeAuthAlg"]) == ("aes256", "md5")
    assert (shown["CustomerGatewayId"], shown["EnableDpd"]) == (other, False)
    for name, value in (("EnableTunnelsBgp", True), ("TunnelOptionsSpecification", [{"TunnelIndex": 1}])):
        refused = call.refused("ModifyVpnAttachmentAttribute", VpnConnectionId=created, **{name: value})
        assert refused == f"Invalid{name}"


def test_one_change_at_a_time(slow: Caller, clock: ManualClock) -> None:
    created = _created(slow, 1, 2)["VpnConnectionId"]
    clock.advance(10)
    slow("ModifyVpnAttachmentAttribute", VpnConnectionId=created, Name="new")
    assert _read(slow, created)["State"] == "updating"
    for name in ("ModifyVpnAttachmentAttribute", "DeleteVpnAttachment"):
        assert slow.refused(name, VpnConnectionId=created) == "VpnGateway.Configuring"
    clock.advance(10)
    slow("DeleteVpnAttachment", VpnConnectionId=created)
    assert _read(slow, created)["State"] == "deleted"
    clock.advance(10)
    assert slow.refused("DescribeVpnConnection", VpnConnectionId=created) == "InvalidVpnConnectionInstanceId.NotFound"


def test_both_kinds_of_connections_are_listed_but_changed_by_their_own_actions(call: Caller) -> None:
    _gateway, _customer, connection = site(call)
    created = _created(call, 1, 2, ResourceGroupId="rg-9")["VpnConnectionId"]
    listed = call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]
    assert [item["VpnConnectionId"] for item in listed] == [connection, created]
    assert call("DescribeVpnConnections", ResourceGroupId="rg-9")["TotalCount"] == 1
    gone = "InvalidVpnConnectionInstanceId.NotFound"
    assert call.refused("DeleteVpnConnection", VpnConnectionId=created) == gone
    assert call.refused("DeleteVpnAttachment", VpnConnectionId=connection) == gone


def test_a_customer_gateway_in_use_stays(call: Caller) -> None:
    _created(call, 1, 2)
    (used,) = call.cloud.state.region(call.region).table("customer_gateways")
    assert call.refused("DeleteCustomerGateway", CustomerGatewayId=used) == "DependencyViolation.VpnConnection"
