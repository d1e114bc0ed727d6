# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finding a resource by ID, by name within its parents, or by natural key, without guessing."""

from __future__ import annotations

import re

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Ambiguous, Unresolved
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.find import find, require, resolve
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Pending
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.remote import Remote
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY


@pytest.fixture
def account() -> Account:
    return Account()


def _two_with_the_same_name(account: Account) -> list[str]:
    """Two gateways with the name same-name, created without the engine; the service allows this."""
    body = {"VpcId": "vpc-1", "Bandwidth": 5, "Name": "same-name"}
    return [account.client().call("CreateVpnGateway", body, token=True)["VpnGatewayId"] for _unused in range(2)]


class TestById:
    def test_takes_one_read(self, account: Account) -> None:
        created = account.gateway()
        account.forget()
        found = find(
            Remote(VPN_GATEWAY, account.client()), {"vpn_gateway_id": created["vpn_gateway_id"], "name": "another"}
        )
        assert found.actual is not None
        assert found.actual["Name"] == "hq"
        assert account.actions == ["DescribeVpnGateway"]

    def test_an_unknown_id_finds_nothing(self, account: Account) -> None:
        assert (
            find(Remote(VPN_GATEWAY, account.client()), {"vpn_gateway_id": "vpn-bp1000000000000000000"}).actual is None
        )


class TestByName:
    def test_takes_one_list(self, account: Account) -> None:
        account.gateway("aa")
        account.gateway("bb")
        account.forget()
        found = find(Remote(VPN_GATEWAY, account.client()), {"name": "bb"})
        assert found.actual is not None
        assert found.actual["Name"] == "bb"
        assert [other["Name"] for other in found.others] == ["aa"]
        assert account.actions == ["DescribeVpnGateways"]

    def test_a_summary_is_followed_by_a_read_by_id(self, account: Account) -> None:
        created = account.site()
        account.forget()
        found = find(Remote(VPN_CONNECTION, account.client()), {"name": "hq-office"})
        assert found.actual is not None
        assert found.actual["VpnConnectionId"] == created["vpn_connection_id"]
        assert account.actions == ["DescribeVpnConnections", "DescribeVpnConnection"]

    def test_within_the_parent(self, account: Account) -> None:
        here = account.site()
        other = account.gateway("branch")["vpn_gateway_id"]
        account.connection(vpn_gateway=other)
        for gateway, same in ((here["vpn_gateway_id"], True), (other, False)):
            found = find(Remote(VPN_CONNECTION, account.client()), {"name": "hq-office", "vpn_gateway": gateway})
            assert found.actual is not None
            assert (found.actual["VpnConnectionId"] == here["vpn_connection_id"]) is same

    def test_beyond_the_first_page(self, account: Account) -> None:
        for number in range(60):
            account.client().call("CreateCustomerGateway", {"IpAddress": f"198.51.100.{number}", "Name": f"c{number}"})
        for name in ("c0", "c55"):
            found = find(Remote(CUSTOMER_GATEWAY, account.client()), {"name": name})
            assert found.actual is not None
            assert found.actual["Name"] == name

    def test_several_matches_are_an_error_that_lists_them(self, account: Account) -> None:
        ids = _two_with_the_same_name(account)
        with pytest.raises(Ambiguous) as caught:
            find(Remote(VPN_GATEWAY, account.client()), {"name": "same-name"})
        for part in (*ids, "'same-name'", "to the module vpn_gateway as vpn_gateway_id"):
            assert part in str(caught.value)


class TestByNaturalKey:
    def test_a_customer_gateway_by_its_address(self, account: Account) -> None:
        account.customer(ip_address="203.0.113.77")
        found = find(Remote(CUSTOMER_GATEWAY, account.client()), {"ip_address": "203.0.113.77"})
        assert found.actual is not None
        assert found.actual["Name"] == "office"

    def test_a_route_by_gateway_destination_and_next_hop(self, account: Account) -> None:
        hop = account.site()
        account.route("192.168.1.0/24")
        account.route("192.168.2.0/24", weight=0)
        keys = {"vpn_gateway": hop["vpn_gateway_id"], "next_hop": hop["vpn_connection_id"]}
        found = find(Remote(VPN_ROUTE_ENTRY, account.client()), {**keys, "route_dest": "192.168.2.0/24"})
        assert found.actual is not None
        assert found.actual["Weight"] == 0
        for other in ({"route_dest": "192.168.3.0/24"}, {"next_hop": "vco-bp1000000000000000000"}):
            wanted = {**keys, "route_dest": "192.168.2.0/24", **other}
            assert find(Remote(VPN_ROUTE_ENTRY, account.client()), wanted).actual is None

    def test_a_pending_parent_contains_nothing(self, account: Account) -> None:
        wanted = {"vpn_gateway": Pending("hq"), "route_dest": "10.0.0.0/8", "next_hop": Pending("x")}
        assert find(Remote(VPN_ROUTE_ENTRY, account.client()), wanted).actual is None
        assert account.actions == []

    def test_an_unknown_parent_id_contains_nothing(self, account: Account) -> None:
        wanted = {"vpn_gateway": "vpn-bp1000000000000000000", "route_dest": "10.0.0.0/8", "next_hop": "vco-1"}
        assert find(Remote(VPN_ROUTE_ENTRY, account.client()), wanted).actual is None


