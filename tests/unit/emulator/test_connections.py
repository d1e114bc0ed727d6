# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections with one tunnel."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, connection, customer, gateway, site

_EVERYTHING = {"LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}
_POLICY = {"LocalSubnet": "10.0.0.0/24", "RemoteSubnet": "10.1.0.0/24"}
_BGP = {"EnableBgp": True, "LocalAsn": 65001, "TunnelCidr": "169.254.11.0/30", "LocalBgpIp": "169.254.11.1"}
_PEM = "-----BEGIN CERTIFICATE-----"


def _read(call: Caller, connection_id: str) -> dict[str, Any]:
    return call("DescribeVpnConnection", VpnConnectionId=connection_id)


def _modify(call: Caller, connection_id: str, **parameters: Any) -> dict[str, Any]:
    return call("ModifyVpnConnectionAttribute", VpnConnectionId=connection_id, **{**_EVERYTHING, **parameters})


def _refused_create(call: Caller, **parameters: Any) -> str:
    ids = {"VpnGatewayId": gateway(call), "CustomerGatewayId": customer(call, Asn="65530")}
    return call.refused("CreateVpnConnection", **{**ids, **_EVERYTHING, **parameters})


def test_defaults(call: Caller) -> None:
    gateway_id, customer_id, created = site(call)
    read = _read(call, created)
    gateway_ip = call("DescribeVpnGateway", VpnGatewayId=gateway_id)["InternetIp"]
    customer_ip = call("DescribeCustomerGateway", CustomerGatewayId=customer_id)["IpAddress"]
    psk = read["IkeConfig"].pop("Psk")
    assert len(psk) == 16
    assert psk.isalnum()
    assert read["IkeConfig"] == {
        "IkeVersion": "ikev1",
        "IkeMode": "main",
        "IkeEncAlg": "aes",
        "IkeAuthAlg": "md5",
        "IkePfs": "group2",
        "IkeLifetime": 86400,
        "LocalId": gateway_ip,
        "RemoteId": customer_ip,
    }
    assert read["IpsecConfig"] == {
        "IpsecEncAlg": "aes",
        "IpsecAuthAlg": "md5",
        "IpsecPfs": "group2",
        "IpsecLifetime": 86400,
    }
    assert read["VcoHealthCheck"] == {
        "Enable": "false",
        "Dip": "",
        "Sip": "",
        "Interval": 0,
        "Retry": 0,
        "Status": "success",
    }
    assert read["VpnBgpConfig"] == {"EnableBgp": "false", "Status": "false"}
    assert (read["EnableDpd"], read["EnableNatTraversal"], read["EffectImmediately"]) == (True, True, False)
    assert (read["State"], read["Status"]) == ("active", "ike_sa_not_established")
    assert "TunnelOptionsSpecification" not in read
    assert "AutoConfigRoute" not in read


def test_generated_keys_differ(call: Caller) -> None:
    keys = {_read(call, site(call)[2])["IkeConfig"]["Psk"] for _unused in range(3)}
    assert len(keys) == 3


def test_list_and_single_read_show_different_fields(call: Caller) -> None:
    _unused, _unused, created = site(call, Tags=[{"Key": "k", "Value": "v"}])
    single = _read(call, created)
    (item,) = call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]
    assert item["Tag"] == {"Tag": [{"Key": "k", "Value": "v"}]} == single["Tags"]
    assert "Tags" not in item
    assert "Tag" not in single
    assert "ZoneNo" in single
    assert "ZoneNo" not in item
    assert single["VpnBgpConfig"]["EnableBgp"] == "false"
    assert "EnableBgp" not in item["VpnBgpConfig"]


