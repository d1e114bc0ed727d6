# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The choices that the contract leaves: each value of each of them, and the table in the README."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tests.emulator
from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.emulator.services import READINGS
from tests.support.caller import (
    Caller,
    connection,
    customer,
    dual_connection,
    dual_gateway,
    gateway,
    policy_route,
    route,
    site,
)

README = Path(tests.emulator.__file__).with_name("README.md")
BLOCKS = {"LocalSubnet": "10.0.0.0/24", "RemoteSubnet": "192.168.0.0/24"}
POOL = {"ClientIpPool": "10.9.0.0/24", "LocalSubnet": "10.0.0.0/24"}


def _caller(*rules: str, settle: float = 0.0) -> Caller:
    return Caller(Cloud(clock=ManualClock(), reading=rules, settle=settle))


@pytest.mark.parametrize("name", READINGS)
def test_the_readme_has_every_reading(name: str) -> None:
    reading = READINGS[name]
    values = ", ".join(f"`{value}`" for value in reading.values)
    assert f"| `{name}` | {values} | {reading.about} |\n" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", READINGS)
def test_every_reading_can_change_later(name: str) -> None:
    call = _caller()
    for value in READINGS[name].values:
        call.cloud.read_as(f"{name}={value}")
    with pytest.raises(ValueError, match=f"{name}=neither.*{name}="):
        call.cloud.read_as(f"{name}=neither")


def test_subnets_of_a_changed_connection() -> None:
    optional = _caller("subnets-of-changed-connection=optional")
    _gateway, _customer, hop = site(optional)
    optional("ModifyVpnConnectionAttribute", VpnConnectionId=hop, Name="new")
    assert optional("DescribeVpnConnection", VpnConnectionId=hop)["Name"] == "new"
    optional.cloud.read_as("subnets-of-changed-connection=required")
    change = {"VpnConnectionId": hop, "Name": "newer"}
    assert optional.refused("ModifyVpnConnectionAttribute", **change) == "IllegalParam.LocalSubnet"


Create = Callable[[Caller, str, str], Any]


@pytest.mark.parametrize(
    ("create", "name"),
    [
        (lambda call, owner, hop: route(call, owner, hop, "10.1.0.0/24"), "DeleteVpnRouteEntry"),
        (
            lambda call, owner, hop: policy_route(call, owner, hop, "10.2.0.0/24", "10.1.0.0/24"),
            "DeleteVpnPbrRouteEntry",
        ),
    ],
    ids=["destination", "policy"],
)
def test_routes_of_a_deleted_connection(create: Create, name: str) -> None:
    call = _caller("routes-of-deleted-connection=refused")
    owner, _customer, hop = site(call, AutoConfigRoute=True, **BLOCKS)
    made = create(call, owner, hop)
    assert call.refused("DeleteVpnConnection", VpnConnectionId=hop) == "DependencyViolation.VpnRouteEntry"
    sent = {key: made[key] for key in ("RouteDest", "RouteSource", "NextHop", "Weight", "Priority") if key in made}
    sent.pop("Priority", None)
    call(name, VpnGatewayId=owner, OverlayMode="Ipsec", **sent)
    # Those that the service added itself are no reason to refuse.
    assert call("DescribeVpnPbrRouteEntries", VpnGatewayId=owner)["TotalCount"] == 1
    call("DeleteVpnConnection", VpnConnectionId=hop)
    assert call("DescribeVpnPbrRouteEntries", VpnGatewayId=owner)["TotalCount"] == 0


def test_certificates_of_a_deleted_server() -> None:
    call = _caller("certificates-of-deleted-server=refused")
    owner = gateway(call, EnableSsl=True)
    server = call("CreateSslVpnServer", VpnGatewayId=owner, **POOL)["SslVpnServerId"]
    certificate = call("CreateSslVpnClientCert", SslVpnServerId=server)["SslVpnClientCertId"]
    assert call.refused("DeleteSslVpnServer", SslVpnServerId=server) == "DependencyViolation.SslVpnClientCert"
    call("DeleteSslVpnClientCert", SslVpnClientCertId=certificate)
    call("DeleteSslVpnServer", SslVpnServerId=server)


