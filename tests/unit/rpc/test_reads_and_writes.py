# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which actions are writes, and what a read-only client does with them."""

from __future__ import annotations

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import ReadOnlyError
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.service import VPC
from tests.emulator import contract
from tests.support.fakes import Wire, client

ACTIONS = contract.load().actions


def test_the_contract_has_reads_and_writes() -> None:
    assert {"read", "write"} == {action.kind for action in ACTIONS.values()}


@pytest.mark.parametrize("name", ACTIONS)
def test_agrees_with_the_contract(name: str) -> None:
    assert VPC.writes(name) == (ACTIONS[name].kind == "write")


@pytest.mark.parametrize("name", ["RefundInstance", "describeVpnGateway", "", "SomethingNew"])
def test_an_unknown_action_counts_as_a_write(name: str) -> None:
    assert VPC.writes(name)


@pytest.mark.parametrize("name", [name for name, action in ACTIONS.items() if action.kind == "write"])
def test_a_read_only_client_sends_no_write(name: str) -> None:
    wire = Wire()
    with pytest.raises(ReadOnlyError, match=name):
        client(wire, read_only=True).call(name, {"VpnGatewayId": "vpn-1"}, token=True)
    assert wire.sent == []


def test_a_read_only_client_reads() -> None:
    wire = Wire()
    client(wire, read_only=True).call("DescribeVpnGateways")
    assert len(wire.sent) == 1
