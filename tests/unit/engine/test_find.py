# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Find: by id, by name within the parent, by natural key; never a guess."""

from __future__ import annotations

import re

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Ambiguous, Unresolved
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.find import find, require, resolve
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Unmade
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY


@pytest.fixture
def house() -> Account:
    return Account()


def _twins(house: Account) -> list[str]:
    """Two gateways of one name, which the service allows; made behind the engine's back."""
    body = {"VpcId": "vpc-1", "Bandwidth": 5, "Name": "twin"}
    return [house.client().call("CreateVpnGateway", body, token=True)["VpnGatewayId"] for _unused in range(2)]


class TestById:
    def test_is_one_read(self, house: Account) -> None:
        made = house.gateway()
        house.forget()
        found = find(VPN_GATEWAY, {"vpn_gateway_id": made["vpn_gateway_id"], "name": "another"}, house.client())
        assert found.actual is not None
        assert found.actual["Name"] == "hq"
        assert house.actions == ["DescribeVpnGateway"]

    def test_unknown_is_nothing(self, house: Account) -> None:
        assert find(VPN_GATEWAY, {"vpn_gateway_id": "vpn-bp1000000000000000000"}, house.client()).actual is None


class TestByName:
    def test_is_one_list(self, house: Account) -> None:
        house.gateway("aa")
        house.gateway("bb")
        house.forget()
        found = find(VPN_GATEWAY, {"name": "bb"}, house.client())
        assert found.actual is not None
        assert found.actual["Name"] == "bb"
        assert [other["Name"] for other in found.others] == ["aa"]
        assert house.actions == ["DescribeVpnGateways"]

    def test_a_summary_is_followed_by_a_whole_read(self, house: Account) -> None:
        made = house.site()
        house.forget()
        found = find(VPN_CONNECTION, {"name": "hq-office"}, house.client())
        assert found.actual is not None
        assert found.actual["VpnConnectionId"] == made["vpn_connection_id"]
        assert house.actions == ["DescribeVpnConnections", "DescribeVpnConnection"]

    def test_within_the_parent(self, house: Account) -> None:
        here = house.site()
        other = house.gateway("branch")["vpn_gateway_id"]
        house.connection(vpn_gateway=other)
        for gateway, same in ((here["vpn_gateway_id"], True), (other, False)):
            found = find(VPN_CONNECTION, {"name": "hq-office", "vpn_gateway": gateway}, house.client())
            assert found.actual is not None
            assert (found.actual["VpnConnectionId"] == here["vpn_connection_id"]) is same

    def test_beyond_the_first_page(self, house: Account) -> None:
        for number in range(60):
            house.client().call("CreateCustomerGateway", {"IpAddress": f"198.51.100.{number}", "Name": f"c{number}"})
        for name in ("c0", "c55"):
            found = find(CUSTOMER_GATEWAY, {"name": name}, house.client())
            assert found.actual is not None
            assert found.actual["Name"] == name

    def test_several_are_listed_and_none_picked(self, house: Account) -> None:
        ids = _twins(house)
        with pytest.raises(Ambiguous) as caught:
            find(VPN_GATEWAY, {"name": "twin"}, house.client())
        for part in (*ids, "'twin'", "vpn_gateway_id"):
            assert part in str(caught.value)


class TestNatural:
    def test_a_customer_gateway_by_its_address(self, house: Account) -> None:
        house.customer(ip_address="203.0.113.77")
        found = find(CUSTOMER_GATEWAY, {"ip_address": "203.0.113.77"}, house.client())
        assert found.actual is not None
        assert found.actual["Name"] == "office"

    def test_a_route_by_gateway_destination_and_next_hop(self, house: Account) -> None:
        hop = house.site()
        house.route("192.168.1.0/24")
        house.route("192.168.2.0/24", weight=0)
        keys = {"vpn_gateway": hop["vpn_gateway_id"], "next_hop": hop["vpn_connection_id"]}
        found = find(VPN_ROUTE_ENTRY, {**keys, "route_dest": "192.168.2.0/24"}, house.client())
        assert found.actual is not None
        assert found.actual["Weight"] == 0
        for other in ({"route_dest": "192.168.3.0/24"}, {"next_hop": "vco-bp1000000000000000000"}):
            wanted = {**keys, "route_dest": "192.168.2.0/24", **other}
            assert find(VPN_ROUTE_ENTRY, wanted, house.client()).actual is None

    def test_nothing_is_in_a_parent_that_does_not_exist(self, house: Account) -> None:
        wanted = {"vpn_gateway": Unmade("hq"), "route_dest": "10.0.0.0/8", "next_hop": Unmade("x")}
        assert find(VPN_ROUTE_ENTRY, wanted, house.client()).actual is None
        assert house.actions == []

    def test_a_parent_id_that_does_not_exist_has_none(self, house: Account) -> None:
        wanted = {"vpn_gateway": "vpn-bp1000000000000000000", "route_dest": "10.0.0.0/8", "next_hop": "vco-1"}
        assert find(VPN_ROUTE_ENTRY, wanted, house.client()).actual is None