@pytest.mark.parametrize("side", ["LocalSubnet", "RemoteSubnet"])
@pytest.mark.parametrize(
    "value",
    [
        "10.0.0.0",
        "10.0.0.1/24",
        "10.0.0.0/33",
        "10.0.0.0/24,",
        "10.0.0.0/24, 10.1.0.0/24",
        "a",
        "10.0.0.0/8,10.0.0.0/8",
    ],
)
def test_subnets(call: Caller, side: str, value: str) -> None:
    assert _refused_create(call, **{side: value}) == f"IllegalParam.{side}"
    _unused, _unused, created = site(call)
    change = {"VpnConnectionId": created, **_EVERYTHING, side: value}
    assert call.refused("ModifyVpnConnectionAttribute", **change) == f"IllegalParam.{side}"


def test_a_block_is_on_one_side(call: Caller) -> None:
    _unused, _unused, created = site(call)
    both = {"LocalSubnet": "10.0.0.0/24,10.2.0.0/24", "RemoteSubnet": "10.1.0.0/24,10.2.0.0/24"}
    assert _refused_create(call, **both) == "IllegalParam.RemoteSubnet"
    change = {"VpnConnectionId": created, **both}
    assert call.refused("ModifyVpnConnectionAttribute", **change) == "IllegalParam.RemoteSubnet"


def test_both_ends_have_to_exist(call: Caller) -> None:
    no_gateway = {"VpnGatewayId": "vpn-none"}
    assert _refused_create(call, **no_gateway) == "InvalidVpnGatewayInstanceId.NotFound"
    assert _refused_create(call, CustomerGatewayId="cgw-none") == "InvalidCustomerGatewayInstanceId.NotFound"
    assert _refused_create(call, CustomerGatewayId=None) == "MissingCustomerGatewayId"


def test_gateway_without_ipsec(call: Caller) -> None:
    owner = gateway(call, EnableIpsec=False, EnableSsl=True)
    assert _refused_create(call, VpnGatewayId=owner) == "InvalidVpnGatewayId"


def test_same_ends_and_subnets(call: Caller) -> None:
    gateway_id, customer_id, _unused = site(call, LocalSubnet="10.0.0.0/24,10.2.0.0/24", RemoteSubnet="10.1.0.0/24")
    again = {"VpnGatewayId": gateway_id, "CustomerGatewayId": customer_id, "RemoteSubnet": "10.1.0.0/24"}
    swapped = {**again, "LocalSubnet": "10.2.0.0/24,10.0.0.0/24"}
    assert call.refused("CreateVpnConnection", **swapped) == "InvalidVpnConnection.AlreadyExists"
    connection(call, **{**again, "gateway_id": gateway_id, "customer_id": customer_id, "LocalSubnet": "10.3.0.0/24"})


def test_locked_gateway(call: Caller) -> None:
    gateway_id, _unused, created = site(call)
    call.cloud.lock_gateway(gateway_id)
    locked = "VpnGateway.FinancialLocked"
    assert _refused_create(call, VpnGatewayId=gateway_id, LocalSubnet="10.0.0.0/8") == locked
    assert call.refused("ModifyVpnConnectionAttribute", VpnConnectionId=created, **_EVERYTHING) == locked


def test_dry_run_checks_and_changes_nothing(call: Caller) -> None:
    assert _refused_create(call, DryRun=True) == "DryRunOperation"
    assert _refused_create(call, DryRun=True, LocalSubnet="x") == "IllegalParam.LocalSubnet"
    assert call("DescribeVpnConnections")["TotalCount"] == 0
    assert _refused_create(call, **_POLICY, DryRun=True, ClientToken="one") == "DryRunOperation"
    ids = {"gateway_id": gateway(call), "customer_id": customer(call)}
    connection(call, **ids, DryRun=False, ClientToken="one")  # the dry run did not use the token


def test_modify_without_subnets(call: Caller) -> None:
    # The real service refuses any other change without them (fix 5078 of the Terraform provider).
    _unused, _unused, created = site(call)
    change = {"VpnConnectionId": created, "Name": "new"}
    assert call.refused("ModifyVpnConnectionAttribute", **change) == "IllegalParam.LocalSubnet"
    assert (
        call.refused("ModifyVpnConnectionAttribute", **change, LocalSubnet="0.0.0.0/0") == "IllegalParam.RemoteSubnet"
    )
    assert (
        call.refused("ModifyVpnConnectionAttribute", **change, RemoteSubnet="0.0.0.0/0") == "IllegalParam.LocalSubnet"
    )


