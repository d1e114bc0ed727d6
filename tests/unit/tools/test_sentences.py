# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What follows from descriptor and contract is said beside the texts: limits, defaults, what is required or fixed."""

from __future__ import annotations

from typing import Any

import pytest

from tools import facts, kinds, texts
from tools.sentences import option_text

# The last sentences of the first paragraph, by module and option.
FOLLOWS = {
    ("customer_gateway", "name"): "Must be 1 to 128 characters, not starting with http:// or https://.",
    ("customer_gateway", "customer_gateway_id"): "This, O(name) or O(ip_address) must be given.",
    ("vpn_gateway", "vpn_gateway_id"): "Either this or O(name) must be given.",
    ("vpn_gateway", "bandwidth"): "Required to create a VPN gateway. Cannot be changed.",
    ("vpn_gateway", "network_type"): "Cannot be changed. The service's default is V(public).",
    ("vpn_gateway", "enable_ssl"): "The service's default is V(false).",
    ("vpn_gateway", "period"): "Only used on creation, because the service does not return it.",
    ("vpn_connection", "vpn_gateway"): (
        "The ID or the name of the VPN gateway. Required to create an IPsec connection. Cannot be changed."
    ),
    ("vpn_connection", "ike_config"): (
        "Suboptions that are not set keep their values; for a new IPsec connection they get the service's defaults."
    ),
    ("vpn_connection", "ike_config.ike_auth_alg"): "The service's default is V(md5).",
    ("vpn_connection", "ike_config.ike_lifetime"): "Must be 0 to 86400. The service's default is V(86400).",
    # What a new attachment takes in its tunnels only has their defaults.
    ("vpn_attachment", "ike_config.ike_version"): "The service's default is V(ikev2).",
    ("vpn_attachment", "ipsec_config.ipsec_auth_alg"): "The service's default is V(sha1).",
    ("vpn_connection", "auto_config_route"): "It is sent on creation, and together with any other change.",
    ("vpn_route_entry", "weight"): "If this is not set, a route is created with V(100).",
    ("vpn_route_entry", "route_dest"): "as a subnet of the connection.",
    ("vpn_gateway_routes", "policy_routes.weight"): "If this is not set, a policy route is created with V(100).",
    ("vpn_gateway_routes", "policy_routes.priority"): "Must be 1 to 100. The service's default is V(10).",
    ("vpn_connection_info", "vpn_gateway"): "Only IPsec connections of this VPN gateway, given by ID or name.",
    ("vpn_route_entry_info", "vpn_gateway"): "The ID or the name of the VPN gateway.",
    ("customer_gateway_info", "names"): "Only customer gateways with one of these names.",
    ("customer_gateway_info", "tags"): "Only customer gateways that have all of these tags.",
}


@pytest.mark.parametrize(("module", "option"), FOLLOWS)
def test_what_follows_is_said(module: str, option: str) -> None:
    assert option_text(module, option)[0].endswith(FOLLOWS[module, option])


def test_what_identifies_says_how_it_is_found() -> None:
    how = option_text("vpn_gateway", "name")[-1]
    assert how.startswith("Without O(vpn_gateway_id), the VPN gateway is found by this name.")
    assert "among those of O(vpn_gateway) if that is set" in option_text("vpn_connection", "name")[-1]
    address = option_text("customer_gateway", "ip_address")[-1]
    assert address == "Without O(customer_gateway_id) and O(name), the customer gateway is found by this value."


def test_what_is_found_by_its_name_only_says_so() -> None:
    """A topology has no option for an ID."""
    assert option_text("vpn_topology", "vpn_gateways.name")[-1].startswith("The VPN gateway is found by this name.")
    how = option_text("vpn_topology", "sites.vpn_connection.name")[-1]
    assert how.startswith("The IPsec connection is found by this name, among those of C(vpn_gateway).")
    assert not any("is found by" in text for text in option_text("vpn_topology", "customer_gateways.ip_address"))


def test_what_is_read_one_by_one_says_so() -> None:
    assert "read one by one" in option_text("vpn_connection_info", "vpn_connection_ids")[-1]
    assert len(option_text("vpn_gateway_info", "vpn_gateway_ids")) == 1


def test_what_identifies_a_route_is_neither_required_twice_nor_called_fixed() -> None:
    assert option_text("vpn_route_entry", "next_hop") == [
        "The ID or the name of the IPsec connection that the traffic goes through."
    ]


@pytest.mark.parametrize("resource", facts.resources().values(), ids=facts.resources())
def test_every_limit_is_in_the_documentation(resource: Any) -> None:
    for option, field in facts.fields(resource, facts.MANAGE).items():
        if kinds.allowed(field.kind) and option != "tags":  # tags are in a fragment
            assert kinds.allowed(field.kind) in " ".join(option_text(resource.name, option)), option


def test_an_option_that_no_text_is_about_is_named() -> None:
    with pytest.raises(texts.TextProblem, match=r"tools/texts/customer_gateway\.yml: options > color is missing"):
        option_text("customer_gateway", "color")
