# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every failure has the same members in `error`, with a code that the guide lists or the service gave."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils import _module
from ansible_collections.alicloud.vpn.plugins.module_utils._engine import errors, phase
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import errors as rpc_errors
from tests.support.tasks import REGION, Tasks
from tests.support.tree import ROOT

MEMBERS = {"action", "code", "message", "http_status", "request_id", "tries"}
GATEWAY = {"name": "hq", "vpc_id": "vpc-1", "bandwidth": 10}


def _nothing(tasks: Tasks) -> None:
    pass


def _gateway(tasks: Tasks) -> None:
    tasks.gateway()


def _two_gateways(tasks: Tasks) -> None:
    gateway = tasks.gateway()
    table = tasks.emulator.cloud.state.region(REGION).table("vpn_gateways")
    table["vpn-bp1q8bgx4xnkm2ogj0001"] = {**table[gateway], "VpnGatewayId": "vpn-bp1q8bgx4xnkm2ogj0001"}


def _slow(tasks: Tasks) -> None:
    tasks.emulator.cloud.settle = 100


def _denied(tasks: Tasks) -> None:
    tasks.emulator.add_fault("*:code=Forbidden:9")


def _silent(tasks: Tasks) -> None:
    tasks.emulator.add_fault("*:drop-answer:99")


def _paid(tasks: Tasks) -> None:
    tasks.gateway(instance_charge_type="PREPAY", period=1, auto_pay=True)


@pytest.mark.parametrize(
    ("before", "module", "options", "code"),
    [
        (_nothing, "vpn_gateway", {**GATEWAY, "bandwidth": 7}, "Collection.InvalidOption"),
        (_nothing, "vpn_gateway", {**GATEWAY, "color": "red"}, "Collection.InvalidOption"),
        (_nothing, "vpn_gateway", {}, "Collection.InvalidOption"),
        (_nothing, "customer_gateway", {"name": "o", "ip_address": "x"}, "Collection.InvalidOption"),
        (_nothing, "resource_tags", {"resource_type": "VPC", "resource_ids": []}, "Collection.InvalidOption"),
        (_nothing, "vpn_gateway_info", {"endpoint": "ftp://x"}, "Collection.InvalidSettings"),
        (_nothing, "vpn_route_entry_info", {"vpn_gateway": "hq"}, "Collection.NotFound"),
        (_two_gateways, "vpn_gateway", {"name": "hq"}, "Collection.SeveralFound"),
        (_gateway, "vpn_gateway", {**GATEWAY, "bandwidth": 20}, "Collection.ImmutableOption"),
        (_paid, "vpn_gateway", {"name": "hq", "state": "absent"}, "Collection.NotPossible"),
        (_nothing, "vpn_gateway", {**GATEWAY, "instance_charge_type": "PREPAY", "period": 1}, "Collection.OrderUnpaid"),
        (_slow, "vpn_gateway", {**GATEWAY, "wait_timeout": 1}, "Collection.WaitTimeout"),
        (_silent, "vpn_gateway_info", {}, "Collection.NoAnswer"),
        (_denied, "vpn_gateway_info", {}, "Forbidden"),
    ],
)
def test_every_failure_has_all_members(
    tasks: Tasks, before: Callable[[Tasks], None], module: str, options: dict[str, Any], code: str
) -> None:
    before(tasks)
    ran = tasks.attempt(module, **options)
    assert ran.failed
    assert ran["error"].keys() == MEMBERS
    assert (ran["error"]["code"], bool(ran["error"]["message"])) == (code, True)
    called = code in ("Forbidden", "Collection.NoAnswer")
    assert (bool(ran["error"]["action"]), ran["error"]["tries"] > 0) == (called, called)


def _codes() -> Iterator[str]:
    yield from (_module.INVALID_OPTION, phase.FILE_PROBLEM, phase.UNEXPECTED)
    for module in (errors, rpc_errors):
        yield from (each.code for each in vars(module).values() if hasattr(each, "code"))


def test_the_guide_lists_every_code_of_the_collection() -> None:
    guide = (ROOT / "docs" / "guides" / "troubleshooting.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| `(Collection\.\w+)` \|", guide, re.MULTILINE)) == sorted(set(_codes()))
