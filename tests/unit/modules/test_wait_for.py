# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""wait_for: established waits for the tunnel."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import client
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.retry import Backoff
from tests.support.tasks import Ran, Tasks

_UP = "ipsec_sa_established"
_KEY = "OfficeKey4711"
_PHASE_1 = {"ike_version": "ikev2", "ike_enc_alg": "aes256", "ike_auth_alg": "sha256", "ike_pfs": "group14"}
_PHASE_2 = {"ipsec_enc_alg": "aes192", "ipsec_auth_alg": "sha512", "ipsec_pfs": "disabled"}


@pytest.fixture
def connection(tasks: Tasks) -> str:
    tasks.gateway()
    tasks.customer()
    created = tasks.connection(ike_config={**_PHASE_1, "psk": _KEY}, ipsec_config=_PHASE_2)
    tasks.emulator.clear_log()
    return created


def _wait(tasks: Tasks, check: bool = False, **options: Any) -> Ran:
    return tasks("vpn_connection", check=check, name="hq-office", vpn_gateway="hq", wait_for="established", **options)


def _fail(tasks: Tasks, **options: Any) -> Ran:
    given = {"name": "hq-office", "vpn_gateway": "hq", "wait_for": "established", "wait_timeout": 1, **options}
    ran = tasks.attempt("vpn_connection", **given)
    assert ran.failed, ran.result
    assert _KEY not in ran.output
    return ran