def test_modify_keeps_parameters_that_are_left_out(call: Caller) -> None:
    ike, ipsec = {"Psk": "secret", "IkeVersion": "ikev2"}, {"IpsecPfs": "disabled"}
    _unused, _unused, created = site(
        call, Name="a", IkeConfig=ike, IpsecConfig=ipsec, EnableDpd=False, EffectImmediately=True
    )
    before = _read(call, created)
    answer = _modify(call, created, Name="b")
    assert _read(call, created) == {**before, "Name": "b"}
    assert {name: value for name, value in answer.items() if name in before} == {
        name: _as_in_modify(name, {**before, "Name": "b"}[name]) for name in answer if name in before
    }


def _as_in_modify(name: str, value: Any) -> Any:
    # Modify shows the health check without its Status.
    return {key: inner for key, inner in value.items() if key != "Status"} if name == "VcoHealthCheck" else value


def test_members_that_a_modify_leaves_out_get_their_defaults(call: Caller) -> None:
    ike = {"Psk": "secret", "IkeVersion": "ikev2", "LocalId": "me", "RemoteId": "you"}
    _unused, _unused, created = site(call, IkeConfig=ike, IpsecConfig={"IpsecPfs": "group14"})
    before = _read(call, created)
    _modify(call, created, IkeConfig={"IkeLifetime": 3600}, IpsecConfig={"IpsecEncAlg": "aes256"})
    read = _read(call, created)
    assert read["IkeConfig"]["Psk"] != "secret"
    assert len(read["IkeConfig"]["Psk"]) == 16
    assert read["IkeConfig"]["LocalId"] != "me"
    assert (read["IkeConfig"]["IkeVersion"], read["IkeConfig"]["IkeAuthAlg"]) == ("ikev1", "sha1")
    assert (read["IpsecConfig"]["IpsecPfs"], read["IpsecConfig"]["IpsecAuthAlg"]) == ("group2", "sha1")
    _modify(call, created, IkeConfig={**ike, "IkeAuthAlg": "md5"}, IpsecConfig=before["IpsecConfig"])
    assert {**_read(call, created)["IkeConfig"]} == before["IkeConfig"]


def test_health_check_in_both_spellings(call: Caller) -> None:
    given = {"enable": "true", "dip": "10.1.0.1", "sip": "10.0.0.1", "interval": "5", "retry": 4}
    shown = {"Enable": "true", "Dip": "10.1.0.1", "Sip": "10.0.0.1", "Interval": 5, "Retry": 4, "Status": "failed"}
    _unused, _unused, created = site(call, HealthCheckConfig=given)
    assert _read(call, created)["VcoHealthCheck"] == shown
    _modify(call, created, HealthCheckConfig={"Enable": False})
    off = {"Enable": "false", "Dip": "", "Sip": "", "Interval": 3, "Retry": 3, "Status": "success"}
    assert _read(call, created)["VcoHealthCheck"] == off
    _modify(call, created, HealthCheckConfig={name.capitalize(): value for name, value in given.items()})
    assert _read(call, created)["VcoHealthCheck"] == shown


@pytest.mark.parametrize(
    ("health", "place"),
    [
        ({"enable": True, "sip": "10.0.0.1"}, "dip"),
        ({"enable": True, "dip": "10.0.0.1"}, "sip"),
        ({"enable": False, "dip": "host"}, "dip"),
    ],
)
def test_health_check_needs_addresses(call: Caller, health: dict[str, Any], place: str) -> None:
    assert _refused_create(call, HealthCheckConfig=health) == f"InvalidHealthCheckConfig.{place}"


