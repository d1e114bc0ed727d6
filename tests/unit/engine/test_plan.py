# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Plans for typical changes."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.errors import Refused
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.plan import NEW_ID, Plan, plan_absent, plan_present
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Pending
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_pbr_route_entry import VPN_PBR_ROUTE_ENTRY
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.fakes import NOW

GATEWAY = {
    "VpnGatewayId": "vpn-1",
    "Name": "hq",
    "VpcId": "vpc-1",
    "Spec": "5M",
    "Tag": '{"VpnVersion":"v1.2.2"}',
    "Tags": {"Tag": [{"Key": "a", "Value": "1"}, {"Key": "b", "Value": "2"}, {"Key": "acs:rm", "Value": "system"}]},
}
CONNECTION = {
    "VpnConnectionId": "vco-1",
    "Name": "hq-office",
    "VpnGatewayId": "vpn-1",
    "CustomerGatewayId": "cgw-1",
    "LocalSubnet": "10.0.0.0/16,10.1.0.0/16",
    "RemoteSubnet": "192.168.0.0/24",
    "IkeConfig": {
        "Psk": "old-key",
        "IkeVersion": "ikev2",
        "IkeMode": "main",
        "IkeEncAlg": "AES",
        "IkeLifetime": "86400",
        "LocalId": "47.0.0.1",
        "RemoteId": "",
    },
    "VcoHealthCheck": {"Enable": "false", "Dip": "", "Sip": "", "Interval": 0, "Retry": 0, "Status": "failed"},
    "VpnBgpConfig": {"EnableBgp": "false", "Status": "false"},
}
ROUTE = {"VpnInstanceId": "vpn-1", "RouteDest": "10.0.0.0/24", "NextHop": "vco-1", "Weight": 100, "State": "normal"}


def _plan(resource: Resource, raw: Any, purge_tags: bool = True, recreate: bool = False, **wanted: Any) -> Plan:
    return plan_present(resource, wanted, raw, purge_tags, recreate, now=NOW)


def _steps(plan: Plan) -> list[tuple[str, dict[str, Any]]]:
    return [(step.action, dict(step.parameters)) for step in plan.steps]


class TestTags:
    ABOUT = {"ResourceType": "VPNGATEWAY", "ResourceId": ["vpn-1"]}  # noqa: RUF012

    def test_tags_are_removed_before_others_are_set(self) -> None:
        """A resource has at most 20 tags, also between the two calls."""
        plan = _plan(VPN_GATEWAY, GATEWAY, tags={"a": "1", "c": "3"})
        assert _steps(plan) == [
            ("UnTagResources", {**self.ABOUT, "TagKey": ["b"]}),
            ("TagResources", {**self.ABOUT, "Tag": [{"Key": "c", "Value": "3"}]}),
        ]

    def test_without_purge_other_tags_stay(self) -> None:
        plan = _plan(VPN_GATEWAY, GATEWAY, purge_tags=False, tags={"c": "3", "a": "9"})
        pairs = [{"Key": "a", "Value": "9"}, {"Key": "c", "Value": "3"}]
        assert _steps(plan) == [("TagResources", {**self.ABOUT, "Tag": pairs})]

    def test_system_tags_are_not_touched(self) -> None:
        plan = _plan(VPN_GATEWAY, GATEWAY, tags={})
        assert _steps(plan) == [("UnTagResources", {**self.ABOUT, "TagKey": ["a", "b"]})]

    def test_without_purge_an_empty_value_changes_nothing(self) -> None:
        assert _plan(VPN_GATEWAY, GATEWAY, purge_tags=False, tags={}).steps == ()

    def test_tags_of_a_new_resource_are_set_with_its_new_id(self) -> None:
        plan = _plan(VPN_GATEWAY, None, vpc_id="vpc-1", bandwidth=5, tags={"a": "1"})
        assert plan.actions == ["CreateVpnGateway", "TagResources"]
        assert plan.steps[1].parameters["ResourceId"] == [NEW_ID]

    def test_calls_for_tags_take_no_client_token(self) -> None:
        plan = _plan(VPN_GATEWAY, GATEWAY, tags={"c": "3"}, description="x")
        assert [step.locks for step in plan.steps] == [True, False, False]