@pytest.fixture
def negotiated(tasks: Tasks, connection: str, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """After each pause of the task the tunnel has the next of these states."""

    def arrange(*statuses: str) -> None:
        coming = iter(statuses)

        class Steps(Backoff):
            def pauses(self) -> Iterator[float]:
                while True:
                    yield 0.0
                    for status in islice(coming, 1):
                        tasks.emulator.cloud.negotiate(connection, status)

        monkeypatch.setattr(client, "Backoff", Steps)

    return arrange


def test_the_tunnel_comes_up_during_the_wait(tasks: Tasks, negotiated: Callable[..., None]) -> None:
    negotiated("ike_sa_established", _UP)
    ran = _wait(tasks, wait_timeout=20)
    assert (ran["changed"], ran["actions"], ran["vpn_connection"]["status"]) == (False, [], _UP)
    assert ran["vpn_connection"]["ike_config"]["psk"] == "********"
    assert tasks.writes() == []


def test_a_tunnel_that_is_up_already(tasks: Tasks, connection: str) -> None:
    tasks.emulator.cloud.negotiate(connection, _UP)
    assert _wait(tasks)["changed"] is False
    # One request by name, one by ID.
    assert tasks.calls == ["DescribeVpnGateways", "DescribeVpnConnections", *["DescribeVpnConnection"] * 2]


def test_waits_after_a_change(tasks: Tasks, negotiated: Callable[..., None]) -> None:
    negotiated(_UP)
    ran = _wait(tasks, enable_dpd=False, wait_timeout=20)
    assert (ran["changed"], ran["vpn_connection"]["status"]) == (True, _UP)
    assert ran["vpn_connection"]["enable_dpd"] is False


def test_include_secrets_after_the_wait(tasks: Tasks, connection: str) -> None:
    tasks.emulator.cloud.negotiate(connection, _UP)
    assert _wait(tasks, include_secrets=True)["vpn_connection"]["ike_config"]["psk"] == _KEY


def test_phase_1_does_not_come_up(tasks: Tasks, connection: str) -> None:
    ran = _fail(tasks)
    gateway = tasks.records("vpn_gateways")[0]["VpnGatewayId"]
    customer = tasks.records("customer_gateways")[0]["CustomerGatewayId"]
    for words in (
        "the tunnel of IPsec connection",
        "last state seen: 'ike_sa_not_established'",
        "Phase 1 (IKE) is not established",
        "pre-shared key",
        "ike_version ikev2, ike_enc_alg aes256, ike_auth_alg sha256, ike_pfs group14;",
        "local 203.0.113.10 and remote 47.",
        f"UDP 500 and 4500 pass between the VPN gateway {gateway} and the customer gateway {customer}",
        "effect_immediately=false",
    ):
        assert words in ran["msg"]
    assert (ran["changed"], ran["actions"]) == (False, [])


@pytest.mark.parametrize("status", ["ike_sa_established", "ipsec_sa_not_established"])
def test_phase_2_does_not_come_up(tasks: Tasks, connection: str, status: str) -> None:
    tasks.emulator.cloud.negotiate(connection, status)
    text = _fail(tasks)["msg"]
    for words in (
        f"last state seen: '{status}'",
        "Phase 1 (IKE) is established, phase 2 (IPsec) is not",
        "local 192.168.10.0/24 and remote 10.10.0.0/16",
        "ipsec_enc_alg aes192, ipsec_auth_alg sha512, ipsec_pfs disabled.",
    ):
        assert words in text
    assert "effect_immediately" not in text


def test_the_mode_is_named_with_ikev1(tasks: Tasks, connection: str) -> None:
    tasks.connection(ike_config={**_PHASE_1, "ike_version": "ikev1", "psk": _KEY})
    assert "ike_version ikev1, ike_mode main, ike_enc_alg aes256" in _fail(tasks)["msg"]


def test_no_advice_if_effect_immediately_is_set(tasks: Tasks, connection: str) -> None:
    tasks.connection(effect_immediately=True)
    assert "effect_immediately" not in _fail(tasks)["msg"]


def test_a_failure_names_the_calls_before_it(tasks: Tasks, connection: str) -> None:
    ran = _fail(tasks, enable_dpd=False)
    assert (ran["changed"], ran["actions"]) == (True, ["ModifyVpnConnectionAttribute"])
    assert "ike_sa_not_established" in ran["error"]["message"]


def test_one_timeout_for_change_and_tunnel(tasks: Tasks, connection: str) -> None:
    tasks.emulator.cloud.settle = 1.5
    ran = _fail(tasks, enable_dpd=False, wait_timeout=3)
    waited = re.search(r"is not established after (\d+) s of waiting", ran["msg"])
    assert waited
    assert int(waited[1]) < 3, "the seconds that the change took count as well"


def test_check_mode_does_not_wait(tasks: Tasks, connection: str) -> None:
    assert _wait(tasks, check=True)["vpn_connection"]["status"] == "ike_sa_not_established"
    assert tasks.writes() == []


def test_no_wait_by_default(tasks: Tasks, connection: str) -> None:
    ran = tasks("vpn_connection", name="hq-office", vpn_gateway="hq", wait_timeout=1)
    assert ran["vpn_connection"]["status"] == "ike_sa_not_established"


@pytest.mark.parametrize(("option", "value"), [("state", "absent"), ("wait", False)])
def test_refused_before_any_call(tasks: Tasks, connection: str, option: str, value: object) -> None:
    given = {"name": "hq-office", "vpn_gateway": "hq", "wait_for": "established", option: value}
    text = tasks.refused("vpn_connection", **given)
    assert "wait_for: established is not allowed with" in text
    assert option in text
    assert tasks.calls == []


def test_a_failure_returns_the_connection_as_it_was_last_read(tasks: Tasks, connection: str) -> None:
    tasks.emulator.cloud.negotiate(connection, "ike_sa_established")
    shown = _fail(tasks)["vpn_connection"]
    assert (shown["vpn_connection_id"], shown["status"]) == (connection, "ike_sa_established")


def test_what_the_service_found_is_reported(tasks: Tasks, connection: str) -> None:
    tasks.connection(effect_immediately=True)
    tasks.emulator.cloud.mismatch(connection, "DhGroupMismatch", "group14", "group2")
    text = _fail(tasks)["msg"]
    assert "The service found DhGroupMismatch (here group14, on the device group2); last line of the log: '" in text
    assert "initiate IKE_SA" in text


def test_a_key_that_the_service_found_is_masked(tasks: Tasks, connection: str) -> None:
    tasks.emulator.cloud.mismatch(connection, "PskMismatch", _KEY, "another")
    text = _fail(tasks)["msg"]
    assert "PskMismatch (here ********, on the device ********)" in text


def test_the_diagnosis_is_only_a_hint(tasks: Tasks, connection: str) -> None:
    tasks.emulator.add_fault("DiagnoseVpnConnections:code=Forbidden:9")
    text = _fail(tasks)["msg"]
    assert "Phase 1 (IKE) is not established" in text
    assert "Forbidden" not in text


def test_each_tunnel_of_a_dual_tunnel_connection(tasks: Tasks) -> None:
    tasks.gateway(vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
    ends = {"master": tasks.customer("one"), "slave": tasks.customer("two")}
    tunnels = [{"role": role, "customer_gateway": end} for role, end in ends.items()]
    created = tasks.connection(customer_gateway=None, tunnels=tunnels)
    master, slave = tasks.records("vpn_connections")[0]["Tunnels"]
    tasks.emulator.cloud.negotiate(created, _UP, "master")

    ran = _fail(tasks)
    up = f"Tunnel {master['TunnelId']} (master, {master['InternetIp']})"
    down = f"Tunnel {slave['TunnelId']} (slave, {slave['InternetIp']})"
    for words in (
        f"the tunnels of IPsec connection {created}: they are not established",
        f"last state seen: master '{_UP}', slave 'ike_sa_not_established'.",
        f"{up} is established.",
        f"{down}: Phase 1 (IKE) is not established",
        f"the VPN gateway {slave['InternetIp']} and the customer gateway {slave['CustomerGatewayId']}",
        "effect_immediately=false",
    ):
        assert words in ran["msg"]
    shown = ran["vpn_connection"]["tunnel_options_specification"]
    assert {one["role"]: one["status"] for one in shown} == {"master": _UP, "slave": "ike_sa_not_established"}

    tasks.emulator.cloud.negotiate(created, "ipsec_sa_not_established", "slave")
    text = _fail(tasks)["msg"]
    assert f"{down}: Phase 1 (IKE) is established, phase 2 (IPsec) is not" in text
    # Such a connection has no status of its own.
    assert "effect_immediately" not in text
    tasks.emulator.cloud.negotiate(created, _UP)
    assert _wait(tasks)["vpn_connection"]["vpn_connection_id"] == created
