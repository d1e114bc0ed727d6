# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results: members from descriptor and contract, in the order of the descriptor; secrets are masked in samples."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tools import api, facts
from tools.returns import returned

MODULES = facts.modules()


def _members(contains: Mapping[str, Any], within: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, member in contains.items():
        yield within + name, member
        yield from _members(member.get("contains", {}), f"{within}{name}.")


def test_a_module_that_manages_returns_one_and_what_it_sent() -> None:
    shown = returned(MODULES["customer_gateway"])
    assert list(shown) == ["customer_gateway", "actions", "error"]
    assert list(shown["customer_gateway"]["contains"])[:3] == ["customer_gateway_id", "name", "description"]
    assert shown["actions"]["sample"] == ["CreateCustomerGateway"]


def test_a_module_that_lists_returns_many_and_sends_nothing() -> None:
    shown = returned(MODULES["customer_gateway_info"])
    assert list(shown) == ["customer_gateways", "error"]
    assert (shown["customer_gateways"]["type"], shown["customer_gateways"]["elements"]) == ("list", "dict")


def test_both_describe_the_same_members() -> None:
    one, many = (returned(MODULES[name]) for name in ("vpn_gateway", "vpn_gateway_info"))
    assert one["vpn_gateway"]["contains"] == many["vpn_gateways"]["contains"]


@pytest.mark.parametrize("name", [name for name, module in MODULES.items() if module.resource])
def test_secrets_are_masked_and_nothing_else(name: str) -> None:
    resource = MODULES[name].resource
    snake = {wire.lower(): wire for wire in resource.secrets}
    for path, member in _members(returned(MODULES[name])):
        secret = path.split(".")[-1].replace("_", "") in snake
        assert (member.get("sample") == "*" * 8) is secret, path
        assert ("Masked unless O(include_secrets=true)." in str(member["description"])) is secret, path


def test_samples_are_whole() -> None:
    shown = returned(MODULES["customer_gateway"])["customer_gateway"]["contains"]
    assert shown["customer_gateway_id"]["sample"] == "cgw-bp1pvpl9r9adju6l50001"
    assert shown["ip_address"]["sample"] == "139.32.10.20"


def test_networks_are_lists_and_tags_a_dictionary() -> None:
    shown = returned(MODULES["vpn_connection"])["vpn_connection"]["contains"]
    assert (shown["local_subnet"]["type"], shown["local_subnet"]["elements"]) == ("list", "str")
    assert shown["local_subnet"]["sample"] == ["192.168.0.0/16", "172.17.0.0/16"]
    assert shown["tags"]["type"] == "dict"


def test_values_are_those_of_the_contract() -> None:
    status = api.response("DescribeVpnGateway")["Status"]["values"]
    description = returned(MODULES["vpn_gateway"])["vpn_gateway"]["contains"]["status"]["description"]
    assert [value for value in status if f"V({value})" in description] == status


def test_the_error_of_a_module_is_one_of_the_contract() -> None:
    contains = returned(MODULES["vpn_route_entry"])["error"]["contains"]
    code = contains["code"]["sample"]
    assert (contains["message"]["sample"], contains["http_status"]["sample"]) == api.error("CreateVpnRouteEntry", code)


def test_a_result_without_a_descriptor_may_be_made_of_those_that_have_one() -> None:
    shown = returned(MODULES["vpn_gateway_routes"])["vpn_gateway_routes"]["contains"]
    entry = returned(MODULES["vpn_route_entry"])["vpn_route_entry"]["contains"]
    assert shown["destination_routes"]["contains"] == entry


def test_a_result_without_a_descriptor_may_be_an_answer() -> None:
    shown = returned(MODULES["vpn_connection_config_info"])["vpn_connection_config"]["contains"]
    answer = api.response("DownloadVpnConnectionConfig")["VpnConnectionConfig"]["members"]
    assert len(shown) == len(answer)
    assert shown["local_subnet"]["type"] == "list"
    assert shown["tunnels_config"]["contains"]["ike_config"]["contains"]["psk"]["sample"] == "*" * 8