class TestConnection:
    def test_an_update_sends_both_subnets_even_if_unchanged(self) -> None:
        ((_unused, body),) = _steps(_plan(VPN_CONNECTION, CONNECTION, enable_dpd=False))
        assert body == {
            "VpnConnectionId": "vco-1",
            "EnableDpd": False,
            "LocalSubnet": "10.0.0.0/16,10.1.0.0/16",
            "RemoteSubnet": "192.168.0.0/24",
        }

    def test_an_update_sends_the_whole_object(self) -> None:
        ((_unused, body),) = _steps(
            _plan(VPN_CONNECTION, CONNECTION, ike_config={"ike_enc_alg": "aes256", "psk": None})
        )
        assert json.loads(body["IkeConfig"]) == {
            "Psk": "old-key",
            "IkeVersion": "ikev2",
            "IkeMode": "main",
            "IkeEncAlg": "aes256",
            "IkeLifetime": 86400,
            "LocalId": "47.0.0.1",
        }
        assert {"LocalSubnet", "RemoteSubnet"} < set(body)
        assert "IpsecConfig" not in body

    def test_several_changes_are_one_call(self) -> None:
        plan = _plan(VPN_CONNECTION, CONNECTION, name="other", enable_dpd=True, remote_subnet=["192.168.1.0/24"])
        assert plan.actions == ["ModifyVpnConnectionAttribute"]
        assert plan.steps[0].parameters["RemoteSubnet"] == "192.168.1.0/24"

    def test_health_check_members_are_sent_in_lower_case(self) -> None:
        ((_unused, body),) = _steps(
            _plan(VPN_CONNECTION, CONNECTION, health_check_config={"enable": True, "dip": "10.0.0.1"})
        )
        assert json.loads(body["HealthCheckConfig"]) == {"enable": True, "dip": "10.0.0.1"}

    def test_disabled_and_never_configured_are_equal(self) -> None:
        off = {"health_check_config": {"enable": False}, "bgp_config": {"enable_bgp": False}}
        assert _plan(VPN_CONNECTION, CONNECTION, **off).steps == ()
        bare = {name: value for name, value in CONNECTION.items() if not name.startswith("V") or name.endswith("Id")}
        assert _plan(VPN_CONNECTION, bare, **off).steps == ()

    def test_members_of_a_disabled_object_need_not_be_shown(self) -> None:
        off = {"bgp_config": {"enable_bgp": False, "local_asn": "65000", "tunnel_cidr": "169.254.11.0/30"}}
        assert _plan(VPN_CONNECTION, CONNECTION, **off).steps == ()
        on = {"bgp_config": {**off["bgp_config"], "enable_bgp": True}}
        assert len(_plan(VPN_CONNECTION, CONNECTION, **on).steps) == 1
        shown = {**CONNECTION, "VpnBgpConfig": {"EnableBgp": "false", "LocalAsn": 45104}}
        assert len(_plan(VPN_CONNECTION, shown, **off).steps) == 1

    def test_without_the_switch_an_object_stays_on_or_off(self) -> None:
        numbers = {"bgp_config": {"local_asn": "65000", "tunnel_cidr": "169.254.11.0/30"}}
        assert _plan(VPN_CONNECTION, CONNECTION, **numbers).steps == ()
        on = {"EnableBgp": "true", "LocalAsn": 64999, "TunnelCidr": "169.254.11.0/30"}
        assert len(_plan(VPN_CONNECTION, {**CONNECTION, "VpnBgpConfig": on}, **numbers).steps) == 1

    def test_a_change_of_the_key_is_shown_without_the_key(self) -> None:
        assert _plan(VPN_CONNECTION, CONNECTION, ike_config={"psk": "old-key"}).steps == ()
        plan = _plan(VPN_CONNECTION, CONNECTION, ike_config={"psk": "new-key"})
        assert plan.before["ike_config"]["psk"] != plan.after["ike_config"]["psk"]
        assert "new-key" not in repr((plan.before, plan.after, plan.steps[0].reason))

    def test_order_of_networks_and_case_of_algorithms_do_not_matter(self) -> None:
        wanted = {"local_subnet": ["10.1.0.0/16", "10.0.0.0/16"], "ike_config": {"ike_enc_alg": "aes"}}
        assert _plan(VPN_CONNECTION, CONNECTION, **wanted).steps == ()

    def test_a_write_only_field_is_sent_along_but_causes_no_change(self) -> None:
        assert _plan(VPN_CONNECTION, CONNECTION, auto_config_route=False).steps == ()
        ((_unused, body),) = _steps(_plan(VPN_CONNECTION, CONNECTION, auto_config_route=False, enable_dpd=True))
        assert body["AutoConfigRoute"] is False

    def test_pending_references_are_not_sent(self) -> None:
        plan = _plan(
            VPN_CONNECTION,
            None,
            vpn_gateway=Pending("hq"),
            customer_gateway=Pending("office"),
            local_subnet=["10.0.0.0/16"],
            remote_subnet=["10.1.0.0/16"],
        )
        assert not {"VpnGatewayId", "CustomerGatewayId"} & set(plan.steps[0].parameters)
        assert plan.after["vpn_gateway"] == "hq"