class TestBeingDeleted:
    def test_a_resource_being_deleted_is_not_found(self) -> None:
        account = Account(settle=60)
        account.gateway()
        account.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
        found = find(Remote(VPN_GATEWAY, account.client()), {"name": "hq"})
        assert found.actual is None
        assert found.deleting is not None
        assert found.deleting["Status"] == "deleting"

    def test_it_does_not_make_a_name_ambiguous(self) -> None:
        account = Account(settle=60)
        account.gateway()
        account.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
        created = account.gateway(wait=False)
        found = find(Remote(VPN_GATEWAY, account.client()), {"name": "hq"})
        assert found.actual is not None
        assert found.actual["VpnGatewayId"] == created["vpn_gateway_id"]


class TestReferences:
    def test_an_id_costs_no_call(self, account: Account) -> None:
        wanted = {"vpn_gateway": "vpn-bp1q8bgx4xnkm2ogj0001", "customer_gateway": "cgw-bp1mvj4g9kogwwcxk0001"}
        assert resolve(Remote(VPN_CONNECTION, account.client()), VPN_CONNECTION.fields, wanted) == wanted
        assert account.actions == []

    @pytest.mark.parametrize("name", ["hq", "vpn-hq", "vpn-main"])
    def test_a_name_is_resolved_to_the_id(self, account: Account, name: str) -> None:
        created = account.gateway(name)
        resolved = resolve(Remote(VPN_CONNECTION, account.client()), VPN_CONNECTION.fields, {"vpn_gateway": name})
        assert resolved["vpn_gateway"] == created["vpn_gateway_id"]

    def test_a_name_that_does_not_exist_is_unresolved(self, account: Account) -> None:
        resolved = resolve(Remote(VPN_CONNECTION, account.client()), VPN_CONNECTION.fields, {"vpn_gateway": "hq"})
        assert resolved["vpn_gateway"] == Pending("hq")
        with pytest.raises(Unresolved, match="vpn_gateway: no VPN gateway is named 'hq' in region cn-sh"):
            require(Remote(VPN_CONNECTION, account.client()), VPN_CONNECTION.fields, resolved)

    def test_the_error_for_a_misspelt_name_lists_the_nearest_ones(self, account: Account) -> None:
        for name in ("hub", "hub-2", "unrelated"):
            account.gateway(name)
        remote = Remote(VPN_CONNECTION, account.client())
        resolved = resolve(remote, VPN_CONNECTION.fields, {"vpn_gateway": "hubb"})
        expected = "'hubb' in region cn-shanghai-finance-1; the nearest names are 'hub', 'hub-2'; create it first"
        with pytest.raises(Unresolved, match=expected):
            require(remote, VPN_CONNECTION.fields, resolved)

    def test_a_name_of_several_resources_is_ambiguous(self, account: Account) -> None:
        ids = _two_with_the_same_name(account)
        with pytest.raises(Ambiguous) as caught:
            resolve(Remote(VPN_CONNECTION, account.client()), VPN_CONNECTION.fields, {"vpn_gateway": "same-name"})
        for part in (*ids, "vpn_gateway", "give the ID, or rename the others"):
            assert part in str(caught.value)

    def test_a_resource_being_deleted_is_no_target(self) -> None:
        account = Account(settle=60)
        account.gateway()
        account.converge(VPN_GATEWAY, name="hq", present=False, wait=False)
        assert resolve(Remote(VPN_CONNECTION, account.client()), VPN_CONNECTION.fields, {"vpn_gateway": "hq"})[
            "vpn_gateway"
        ] == Pending("hq")


@pytest.mark.parametrize("code", ["Forbidden", "Forbbiden.SubUser"])
@pytest.mark.parametrize("action", ["DescribeVpnGateway", "DescribeVpnGateways"])
def test_a_missing_permission_is_a_failure(code: str, action: str) -> None:
    account = Account()
    created = account.gateway()
    account.cloud.add_fault(f"{action}:code={code}:9")
    by_id = action == "DescribeVpnGateway"
    wanted = {"vpn_gateway_id": created["vpn_gateway_id"]} if by_id else {"name": "hq"}
    for present in (True, False):
        with pytest.raises(Failed, match=re.escape(code)):
            account.converge(VPN_GATEWAY, **wanted, present=present)
    assert len(account.records("vpn_gateways")) == 1
