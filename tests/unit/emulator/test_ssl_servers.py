# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL-VPN servers and their logs."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, dual_gateway, gateway

_POOL = {"ClientIpPool": "192.168.1.0/24", "LocalSubnet": "10.0.0.0/8"}


def _owner(call: Caller, **parameters: Any) -> str:
    return gateway(call, EnableSsl=True, SslConnections=10, **parameters)


def _server(call: Caller, owner: str, **parameters: Any) -> str:
    return call("CreateSslVpnServer", **{"VpnGatewayId": owner, **_POOL, **parameters})["SslVpnServerId"]


def _refused(call: Caller, owner: str, **parameters: Any) -> str:
    return call.refused("CreateSslVpnServer", **{"VpnGatewayId": owner, **_POOL, **parameters})


def _read(call: Caller, server_id: str) -> dict[str, Any]:
    (read,) = call("DescribeSslVpnServers", SslVpnServerId=server_id)["SslVpnServers"]["SslVpnServer"]
    return read


def test_defaults(call: Caller, clock: ManualClock) -> None:
    owner = _owner(call, ResourceGroupId="rg-1")
    server_id = _server(call, owner)
    assert server_id.startswith("vss-bp1")
    assert _read(call, server_id) == {
        "SslVpnServerId": server_id,
        "VpnGatewayId": owner,
        "RegionId": call.region,
        "Name": "",
        "InternetIp": call("DescribeVpnGateway", VpnGatewayId=owner)["InternetIp"],
        **_POOL,
        "Proto": "TCP",
        "Cipher": "AES-128-CBC",
        "Port": 1194,
        "Compress": False,
        "Connections": 0,
        "MaxConnections": 10,
        "CreateTime": int(clock() * 1000),
        "EnableMultiFactorAuth": False,
        "ResourceGroupId": "rg-1",
    }


def test_dual_tunnel_gateways_have_a_separate_address(call: Caller) -> None:
    owner = dual_gateway(call, EnableSsl=True)
    read = call("DescribeVpnGateway", VpnGatewayId=owner)
    assert _read(call, _server(call, owner))["InternetIp"] == read["SslVpnInternetIp"]


def test_two_factor_login(call: Caller) -> None:
    owner = _owner(call)
    assert _refused(call, owner, EnableMultiFactorAuth=True) == "MissingIDaaSInstanceId"
    login = {"EnableMultiFactorAuth": True, "IDaaSInstanceId": "idaas-1"}
    assert _refused(call, owner, **login) == "MissingIDaaSRegionId"
    read = _read(call, _server(call, owner, **login, IDaaSRegionId="cn-hangzhou"))
    assert (read["IDaaSInstanceId"], read["IDaaSRegionId"]) == ("idaas-1", "cn-hangzhou")
    assert "IDaaSInstanceVersion" not in read
    second = {**login, "IDaaSInstanceId": "idaas_2", "IDaaSRegionId": "cn-hangzhou"}
    change = {"SslVpnServerId": read["SslVpnServerId"], **second}
    assert call.refused("ModifySslVpnServer", **change) == "MissingIDaaSApplicationId"
    change = {"SslVpnServerId": read["SslVpnServerId"], **login, "IDaaSRegionId": "cn-hangzhou"}
    answer = call("ModifySslVpnServer", **change, IDaaSApplicationId="app-1", DnsServers="10.0.0.53")
    assert answer["IDaaSInstanceVersion"] == "EIAM 2.0"
    assert "IDaaSRegionId" not in answer
    assert "DnsServers" not in answer
    assert _read(call, read["SslVpnServerId"])["DnsServers"] == "10.0.0.53"


def test_gateway_without_ssl(call: Caller) -> None:
    assert _refused(call, gateway(call)) == "VpnGateway.SslVpnDisabled"


def test_one_server_on_a_gateway(call: Caller) -> None:
    owner = _owner(call)
    _server(call, owner)
    assert _refused(call, owner, ClientIpPool="192.168.2.0/24") == "Resource.QuotaFull"
    _server(call, _owner(call), ClientIpPool="192.168.2.0/24")


@pytest.mark.parametrize(
    "pool",
    [
        "192.168.1.0",
        "192.168.1.1/24",
        "192.168.1.0/30",
        "192.168.0.0/15",
        "192.168.1.0/24,192.168.2.0/24",
        "100.64.0.0/24",
        "127.0.0.0/24",
        "8.8.8.0/24",
        "10.1.0.0/24",
    ],
)
def test_wrong_pool(call: Caller, pool: str) -> None:
    assert _refused(call, _owner(call), ClientIpPool=pool) == "InvalidClientIpPool"
    change = {"SslVpnServerId": _server(call, _owner(call)), "ClientIpPool": pool}
    assert call.refused("ModifySslVpnServer", **change) == "InvalidClientIpPool"


