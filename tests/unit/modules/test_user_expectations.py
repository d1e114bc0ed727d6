# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mistakes of other tools for the same service that users reported, and that the modules must not repeat."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.transport import Transport
from tests.emulator.messages import Request, Response
from tests.support.fakes import client
from tests.support.regions import DUAL_TUNNEL
from tests.support.tasks import REGION, Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

SUBNETS = {"local_subnet": ["10.10.0.0/16"], "remote_subnet": ["192.168.10.0/24"]}
CONNECTION = {"name": "hq-office", "vpn_gateway": "hq", "customer_gateway": "office", **SUBNETS}
ROUTE = {"vpn_gateway": "hq", "route_dest": "192.168.10.0/24", "next_hop": "hq-office"}


def test_a_lost_answer_does_not_create_a_second_gateway(tasks: Tasks) -> None:
    tasks.emulator.add_fault("CreateVpnGateway:drop-answer:4")
    tasks.gateway()
    assert len(tasks.records("vpn_gateways")) == 1


def test_a_connection_that_was_created_but_reported_as_http_500(tasks: Tasks, monkeypatch: pytest.MonkeyPatch) -> None:
    tasks.gateway()
    tasks.customer()
    handle, failed = tasks.emulator.cloud.handle, []

    def unsure(request: Request) -> Response:
        """Carries out the request, and then reports twice that it failed."""
        answer = handle(request)
        if request.parameters["Action"] == "CreateVpnConnection" and len(failed) < 2:
            failed.append(request)
            body = b'{"RequestId":"R","HostId":"h","Code":"UnknownError","Message":"The request failed."}'
            return Response(500, "application/json", body)
        return answer

    monkeypatch.setattr(tasks.emulator.cloud, "handle", unsure)
    ran = tasks("vpn_connection", **CONNECTION)
    (record,) = tasks.records("vpn_connections")
    assert ran["vpn_connection"]["vpn_connection_id"] == record["VpnConnectionId"]
    assert len(failed) == 2


def test_a_missing_second_vswitch_is_named(tasks: Tasks) -> None:
    gateway = {"name": "hq", "vpc_id": "vpc-1", "vswitch_id": "vsw-1", "bandwidth": 10}
    text = tasks.refused("vpn_gateway", **gateway, region=DUAL_TUNNEL)
    assert "CreateVpnGateway: InvalidVSwitchId.NotFound" in text
    assert "disaster_recovery_vswitch_id" in text


def test_enable_ipsec_false_is_applied_and_idempotent(tasks: Tasks) -> None:
    wanted = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 10, "enable_ssl": True, "enable_ipsec": False}
    created = tasks("vpn_gateway", **wanted)["vpn_gateway"]
    assert created["ipsec_vpn"] == "disable"
    assert tasks("vpn_gateway", **wanted)["changed"] is False
    assert "enable_ipsec" in tasks.refused("vpn_gateway", name="hq", enable_ipsec=True)
    assert tasks.records("vpn_gateways")[0]["VpnGatewayId"] == created["vpn_gateway_id"]