def test_bgp(call: Caller) -> None:
    created = connection(call, gateway(call), customer(call, Asn="65530", AuthKey="key"), BgpConfig=_BGP)
    assert _read(call, created)["VpnBgpConfig"] == {
        "EnableBgp": "true",
        "Status": "failed",
        "LocalAsn": 65001,
        "PeerAsn": 65530,
        "LocalBgpIp": "169.254.11.1",
        "PeerBgpIp": "169.254.11.2",
        "TunnelCidr": "169.254.11.0/30",
        "AuthKey": "key",
    }
    (item,) = call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]
    assert item["VpnBgpConfig"]["Status"] == "false"
    answer = _modify(call, created, BgpConfig={**_BGP, "EnableBgp": False})
    assert answer["VpnBgpConfig"]["EnableBgp"] == "false"
    assert "AuthKey" not in answer["VpnBgpConfig"]


@pytest.mark.parametrize(
    ("bgp", "place"),
    [
        ({"TunnelCidr": None}, "TunnelCidr"),
        ({"TunnelCidr": "169.254.11.0/29"}, "TunnelCidr"),
        ({"TunnelCidr": "169.254.11.1/30"}, "TunnelCidr"),
        ({"TunnelCidr": "169.253.11.0/30"}, "TunnelCidr"),
        ({"TunnelCidr": "169.254.6.0/30"}, "TunnelCidr"),
        ({"TunnelCidr": "169.254.169.252/30"}, "TunnelCidr"),
        ({"LocalBgpIp": None}, "LocalBgpIp"),
        ({"LocalBgpIp": "169.254.11.0"}, "LocalBgpIp"),
        ({"LocalBgpIp": "169.254.12.1"}, "LocalBgpIp"),
        ({"LocalBgpIp": "host"}, "LocalBgpIp"),
    ],
)
def test_wrong_bgp(call: Caller, bgp: dict[str, Any], place: str) -> None:
    assert _refused_create(call, BgpConfig={**_BGP, **bgp}) == f"InvalidBgpConfig.{place}"


def test_bgp_needs_an_asn_and_its_own_block(call: Caller) -> None:
    assert _refused_create(call, BgpConfig=_BGP, CustomerGatewayId=customer(call)) == "InvalidCustomerGatewayId"
    gateway_id, customer_id = gateway(call), customer(call, Asn="65530")
    created = connection(call, gateway_id, customer_id, BgpConfig=_BGP)
    _modify(call, created, BgpConfig=_BGP)  # the block may be its own
    other = {"VpnGatewayId": gateway_id, "CustomerGatewayId": customer_id, **_POLICY, "BgpConfig": _BGP}
    assert call.refused("CreateVpnConnection", **other) == "InvalidBgpConfig.TunnelCidr"


def test_bgp_in_a_full_mesh(call: Caller) -> None:
    call.cloud.attach_to_full_mesh("vpc-1")
    assert _refused_create(call, BgpConfig=_BGP) == "OperationFailed.CenLevelNotSupport"
    created = connection(call, gateway(call), customer(call, Asn="65530"))
    change = {"VpnConnectionId": created, **_EVERYTHING, "BgpConfig": _BGP}
    assert call.refused("ModifyVpnConnectionAttribute", **change) == "OperationFailed.CenLevelNotSupport"


def test_sm_algorithms_need_an_sm_gateway(call: Caller) -> None:
    assert _refused_create(call, IkeConfig={"IkeEncAlg": "sm4"}) == "InvalidIkeConfig.IkeEncAlg"
    assert _refused_create(call, IpsecConfig={"IpsecAuthAlg": "sm3"}) == "InvalidIpsecConfig.IpsecAuthAlg"
    assert _refused_create(call, RemoteCaCertificate=_PEM) == "InvalidRemoteCaCertificate"