def test_pools_of_one_vpc_do_not_overlap(call: Caller) -> None:
    first = _server(call, _owner(call, VpcId="vpc-1"))
    second = _owner(call, VpcId="vpc-1")
    assert _refused(call, second, ClientIpPool="192.168.0.0/16") == "InvalidClientIpPool"
    phones = {"ClientIpPool": "192.168.1.128/25", "LocalSubnet": "10.0.0.0/8", "PskEnabled": True}
    assert call.refused("CreateIpsecServer", VpnGatewayId=second, **phones) == "InvalidClientIpPool"
    call("ModifySslVpnServer", SslVpnServerId=first, ClientIpPool="192.168.0.0/16")
    _server(call, _owner(call, VpcId="vpc-2"))


@pytest.mark.parametrize("pool", ["192.168.0.0/16", "192.168.1.0/29", "172.16.0.0/16", "172.31.255.0/24"])
def test_pool(call: Caller, pool: str) -> None:
    assert _read(call, _server(call, _owner(call), ClientIpPool=pool))["ClientIpPool"] == pool


@pytest.mark.parametrize(
    "subnet",
    ["10.0.0.0", "10.0.0.1/24", "10.0.0.0/7", "127.0.0.0/8", "169.254.1.0/24", "224.0.0.0/8", "0.0.0.0/0", "a"],
)
def test_wrong_subnet(call: Caller, subnet: str) -> None:
    assert _refused(call, _owner(call), LocalSubnet=subnet) == "InvalidLocalSubnet"


def test_five_subnets_at_most(call: Caller) -> None:
    subnets = [f"10.{number}.0.0/16" for number in range(6)]
    assert _refused(call, _owner(call), LocalSubnet=",".join(subnets)) == "Resource.QuotaFull"
    read = _read(call, _server(call, _owner(call), LocalSubnet=",".join(subnets[:5])))
    assert read["LocalSubnet"] == ",".join(subnets[:5])


@pytest.mark.parametrize("port", [22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500])
def test_reserved_port(call: Caller, port: int) -> None:
    assert _refused(call, _owner(call), Port=port) == "InvalidPort"
    change = {"SslVpnServerId": _server(call, _owner(call)), "Port": port}
    assert call.refused("ModifySslVpnServer", **change) == "InvalidPort"


def test_pool_counts_as_a_route_of_the_vpc() -> None:
    call = Caller(Cloud(quota=["vpc_route_entries=1"]))
    owner = _owner(call)
    server_id = _server(call, owner)
    call("ModifySslVpnServer", SslVpnServerId=server_id, ClientIpPool="192.168.9.0/24")  # its old pool does not count
    assert _refused(call, _owner(call)) == "QuotaExceeded.VpnRouteEntry"
    _server(call, _owner(call, VpcId="vpc-2"))


def test_modify_keeps_parameters_that_are_left_out(call: Caller) -> None:
    server_id = _server(call, _owner(call), Name="a", Proto="UDP", Compress=True, Port=1195)
    before = _read(call, server_id)
    answer = call("ModifySslVpnServer", SslVpnServerId=server_id, LocalSubnet="10.0.0.0/24")
    after = {**before, "LocalSubnet": "10.0.0.0/24"}
    assert _read(call, server_id) == after
    assert answer == {name: value for name, value in after.items() if name in answer}
    assert {"InternetIp", "Port", "Compress"} <= set(answer)


def test_new_subnets_cannot_overlap_the_pool(call: Caller) -> None:
    server_id = _server(call, _owner(call))
    change = {"SslVpnServerId": server_id, "LocalSubnet": "192.168.0.0/16"}
    assert call.refused("ModifySslVpnServer", **change) == "InvalidLocalSubnet"
    call("ModifySslVpnServer", **change, ClientIpPool="172.16.0.0/24")


def test_new_name_is_set_at_once_if_the_gateway_is_idle(slow: Caller, clock: ManualClock) -> None:
    owner = _owner(slow)
    clock.advance(10)
    server_id = _server(slow, owner)
    assert slow.refused("ModifySslVpnServer", SslVpnServerId=server_id, Name="new") == "VpnGateway.Configuring"
    assert slow.refused("ModifySslVpnServer", SslVpnServerId=server_id, Port=1195) == "VpnGateway.Configuring"
    clock.advance(10)
    slow("ModifySslVpnServer", SslVpnServerId=server_id, Name="newer")
    assert slow("DescribeVpnGateway", VpnGatewayId=owner)["Status"] == "active"
    slow("ModifySslVpnServer", SslVpnServerId=server_id, Name="newest", Port=1195)
    assert slow("DescribeVpnGateway", VpnGatewayId=owner)["Status"] == "updating"


def test_dry_run(call: Caller) -> None:
    owner = _owner(call)
    assert _refused(call, owner, DryRun=True) == "DryRunOperation"
    assert _refused(call, owner, DryRun=True, Port=22) == "InvalidPort"
    assert call("DescribeSslVpnServers")["TotalCount"] == 0
    server_id = _server(call, owner)
    change = {"SslVpnServerId": server_id, "Name": "new", "DryRun": True}
    assert call.refused("ModifySslVpnServer", **change) == "DryRunOperation"
    assert _read(call, server_id)["Name"] == ""