class TestLeaving:
    def test_one_on_its_way_out_is_not_the_one(self) -> None:
        house = Account(settle=60)
        house.gateway()
        house.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
        found = find(VPN_GATEWAY, {"name": "hq"}, house.client())
        assert found.actual is None
        assert found.leaving is not None
        assert found.leaving["Status"] == "deleting"

    def test_it_does_not_make_a_name_ambiguous(self) -> None:
        house = Account(settle=60)
        house.gateway()
        house.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
        made = house.gateway(wait=False)
        found = find(VPN_GATEWAY, {"name": "hq"}, house.client())
        assert found.actual is not None
        assert found.actual["VpnGatewayId"] == made["vpn_gateway_id"]


class TestReferences:
    def test_an_id_costs_no_call(self, house: Account) -> None:
        wanted = {"vpn_gateway": "vpn-bp1q8bgx4xnkm2ogj0001", "customer_gateway": "cgw-bp1mvj4g9kogwwcxk0001"}
        assert resolve(VPN_CONNECTION.fields, wanted, house.client()) == wanted
        assert house.actions == []

    @pytest.mark.parametrize("name", ["hq", "vpn-hq", "vpn-main"])
    def test_a_name_is_turned_into_the_id(self, house: Account, name: str) -> None:
        made = house.gateway(name)
        resolved = resolve(VPN_CONNECTION.fields, {"vpn_gateway": name}, house.client())
        assert resolved["vpn_gateway"] == made["vpn_gateway_id"]

    def test_a_name_that_nothing_has(self, house: Account) -> None:
        resolved = resolve(VPN_CONNECTION.fields, {"vpn_gateway": "hq"}, house.client())
        assert resolved["vpn_gateway"] == Unmade("hq")
        with pytest.raises(Unresolved, match="vpn_gateway: there is no VPN gateway named 'hq'"):
            require(VPN_CONNECTION.fields, resolved)

    def test_a_name_that_several_have(self, house: Account) -> None:
        ids = _twins(house)
        with pytest.raises(Ambiguous) as caught:
            resolve(VPN_CONNECTION.fields, {"vpn_gateway": "twin"}, house.client())
        for part in (*ids, "vpn_gateway"):
            assert part in str(caught.value)

    def test_one_on_its_way_out_is_no_target(self) -> None:
        house = Account(settle=60)
        house.gateway()
        house.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
        assert resolve(VPN_CONNECTION.fields, {"vpn_gateway": "hq"}, house.client())["vpn_gateway"] == Unmade("hq")


@pytest.mark.parametrize("code", ["Forbidden", "Forbbiden.SubUser"])
@pytest.mark.parametrize("action", ["DescribeVpnGateway", "DescribeVpnGateways"])
def test_lost_permission_is_a_failure(code: str, action: str) -> None:
    house = Account()
    made = house.gateway()
    house.cloud.add_fault(f"{action}:code={code}:9")
    by_id = action == "DescribeVpnGateway"
    wanted = {"vpn_gateway_id": made["vpn_gateway_id"]} if by_id else {"name": "hq"}
    for present in (True, False):
        with pytest.raises(Failed, match=re.escape(code)):
            house.converge(VPN_GATEWAY, **wanted, present=present)
    assert len(house.records("vpn_gateways")) == 1
