# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Info modules: filters, IDs, names, queries and masked secrets. They never write."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.once import Once
from tests.support.tasks import REGION, Tasks

ROUTE = {"vpn_gateway": "hq", "next_hop": "hq-office"}


@Once
def _build(tasks: Tasks) -> dict[str, str]:
    """Two resources of each kind; returns their IDs."""
    ids = tasks.site()
    tasks("vpn_gateway", name="hq", tags={"site": "hangzhou"})
    ids["branch"] = tasks.gateway("branch", vpc_id="vpc-2", resource_group_id="rg-2")
    ids["other"] = tasks.customer("other", resource_group_id="rg-2", tags={"site": "other"})
    ids["branch-other"] = tasks.connection(
        "branch-other", vpn_gateway="branch", customer_gateway="other", tags={"site": "other"}
    )
    tasks("vpn_route_entry", **ROUTE, route_dest="192.168.10.0/24")
    tasks("vpn_route_entry", **ROUTE, route_dest="192.168.11.0/24", publish_vpc=False)
    return ids


@pytest.fixture
def site(tasks: Tasks) -> dict[str, str]:
    return _build(tasks)


@pytest.mark.parametrize(
    ("module", "options", "found"),
    [
        ("vpn_gateway_info", {}, ["hq", "branch"]),
        ("vpn_gateway_info", {"names": ["branch", "nobody"]}, ["branch"]),
        ("vpn_gateway_info", {"names": []}, []),
        ("vpn_gateway_info", {"vpc_id": "vpc-2"}, ["branch"]),
        ("vpn_gateway_info", {"vpc_id": "vpc-2", "names": ["hq"]}, []),
        ("vpn_gateway_info", {"status": "active"}, ["hq", "branch"]),
        ("vpn_gateway_info", {"status": "updating"}, []),
        ("vpn_gateway_info", {"business_status": "FinancialLocked"}, []),
        ("vpn_gateway_info", {"gateway_type": "Traditional"}, ["hq", "branch"]),
        ("vpn_gateway_info", {"resource_group_id": "rg-2"}, ["branch"]),
        ("vpn_gateway_info", {"include_reservation_data": True}, ["hq", "branch"]),
        ("vpn_gateway_info", {"tags": {"site": "hangzhou"}}, ["hq"]),
        ("vpn_gateway_info", {"tags": {"site": "nowhere"}}, []),
        ("customer_gateway_info", {}, ["office", "other"]),
        ("customer_gateway_info", {"names": ["office"]}, ["office"]),
        ("customer_gateway_info", {"resource_group_id": "rg-2"}, ["other"]),
        ("customer_gateway_info", {"tags": {"site": "other"}}, ["other"]),
        ("vpn_connection_info", {}, ["hq-office", "branch-other"]),
        ("vpn_connection_info", {"names": ["hq-office"]}, ["hq-office"]),
        ("vpn_connection_info", {"vpn_gateway": "branch"}, ["branch-other"]),
        ("vpn_connection_info", {"customer_gateway": "office"}, ["hq-office"]),
        ("vpn_connection_info", {"vpn_gateway": "hq", "customer_gateway": "other"}, []),
        ("vpn_connection_info", {"resource_group_id": "rg-2"}, ["branch-other"]),
        ("vpn_connection_info", {"tags": {"site": "other"}}, ["branch-other"]),
    ],
)
def test_filters(tasks: Tasks, site: dict[str, str], module: str, options: dict[str, Any], found: list[str]) -> None:
    plural = module.replace("_info", "s")
    for check in (True, False):
        ran = tasks(module, check=check, **options)
        assert ran["changed"] is False
        assert [item["name"] for item in ran[plural]] == found
    assert tasks.writes() == []


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("vpn_gateway", ["branch", "hq"]),
        ("customer_gateway", ["other", "office"]),
        ("vpn_connection", ["branch-other", "hq-office"]),
    ],
)
def test_ids(tasks: Tasks, site: dict[str, str], module: str, names: list[str]) -> None:
    ids = [site[name] for name in names]
    unknown = f"{ids[0][:4]}bp1000000000000000000"
    ran = tasks(f"{module}_info", **{f"{module}_ids": [ids[0], unknown, ids[1]]})
    assert [item["name"] for item in ran[f"{module}s"]] == names
    assert len(tasks.calls) == 3
    both = tasks(f"{module}_info", names=[names[0]], **{f"{module}_ids": ids})
    assert [item["name"] for item in both[f"{module}s"]] == [names[0]]