class TestRoute:
    def test_a_weight_change_sends_old_and_new(self) -> None:
        plan = _plan(VPN_ROUTE_ENTRY, ROUTE, weight=0)
        assert _steps(plan) == [
            (
                "ModifyVpnRouteEntryWeight",
                {
                    "VpnGatewayId": "vpn-1",
                    "RouteDest": "10.0.0.0/24",
                    "NextHop": "vco-1",
                    "Weight": 100,
                    "NewWeight": 0,
                },
            )
        ]

    def test_publishing_sends_the_route_type_and_no_weight(self) -> None:
        plan = _plan(VPN_ROUTE_ENTRY, ROUTE, publish_vpc=True)
        assert _steps(plan) == [
            (
                "PublishVpnRouteEntry",
                {
                    "VpnGatewayId": "vpn-1",
                    "RouteDest": "10.0.0.0/24",
                    "NextHop": "vco-1",
                    "RouteType": "dbr",
                    "PublishVpc": True,
                },
            )
        ]

    def test_weight_and_publishing_are_two_calls(self) -> None:
        plan = _plan(VPN_ROUTE_ENTRY, ROUTE, weight=0, publish_vpc=True)
        assert plan.actions == ["ModifyVpnRouteEntryWeight", "PublishVpnRouteEntry"]

    def test_a_delete_sends_the_present_weight(self) -> None:
        ((action, body),) = _steps(plan_absent(VPN_ROUTE_ENTRY, {**ROUTE, "Weight": 0}, NOW))
        assert (action, body["Weight"]) == ("DeleteVpnRouteEntry", 0)

    def test_a_new_route_is_active_and_published_by_default(self) -> None:
        where = {"vpn_gateway": "vpn-1", "route_dest": "10.0.0.0/24", "next_hop": "vco-1"}
        body = _plan(VPN_ROUTE_ENTRY, None, **where).steps[0].parameters
        assert (body["Weight"], body["PublishVpc"]) == (100, True)
        body = _plan(VPN_ROUTE_ENTRY, None, **where, weight=0, publish_vpc=False).steps[0].parameters
        assert (body["Weight"], body["PublishVpc"]) == (0, False)

    def test_an_existing_route_keeps_its_values(self) -> None:
        assert _plan(VPN_ROUTE_ENTRY, ROUTE).steps == ()


POLICY = {
    "vpn_gateway": "vpn-1",
    "route_source": "10.1.0.0/24",
    "route_dest": "10.0.0.0/24",
    "next_hop": "vco-1",
}
POLICY_ROUTE = {**ROUTE, "RouteSource": "10.1.0.0/24", "Priority": 5}


class TestPolicyRoute:
    def _changes(self, raw: Any, **wanted: Any) -> list[tuple[str, dict[str, Any]]]:
        """The steps, without what identifies the route."""
        keys = {"VpnGatewayId", "RouteSource", "RouteDest", "NextHop"}
        steps = _steps(_plan(VPN_PBR_ROUTE_ENTRY, raw, **POLICY, **wanted))
        return [(action, {name: body[name] for name in body if name not in keys}) for action, body in steps]

    def test_weight_and_priority_change_in_one_call(self) -> None:
        both = {"Weight": 100, "NewWeight": 0, "Priority": 5, "NewPriority": 9}
        assert self._changes(POLICY_ROUTE, weight=0, priority=9) == [("ModifyVpnPbrRouteEntryAttribute", both)]
        assert [action for action, _body in self._changes(POLICY_ROUTE, weight=0, priority=9, publish_vpc=True)] == [
            "ModifyVpnPbrRouteEntryAttribute",
            "PublishVpnRouteEntry",
        ]

    def test_one_of_them_changes_in_its_own_call(self) -> None:
        weight = {"Weight": 100, "NewWeight": 0}
        assert self._changes(POLICY_ROUTE, weight=0, priority=5) == [("ModifyVpnPbrRouteEntryWeight", weight)]
        priority = {"Weight": 100, "Priority": 5, "NewPriority": 9}
        assert self._changes(POLICY_ROUTE, priority=9) == [("ModifyVpnPbrRouteEntryPriority", priority)]

    def test_without_a_present_priority_each_changes_in_its_own_call(self) -> None:
        raw = {name: value for name, value in POLICY_ROUTE.items() if name != "Priority"}
        assert self._changes(raw, weight=0, priority=9) == [
            ("ModifyVpnPbrRouteEntryWeight", {"Weight": 100, "NewWeight": 0}),
            ("ModifyVpnPbrRouteEntryPriority", {"Weight": 0, "NewPriority": 9}),
        ]