def test_rules_of_sm_gateways(call: Caller) -> None:
    owner = gateway(call, VpnType="NationalStandard")
    assert _refused_create(call, VpnGatewayId=owner) == "MissingRemoteCaCertificate"
    whole = {"VpnGatewayId": owner, "RemoteCaCertificate": _PEM}
    assert _refused_create(call, **whole, IkeConfig={"IkeVersion": "ikev2"}) == "InvalidIkeConfig.IkeVersion"
    assert _refused_create(call, **whole, IkeConfig={"IkeMode": "aggressive"}) == "InvalidIkeConfig.IkeMode"
    created = connection(call, owner, customer(call), RemoteCaCertificate=_PEM, IkeConfig={"IkeEncAlg": "sm4"})
    assert _read(call, created)["RemoteCaCertificate"] == _PEM


def test_two_tunnels_need_a_dual_tunnel_gateway(call: Caller) -> None:
    tunnels = [{"CustomerGatewayId": customer(call)}, {"CustomerGatewayId": customer(call)}]
    parameters = {"CustomerGatewayId": customer(call), "TunnelOptionsSpecification": tunnels}
    assert _refused_create(call, **parameters) == "InvalidTunnelOptionsSpecification"
    assert _refused_create(call, EnableTunnelsBgp=True) == "InvalidEnableTunnelsBgp"


def test_downloaded_config_is_for_the_other_end(call: Caller) -> None:
    ike = {"Psk": "secret", "LocalId": "cloud", "RemoteId": "office"}
    _unused, _unused, created = site(call, **_POLICY, IkeConfig=ike)
    read = _read(call, created)
    config = call("DownloadVpnConnectionConfig", VpnConnectionId=created)["VpnConnectionConfig"]
    assert config == {
        "Local": "office",
        "Remote": "cloud",
        "LocalSubnet": _POLICY["RemoteSubnet"],
        "RemoteSubnet": _POLICY["LocalSubnet"],
        "IkeConfig": {**read["IkeConfig"], "LocalId": "office", "RemoteId": "cloud"},
        "IpsecConfig": read["IpsecConfig"],
    }


def test_downloaded_config_with_bgp(call: Caller) -> None:
    created = connection(call, gateway(call), customer(call, Asn="65530"), BgpConfig=_BGP)
    config = call("DownloadVpnConnectionConfig", VpnConnectionId=created)["VpnConnectionConfig"]
    (session,) = config["BgpConfigs"]["BgpConfig"]
    assert session == {
        "LocalAsn": "65530",
        "PeerAsn": "65001",
        "LocalBgpIp": "169.254.11.2",
        "PeerBgpIp": "169.254.11.1",
        "TunnelCidr": "169.254.11.0/30",
    }


def test_filters(call: Caller) -> None:
    first_gateway, first_customer, first = site(call)
    second_gateway = gateway(call, ResourceGroupId="rg-2")
    second = connection(call, second_gateway, first_customer)

    def listed(**parameters: Any) -> list[str]:
        answer = call("DescribeVpnConnections", **parameters)
        return [item["VpnConnectionId"] for item in answer["VpnConnections"]["VpnConnection"]]

    assert listed() == [first, second]
    assert listed(VpnGatewayId=first_gateway) == [first]
    assert listed(CustomerGatewayId=first_customer) == [first, second]
    assert listed(CustomerGatewayId="cgw-none") == []
    assert listed(VpnConnectionId=second) == [second]
    assert listed(ResourceGroupId="rg-2") == [second]


def test_a_test_sets_the_negotiation_status(call: Caller) -> None:
    _unused, _unused, created = site(call)
    call.cloud.negotiate(created, "ipsec_sa_established")
    assert _read(call, created)["Status"] == "ipsec_sa_established"


def test_unknown_connection(call: Caller) -> None:
    gone = "InvalidVpnConnectionInstanceId.NotFound"
    for name in ("DescribeVpnConnection", "DownloadVpnConnectionConfig", "DeleteVpnConnection"):
        assert call.refused(name, VpnConnectionId="vco-none") == gone
    assert call.refused("ModifyVpnConnectionAttribute", VpnConnectionId="vco-none", **_EVERYTHING) == gone
    assert call("DescribeVpnConnections", VpnConnectionId="vco-none")["TotalCount"] == 0
