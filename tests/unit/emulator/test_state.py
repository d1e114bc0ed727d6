# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The state file, seeds and ids."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.support import scenario
from tests.support.caller import Caller, customer, gateway, site
from tests.support.regions import SINGLE_TUNNEL


def _cloud(path: Path, clock: ManualClock) -> Caller:
    return Caller(Cloud(seed=1, state_file=path, clock=clock))


def test_everything_is_restored(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "state.json"
    before = _cloud(path, clock)
    ids = scenario.build(before)
    after = _cloud(path, clock)
    for name, parameters in scenario.reads(ids):
        assert after(name, **parameters) == before(name, **parameters)


def test_tokens_and_ids_continue(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "state.json"
    given = {"VpcId": "vpc-1", "Bandwidth": 5, "ClientToken": "one"}
    first = _cloud(path, clock)("CreateVpnGateway", **given)
    after = _cloud(path, clock)
    assert after("CreateVpnGateway", **given) == first
    assert after.refused("CreateVpnGateway", **{**given, "Bandwidth": 10}) == "IdempotentParameterMismatch"
    assert gateway(after) != first["VpnGatewayId"]


def test_what_a_test_set_is_restored(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "state.json"
    before = _cloud(path, clock)
    gateway_id, _unused, connection_id = site(before)
    before.cloud.lock_gateway(gateway_id)
    before.cloud.negotiate(connection_id, "ipsec_sa_established")
    before.cloud.attach_to_full_mesh("vpc-1")
    after = _cloud(path, clock)
    assert after("DescribeVpnGateway", VpnGatewayId=gateway_id)["BusinessStatus"] == "FinancialLocked"
    assert after("DescribeVpnConnection", VpnConnectionId=connection_id)["Status"] == "ipsec_sa_established"
    after.cloud.unlock_gateway(gateway_id)
    change = {"VpnGatewayId": gateway_id, "AutoPropagate": True}
    assert after.refused("ModifyVpnGatewayAttribute", **change) == "OperationFailed.CenLevelNotSupport"


def test_unknown_record_cannot_be_set(call: Caller) -> None:
    with pytest.raises(KeyError, match="vpn-none"):
        call.cloud.lock_gateway("vpn-none")


def test_file_is_always_complete(tmp_path: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "state.json"
    call = _cloud(path, clock)
    gateway(call)
    whole = path.read_text(encoding="utf-8")

    def crash(*_names: object) -> None:
        raise OSError("the machine stopped")

    monkeypatch.setattr(os, "replace", crash)
    assert call.refused("CreateVpnGateway", VpcId="vpc-1", Bandwidth=5) == "InternalError"
    assert path.read_text(encoding="utf-8") == whole
    assert json.loads(whole)["regions"][SINGLE_TUNNEL]["tables"]["vpn_gateways"]


def test_state_with_an_unknown_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text('{"regions": {"cn-hangzhou": {"tables": {"vpn_gatewayz": {}}}}}', encoding="utf-8")
    with pytest.raises(ValueError, match="vpn_gatewayz"):
        Cloud(state_file=path)


def test_reads_and_refusals_write_nothing(tmp_path: Path, clock: ManualClock) -> None:
    path = tmp_path / "state.json"
    call = _cloud(path, clock)
    call("DescribeVpnGateways")
    call.refused("DeleteVpnGateway", VpnGatewayId="vpn-none")
    assert not path.exists()


def test_same_seed_same_ids(clock: ManualClock) -> None:
    worlds = [scenario.build(Caller(Cloud(seed=seed, clock=clock))) for seed in (7, 7, 8)]
    assert worlds[0] == worlds[1] != worlds[2]
    assert gateway(Caller(Cloud())) != gateway(Caller(Cloud()))


def test_ids_look_real(call: Caller) -> None:
    ids = (*site(call), customer(call))
    assert [created[:4] for created in ids] == ["vpn-", "cgw-", "vco-", "cgw-"]
    assert all(re.fullmatch(r"[a-z]{3}-[a-z0-9]{21}", created) for created in ids)


def test_addresses_are_unique(call: Caller) -> None:
    reads = [call("DescribeVpnGateway", VpnGatewayId=gateway(call, NetworkType="public")) for _unused in range(20)]
    assert len({read["InternetIp"] for read in reads}) == 20