class TestGateway:
    def test_fields_that_create_does_not_take_are_set_by_an_update(self) -> None:
        plan = _plan(VPN_GATEWAY, None, vpc_id="vpc-1", bandwidth=5, description="d", auto_propagate=True)
        assert _steps(plan) == [
            ("CreateVpnGateway", {"VpcId": "vpc-1", "Bandwidth": 5}),
            ("ModifyVpnGatewayAttribute", {"VpnGatewayId": NEW_ID, "Description": "d", "AutoPropagate": True}),
        ]

    def test_options_missing_for_create_are_named(self) -> None:
        with pytest.raises(Refused, match="vpc_id and bandwidth"):
            _plan(VPN_GATEWAY, None, name="hq")

    def test_recreate_deletes_first(self) -> None:
        plan = _plan(VPN_GATEWAY, GATEWAY, recreate=True, vpc_id="vpc-1", bandwidth=10)
        assert plan.actions == ["DeleteVpnGateway", "CreateVpnGateway"]
        assert (plan.before["bandwidth"], plan.after["bandwidth"]) == (5, 10)

    def test_recreate_without_required_options_deletes_nothing(self) -> None:
        with pytest.raises(Refused, match="vpc_id"):
            _plan(VPN_GATEWAY, GATEWAY, recreate=True, bandwidth=10)

    def test_recreate_updates_in_place_where_possible(self) -> None:
        assert _plan(VPN_GATEWAY, GATEWAY, recreate=True, description="d").actions == ["ModifyVpnGatewayAttribute"]

    def test_a_refused_change_suggests_recreate(self) -> None:
        with pytest.raises(Refused, match=r"bandwidth is 5, not 10.*recreate.*new public addresses.*connections"):
            _plan(VPN_GATEWAY, GATEWAY, bandwidth=10)

    @pytest.mark.parametrize(("days", "deletable"), [(30, False), (-1, True)])
    def test_a_subscription_is_deleted_only_after_its_end(self, days: int, deletable: bool) -> None:
        end = NOW + timedelta(days=days)
        raw = {**GATEWAY, "ChargeType": "Prepay", "EndTime": int(end.timestamp() * 1000)}
        if deletable:
            assert plan_absent(VPN_GATEWAY, raw, NOW).actions == ["DeleteVpnGateway"]
        else:
            for plan in (
                lambda: plan_absent(VPN_GATEWAY, raw, NOW),
                lambda: _plan(VPN_GATEWAY, raw, recreate=True, vpc_id="vpc-1", bandwidth=10),
            ):
                with pytest.raises(Refused, match=f"{end:%Y-%m-%d}"):
                    plan()


class TestCustomerGateway:
    RAW = {"CustomerGatewayId": "cgw-1", "Name": "a", "IpAddress": "203.0.113.1", "Asn": 65546, "AuthKey": "old"}  # noqa: RUF012

    def test_an_asn_in_two_halves_is_equal(self) -> None:
        assert _plan(CUSTOMER_GATEWAY, self.RAW, asn="1.10", ip_address="203.0.113.1").steps == ()

    def test_a_missing_asn_is_shown_as_zero_as_empty_or_not_at_all(self) -> None:
        for nothing in ({"Asn": 0}, {"Asn": ""}, {}):
            raw = {"CustomerGatewayId": "cgw-1", "IpAddress": "203.0.113.1", **nothing}
            with pytest.raises(Refused, match="asn is None, not '65530'"):
                _plan(CUSTOMER_GATEWAY, raw, asn="65530")

    def test_an_update_sends_only_changed_fields(self) -> None:
        ((_unused, body),) = _steps(_plan(CUSTOMER_GATEWAY, self.RAW, name="a", description="d"))
        assert body == {"CustomerGatewayId": "cgw-1", "Description": "d"}

    def test_tags_are_part_of_the_create(self) -> None:
        plan = _plan(CUSTOMER_GATEWAY, None, ip_address="203.0.113.1", tags={"a": "1"})
        assert plan.actions == ["CreateCustomerGateway"]
        assert plan.steps[0].parameters["Tags"] == [{"Key": "a", "Value": "1"}]
