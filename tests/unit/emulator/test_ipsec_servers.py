# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec servers, for remote access with IKE."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, gateway

_POOL = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/24,10.1.0.0/24"}


def _owner(call: Caller, **parameters: Any) -> str:
    return gateway(call, EnableSsl=True, **parameters)


def _server(call: Caller, owner: str, **parameters: Any) -> str:
    given = {"VpnGatewayId": owner, **_POOL, "PskEnabled": True, **parameters}
    return call("CreateIpsecServer", **given)["IpsecServerId"]


def _refused(call: Caller, owner: str, **parameters: Any) -> str:
    return call.refused("CreateIpsecServer", **{"VpnGatewayId": owner, **_POOL, "PskEnabled": True, **parameters})


def _read(call: Caller, server_id: str) -> dict[str, Any]:
    (read,) = call("ListIpsecServers", IpsecServerId=[server_id])["IpsecServers"]
    return read


def test_defaults(call: Caller) -> None:
    owner = _owner(call)
    created = call("CreateIpsecServer", VpnGatewayId=owner, **_POOL, PskEnabled=True, IpSecServerName="phones")
    assert created == {
        "IpsecServerId": created["IpsecServerId"],
        "IpsecServerName": "phones",
        "VpnGatewayId": owner,
        "RegionId": call.region,
        "CreationTime": "2027-01-15T08:00:00Z",
    }
    address = call("DescribeVpnGateway", VpnGatewayId=owner)["InternetIp"]
    read = _read(call, created["IpsecServerId"])
    psk = read.pop("Psk")
    assert len(psk) == 16
    assert read == {
        **created,
        **_POOL,
        "InternetIp": address,
        "EffectImmediately": False,
        "PskEnabled": True,
        "MultiFactorAuthEnabled": False,
        "MaxConnections": 5,
        "OnlineClientCount": 0,
        "ResourceGroupId": read["ResourceGroupId"],
        "IkeConfig": {
            "IkeVersion": "ikev2",
            "IkeMode": "main",
            "IkeEncAlg": "aes",
            "IkeAuthAlg": "sha1",
            "IkePfs": "group2",
            "IkeLifetime": 86400,
            "LocalId": address,
            "RemoteId": "",
        },
        "IpsecConfig": {
            "IpsecEncAlg": "aes",
            "IpsecAuthAlg": "sha1",
            "IpsecPfs": "group2",
            "IpsecLifetime": 86400,
        },
    }


def test_one_server_on_a_gateway_with_ssl(call: Caller) -> None:
    assert _refused(call, gateway(call)) == "VpnGateway.SslVpnDisabled"
    assert _refused(call, "vpn-none") == "InvalidVpnGatewayInstanceId.NotFound"
    owner = _owner(call)
    _server(call, owner)
    assert _refused(call, owner, ClientIpPool="192.168.2.0/24") == "OperationFailed.IPsecServerExist"


@pytest.mark.parametrize("flag", [False, "no"])
def test_key_login_cannot_be_turned_off(call: Caller, flag: Any) -> None:
    assert _refused(call, _owner(call), PskEnabled=flag) == "InvalidPskEnabled"


@pytest.mark.parametrize("pool", ["10.0.0.0/25", "192.168.1.1/24", "8.8.8.0/24", "a"])
def test_wrong_pool(call: Caller, pool: str) -> None:
    assert _refused(call, _owner(call), ClientIpPool=pool) == "InvalidClientIpPool"


def test_pool_counts_as_a_route_of_the_vpc() -> None:
    call = Caller(Cloud(quota=["vpc_route_entries=1"]))
    server_id = _server(call, _owner(call))
    call("UpdateIpsecServer", IpsecServerId=server_id, ClientIpPool="192.168.9.0/24")
    assert _refused(call, _owner(call)) == "QuotaExceeded.VpnRouteEntry"


def test_update_keeps_parameters_that_are_left_out(call: Caller) -> None:
    server_id = _server(call, _owner(call), Psk="secret", IpSecServerName="a", IkeConfig={"LocalId": "me"})
    before = _read(call, server_id)
    assert call("UpdateIpsecServer", IpsecServerId=server_id, EffectImmediately=True) == {}
    assert _read(call, server_id) == {**before, "EffectImmediately": True}
    call("UpdateIpsecServer", IpsecServerId=server_id, IpsecServerName="b", Psk="new", LocalSubnet="10.2.0.0/24")
    read = _read(call, server_id)
    assert (read["IpsecServerName"], read["Psk"], read["LocalSubnet"]) == ("b", "new", "10.2.0.0/24")
    # A member of a JSON parameter that is left out gets its default.
    call("UpdateIpsecServer", IpsecServerId=server_id, IkeConfig={"IkePfs": "group14"})
    ike = _read(call, server_id)["IkeConfig"]
    assert (ike["IkePfs"], ike["LocalId"]) == ("group14", read["InternetIp"])