def test_ids_and_a_filter_together(tasks: Tasks, site: dict[str, str]) -> None:
    ran = tasks("vpn_gateway_info", vpn_gateway_ids=[site["hq"], site["branch"]], vpc_id="vpc-2")
    assert [item["name"] for item in ran["vpn_gateways"]] == ["branch"]


def test_routes(tasks: Tasks, site: dict[str, str]) -> None:
    for gateway in ("hq", site["hq"]):
        ran = tasks("vpn_route_entry_info", vpn_gateway=gateway)
        assert [route["route_dest"] for route in ran["vpn_route_entries"]] == ["192.168.10.0/24", "192.168.11.0/24"]
    assert tasks("vpn_route_entry_info", vpn_gateway="branch")["vpn_route_entries"] == []
    assert tasks("vpn_route_entry_info", vpn_gateway="hq", route_entry_type="bgp")["vpn_route_entries"] == []
    published = tasks("vpn_route_entry_info", vpn_gateway="hq", query="[?state=='published'].route_dest")
    assert published["vpn_route_entries"] == ["192.168.10.0/24"]


def test_several_pages(tasks: Tasks) -> None:
    for number in range(90):
        tasks.emulator.cloud.state.region(REGION).table("customer_gateways")[f"cgw-{number}"] = {
            "CustomerGatewayId": f"cgw-{number}",
            "Name": f"office-{number}",
            "IpAddress": f"203.0.113.{number}",
            "ResourceGroupId": "rg-1",
            "Description": "",
            "Asn": None,
            "AuthKey": None,
            "CreateTime": 1,
        }
    ran = tasks("customer_gateway_info", query="[].name")
    assert ran["customer_gateways"] == [f"office-{number}" for number in range(90)]
    assert tasks.calls == ["DescribeCustomerGateways"] * 2


@pytest.mark.parametrize("query", ["[?", "foo bar", "[].name |"])
@pytest.mark.parametrize("module", ["vpn_gateway_info", "vpn_connection_info", "customer_gateway_info"])
def test_an_invalid_query_is_refused_before_any_call(tasks: Tasks, module: str, query: str) -> None:
    text = tasks.refused(module, query=query)
    assert "query" in text
    assert "JMESPath" in text
    assert tasks.calls == []


def test_a_query_whose_result_is_not_a_list_is_refused(tasks: Tasks, site: dict[str, str]) -> None:
    text = tasks.refused("vpn_gateway_info", query="length(@)")
    assert "[length(@)]" in text
    assert tasks("vpn_gateway_info", query="[length(@)]")["vpn_gateways"] == [2]


def test_a_query_that_cannot_be_applied_is_refused(tasks: Tasks, site: dict[str, str]) -> None:
    text = tasks.refused("vpn_gateway_info", query="[?abs(status)]")
    assert "query: '[?abs(status)]' cannot be applied: In function abs()" in text
    assert "unexpected" not in text


def test_a_query_that_selects_nothing_from_the_list_is_refused(tasks: Tasks, site: dict[str, str]) -> None:
    """In brackets it would give a list that holds null."""
    text = tasks.refused("vpn_gateway_info", query="name")
    assert "[?name=='hq']" in text
    assert "[name]" not in text


def test_a_filter_by_an_unknown_gateway_fails(tasks: Tasks) -> None:
    for module in ("vpn_route_entry_info", "vpn_connection_info"):
        assert "'hq'" in tasks.refused(module, vpn_gateway="hq")


def test_missing_permission_fails(tasks: Tasks) -> None:
    tasks.emulator.add_fault("*:code=Forbidden:9")
    assert "Forbidden" in tasks.refused("vpn_gateway_info")
    assert "Forbidden" in tasks.refused("vpn_gateway_info", vpn_gateway_ids=["vpn-bp1000000000000000000"])


def test_secrets_are_masked_unless_asked_for(tasks: Tasks, site: dict[str, str]) -> None:
    tasks("customer_gateway", name="office", auth_key="bgp-s3cret")
    key = tasks.records("vpn_connections")[0]["IkeConfig"]["Psk"]
    for module, secret in (("vpn_connection_info", key), ("customer_gateway_info", "bgp-s3cret")):
        assert secret not in tasks(module).output
        assert secret not in tasks(module, query="[]").output
        assert secret in tasks(module, include_secrets=True).output