def test_servers_of_a_deleted_gateway() -> None:
    call = _caller("servers-of-deleted-gateway=refused")
    owner = gateway(call, EnableSsl=True)
    server = call("CreateIpsecServer", VpnGatewayId=owner, PskEnabled=True, **POOL)["IpsecServerId"]
    assert call.refused("DeleteVpnGateway", VpnGatewayId=owner) == "DependencyViolation.IpsecServer"
    call("DeleteIpsecServer", IpsecServerId=server)
    call("DeleteVpnGateway", VpnGatewayId=owner)


def test_the_longest_name() -> None:
    call = _caller()
    owner = gateway(call, EnableSsl=True)

    def create(name: str) -> list[tuple[str, dict[str, str]]]:
        """One resource of each type that has such a name, and a change of each."""
        server = call("CreateSslVpnServer", VpnGatewayId=owner, Name=name, **POOL)["SslVpnServerId"]
        certificate = call("CreateSslVpnClientCert", SslVpnServerId=server, Name=name)["SslVpnClientCertId"]
        phones = call(
            "CreateIpsecServer",
            VpnGatewayId=owner,
            IpSecServerName=name,
            PskEnabled=True,
            **{**POOL, "ClientIpPool": "10.8.0.0/24"},
        )["IpsecServerId"]
        return [
            ("ModifyCustomerGatewayAttribute", {"CustomerGatewayId": customer(call, Name=name)}),
            ("ModifySslVpnServer", {"SslVpnServerId": server}),
            ("ModifySslVpnClientCert", {"SslVpnClientCertId": certificate}),
            ("UpdateIpsecServer", {"IpsecServerId": phones}),
        ]

    changes = create("n" * 128)
    for name, which in changes:
        member = "IpsecServerName" if name == "UpdateIpsecServer" else "Name"
        assert call.refused(name, **which, **{member: "n" * 129}) == f"Invalid{member}"
        call(name, **which, **{member: "m" * 128})
        call.cloud.read_as("longest-name=100")
        assert call.refused(name, **which, **{member: "n" * 101}) == f"Invalid{member}"
        call(name, **which, **{member: "n" * 100})
        call.cloud.read_as("longest-name=128")


@pytest.mark.parametrize(("value", "listed"), [("shown", 1), ("gone", 0)])
def test_what_is_being_deleted(value: str, listed: int) -> None:
    call = _caller(f"being-deleted={value}", settle=10)
    clock = call.cloud.clock
    assert isinstance(clock, ManualClock)
    owner, peer = gateway(call), customer(call)
    clock.advance(10)
    hop = connection(call, owner, peer)
    clock.advance(10)
    call("DeleteVpnConnection", VpnConnectionId=hop)
    assert call("DescribeVpnConnections")["TotalCount"] == listed
    assert call("DescribeVpnGateway", VpnGatewayId=owner)["Status"] == "updating"


@pytest.mark.parametrize(("value", "version", "key"), [("default", "ikev1", False), ("kept", "ikev2", True)])
def test_left_out_members_of_a_connection(value: str, version: str, key: bool) -> None:
    call = _caller(f"left-out-members={value}")
    ike = json.dumps({"IkeVersion": "ikev2", "Psk": "secret"})
    health = json.dumps({"enable": True, "dip": "10.1.0.1", "sip": "10.0.0.1", "interval": 5})
    hop = connection(call, gateway(call), customer(call), IkeConfig=ike, HealthCheckConfig=health, **BLOCKS)
    change = {"IkeConfig": json.dumps({"IkePfs": "group14"}), "HealthCheckConfig": json.dumps({"retry": 9})}
    call("ModifyVpnConnectionAttribute", VpnConnectionId=hop, **change, **BLOCKS)
    read = call("DescribeVpnConnection", VpnConnectionId=hop)
    assert (read["IkeConfig"]["IkeVersion"], read["IkeConfig"]["Psk"] == "secret") == (version, key)
    assert read["IkeConfig"]["IkePfs"] == "group14"
    assert (read["VcoHealthCheck"]["Interval"], read["VcoHealthCheck"]["Retry"]) == (5 if key else 3, 9)


