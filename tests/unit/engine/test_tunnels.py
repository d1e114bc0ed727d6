# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections with two tunnels on the stand-in cloud: created, and changed one tunnel at a time."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support.account import Account
from tests.support.descriptors import VPN_CONNECTION

TUNNELS = [
    {"role": "master", "customer_gateway": "office", "ike_config": {"psk": "k3y-one", "ike_version": "ikev2"}},
    {"role": "slave", "customer_gateway": "office-2", "ike_config": {"psk": "k3y-two", "ike_version": "ikev2"}},
]
WHERE = {"name": "hq-office", "vpn_gateway": "hq"}
SUBNETS = {"local_subnet": ["10.0.0.0/16"], "remote_subnet": ["192.168.0.0/24"]}


@pytest.fixture
def account() -> Account:
    """A gateway with two addresses, and two devices in the office."""
    account = Account()
    account.gateway(vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
    account.customer("office", asn="65001")
    account.customer("office-2", asn="65002")
    return account


@pytest.fixture
def single() -> Account:
    account = Account()
    account.gateway()
    account.customer("office")
    return account


def _sent(account: Account) -> dict[str, Any]:
    """The parameters of the last write, by name."""
    (entry,) = [entry for entry in account.log if entry["kind"] == "write"]
    return entry["parameters"]


def _tunnels(account: Account) -> dict[str, dict[str, Any]]:
    (record,) = account.records("vpn_connections")
    return {tunnel["Role"]: tunnel for tunnel in record["Tunnels"]}


def _names(account: Account) -> dict[str, str]:
    return {record["CustomerGatewayId"]: record["Name"] for record in account.records("customer_gateways")}


def test_both_tunnels_are_created_and_a_second_run_changes_nothing(account: Account) -> None:
    wanted = {**WHERE, **SUBNETS, "tunnels": TUNNELS}
    predicted = account.converge(VPN_CONNECTION, check=True, **wanted)
    assert (predicted.actions, account.records("vpn_connections")) == (["CreateVpnConnection"], [])
    outcome = account.converge(VPN_CONNECTION, **wanted)
    assert (outcome.before, outcome.after) == (predicted.before, predicted.after)
    shown = {tunnel["role"]: tunnel for tunnel in outcome.resource["tunnel_options_specification"]}
    assert set(shown) == {"master", "slave"}
    assert {tunnel["internet_ip"] for tunnel in shown.values()} == {
        account.records("vpn_gateways")[0][name] for name in ("InternetIp", "DisasterRecoveryInternetIp")
    }
    held = _tunnels(account)
    assert [held[role]["TunnelIkeConfig"]["Psk"] for role in ("master", "slave")] == ["k3y-one", "k3y-two"]
    assert "k3y" not in repr(outcome.resource) + repr(outcome.after)
    account.forget()
    for check in (True, False):
        again = account.converge(VPN_CONNECTION, check=check, **{**wanted, "tunnels": TUNNELS[::-1]})
        assert (again.changed, again.warnings) == (False, [])
    assert account.writes == []


@pytest.mark.parametrize(
    ("change", "path", "value"),
    [
        ({"customer_gateway": "office"}, "CustomerGatewayId", "office"),
        ({"enable_dpd": False}, "EnableDpd", False),
        ({"enable_nat_traversal": False}, "EnableNatTraversal", False),
        ({"ike_config": {"psk": "an0ther"}}, "TunnelIkeConfig.Psk", "an0ther"),
        ({"ike_config": {"ike_enc_alg": "aes256"}}, "TunnelIkeConfig.IkeEncAlg", "aes256"),
        ({"ike_config": {"ike_pfs": "group14"}}, "TunnelIkeConfig.IkePfs", "group14"),
        ({"ike_config": {"remote_id": "office.example.org"}}, "TunnelIkeConfig.RemoteId", "office.example.org"),
        ({"ipsec_config": {"ipsec_auth_alg": "sha256"}}, "TunnelIpsecConfig.IpsecAuthAlg", "sha256"),
        ({"ipsec_config": {"ipsec_pfs": "disabled"}}, "TunnelIpsecConfig.IpsecPfs", "disabled"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_tunnel_is_changed_alone(account: Account, change: dict[str, Any], path: str, value: Any) -> None:
    account.converge(VPN_CONNECTION, **WHERE, **SUBNETS, tunnels=TUNNELS)
    before = _tunnels(account)
    account.forget()
    wanted = {**WHERE, "tunnels": [{"role": "slave", **change}]}
    predicted = account.converge(VPN_CONNECTION, check=True, **wanted)
    assert account.writes == []
    outcome = account.converge(VPN_CONNECTION, **wanted)
    assert (outcome.actions, outcome.warnings) == (["ModifyVpnConnectionAttribute"], [])
    assert (outcome.before, outcome.after) == (predicted.before, predicted.after)
    after = _tunnels(account)
    assert after["master"] == before["master"]
    held: Any = after["slave"]
    for name in path.split("."):
        held = held[name]
    assert _names(account).get(held, held) == value
    sent = [name for name in _sent(account) if name.startswith("TunnelOptionsSpecification")]
    member = path.partition(".")[0]
    assert {name.split(".")[2] for name in sent} == {"Role", member}
    assert {name.split(".")[1] for name in sent} == {"1"}
    assert not account.converge(VPN_CONNECTION, **wanted).changed


def test_an_option_given_once_applies_to_both_tunnels(account: Account) -> None:
    wanted = {
        **WHERE,
        **SUBNETS,
        "customer_gateway": "office",
        "enable_dpd": False,
        "ike_config": {"ike_version": "ikev2", "ike_enc_alg": "aes256"},
        "tunnels": [{"role": "master"}, {"role": "slave", "ike_config": {"ike_enc_alg": "aes192"}}],
    }
    outcome = account.converge(VPN_CONNECTION, **wanted)
    held = _tunnels(account)
    assert [held[role]["TunnelIkeConfig"]["IkeEncAlg"] for role in ("master", "slave")] == ["aes256", "aes192"]
    assert {_names(account)[tunnel["CustomerGatewayId"]] for tunnel in held.values()} == {"office"}
    assert {tunnel["EnableDpd"] for tunnel in held.values()} == {False}
    assert outcome.resource["customer_gateway_id"] is None
    assert not account.converge(VPN_CONNECTION, **wanted).changed


def test_on_an_existing_connection_a_single_tunnel_option_applies_to_each(account: Account) -> None:
    account.converge(VPN_CONNECTION, **WHERE, **SUBNETS, tunnels=TUNNELS)
    outcome = account.converge(VPN_CONNECTION, **WHERE, ipsec_config={"ipsec_enc_alg": "aes256"})
    assert outcome.actions == ["ModifyVpnConnectionAttribute"]
    assert {tunnel["TunnelIpsecConfig"]["IpsecEncAlg"] for tunnel in _tunnels(account).values()} == {"aes256"}
    assert not account.converge(VPN_CONNECTION, **WHERE, ipsec_config={"ipsec_enc_alg": "aes256"}).changed


def test_bgp_in_both_tunnels(account: Account) -> None:
    bgp = [
        {
            **tunnel,
            "bgp_config": {
                "local_asn": "65010",
                "tunnel_cidr": f"169.254.1{number}.0/30",
                "local_bgp_ip": f"169.254.1{number}.1",
            },
        }
        for number, tunnel in enumerate(TUNNELS, 1)
    ]
    wanted = {**WHERE, **SUBNETS, "tunnels": bgp, "enable_tunnels_bgp": True}
    account.converge(VPN_CONNECTION, **wanted)
    assert not account.converge(VPN_CONNECTION, **wanted).changed
    assert account.converge(VPN_CONNECTION, **WHERE, enable_tunnels_bgp=False).changed
    (record,) = account.records("vpn_connections")
    assert record["EnableTunnelsBgp"] is False


class TestKindOfGateway:
    """Options for the other kind of gateway are refused before any write, also in check mode and with recreate."""

    @pytest.mark.parametrize("check", [True, False])
    def test_one_tunnel_on_a_dual_tunnel_gateway(self, account: Account, check: bool) -> None:
        account.forget()
        with pytest.raises(Failed, match=r"two tunnels; give one entry with role master and one with role slave"):
            account.converge(VPN_CONNECTION, check=check, **WHERE, **SUBNETS, customer_gateway="office")
        assert account.writes == []

    @pytest.mark.parametrize("check", [True, False])
    def test_two_tunnels_on_a_single_tunnel_gateway(self, single: Account, check: bool) -> None:
        single.forget()
        tunnels = [{"role": role, "customer_gateway": "office"} for role in ("master", "slave")]
        with pytest.raises(Failed, match=r"tunnels: not allowed, .* a single tunnel; give customer_gateway"):
            single.converge(VPN_CONNECTION, check=check, **WHERE, **SUBNETS, tunnels=tunnels)
        assert single.writes == []

    def test_one_entry_is_not_enough_to_create(self, account: Account) -> None:
        account.forget()
        with pytest.raises(Failed, match="one with role slave"):
            account.converge(VPN_CONNECTION, **WHERE, **SUBNETS, tunnels=TUNNELS[:1])
        assert account.writes == []

    def test_a_tunnel_without_customer_gateway_is_refused(self, account: Account) -> None:
        account.forget()
        with pytest.raises(Failed, match="tunnels: no customer_gateway for slave"):
            account.converge(VPN_CONNECTION, **WHERE, **SUBNETS, tunnels=[TUNNELS[0], {"role": "slave"}])
        assert account.writes == []

    @pytest.mark.parametrize("option", ["bgp_config", "health_check_config"])
    @pytest.mark.parametrize("recreate", [True, False])
    def test_single_tunnel_options_on_an_existing_dual_tunnel_connection(
        self, account: Account, option: str, recreate: bool
    ) -> None:
        account.converge(VPN_CONNECTION, **WHERE, **SUBNETS, tunnels=TUNNELS)
        account.forget()
        value = {"enable_bgp": True} if option == "bgp_config" else {"enable": True}
        with pytest.raises(Failed, match=f"{option}: not allowed, the connection has two tunnels"):
            account.converge(VPN_CONNECTION, recreate=recreate, **WHERE, **{option: value})
        assert account.writes == []

    @pytest.mark.parametrize("recreate", [True, False])
    def test_tunnels_on_an_existing_single_tunnel_connection(self, single: Account, recreate: bool) -> None:
        single.connection()
        single.forget()
        with pytest.raises(Failed, match="tunnels: not allowed, the connection has a single tunnel"):
            single.converge(
                VPN_CONNECTION, recreate=recreate, **WHERE, tunnels=[{"role": "slave", "enable_dpd": False}]
            )
        assert single.writes == []

    def test_the_role_always_sends_customer_gateway_and_nothing_is_recreated(self, account: Account) -> None:
        """An earlier version refused this and suggested recreate, which deleted a live connection."""
        account.converge(
            VPN_CONNECTION, **WHERE, **SUBNETS, tunnels=[{**one, "customer_gateway": "office"} for one in TUNNELS]
        )
        account.forget()
        outcome = account.converge(VPN_CONNECTION, **WHERE, **SUBNETS, customer_gateway="office", recreate=True)
        assert (outcome.changed, account.writes) == (False, [])