def test_wrong_update(call: Caller) -> None:
    change = {"IpsecServerId": _server(call, _owner(call))}
    assert call.refused("UpdateIpsecServer", **change, LocalSubnet="10.0.0.1/24") == "IllegalParam.LocalSubnet"
    assert call.refused("UpdateIpsecServer", **change, LocalSubnet="192.168.0.0/16") == "IllegalParam.LocalSubnet"
    assert call.refused("UpdateIpsecServer", **change, ClientIpPool="10.0.0.0/24") == "InvalidClientIpPool"
    unknown = "InvalidIpsecServerId.NotFound"
    assert call.refused("UpdateIpsecServer", IpsecServerId="iss-none", IpsecServerName="a") == unknown
    assert call.refused("DeleteIpsecServer", IpsecServerId="iss-none") == unknown


def test_new_name_is_set_at_once_if_the_gateway_is_idle(slow: Caller, clock: ManualClock) -> None:
    owner = _owner(slow)
    clock.advance(10)
    server_id = _server(slow, owner)
    change = {"IpsecServerId": server_id, "IpsecServerName": "new"}
    assert slow.refused("UpdateIpsecServer", **change) == "VpnGateway.Configuring"
    assert slow.refused("UpdateIpsecServer", IpsecServerId=server_id, Psk="new") == "VpnGateway.Configuring"
    clock.advance(10)
    slow("UpdateIpsecServer", IpsecServerId=server_id, IpsecServerName="newer")
    assert slow("DescribeVpnGateway", VpnGatewayId=owner)["Status"] == "active"


def test_dry_runs(call: Caller) -> None:
    owner = _owner(call)
    assert _refused(call, owner, DryRun="true") == "DryRunOperation"
    assert _refused(call, owner, DryRun="true", LocalSubnet="x") == "IllegalParam.LocalSubnet"
    assert _refused(call, owner, DryRun="maybe") == "InvalidDryRun"
    assert call("ListIpsecServers")["TotalCount"] == 0
    server_id = _server(call, owner, DryRun="false")
    before = _read(call, server_id)
    change = {"IpsecServerId": server_id, "Psk": "new", "DryRun": "true"}
    assert call.refused("UpdateIpsecServer", **change) == "DryRunOperation"
    assert call.refused("DeleteIpsecServer", IpsecServerId=server_id, DryRun="true") == "DryRunOperation"
    assert _read(call, server_id) == before


def test_filters_and_pages(call: Caller) -> None:
    owners = [_owner(call), _owner(call, ResourceGroupId="rg-2")]
    first, second = (
        _server(call, owner, IpSecServerName=f"s{owner}", ClientIpPool=pool)
        for owner, pool in zip(owners, ("192.168.1.0/24", "192.168.2.0/24"))
    )

    def listed(**parameters: Any) -> list[str]:
        return [item["IpsecServerId"] for item in call("ListIpsecServers", **parameters)["IpsecServers"]]

    assert listed() == [first, second]
    assert listed(VpnGatewayId=owners[0]) == [first]
    assert listed(IpsecServerId=[second, "iss-none"]) == [second]
    assert listed(IpsecServerName=f"s{owners[0]}") == [first]
    assert listed(ResourceGroupId="rg-2") == [second]
    page = call("ListIpsecServers", MaxResults=1)
    assert (page["TotalCount"], page["MaxResults"], len(page["IpsecServers"])) == (2, 1, 1)
    assert listed(MaxResults=1, NextToken=page["NextToken"]) == [second]


def test_delete(slow: Caller, clock: ManualClock) -> None:
    owner = _owner(slow)
    clock.advance(10)
    server_id = _server(slow, owner)
    clock.advance(10)
    slow("DeleteIpsecServer", IpsecServerId=server_id)
    assert slow("ListIpsecServers")["TotalCount"] == 1
    clock.advance(10)
    assert slow("ListIpsecServers")["TotalCount"] == 0


def test_server_is_deleted_with_its_gateway(call: Caller) -> None:
    owner = _owner(call)
    _server(call, owner)
    call("DeleteVpnGateway", VpnGatewayId=owner)
    assert call("ListIpsecServers")["TotalCount"] == 0