@pytest.mark.parametrize(("value", "version"), [("default", "ikev1"), ("kept", "ikev2")])
def test_left_out_members_of_a_tunnel(value: str, version: str) -> None:
    call = _caller(f"left-out-members={value}")
    given = [{"CustomerGatewayId": customer(call), "TunnelIkeConfig": {"IkeVersion": "ikev2"}} for _unused in "ab"]
    hop = dual_connection(call, dual_gateway(call), given, **BLOCKS)
    change = [{"Role": "master", "TunnelIkeConfig": {"IkePfs": "group14"}}]
    call("ModifyVpnConnectionAttribute", VpnConnectionId=hop, TunnelOptionsSpecification=change, **BLOCKS)
    read = call("DescribeVpnConnection", VpnConnectionId=hop)["TunnelOptionsSpecification"]["TunnelOptions"]
    versions = {tunnel["Role"]: tunnel["TunnelIkeConfig"]["IkeVersion"] for tunnel in read}
    assert versions == {"master": version, "slave": "ikev2"}


@pytest.mark.parametrize(("value", "shown"), [("default", "ikev2"), ("kept", "ikev1")])
def test_left_out_members_of_an_ipsec_server(value: str, shown: str) -> None:
    call = _caller(f"left-out-members={value}")
    given = {"VpnGatewayId": gateway(call, EnableSsl=True), "PskEnabled": True, **POOL}
    server = call("CreateIpsecServer", IkeConfig=json.dumps({"IkeVersion": "ikev1"}), **given)["IpsecServerId"]
    call("UpdateIpsecServer", IpsecServerId=server, IkeConfig=json.dumps({"IkePfs": "group14"}))
    (read,) = call("ListIpsecServers")["IpsecServers"]
    assert read["IkeConfig"]["IkeVersion"] == shown


@pytest.mark.parametrize("value", ["shown", "left-out"])
def test_empty_members(value: str) -> None:
    call = _caller(f"empty-members={value}")
    read = call("DescribeCustomerGateway", CustomerGatewayId=customer(call, Name="office"))
    assert read["Name"] == "office"
    assert ("Description" in read) is (value == "shown")


def test_the_spellings_of_the_reference() -> None:
    call = _caller()
    owner, peer = gateway(call), customer(call)
    hop = connection(call, owner, peer, IkeConfig=json.dumps({"LocalIdIPsec": "hq"}), **BLOCKS)
    assert call("DescribeVpnConnection", VpnConnectionId=hop)["IkeConfig"]["LocalId"] == "hq"
    route(call, owner, hop, "10.1.0.0/24")
    assert call("DescribeVpnRouteEntries", VpnGatewayId=owner, RouteEntryType="Custom")["TotalCount"] == 1
    assert call("DescribeVpnRouteEntries", VpnGatewayId=owner, RouteEntryType="System")["TotalCount"] == 0
    policy_route(call, owner, hop, "10.2.0.0/24", "10.3.0.0/24")
    change = {"RouteDest": "10.3.0.0/24", "NextHop": hop, "PublishVpc": True, "RouteType": "PBR"}
    call("PublishVpnRouteEntry", VpnGatewayId=owner, **change)


def test_a_change_of_a_connection_shows_a_description() -> None:
    call = _caller()
    _gateway, _customer, hop = site(call, **BLOCKS)
    change = call("ModifyVpnConnectionAttribute", VpnConnectionId=hop, Name="new", **BLOCKS)
    assert change["Description"] == ""


def test_the_token_of_something_deleted() -> None:
    def again(call: Caller) -> bool:
        first, second = (gateway(call, ClientToken="one") for _unused in range(2))
        assert first == second
        call("DeleteVpnGateway", VpnGatewayId=first, ClientToken="two")
        call("DescribeVpnGateways")
        return gateway(call, ClientToken="one") == first

    assert again(_caller())
    assert not again(_caller("token-of-deleted=forgotten"))
