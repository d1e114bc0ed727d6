# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""vpn_site_info: existing sites as dictionaries of the role site_to_site."""

from __future__ import annotations

from tests.support import site
from tests.support.tasks import Tasks

MODULE = "vpn_site_info"
PSK = "MarkedSecretKey4711"


def test_a_site_with_one_tunnel(tasks: Tasks) -> None:
    tasks.gateway(tags={"site": "hq"})
    tasks.customer(auth_key=f"{PSK}-bgp")
    tasks.connection(ike_config={"psk": PSK, "ike_version": "ikev2"})
    tasks("vpn_route_entry", **site.route(weight=0))
    ran = tasks(MODULE, vpn_gateway="hq")
    (described,) = ran["vpn_sites"]
    assert described["vpn_gateway"]["name"] == "hq"
    assert described["vpn_gateway"]["tags"] == {"site": "hq"}
    assert described["customer_gateway"]["ip_address"] == site.customer()["ip_address"]
    assert described["vpn_connection"]["ike_config"]["ike_version"] == "ikev2"
    assert described["routes"] == [{"route_dest": site.REMOTE, "weight": 0, "publish_vpc": True}]
    assert not {"vpn_gateway", "customer_gateway", "tunnels"} & set(described["vpn_connection"])
    assert PSK not in str(ran)
    assert ran["left_out"] == []


def test_secrets_on_request(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.customer()
    tasks.connection(ike_config={"psk": PSK})
    (described,) = tasks(MODULE, vpn_gateway="hq", include_secrets=True)["vpn_sites"]
    assert described["vpn_connection"]["ike_config"]["psk"] == PSK


def test_a_shared_gateway_is_named_only(tasks: Tasks) -> None:
    tasks.gateway()
    for number, name in enumerate(("one", "two"), 10):
        tasks.customer(name)
        tasks.connection(name, customer_gateway=name, remote_subnet=[f"192.168.{number}.0/24"])
    described = tasks(MODULE, vpn_gateway="hq")["vpn_sites"]
    assert [(one["existing_vpn_gateway"], one["customer_gateway"]["name"]) for one in described] == [
        ("hq", "one"),
        ("hq", "two"),
    ]
    assert not [one for one in described if "vpn_gateway" in one]


def test_what_the_role_cannot_find_is_left_out(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.customer()
    made = tasks.connection()
    tasks.emulator.cloud.arrange(
        "customer_gateways", tasks.records("customer_gateways")[0]["CustomerGatewayId"], Name=""
    )
    ran = tasks(MODULE, vpn_gateway="hq")
    assert ran["vpn_sites"] == []
    (left_out,) = ran["left_out"]
    assert left_out["vpn_connection_id"] == made
    assert "has no name; give it one" in left_out["reason"]


def test_a_gateway_that_does_not_exist(tasks: Tasks) -> None:
    assert "Could not describe the sites of VPN gateway hub" in tasks.refused(MODULE, vpn_gateway="hub")