def test_filters(call: Caller) -> None:
    first_owner, second_owner = _owner(call), _owner(call, ResourceGroupId="rg-2")
    first = _server(call, first_owner, Name="one")
    second = _server(call, second_owner, Name="two", ClientIpPool="192.168.2.0/24")

    def listed(**parameters: Any) -> list[str]:
        answer = call("DescribeSslVpnServers", **parameters)
        return [item["SslVpnServerId"] for item in answer["SslVpnServers"]["SslVpnServer"]]

    assert listed() == [first, second]
    assert listed(VpnGatewayId=first_owner) == [first]
    assert listed(SslVpnServerId="vss-none") == []
    assert listed(Name="two") == [second]
    assert listed(Name="tw") == []
    assert listed(ResourceGroupId="rg-2") == [second]


def test_certificates_are_deleted_with_the_server(slow: Caller, clock: ManualClock) -> None:
    owner = _owner(slow)
    clock.advance(10)
    server_id = _server(slow, owner)
    clock.advance(10)
    slow("CreateSslVpnClientCert", SslVpnServerId=server_id)
    clock.advance(10)
    slow("DeleteSslVpnServer", SslVpnServerId=server_id)
    assert slow("DescribeSslVpnClientCerts")["TotalCount"] == 1
    assert slow("DescribeSslVpnServers")["TotalCount"] == 1
    clock.advance(10)
    assert slow("DescribeSslVpnClientCerts")["TotalCount"] == 0
    assert slow("DescribeSslVpnServers")["TotalCount"] == 0
    slow("DeleteVpnGateway", VpnGatewayId=owner)


def _log(call: Caller, server_id: str, **parameters: Any) -> list[str]:
    answer = call("DescribeVpnSslServerLogs", VpnSslServerId=server_id, **parameters)
    assert answer["Count"] == len(answer["Data"]["Logs"])
    return [line[25:] for line in answer["Data"]["Logs"]]


def test_log_of_a_start(call: Caller, clock: ManualClock) -> None:
    server_id = _server(call, _owner(call), Proto="UDP", Port=1195)
    answer = call("DescribeVpnSslServerLogs", VpnSslServerId=server_id, MinutePeriod=10)
    assert (answer["PageNumber"], answer["PageSize"], answer["Count"], answer["IsCompleted"]) == (1, 10, 3, True)
    assert "TotalCount" not in answer
    assert answer["Data"]["Logs"][1] == "Fri Jan 15 08:00:00 2027 UDPv4 link local (bound): [AF_INET][undef]:1195"


def test_log_by_certificate_and_in_pages(call: Caller) -> None:
    server_id = _server(call, _owner(call))
    created = call("CreateSslVpnClientCert", SslVpnServerId=server_id)["SslVpnClientCertId"]
    for number in range(4):
        call.cloud.write_ssl_log(server_id, f"line {number}", created if number % 2 else None)
    mine = {"MinutePeriod": 10, "SslVpnClientCertId": created}
    assert _log(call, server_id, **mine) == ["line 1", "line 3"]
    pages = [_log(call, server_id, MinutePeriod=10, PageSize=3, PageNumber=number) for number in (1, 2, 3, 4)]
    assert [len(page) for page in pages] == [3, 3, 1, 0]
    assert pages[2] == ["line 3"]


def test_log_is_complete_when_the_gateway_has_settled(slow: Caller, clock: ManualClock) -> None:
    owner = _owner(slow)
    clock.advance(10)
    log = {"VpnSslServerId": _server(slow, owner), "MinutePeriod": 10}
    assert slow("DescribeVpnSslServerLogs", **log)["IsCompleted"] is False
    clock.advance(10)
    assert slow("DescribeVpnSslServerLogs", **log)["IsCompleted"] is True


def test_time_ranges(call: Caller, clock: ManualClock) -> None:
    server_id = _server(call, _owner(call))
    start = int(clock())
    for minute in range(1, 4):
        clock.advance(60)
        call.cloud.write_ssl_log(server_id, f"minute {minute}")
    assert _log(call, server_id, From=start + 60, To=start + 120) == ["minute 1", "minute 2"]
    assert _log(call, server_id, From=start + 60, MinutePeriod=1) == ["minute 1", "minute 2"]
    assert _log(call, server_id, To=start + 120, MinutePeriod=1) == ["minute 1", "minute 2"]
    assert _log(call, server_id, MinutePeriod=1) == ["minute 2", "minute 3"]


@pytest.mark.parametrize(
    ("window", "code"),
    [
        ({}, "MissingMinutePeriod"),
        ({"From": 1}, "MissingTo"),
        ({"To": 1}, "MissingFrom"),
        ({"From": 2, "To": 1}, "InvalidTo"),
        ({"MinutePeriod": 0}, "InvalidMinutePeriod"),
    ],
)
def test_wrong_time_range(call: Caller, window: dict[str, int], code: str) -> None:
    server_id = _server(call, _owner(call))
    assert call.refused("DescribeVpnSslServerLogs", VpnSslServerId=server_id, **window) == code


def test_log_of_an_unknown_server(call: Caller) -> None:
    log = {"VpnSslServerId": "vss-none", "MinutePeriod": 1}
    assert call.refused("DescribeVpnSslServerLogs", **log) == "InvalidSslVpnServerId.NotFound"