def test_a_vswitch_chosen_by_the_service_is_not_a_difference(tasks: Tasks) -> None:
    created = tasks("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10)
    assert created["vpn_gateway"]["vswitch_id"].startswith("vsw-")
    assert tasks("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10)["changed"] is False


@pytest.mark.parametrize(
    "ssl", [{}, {"enable_ssl": False}, {"enable_ssl": True}, {"enable_ssl": True, "ssl_connections": 5}]
)
def test_ssl_connections_is_optional(tasks: Tasks, ssl: dict[str, Any]) -> None:
    assert tasks("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, **ssl)["changed"]
    assert tasks("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, **ssl)["changed"] is False


def test_strong_algorithms_and_peer_ids_can_be_set(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.customer()
    ike = {
        "ike_version": "ikev2",
        "ike_auth_alg": "sha256",
        "ike_pfs": "group14",
        "local_id": "a.b",
        "remote_id": "c.d",
    }
    ran = tasks("vpn_connection", **CONNECTION, ike_config=ike, ipsec_config={"ipsec_auth_alg": "sha512"})
    assert ike.items() <= ran["vpn_connection"]["ike_config"].items()
    assert ran["vpn_connection"]["ipsec_config"]["ipsec_auth_alg"] == "sha512"


def test_one_member_of_ike_config_can_change_alone(tasks: Tasks) -> None:
    tasks.site()
    before = tasks.records("vpn_connections")[0]["IkeConfig"]
    tasks("vpn_connection", name="hq-office", ike_config={"ike_lifetime": 3600})
    after = tasks.records("vpn_connections")[0]["IkeConfig"]
    assert after == {**before, "IkeLifetime": 3600}
    assert tasks("vpn_connection", **CONNECTION, ike_config={"ike_lifetime": 3600})["changed"] is False


def test_deleting_a_subscription_fails(tasks: Tasks) -> None:
    tasks.gateway(instance_charge_type="PREPAY", period=1, auto_pay=True)
    assert "subscription" in tasks.refused("vpn_gateway", name="hq", state="absent")
    assert len(tasks.records("vpn_gateways")) == 1


def test_deleting_a_subscription_without_an_end_date_fails(tasks: Tasks) -> None:
    """Enhanced gateways may show neither charge type nor end date; then the service refuses."""
    tasks.gateway()
    tasks.emulator.add_fault("DeleteVpnGateway:code=ForbiddenRelease:1")
    text = tasks.refused("vpn_gateway", name="hq", state="absent")
    for part in ("ForbiddenRelease", "end date", "refund"):
        assert part in text


def test_a_changed_tunnel_setting_is_applied(tasks: Tasks) -> None:
    tasks.site()
    assert tasks("vpn_connection", name="hq-office", ipsec_config={"ipsec_pfs": "group14"})["changed"]
    assert tasks.records("vpn_connections")[0]["IpsecConfig"]["IpsecPfs"] == "group14"


def test_wait_timeout_can_be_set(tasks: Tasks) -> None:
    tasks.emulator.cloud.settle = 1.2
    wanted = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 10}
    assert "wait_timeout" in tasks.refused("vpn_gateway", **wanted, wait_timeout=1)
    assert tasks("vpn_gateway", **wanted, wait_timeout=20)["vpn_gateway"]["status"] == "active"


def test_a_connection_that_is_being_deleted_counts_as_absent(tasks: Tasks) -> None:
    old = tasks.site()["hq-office"]
    tasks.emulator.cloud.settle = 0.5
    tasks("vpn_connection", name="hq-office", state="absent", wait=False)
    assert tasks("vpn_connection", name="hq-office", state="absent", wait=False)["changed"] is False
    ran = tasks("vpn_connection", **CONNECTION)
    assert ran["changed"]
    assert ran["vpn_connection"]["vpn_connection_id"] != old


def test_a_deleted_route_can_be_created_again(tasks: Tasks) -> None:
    tasks.site()
    tasks("vpn_route_entry", **ROUTE)
    tasks("vpn_route_entry", **ROUTE, state="absent")
    assert tasks("vpn_route_entry", **ROUTE)["changed"]


def test_a_custom_key_is_idempotent(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.customer()
    created = tasks.connection(ike_config={"psk": "my-0wn-Key"})
    assert tasks("vpn_connection", **CONNECTION, ike_config={"psk": "my-0wn-Key"})["changed"] is False
    assert tasks.connection(ike_config={"psk": "my-0ther-Key"}) == created


def test_a_new_key_is_one_change(tasks: Tasks) -> None:
    tasks.site()
    for key, changed in (("my-0wn-Key", True), ("my-0wn-Key", False), ("my-0ther-Key", True), ("my-0ther-Key", False)):
        assert tasks("vpn_connection", name="hq-office", ike_config={"psk": key})["changed"] is changed
        assert tasks.records("vpn_connections")[0]["IkeConfig"]["Psk"] == key


def test_the_order_of_subnets_does_not_matter(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.customer()
    blocks = ["10.10.0.0/16", "10.11.0.0/16", "10.12.0.0/16"]
    wanted = {**CONNECTION, "local_subnet": blocks, "ike_config": {"ike_version": "ikev2"}}
    tasks("vpn_connection", **wanted)
    assert tasks("vpn_connection", **{**wanted, "local_subnet": blocks[::-1]})["changed"] is False


def test_another_customer_gateway_is_refused_without_recreate(tasks: Tasks) -> None:
    created = tasks.site()["hq-office"]
    tasks.customer("other")
    text = tasks.refused("vpn_connection", **{**CONNECTION, "customer_gateway": "other"})
    assert "customer_gateway" in text
    assert "recreate" in text
    assert tasks.records("vpn_connections")[0]["VpnConnectionId"] == created


def test_a_generated_key_can_be_read_for_the_peer(tasks: Tasks) -> None:
    created = tasks.site()["hq-office"]
    hidden = tasks("vpn_connection_info", vpn_connection_ids=[created])
    shown = tasks("vpn_connection_info", vpn_connection_ids=[created], include_secrets=True)
    key = tasks.records("vpn_connections")[0]["IkeConfig"]["Psk"]
    assert key not in hidden.output
    assert shown["vpn_connections"][0]["ike_config"]["psk"] == key


def test_the_id_of_a_gateway_can_be_read(tasks: Tasks) -> None:
    created = tasks.gateway()
    tasks.gateway("other")
    assert tasks("vpn_gateway_info", names=["hq"], query="[].vpn_gateway_id")["vpn_gateways"] == [created]


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("vpn_route_entry", ROUTE),
        ("vpn_connection", {"name": "hq-office"}),
        ("customer_gateway", {"name": "office"}),
        ("customer_gateway", {"ip_address": "203.0.113.10"}),
        ("vpn_gateway", {"name": "hq"}),
    ],
)
def test_absent_needs_only_identifying_options(tasks: Tasks, module: str, options: dict[str, Any]) -> None:
    tasks.gateway()
    tasks.customer()
    if module in ("vpn_connection", "vpn_route_entry"):
        tasks.connection()
    if module == "vpn_route_entry":
        tasks("vpn_route_entry", **ROUTE)
    assert tasks(module, **options, state="absent")["changed"]


def test_a_customer_gateway_needs_no_asn(tasks: Tasks) -> None:
    ran = tasks("customer_gateway", name="office", ip_address="203.0.113.1")
    assert ran["customer_gateway"]["asn"] in (None, 0)
    assert tasks("customer_gateway", name="office", ip_address="203.0.113.1")["changed"] is False


@pytest.mark.parametrize("state", ["present", "absent"])
def test_an_ambiguous_name_is_refused(tasks: Tasks, state: str) -> None:
    first = tasks.site()["hq-office"]
    tasks.gateway("branch")
    second = tasks.connection(vpn_gateway="branch")
    text = tasks.refused("vpn_connection", name="hq-office", enable_dpd=False, state=state)
    assert first in text
    assert second in text
    assert tasks("vpn_connection", name="hq-office", vpn_gateway="branch", enable_dpd=False)["changed"]
    assert [record["EnableDpd"] for record in tasks.records("vpn_connections")] == [True, False]


def test_options_that_are_not_given_keep_their_values(tasks: Tasks) -> None:
    tasks.gateway(description="x", tags={"a": "1"})
    (before,) = tasks.records("vpn_gateways")
    before = dict(before)
    assert tasks("vpn_gateway", name="hq")["changed"] is False
    assert tasks.records("vpn_gateways")[0] == before


def test_throttling_and_task_conflicts_are_retried(tasks: Tasks) -> None:
    tasks.site()
    for fault in ("throttle", "code=TaskConflict", "code=Throttling.Api"):
        tasks.emulator.add_fault(f"CreateVpnRouteEntry:{fault}:2")
    tasks("vpn_route_entry", **ROUTE)
    assert len(tasks.records("route_entries")) == 1


def test_both_tunnels_of_a_dual_tunnel_connection_are_returned(tasks: Tasks) -> None:
    tasks.gateway(vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
    (gateway,) = tasks.records("vpn_gateways")
    tunnels = [
        {"CustomerGatewayId": tasks.customer(name), "TunnelIkeConfig": {"IkeEncAlg": algorithm, "Psk": f"{name}-Key"}}
        for name, algorithm in (("a", "aes192"), ("b", "aes256"))
    ]
    body = {"VpnGatewayId": gateway["VpnGatewayId"], "LocalSubnet": "0.0.0.0/0", "RemoteSubnet": "0.0.0.0/0"}
    caller = client(Transport(tasks.emulator.url), region=REGION, clock=None)
    created = caller.call("CreateVpnConnection", {**body, "TunnelOptionsSpecification": tunnels}, token=True)
    ran = tasks("vpn_connection_info", vpn_connection_ids=[created["VpnConnectionId"]])
    reported = ran["vpn_connections"][0]["tunnel_options_specification"]
    assert [tunnel["tunnel_ike_config"]["ike_enc_alg"] for tunnel in reported] == ["aes192", "aes256"]
    assert "a-Key" not in ran.output
    assert "b-Key" not in ran.output
