# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diagnoses: of connections, which are read at once, and of a gateway, which are started and waited for."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any

import pytest

from tests.emulator.services import gateway_diagnoses
from tests.support.fakes import FakeClock
from tests.support.tasks import REGION, Ran, Tasks

MASK = "********"
NOWHERE = ("nowhere", "vco-bp1000000000000000000")


class TestConnections:
    MODULE = "vpn_connection_diagnosis_info"

    def _found(self, tasks: Tasks, **options: Any) -> list[dict[str, Any]]:
        ran = tasks(self.MODULE, **options)
        assert ran["changed"] is False
        return ran["vpn_connection_diagnoses"]

    def test_one_by_name_and_by_id(self, tasks: Tasks) -> None:
        created = tasks.existing.id("old-office")
        tasks.emulator.cloud.mismatch(created, "DhGroupMismatch", "group14", "group2")
        tasks.emulator.clear_log()
        (finding,) = self._found(tasks, vpn_connection="old-office")
        assert tasks.calls == ["DescribeVpnConnections", "DescribeVpnConnection", "DiagnoseVpnConnections"]
        assert finding["vpn_connection_id"] == created
        assert (finding["severity"], finding["failed_reason_code"]) == ("Critical", "DhGroupMismatch")
        assert (finding["mismatch_local_param"], finding["mismatch_remote_param"]) == ("group14", "group2")
        assert created in finding["source_log"]
        for check in (True, False):
            assert self._found(tasks, vpn_connection_id=created, check=check) == [finding]
            assert tasks.calls == ["DescribeVpnConnection", "DiagnoseVpnConnections"]

    def test_nothing_found(self, tasks: Tasks) -> None:
        tasks.emulator.cloud.negotiate(tasks.existing.id("old-office"), "ipsec_sa_established")
        (finding,) = self._found(tasks, vpn_connection="old-office")
        assert (finding["severity"], finding["failed_reason_code"]) == ("Normal", "NoExceptionFound")

    def test_both_tunnels_or_one_of_them(self, tasks: Tasks) -> None:
        created = tasks.existing.id("hq-office")
        tasks.emulator.cloud.mismatch(created, "IkeVersionMismatch", "ikev2", "ikev1", role="slave")
        (record,) = tasks.records("vpn_connections")
        master, slave = (tunnel["TunnelId"] for tunnel in record["Tunnels"])
        both = self._found(tasks, vpn_connection="hq-office")
        assert [(one["tunnel_id"], one["failed_reason_code"]) for one in both] == [
            (master, "NoExceptionFound"),
            (slave, "IkeVersionMismatch"),
        ]
        for given in ("slave", slave):
            assert self._found(tasks, vpn_connection=created, tunnel=given) == [both[1]]

    def test_all_of_a_gateway(self, tasks: Tasks) -> None:
        ids = [tasks.existing.id(name) for name in ("old-office", "hq-office")]
        tasks(
            "vpn_connection",
            name="second",
            vpn_gateway="hq-old",
            customer_gateway="office",
            **_networks("10.77.0.0/16"),
        )
        hq, dual = tasks.existing.id("hq-old"), tasks.existing.id("hq")
        tasks.emulator.clear_log()
        found = self._found(tasks, vpn_gateway=hq)
        assert len({one["vpn_connection_id"] for one in found}) == 2
        assert ids[1] not in {one["vpn_connection_id"] for one in found}
        assert tasks.calls == ["DescribeVpnConnections", "DiagnoseVpnConnections"]
        assert [one["vpn_connection_id"] for one in self._found(tasks, vpn_gateway=dual)] == [ids[1]] * 2

    def test_an_attachment_is_given_by_its_id(self, tasks: Tasks) -> None:
        attachment = tasks.existing.id("branch-router")
        (record,) = tasks.records("vpn_attachments")
        found = self._found(tasks, vpn_connection=attachment)
        assert [one["tunnel_id"] for one in found] == [tunnel["TunnelId"] for tunnel in record["Tunnels"]]
        assert "no IPsec connection is named 'branch-router'" in tasks.refused(
            self.MODULE, vpn_connection="branch-router"
        )

    def test_a_gateway_without_connections(self, tasks: Tasks) -> None:
        tasks.existing.id("spare")
        tasks.emulator.clear_log()
        assert self._found(tasks, vpn_gateway="spare") == []
        assert tasks.calls == ["DescribeVpnGateways", "DescribeVpnConnections"]

    def test_keys_are_masked(self, tasks: Tasks) -> None:
        created = tasks.existing.id("old-office")
        tasks.emulator.cloud.mismatch(created, "PskMismatch", "0ur-Key", "the1r-Key")
        ran = tasks(self.MODULE, vpn_connection="old-office")
        (finding,) = ran["vpn_connection_diagnoses"]
        assert (finding["mismatch_local_param"], finding["mismatch_remote_param"]) == (MASK, MASK)
        assert "0ur-Key" not in ran.output
        assert "the1r-Key" not in ran.output

    @pytest.mark.parametrize(
        ("options", "part"),
        [
            ({}, "one of the following is required: vpn_connection, vpn_gateway"),
            ({"vpn_gateway": "hq-old", "tunnel": "master"}, "tunnel: not allowed without vpn_connection"),
            ({"vpn_connection": "old-office", "tunnel": "backup"}, "tunnel: 'backup' is not allowed; allowed: master"),
        ],
    )
    def test_what_is_refused_before_any_call(self, tasks: Tasks, options: dict[str, str], part: str) -> None:
        assert part in tasks.refused(self.MODULE, **options)
        assert tasks.calls == []

    @pytest.mark.parametrize("tunnel", ["slave", "tun-bp1000000000000000000"])
    def test_a_tunnel_that_the_connection_does_not_have(self, tasks: Tasks, tunnel: str) -> None:
        created = tasks.existing.id("old-office")
        text = tasks.refused(self.MODULE, vpn_connection="old-office", tunnel=tunnel)
        assert f"tunnel: IPsec connection {created} has a single tunnel; leave the option out" in text
        dual = tasks.existing.id("hq-office")
        if tunnel != "slave":
            text = tasks.refused(self.MODULE, vpn_connection=dual, tunnel=tunnel)
            assert f"tunnel: IPsec connection {dual} has no tunnel {tunnel}" in text

    @pytest.mark.parametrize("wanted", NOWHERE)
    def test_a_connection_that_does_not_exist(self, tasks: Tasks, wanted: str) -> None:
        text = tasks.refused(self.MODULE, vpn_connection=wanted)
        assert f"Could not diagnose IPsec connection {wanted}: vpn_connection: " in text
        assert f"region {REGION}" in text


