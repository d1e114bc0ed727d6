# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options of the task itself: wait, recreate and purge_tags; references and subscriptions."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

import pytest

from tests.support import site
from tests.support.tasks import REGION, Tasks

ROUTE = {"vpn_gateway": "hq", "route_dest": "192.168.10.0/24", "next_hop": "hq-office"}


class TestWait:
    def test_without_waiting_a_pending_gateway_is_returned(self, tasks: Tasks) -> None:
        tasks.emulator.cloud.settle = 5
        ran = tasks("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, wait=False)
        assert ran["vpn_gateway"]["status"] == "provisioning"
        again = tasks("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, wait=False)
        assert again["changed"] is False

    def test_a_timeout_names_the_last_state(self, tasks: Tasks) -> None:
        tasks.emulator.cloud.settle = 60
        ran = tasks.attempt("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, wait_timeout=1)
        assert ran.failed
        assert (ran["changed"], ran["actions"]) == (True, ["CreateVpnGateway"])
        for part in ("wait for", "hq", "'provisioning'", "wait_timeout"):
            assert part in ran["msg"] or part == "wait for"


class TestRecreate:
    def test_deletes_and_creates_again(self, tasks: Tasks) -> None:
        old = tasks.gateway()
        options = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 20, "recreate": True}
        tasks.emulator.clear_log()
        predicted = tasks("vpn_gateway", check=True, **options)
        assert predicted["actions"] == ["DeleteVpnGateway", "CreateVpnGateway"]
        assert tasks.writes() == []
        ran = tasks("vpn_gateway", **options)
        assert ran["actions"] == predicted["actions"] == tasks.writes()
        assert ran["vpn_gateway"]["spec"] == "20M"
        assert ran["vpn_gateway"]["vpn_gateway_id"] != old
        assert (ran["diff"]["before"]["bandwidth"], ran["diff"]["after"]["bandwidth"]) == (10, 20)
        assert len(tasks.records("vpn_gateways")) == 1
        assert tasks("vpn_gateway", **options)["changed"] is False

    def test_recreate_by_id_gives_a_new_id(self, tasks: Tasks) -> None:
        old = tasks.gateway()
        options = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 20, "recreate": True}
        ran = tasks("vpn_gateway", vpn_gateway_id=old, **options)
        assert ran["vpn_gateway"]["vpn_gateway_id"] != old

    def test_a_connection_moves_to_another_customer_gateway(self, tasks: Tasks) -> None:
        tasks.site()
        other = tasks.customer("other")
        options = {"name": "hq-office", "vpn_gateway": "hq", "customer_gateway": "other", "recreate": True}
        subnets = {"local_subnet": ["10.10.0.0/16"], "remote_subnet": ["192.168.10.0/24"]}
        ran = tasks("vpn_connection", **options, **subnets)
        assert ran["vpn_connection"]["customer_gateway_id"] == other
        assert len(tasks.records("vpn_connections")) == 1

    @pytest.mark.parametrize("check", [True, False])
    def test_a_connection_that_the_other_gateway_refuses_is_not_deleted(self, tasks: Tasks, check: bool) -> None:
        tasks.site()
        other = tasks.gateway("dual", vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
        options = {**site.connection(), "vpn_gateway": other, "recreate": True}
        connection_id = tasks.records("vpn_connections")[0]["VpnConnectionId"]
        tasks.emulator.clear_log()
        text = tasks.refused("vpn_connection", check=check, vpn_connection_id=connection_id, **options)
        assert "two tunnels; give one entry with role master and one with role slave" in text
        assert "because recreate=true creates this IPsec connection again" in text
        assert tasks.writes() == []

    def test_missing_options_are_refused_before_anything_is_deleted(self, tasks: Tasks) -> None:
        tasks.gateway()
        tasks.emulator.clear_log()
        text = tasks.refused("vpn_gateway", name="hq", bandwidth=20, recreate=True)
        assert "vpc_id: not given; required, because recreate=true creates this VPN gateway again" in text
        assert tasks.writes() == []

    def test_without_a_difference_nothing_is_recreated(self, tasks: Tasks) -> None:
        tasks.gateway()
        assert tasks("vpn_gateway", name="hq", bandwidth=10, recreate=True)["changed"] is False


class TestTags:
    @pytest.mark.parametrize(
        ("module", "name"), [("vpn_gateway", "hq"), ("customer_gateway", "office"), ("vpn_connection", "hq-office")]
    )
    def test_purge_keep_and_clear(self, tasks: Tasks, module: str, name: str) -> None:
        tasks.site()
        for wanted, purge, left in (
            ({"a": "1", "b": "2"}, True, {"a": "1", "b": "2"}),
            ({"b": "3", "c": None}, False, {"a": "1", "b": "3", "c": ""}),
            ({}, False, {"a": "1", "b": "3", "c": ""}),
            ({"n": 5, "yes": True}, True, {"n": "5", "yes": "true"}),
            ({}, True, {}),
        ):
            ran = tasks(module, name=name, tags=wanted, purge_tags=purge)
            assert ran[module]["tags"] == left
            assert tasks(module, name=name, tags=wanted, purge_tags=purge)["changed"] is False

    def test_twenty_tags_can_be_replaced_by_twenty_others(self, tasks: Tasks) -> None:
        tasks.gateway(tags={f"old{n}": "x" for n in range(20)})
        new = {f"new{n}": "x" for n in range(20)}
        assert tasks("vpn_gateway", name="hq", tags=new)["vpn_gateway"]["tags"] == new

    def test_tags_that_are_not_given_stay(self, tasks: Tasks) -> None:
        tasks.gateway(tags={"a": "1"})
        assert tasks("vpn_gateway", name="hq", description="x")["vpn_gateway"]["tags"] == {"a": "1"}

    def test_system_tags_are_ignored(self, tasks: Tasks) -> None:
        created = tasks.gateway()
        region = tasks.emulator.cloud.state.region(REGION)
        region.tags.setdefault("VPNGATEWAY", {})[created] = {"acs:rm": "x", "a": "1"}
        assert tasks("vpn_gateway", name="hq", tags={"a": "1"})["changed"] is False
        assert tasks("vpn_gateway", name="hq", tags={})["vpn_gateway"]["tags"] == {}
        assert region.tags["VPNGATEWAY"][created] == {"acs:rm": "x"}


class TestReferences:
    def test_name_and_id_are_equivalent(self, tasks: Tasks) -> None:
        site = tasks.site()
        for gateway in ("hq", site["hq"]):
            for hop in ("hq-office", site["hq-office"]):
                ran = tasks("vpn_route_entry", vpn_gateway=gateway, route_dest="192.168.10.0/24", next_hop=hop)
                assert ran["vpn_route_entry"]["next_hop"] == site["hq-office"]
        assert len(tasks.records("route_entries")) == 1

    @pytest.mark.parametrize("state", ["present", "absent"])
    def test_an_ambiguous_name_lists_the_ids(self, tasks: Tasks, state: str) -> None:
        ids = [tasks.gateway("first"), tasks.gateway("second")]
        for record in tasks.records("vpn_gateways"):
            record["Name"] = "hq"
        tasks.emulator.clear_log()
        for module, options in (
            ("vpn_gateway", {"name": "hq"}),
            ("vpn_route_entry", {**ROUTE, "next_hop": "vco-bp1bbi27hojx80nck0001"}),
        ):
            text = tasks.refused(module, state=state, **options)
            assert all(identifier in text for identifier in ids)
        assert tasks.writes() == []

    def test_a_name_is_searched_within_the_given_gateway(self, tasks: Tasks) -> None:
        """Connections of two gateways may have the same name."""
        site = tasks.site()
        tasks.gateway("other")
        tasks.connection(vpn_gateway="other")
        ran = tasks("vpn_route_entry", vpn_gateway="hq", route_dest="192.168.10.0/24", next_hop="hq-office")
        assert ran["vpn_route_entry"]["next_hop"] == site["hq-office"]

    def test_a_pending_reference_in_check_mode(self, tasks: Tasks) -> None:
        """A play that creates all of them can run in check mode on an empty cloud."""
        subnets = {"local_subnet": ["10.10.0.0/16"], "remote_subnet": ["192.168.10.0/24"]}
        options = {"name": "hq-office", "vpn_gateway": "hq", "customer_gateway": "office", **subnets}
        ran = tasks("vpn_connection", check=True, **options)
        assert (ran["changed"], ran["actions"]) == (True, ["CreateVpnConnection"])
        assert len(ran.warnings) == 2
        ran = tasks("vpn_route_entry", check=True, **ROUTE)
        assert (ran["changed"], ran["actions"]) == (True, ["CreateVpnRouteEntry"])
        assert tasks.writes() == []

    def test_a_reference_that_does_not_exist_is_refused(self, tasks: Tasks) -> None:
        text = tasks.refused("vpn_route_entry", **ROUTE)
        assert "vpn_gateway" in text
        assert "'hq'" in text
        assert tasks.writes() == []

    def test_absent_with_a_reference_that_does_not_exist(self, tasks: Tasks) -> None:
        assert tasks("vpn_route_entry", **ROUTE, state="absent")["changed"] is False

    @pytest.mark.parametrize("alias", ["vpn_gateway_id", "vpn_gateway"])
    def test_the_api_name_is_an_alias(self, tasks: Tasks, alias: str) -> None:
        site = tasks.site()
        subnets = {"local_subnet": ["10.10.0.0/16"], "remote_subnet": ["192.168.10.0/24"]}
        assert tasks("vpn_connection", name="hq-office", **{alias: site["hq"]}, **subnets)["changed"] is False


class TestSubscription:
    def _prepaid(self, tasks: Tasks) -> datetime:
        tasks.gateway(instance_charge_type="PREPAY", period=1, auto_pay=True)
        (record,) = tasks.records("vpn_gateways")
        tasks.emulator.clear_log()
        return datetime.fromtimestamp(record["EndTime"] / 1000, timezone.utc)

    @pytest.mark.parametrize("check", [True, False])
    def test_a_subscription_is_not_deleted_before_its_end(self, tasks: Tasks, check: bool) -> None:
        end = self._prepaid(tasks)
        text = tasks.refused("vpn_gateway", check=check, name="hq", state="absent")
        for part in ("subscription", f"{end:%Y-%m-%d}", "renewal", "refund"):
            assert part in text
        assert tasks.writes() == []

    def test_a_subscription_is_not_recreated_before_its_end(self, tasks: Tasks) -> None:
        self._prepaid(tasks)
        wanted = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 20, "recreate": True}
        assert "subscription" in tasks.refused("vpn_gateway", **wanted)
        assert tasks.writes() == []

    def test_a_subscription_is_deleted_after_its_end(self, tasks: Tasks) -> None:
        self._prepaid(tasks)
        tasks.records("vpn_gateways")[0]["EndTime"] = 1
        assert tasks("vpn_gateway", name="hq", state="absent")["changed"]

    def test_an_unpaid_order_is_reported(self, tasks: Tasks) -> None:
        unpaid = {"instance_charge_type": "PREPAY", "period": 1, "wait_timeout": 1}
        text = tasks.refused("vpn_gateway", name="hq", vpc_id="vpc-1", bandwidth=10, **unpaid)
        assert "auto_pay" in text


class TestCertificate:
    """The option of a connection that only gateways of the type NationalStandard accept."""

    def test_a_national_standard_gateway(self, tasks: Tasks) -> None:
        tasks.gateway(vpn_type="NationalStandard")
        tasks.customer()
        settings = {
            "ike_config": {"ike_version": "ikev1", "ike_enc_alg": "sm4", "ike_auth_alg": "sm3"},
            "ipsec_config": {"ipsec_enc_alg": "sm4", "ipsec_auth_alg": "sm3"},
        }
        first = "-----BEGIN CERTIFICATE-----\nMIIB7zCCAZW\n-----END CERTIFICATE-----"
        tasks.connection(remote_ca_certificate=first, **settings)
        other = first.replace("MIIB", "MIIC")
        ran = tasks("vpn_connection", name="hq-office", remote_ca_certificate=other)
        assert ran["actions"] == ["ModifyVpnConnectionAttribute"]
        assert tasks.records("vpn_connections")[0]["RemoteCaCertificate"] == other
        assert tasks("vpn_connection", name="hq-office", remote_ca_certificate=other)["changed"] is False

    @pytest.mark.parametrize("check", [True, False])
    @pytest.mark.parametrize(
        ("option", "settings"),
        [
            ("remote_ca_certificate", {"remote_ca_certificate": "MIIB"}),
            ("ike_config.ike_enc_alg=sm4", {"ike_config": {"ike_enc_alg": "sm4"}}),
            ("ipsec_config.ipsec_auth_alg=sm3", {"ipsec_config": {"ipsec_auth_alg": "sm3"}}),
        ],
    )
    def test_any_other_gateway(self, tasks: Tasks, option: str, settings: dict[str, Any], check: bool) -> None:
        gateway = tasks.gateway()
        tasks.customer()
        tasks.emulator.clear_log()
        assert tasks.refused("vpn_connection", check=check, **site.connection("hq-office", **settings)) == (
            f"Could not plan the changes to IPsec connection hq-office: {option}: not allowed, connections of VPN "
            f"gateway {gateway} have no SM algorithms; those need a VPN gateway with vpn_type=NationalStandard"
        )
        assert tasks.writes() == []

    def test_a_tunnel_of_any_other_gateway(self, tasks: Tasks) -> None:
        tasks.gateway(vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
        tasks.customer()
        tasks.emulator.clear_log()
        tunnels = [{"role": "master", "remote_ca_certificate": "MIIB"}, {"role": "slave"}]
        text = tasks.refused("vpn_connection", **site.connection("hq-office", tunnels=tunnels))
        assert "tunnels[1].remote_ca_certificate: not allowed" in text
        assert tasks.writes() == []


@pytest.mark.parametrize("text", ["9" * 5000, "1e999999999", "INFINITY", " -inf", "nan"])
def test_a_number_that_is_endless_is_refused(tasks: Tasks, text: str) -> None:
    text = tasks.refused("vpn_gateway_zone_info", bandwidth=text)
    assert text == "bandwidth: a value of type str is not allowed here; allowed: an integer"
