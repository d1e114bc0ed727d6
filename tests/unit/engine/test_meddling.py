# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Somebody else changes or deletes resources while a run lists them, or between its look and its write."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.support import site
from tests.support.account import Account
from tests.support.caller import Caller, gateway
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.regions import SINGLE_TUNNEL
from tests.support.together import Crowd


class Interrupted(Account):
    """Something happens once, before or after a request of an action."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.before: dict[str, Callable[[], Any]] = {}
        self.after: dict[str, Callable[[], Any]] = {}

    def send(self, method: str, query: dict[str, str], form: dict[str, str] | None) -> Any:
        happens = self.before.pop(query["Action"], None)
        if happens:
            happens()
        answer = super().send(method, query, form)
        happens = self.after.pop(query["Action"], None)
        if happens:
            happens()
        return answer


class TestAListThatChanges:
    """The last of 51 gateways is wanted. After the first page was read, another one is deleted and one is created: the
    wanted one has moved to the first page, and the total is the same."""

    def _account(self) -> Interrupted:
        account = Interrupted(quota=["vpn_gateways=99"])
        call = Caller(account.cloud, region=SINGLE_TUNNEL)
        ids = [gateway(call, Name=f"other-{number}") for number in range(50)]
        gateway(call, Name="hq")
        account.forget()

        def slide() -> None:
            account.cloud.state.region(SINGLE_TUNNEL).table("vpn_gateways").pop(ids[0])
            gateway(call, Name="new")

        account.after["DescribeVpnGateways"] = slide
        return account

    def test_it_is_not_created_twice(self) -> None:
        account = self._account()
        assert not account.converge(VPN_GATEWAY, **site.gateway("hq")).changed
        assert [record["Name"] for record in account.records("vpn_gateways")].count("hq") == 1

    def test_it_is_deleted(self) -> None:
        account = self._account()
        assert account.converge(VPN_GATEWAY, name="hq", present=False).changed
        assert "hq" not in [record["Name"] for record in account.records("vpn_gateways")]


WANTED: dict[str, tuple[Resource, dict[str, Any]]] = {
    "vpn_gateways": (VPN_GATEWAY, {"name": "hq", "description": "Ours"}),
    "customer_gateways": (CUSTOMER_GATEWAY, {"name": "office", "description": "Ours"}),
    "vpn_connections": (VPN_CONNECTION, {"name": "hq-office", "effect_immediately": True}),
    "route_entries": (VPN_ROUTE_ENTRY, site.route(weight=0)),
}
UPDATES = {
    "vpn_gateways": "ModifyVpnGatewayAttribute",
    "customer_gateways": "ModifyCustomerGatewayAttribute",
    "vpn_connections": "ModifyVpnConnectionAttribute",
    "route_entries": "ModifyVpnRouteEntryWeight",
}
ORDER = ("route_entries", "vpn_connections", "customer_gateways", "vpn_gateways")


def _build(account: Account) -> None:
    account.gateway()
    account.converge(CUSTOMER_GATEWAY, **site.customer())
    account.connection()
    account.route()


def _site() -> Interrupted:
    account = Interrupted()
    _build(account)
    account.forget()
    return account


@pytest.mark.parametrize("table", WANTED)
def test_deleted_before_the_change(table: str) -> None:
    """The run says so, and the next one creates it."""
    account = _site()
    resource, wanted = WANTED[table]

    def delete() -> None:
        for one in ("pbr_route_entries", *ORDER[: ORDER.index(table) + 1]):
            account.cloud.state.region(SINGLE_TUNNEL).table(one).clear()

    account.before[UPDATES[table]] = delete
    with pytest.raises(Failed, match=r"NotFound|does not exist") as caught:
        account.converge(resource, **wanted)
    assert caught.value.actions == []
    assert "unexpected" not in caught.value.text
    _build(account)
    account.converge(resource, **wanted)
    assert not account.converge(resource, **wanted).changed
    assert [len(account.records(one)) for one in ORDER] == [1, 1, 1, 1]


@pytest.mark.parametrize("table", ["vpn_gateways", "customer_gateways"])
def test_changed_before_the_change(table: str) -> None:
    """What the run declares holds afterwards."""
    account = _site()
    resource, wanted = WANTED[table]
    (record,) = account.records(table)
    account.before[UPDATES[table]] = lambda: record.update(Description="Theirs")
    account.converge(resource, **wanted)
    assert [one["Description"] for one in account.records(table)] == ["Ours"]


def _deleted_before_the_delete(table: str) -> tuple[Account, Resource, dict[str, Any]]:
    """An account, and what names a resource in it that somebody else deletes just before the task does."""
    account = _site()
    resource, wanted = WANTED[table]
    named = {name: wanted[name] for name in ("name", "vpn_gateway", "route_dest", "next_hop") if name in wanted}
    for one in ORDER[: ORDER.index(table)]:
        account.cloud.state.region(SINGLE_TUNNEL).table(one).clear()
    account.before[resource.actions.delete] = account.cloud.state.region(SINGLE_TUNNEL).table(table).clear
    return account, resource, named


@pytest.mark.parametrize("table", WANTED)
def test_deleted_before_the_delete(table: str) -> None:
    account, resource, named = _deleted_before_the_delete(table)
    outcome = account.converge(resource, **named, present=False)
    assert (outcome.resource, outcome.changed) == ({}, False)


@pytest.mark.parametrize("table", WANTED)
def test_a_delete_whose_first_try_failed_counts(table: str) -> None:
    """The service may have deleted it all the same."""
    account, resource, named = _deleted_before_the_delete(table)
    account.cloud.add_fault(f"{resource.actions.delete}:code=ServiceUnavailable:1")
    assert account.converge(resource, **named, present=False).changed
    assert account.writes == [resource.actions.delete] * 2


@pytest.mark.parametrize("seed", range(4))
def test_ten_forks_on_one_gateway(seed: int) -> None:
    """Only one of them at a time can change it: the others wait."""
    crowd = Crowd(seed, settle=10)
    crowd.gateway()
    for number in range(4):
        crowd.customer(f"office-{number}")

    def connection(number: int) -> Callable[[], Any]:
        options = site.connection(
            f"c-{number}", customer_gateway=f"office-{number}", remote_subnet=[f"192.168.{number}.0/24"]
        )
        return lambda: crowd.converge(VPN_CONNECTION, **options, wait_timeout=900)

    def tags(number: int) -> Callable[[], Any]:
        return lambda: crowd.converge(VPN_GATEWAY, name="hq", tags={f"t{number}": "x"}, purge_tags=False)

    def description() -> Any:
        return crowd.converge(VPN_GATEWAY, name="hq", description="Ours", wait_timeout=900)

    outcomes = crowd.together(*map(connection, range(4)), *map(tags, range(5)), description)
    assert [one for one in outcomes if isinstance(one, BaseException)] == []
    assert sorted(record["Name"] for record in crowd.records("vpn_connections")) == [f"c-{n}" for n in range(4)]
    (record,) = crowd.records("vpn_gateways")
    assert record["Description"] == "Ours"
    shown = crowd.converge(VPN_GATEWAY, name="hq").resource["tags"]
    assert set(shown) == {f"t{number}" for number in range(5)}