def _networks(remote: str) -> dict[str, list[str]]:
    return {"local_subnet": ["10.10.0.0/16"], "remote_subnet": [remote]}


BETWEEN = {"private_source_ip": "10.10.0.10", "private_destination_ip": "192.168.10.10"}


class TestGateway:
    MODULE = "vpn_gateway_diagnosis"

    @pytest.fixture(autouse=True)
    def created(self, tasks: Tasks) -> str:
        created = tasks.existing.id("old-office")
        tasks.emulator.clear_log()
        return created

    def _run(self, tasks: Tasks, check: bool = False, **options: Any) -> Ran:
        ran = tasks(self.MODULE, check=check, **{"vpn_connection": "old-office", **options})
        assert (ran["changed"], ran["actions"]) == (True, ["DiagnoseVpnGateway"])
        return ran

    def test_the_report(self, tasks: Tasks, created: str) -> None:
        report = self._run(tasks, **BETWEEN)["vpn_gateway_diagnosis"]
        assert (report["resource_type"], report["resource_instance_id"]) == ("IPsec", created)
        assert report["vpn_gateway_id"] == tasks.existing.id("hq-old")
        assert report["total_count"] == report["finished_count"] == len(report["diagnose_result"]) == 7
        checks = {check["diagnose_name"]: check for check in report["diagnose_result"]}
        reach = checks["VcoPrivateConnectivity"]
        assert reach["diagnose_result_level"] == "error"
        assert reach["diagnose_result_description"] == {
            "targetIp": "192.168.10.10",
            "srcIp": "10.10.0.10",
            "rtt": -1.0,
            "lossRate": 100.0,
        }
        assert checks["VpnIPsecQuota"]["diagnose_result_description"]["used"] == 1
        assert "VcoPrivateConnectivity" not in str(self._run(tasks)["vpn_gateway_diagnosis"])

    def test_by_name_and_by_id(self, tasks: Tasks, created: str) -> None:
        wrote = ["DiagnoseVpnGateway", "GetVpnGatewayDiagnoseResult"]
        self._run(tasks)
        assert tasks.calls == ["DescribeVpnConnections", "DescribeVpnConnection", *wrote]
        self._run(tasks, vpn_connection=created, vpn_gateway=tasks.existing.id("hq-old"))
        assert tasks.calls == wrote

    def test_a_name_is_looked_for_in_the_gateway(self, tasks: Tasks) -> None:
        tasks.existing.id("office")
        ends = {"vpn_gateway": tasks.existing.id("spare"), "customer_gateway": "office"}
        other = tasks("vpn_connection", name="old-office", **ends, **_networks("10.77.0.0/16"))["vpn_connection"]
        assert "2 IPsec connections named 'old-office' exist" in tasks.refused(self.MODULE, vpn_connection="old-office")
        report = self._run(tasks, vpn_gateway="spare")["vpn_gateway_diagnosis"]
        assert report["resource_instance_id"] == other["vpn_connection_id"]

    def test_check_mode_starts_nothing(self, tasks: Tasks) -> None:
        ran = self._run(tasks, check=True)
        assert ran["vpn_gateway_diagnosis"] == {}
        assert tasks.writes() == []
        assert tasks.records("vpn_diagnoses") == []
        # An earlier task of the play may be about to create it.
        self._run(tasks, check=True, vpn_connection="later")

    def test_waits_until_all_checks_are_done(self, tasks: Tasks, clock: FakeClock) -> None:
        tasks.emulator.cloud.settle = 20
        started = clock.passed
        report = self._run(tasks)["vpn_gateway_diagnosis"]
        assert report["finished_count"] == report["total_count"] == 6
        assert report["finish_time"] > report["begin_time"]
        assert 20 <= clock.passed - started < 60

    def test_without_waiting_what_is_done_so_far(self, tasks: Tasks) -> None:
        tasks.emulator.cloud.settle = 20
        report = self._run(tasks, wait=False)["vpn_gateway_diagnosis"]
        assert (report["finished_count"], report["total_count"], report["diagnose_result"]) == (0, 6, [])
        assert report["finish_time"] is None

    def test_gives_up_in_time_and_says_where_the_report_is(self, tasks: Tasks, clock: FakeClock) -> None:
        tasks.emulator.cloud.settle = 60
        started = clock.passed
        ran = tasks.attempt(self.MODULE, vpn_connection="old-office", wait_timeout=20)
        assert ran.failed
        assert clock.passed - started <= 21
        assert (ran["changed"], ran["actions"]) == (True, ["DiagnoseVpnGateway"])
        (record,) = tasks.records("vpn_diagnoses")
        assert f"diagnosis {record['DiagnoseId']} is not finished after 20 s" in ran["msg"]
        assert "1 of 6 checks are done" in ran["msg"] or "2 of 6 checks are done" in ran["msg"]
        assert f"vpn_gateway_diagnosis_info and diagnose_id={record['DiagnoseId']}" in ran["msg"]

    def test_a_busy_gateway_is_waited_for(self, tasks: Tasks) -> None:
        tasks.emulator.cloud.settle = 2
        tasks("vpn_gateway", name="hq-old", description="Changed", wait=False)
        tasks.emulator.clear_log()
        self._run(tasks)
        assert next(entry["code"] for entry in tasks.emulator.writes) == "VpnGateway.Configuring"
        assert tasks.writes() == ["DiagnoseVpnGateway"]

    def test_keys_are_masked(self, tasks: Tasks) -> None:
        (record,) = tasks.records("vpn_connections")
        ran = self._run(tasks)
        checks = {check["diagnose_name"]: check for check in ran["vpn_gateway_diagnosis"]["diagnose_result"]}
        (shown,) = checks["VcoConfigConsistency"]["diagnose_result_description"]["vcoConf"]
        assert (shown["Psk"], shown["IkeVersion"]) == (MASK, "ikev2")
        assert record["IkeConfig"]["Psk"] not in ran.output

    @pytest.mark.parametrize("text", ["no conflicts", "[1]", '"x"'])
    def test_a_description_that_is_no_object(self, tasks: Tasks, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
        other = SimpleNamespace(dumps=lambda value: text if value == {} else json.dumps(value))
        monkeypatch.setattr(gateway_diagnoses, "json", other)
        report = self._run(tasks)["vpn_gateway_diagnosis"]
        assert report["diagnose_result"][0]["diagnose_result_description"] == {"text": text}

    def test_an_attachment_has_no_gateway(self, tasks: Tasks) -> None:
        attachment = tasks.existing.id("branch-router")
        tasks.emulator.clear_log()
        text = tasks.refused(self.MODULE, vpn_connection=attachment)
        assert f"vpn_connection: IPsec connection {attachment} is an attachment" in text
        assert "vpn_connection_diagnosis_info" in text
        assert tasks.writes() == []

    @pytest.mark.parametrize("wanted", NOWHERE)
    def test_a_connection_that_does_not_exist(self, tasks: Tasks, wanted: str) -> None:
        ran = tasks.attempt(self.MODULE, vpn_connection=wanted)
        assert ran.failed
        assert f"Could not find IPsec connection {wanted}: vpn_connection: " in ran["msg"]
        assert (ran["changed"], ran["actions"]) == (False, [])
        assert tasks.writes() == []

    @pytest.mark.parametrize(
        ("options", "part"),
        [
            ({"private_source_ip": "10.10.0.10"}, "parameters are required together"),
            ({**BETWEEN, "private_source_ip": "10.10.0.0/16"}, "private_source_ip: '10.10.0.0/16' is not allowed"),
        ],
    )
    def test_what_is_refused_before_any_call(self, tasks: Tasks, options: dict[str, str], part: str) -> None:
        assert part in tasks.refused(self.MODULE, vpn_connection="old-office", **options)
        assert tasks.calls == []

    def test_a_failure_after_the_start_says_so(self, tasks: Tasks) -> None:
        tasks.emulator.add_fault("GetVpnGatewayDiagnoseResult:code=Forbidden:9")
        ran = tasks.attempt(self.MODULE, vpn_connection="old-office")
        assert "Could not read the diagnosis of IPsec connection old-office" in ran["msg"]
        assert (ran["changed"], ran["actions"]) == (True, ["DiagnoseVpnGateway"])


class TestReport:
    MODULE = "vpn_gateway_diagnosis_info"

    def test_by_id_and_the_newest_of_a_gateway(self, tasks: Tasks) -> None:
        first, second = tasks.diagnosis(), tasks.diagnosis()
        tasks.emulator.clear_log()
        ran = tasks(self.MODULE, diagnose_id=first)
        assert (ran["changed"], ran["vpn_gateway_diagnosis"]["diagnose_id"]) == (False, first)
        assert tasks.calls == ["GetVpnGatewayDiagnoseResult"]
        newest = tasks(self.MODULE, vpn_gateway="hq", check=True)["vpn_gateway_diagnosis"]
        assert newest["diagnose_id"] == second
        assert newest["diagnose_result"]
        assert tasks.calls == ["DescribeVpnGateways", "GetVpnGatewayDiagnoseResult"]

    def test_neither_is_refused_before_any_call(self, tasks: Tasks) -> None:
        assert "one of the following is required" in tasks.refused(self.MODULE)
        assert tasks.calls == []

    def test_what_does_not_exist(self, tasks: Tasks) -> None:
        assert "Could not read the diagnosis vpndgn-none" in tasks.refused(self.MODULE, diagnose_id="vpndgn-none")
        text = tasks.refused(self.MODULE, vpn_gateway="nowhere")
        assert "Could not read the diagnosis of VPN gateway nowhere: vpn_gateway: no VPN gateway is named" in text
