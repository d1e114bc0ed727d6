# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections with two tunnels, on dual-tunnel gateways."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, customer, dual_connection, dual_gateway

_EVERYTHING = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}


def _bgp(third: int, **members: Any) -> dict[str, Any]:
    return {"LocalAsn": 65001, "TunnelCidr": f"169.254.{third}.0/30", "LocalBgpIp": f"169.254.{third}.1", **members}


def _pair(call: Caller, *more: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"CustomerGatewayId": customer(call, Asn="65530"), **extra} for extra in more or ({}, {})]


def _tunnels(call: Caller, connection_id: str) -> list[dict[str, Any]]:
    read = call("DescribeVpnConnection", VpnConnectionId=connection_id)
    return read["TunnelOptionsSpecification"]["TunnelOptions"]


def _modify(call: Caller, connection_id: str, *tunnels: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    change = {"VpnConnectionId": connection_id, **_EVERYTHING, **parameters}
    return call("ModifyVpnConnectionAttribute", **change, TunnelOptionsSpecification=list(tunnels))


def _refused(call: Caller, connection_id: str, *tunnels: dict[str, Any], **parameters: Any) -> str:
    change = {"VpnConnectionId": connection_id, **_EVERYTHING, **parameters}
    return call.refused("ModifyVpnConnectionAttribute", **change, TunnelOptionsSpecification=list(tunnels))


def _refused_create(call: Caller, tunnels: list[dict[str, Any]] | None, **parameters: Any) -> str:
    given = {"VpnGatewayId": dual_gateway(call), **_EVERYTHING, **parameters}
    return call.refused("CreateVpnConnection", **given, TunnelOptionsSpecification=tunnels)


def test_defaults(call: Caller) -> None:
    gateway_id = dual_gateway(call)
    owner = call("DescribeVpnGateway", VpnGatewayId=gateway_id)
    pair = _pair(call)
    read = call("DescribeVpnConnection", VpnConnectionId=dual_connection(call, gateway_id, pair))
    for name in ("CustomerGatewayId", "IkeConfig", "IpsecConfig", "VcoHealthCheck", "VpnBgpConfig", "EnableDpd"):
        assert name not in read
    assert read["EnableTunnelsBgp"] is False
    first, second = read["TunnelOptionsSpecification"]["TunnelOptions"]
    assert first["TunnelId"].startswith("tun-")
    assert (first["Role"], second["Role"]) == ("master", "slave")
    assert (first["InternetIp"], second["InternetIp"]) == (owner["InternetIp"], owner["DisasterRecoveryInternetIp"])
    assert [first["ZoneNo"], second["ZoneNo"]] == ["cn-shanghai-finance-1k", "cn-shanghai-finance-1b"]
    assert (first["EnableDpd"], first["EnableNatTraversal"], first["State"]) == ("true", "true", "active")
    assert len({tunnel["TunnelIkeConfig"]["Psk"] for tunnel in (first, second)}) == 2
    assert first["TunnelIkeConfig"]["LocalId"] == owner["InternetIp"]
    assert first["TunnelIkeConfig"]["IkeLifetime"] == "86400"
    assert first["CustomerGatewayId"] == pair[0]["CustomerGatewayId"]
    assert "TunnelBgpConfig" not in first


def test_modify_answers_with_booleans_and_numbers(call: Caller) -> None:
    created = dual_connection(call, dual_gateway(call), _pair(call))
    answer = _modify(call, created, {"Role": "slave", "EnableDpd": False})
    tunnel = answer["TunnelOptionsSpecification"]["TunnelOptions"][1]
    assert tunnel["EnableDpd"] is False
    assert tunnel["TunnelIkeConfig"]["IkeLifetime"] == 86400


def test_roles_may_come_in_any_order(call: Caller) -> None:
    pair = _pair(call, {"Role": "slave"}, {"Role": "master"})
    gateway_id = dual_gateway(call)
    first, second = _tunnels(call, dual_connection(call, gateway_id, pair))
    assert (first["Role"], second["Role"]) == ("slave", "master")
    owner = call("DescribeVpnGateway", VpnGatewayId=gateway_id)
    assert second["InternetIp"] == owner["InternetIp"]


def test_wrong_tunnels(call: Caller) -> None:
    assert _refused_create(call, None) == "MissingCustomerGatewayId"
    assert _refused_create(call, None, CustomerGatewayId="cgw-1") == "MissingTunnelOptionsSpecification"
    assert _refused_create(call, _pair(call)[:1]) == "InvalidTunnelOptionsSpecification"
    assert _refused_create(call, _pair(call) + _pair(call)) == "InvalidTunnelOptionsSpecification"
    same = _pair(call, {"Role": "slave"}, {"Role": "slave"})
    assert _refused_create(call, same) == "InvalidTunnelOptionsSpecification.2.Role"
    unknown = [*_pair(call)[:1], {"CustomerGatewayId": "cgw-none"}]
    assert _refused_create(call, unknown) == "InvalidCustomerGatewayInstanceId.NotFound"
    bad = _pair(call, {}, {"TunnelIkeConfig": {"IkeVersion": "ikev3"}})
    place = "TunnelOptionsSpecification.2.TunnelIkeConfig.IkeVersion"
    assert _refused_create(call, bad) == f"Invalid{place}"
    sm = _pair(call, {"TunnelIpsecConfig": {"IpsecEncAlg": "sm4"}}, {})
    assert _refused_create(call, sm) == "InvalidTunnelOptionsSpecification.1.TunnelIpsecConfig.IpsecEncAlg"
    assert _refused_create(call, _pair(call), IkeConfig={}) == "InvalidIkeConfig"


def test_one_tunnel_by_role_or_id(call: Caller) -> None:
    created = dual_connection(call, dual_gateway(call), _pair(call))
    first = _tunnels(call, created)[0]
    _modify(call, created, {"Role": "slave", "TunnelIkeConfig": {"Psk": "new"}})
    assert _tunnels(call, created)[0] == first
    assert _tunnels(call, created)[1]["TunnelIkeConfig"]["Psk"] == "new"
    _modify(call, created, {"TunnelId": first["TunnelId"], "EnableNatTraversal": False})
    assert _tunnels(call, created)[0] == {**first, "EnableNatTraversal": "false"}


def test_members_that_are_left_out_get_their_defaults(call: Caller) -> None:
    ike = {"Psk": "secret", "IkeVersion": "ikev2"}
    created = dual_connection(call, dual_gateway(call), _pair(call, {"TunnelIkeConfig": ike}, {}))
    _modify(call, created, {"Role": "master", "TunnelIkeConfig": {"IkeMode": "aggressive"}})
    changed = _tunnels(call, created)[0]["TunnelIkeConfig"]
    assert changed["Psk"] != "secret"
    assert (changed["IkeVersion"], changed["IkeMode"]) == ("ikev1", "aggressive")


def test_a_tunnel_can_get_another_peer(call: Caller) -> None:
    created = dual_connection(call, dual_gateway(call), _pair(call))
    other = customer(call)
    _modify(call, created, {"Role": "master", "CustomerGatewayId": other})
    assert _tunnels(call, created)[0]["CustomerGatewayId"] == other


@pytest.mark.parametrize(
    ("tunnels", "code"),
    [
        ([{"TunnelId": "tun-none"}], "InvalidTunnelOptionsSpecification.1.TunnelId"),
        ([{"EnableDpd": True}], "MissingTunnelOptionsSpecification.1.TunnelId"),
        ([{"Role": "slave"}, {"Role": "slave"}], "InvalidTunnelOptionsSpecification.2"),
        ([{"Role": "slave", "TunnelBgpConfig": _bgp(11)}], "InvalidTunnelOptionsSpecification.1.TunnelBgpConfig"),
        ([{"Role": "slave", "CustomerGatewayId": "cgw-none"}], "InvalidCustomerGatewayInstanceId.NotFound"),
    ],
)
def test_wrong_change(call: Caller, tunnels: list[dict[str, Any]], code: str) -> None:
    created = dual_connection(call, dual_gateway(call), _pair(call))
    assert _refused(call, created, *tunnels) == code


def test_bgp(call: Caller) -> None:
    gateway_id = dual_gateway(call)
    pair = _pair(call, {"TunnelBgpConfig": _bgp(11)}, {"TunnelBgpConfig": _bgp(12)})
    created = dual_connection(call, gateway_id, pair, EnableTunnelsBgp=True)
    assert _tunnels(call, created)[1]["TunnelBgpConfig"] == {
        "BgpStatus": "false",
        "LocalAsn": "65001",
        "PeerAsn": "65530",
        "LocalBgpIp": "169.254.12.1",
        "PeerBgpIp": "169.254.12.2",
        "TunnelCidr": "169.254.12.0/30",
    }
    config = call("DownloadVpnConnectionConfig", VpnConnectionId=created)["VpnConnectionConfig"]
    assert [item["LocalBgpIp"] for item in config["BgpConfigs"]["BgpConfig"]] == ["169.254.11.2", "169.254.12.2"]
    assert [item["Remote"] for item in config["TunnelsConfig"]["TunnelConfig"]] == [
        tunnel["InternetIp"] for tunnel in _tunnels(call, created)
    ]
    # While BGP is on, the gateway's propagation cannot be turned off, as with one tunnel.
    change = {"VpnGatewayId": gateway_id, "AutoPropagate": False}
    assert call.refused("ModifyVpnGatewayAttribute", **change) == "OperationFailed.VpnConnectionExist"
    clash = _pair(call, {"TunnelBgpConfig": _bgp(12)}, {"TunnelBgpConfig": _bgp(13)})
    given = {"VpnGatewayId": gateway_id, **_EVERYTHING, "EnableTunnelsBgp": True, "TunnelOptionsSpecification": clash}
    place = "TunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr"
    assert call.refused("CreateVpnConnection", **given) == f"Invalid{place}"


def test_bgp_of_both_tunnels_has_to_be_complete(call: Caller) -> None:
    same = _pair(call, {"TunnelBgpConfig": _bgp(11)}, {"TunnelBgpConfig": _bgp(11)})
    place = "TunnelOptionsSpecification.2.TunnelBgpConfig"
    assert _refused_create(call, same, EnableTunnelsBgp=True) == f"Invalid{place}.TunnelCidr"
    half = _pair(call, {"TunnelBgpConfig": _bgp(11)}, {"TunnelBgpConfig": _bgp(12, LocalAsn=None)})
    assert _refused_create(call, _drop_none(half), EnableTunnelsBgp=True) == f"Missing{place}.LocalAsn"
    without = _pair(call, {"TunnelBgpConfig": _bgp(11)}, {})
    assert _refused_create(call, without, EnableTunnelsBgp=True) == f"Invalid{place}.TunnelCidr"


def _drop_none(tunnels: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {
            name: {key: inner for key, inner in value.items() if inner is not None}
            if isinstance(value, dict)
            else value
            for name, value in tunnel.items()
        }
        for tunnel in tunnels
    ]


def test_bgp_can_be_turned_on_later(call: Caller) -> None:
    created = dual_connection(call, dual_gateway(call), _pair(call))
    assert (
        _refused(call, created, EnableTunnelsBgp=True)
        == "InvalidTunnelOptionsSpecification.1.TunnelBgpConfig.TunnelCidr"
    )
    changes = [{"Role": "master", "TunnelBgpConfig": _bgp(11)}, {"Role": "slave", "TunnelBgpConfig": _bgp(12)}]
    _modify(call, created, *changes, EnableTunnelsBgp=True)
    assert call("DescribeVpnConnection", VpnConnectionId=created)["EnableTunnelsBgp"] is True
    assert _tunnels(call, created)[0]["TunnelBgpConfig"]["PeerAsn"] == "65530"


def test_settings_of_a_single_tunnel_are_refused(call: Caller) -> None:
    created = dual_connection(call, dual_gateway(call), _pair(call))
    assert _refused(call, created, IkeConfig={"Psk": "a"}) == "InvalidIkeConfig"
    assert _refused(call, created, EnableDpd=True) == "InvalidEnableDpd"


def test_same_peers_and_subnets(call: Caller) -> None:
    gateway_id, pair = dual_gateway(call), _pair(call)
    dual_connection(call, gateway_id, pair)
    again = {"VpnGatewayId": gateway_id, **_EVERYTHING, "TunnelOptionsSpecification": pair[::-1]}
    assert call.refused("CreateVpnConnection", **again) == "InvalidVpnConnection.AlreadyExists"
