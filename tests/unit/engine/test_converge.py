# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Converging a resource when one of the calls fails."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ReadOnlyError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Answer
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.regions import SINGLE_TUNNEL


class DeletedBySomebodyElse(Account):
    """Somebody else deletes everything except the gateways right before the call of `before` arrives."""

    before = ""

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Answer:
        if query["Action"] == self.before:
            for table in ("customer_gateways", "vpn_connections", "route_entries"):
                self.cloud.state.region(SINGLE_TUNNEL).table(table).clear()
        return super().send(method, query, form)


class Shrinking(Account):
    """Somebody else deletes the first gateway right after the first page of the list was read."""

    full = False

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Answer:
        answer = super().send(method, query, form)
        if query["Action"] == "DescribeVpnGateways" and self.full:
            self.full = False
            gateways = self.cloud.state.region(SINGLE_TUNNEL).table("vpn_gateways")
            del gateways[next(iter(gateways))]
        return answer


@pytest.mark.parametrize("present", [True, False])
def test_a_gateway_that_slides_to_the_page_before_is_found(present: bool) -> None:
    account = Shrinking(quota=["vpn_gateways=60"])
    for number in range(51):
        account.client().call("CreateVpnGateway", {**_BOUGHT, "Name": f"hq-{number}"})
    account.full = True
    outcome = account.converge(VPN_GATEWAY, name="hq-50", vpc_id="vpc-1", bandwidth=10, present=present)
    assert outcome.actions == ([] if present else ["DeleteVpnGateway"])
    assert len(account.records("vpn_gateways")) == (50 if present else 49)


_BOUGHT = {"VpcId": "vpc-1", "Bandwidth": 10, "EnableIpsec": True, "EnableSsl": False}


def test_a_failure_of_the_second_step_names_the_first_as_done() -> None:
    account = Account()
    account.cloud.add_fault("TagResources:code=Forbidden:1")
    with pytest.raises(Failed, match=r"VPN gateway hq.*TagResources.*Forbidden") as caught:
        account.gateway(tags={"a": "1"})
    assert caught.value.actions == ["CreateVpnGateway"]


def test_the_next_run_completes_a_change_that_failed_half_way() -> None:
    account = Account()
    account.cloud.add_fault("TagResources:code=Forbidden:1")
    wanted = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 10, "tags": {"a": "1"}}
    with pytest.raises(Failed):
        account.converge(VPN_GATEWAY, **wanted)
    outcome = account.converge(VPN_GATEWAY, **wanted)
    assert outcome.actions == ["TagResources"]
    assert outcome.resource["tags"] == {"a": "1"}
    assert len(account.records("vpn_gateways")) == 1


class TestIds:
    def test_an_unknown_id_creates_nothing(self) -> None:
        account = Account()
        with pytest.raises(Failed, match=r"'vpn-bp1000000000000000000' does not exist in region cn-shanghai-finance-1"):
            account.gateway(vpn_gateway_id="vpn-bp1000000000000000000")
        assert account.writes == []

    def test_an_unknown_id_counts_as_absent(self) -> None:
        account = Account()
        outcome = account.converge(VPN_GATEWAY, vpn_gateway_id="vpn-bp1000000000000000000", present=False)
        assert outcome.changed is False

    def test_an_id_with_another_name_renames_the_resource(self) -> None:
        account = Account()
        created = account.gateway()
        outcome = account.converge(VPN_GATEWAY, vpn_gateway_id=created["vpn_gateway_id"], name="head-office")
        assert outcome.actions == ["ModifyVpnGatewayAttribute"]
        assert account.records("vpn_gateways")[0]["Name"] == "head-office"


class TestReferences:
    def test_pending_references_fail(self) -> None:
        account = Account()
        with pytest.raises(Failed, match="vpn_gateway: no VPN gateway is named 'hq'"):
            account.connection()

    def test_in_check_mode_pending_references_give_a_warning(self) -> None:
        account = Account()
        outcome = account.converge(
            VPN_CONNECTION,
            check=True,
            name="hq-office",
            vpn_gateway="hq",
            customer_gateway="office",
            local_subnet=["10.0.0.0/16"],
            remote_subnet=["192.168.0.0/24"],
        )
        assert (outcome.changed, outcome.actions) == (True, ["CreateVpnConnection"])
        assert len(outcome.warnings) == 2

    def test_absent_in_a_parent_that_does_not_exist_changes_nothing(self) -> None:
        account = Account()
        where = {"vpn_gateway": "hq", "route_dest": "10.0.0.0/8", "next_hop": "hq-office"}
        assert account.converge(VPN_ROUTE_ENTRY, **where, present=False).changed is False


@pytest.mark.parametrize(
    ("resource", "wanted"),
    [
        (CUSTOMER_GATEWAY, {"name": "office"}),
        (VPN_CONNECTION, {"name": "hq-office"}),
        (VPN_ROUTE_ENTRY, {"vpn_gateway": "hq", "route_dest": "192.168.0.0/24", "next_hop": "hq-office"}),
    ],
    ids=["customer_gateway", "vpn_connection", "vpn_route_entry"],
)
def test_a_delete_succeeds_if_somebody_else_deleted_it_first(resource: Resource, wanted: dict[str, str]) -> None:
    account = DeletedBySomebodyElse()
    account.site()
    account.route()
    account.before = resource.actions.delete
    assert account.converge(resource, **wanted, present=False).resource == {}


def test_an_update_fails_if_somebody_else_deleted_it_first() -> None:
    account = DeletedBySomebodyElse()
    account.customer()
    account.before = "ModifyCustomerGatewayAttribute"
    with pytest.raises(Failed, match=r"InvalidCustomerGatewayInstanceId\.NotFound"):
        account.converge(CUSTOMER_GATEWAY, name="office", description="x")


def test_a_read_only_client_refuses_writes() -> None:
    """Check mode does not depend on the engine alone."""
    with pytest.raises(ReadOnlyError):
        Account().client(read_only=True).call("CreateVpnGateway", {"VpcId": "vpc-1", "Bandwidth": 5})


class TestDryRun:
    """The service checks the calls without carrying them out."""

    WANTED: dict[str, Any] = {"name": "hq-office", "vpn_gateway": "hq", "customer_gateway": "office"}  # noqa: RUF012

    def test_nothing_is_created(self) -> None:
        account = Account()
        account.gateway()
        account.customer()
        subnets = {"local_subnet": ["10.0.0.0/16"], "remote_subnet": ["192.168.0.0/24"]}
        outcome = account.converge(VPN_CONNECTION, **self.WANTED, **subnets, dry_run=True)
        assert (outcome.changed, outcome.resource) == (False, {})
        assert account.records("vpn_connections") == []
        assert account.writes[-1] == "CreateVpnConnection"

    def test_an_error_of_the_real_call_is_reported(self) -> None:
        account = Account()
        account.gateway()
        account.customer()
        subnets = {"local_subnet": ["10.0.0.0/16"], "remote_subnet": ["10.0.0.0/24"]}
        account.cloud.lock_gateway(account.records("vpn_gateways")[0]["VpnGatewayId"])
        with pytest.raises(Failed, match=r"VpnGateway\.FinancialLocked"):
            account.converge(VPN_CONNECTION, **self.WANTED, **subnets, dry_run=True)


def test_every_failure_names_its_resource() -> None:
    account = Account()
    account.cloud.add_fault("DescribeVpnGateways:code=Forbidden:1")
    with pytest.raises(Failed, match=r"Could not find VPN gateway hq: DescribeVpnGateways: Forbidden"):
        account.gateway()
