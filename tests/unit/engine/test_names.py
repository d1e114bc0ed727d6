# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names in results: the API's names in snake_case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.names import snake
from tests.emulator import contract

# Names that a simple rule gets wrong, with the form that they have in results.
EXPECTED = {
    "VSwitchId": "vswitch_id",
    "DisasterRecoveryVSwitchId": "disaster_recovery_vswitch_id",
    "IDaaSInstanceId": "idaas_instance_id",
    "IDaaSInstanceVersion": "idaas_instance_version",
    "IDaaSApplicationId": "idaas_application_id",
    "VpnGatewayId": "vpn_gateway_id",
    "InternetIp": "internet_ip",
    "SslVpnInternetIp": "ssl_vpn_internet_ip",
    "IkeAuthAlg": "ike_auth_alg",
    "LocalBgpIp": "local_bgp_ip",
    "EnableBgp": "enable_bgp",
    "AsPath": "as_path",
    "ZoneNo": "zone_no",
    "Tags": "tags",
    "Mfa": "mfa",
    "BGPStatus": "bgp_status",
}


def _members(fields: Mapping[str, contract.ResponseField]) -> Iterator[str]:
    for name, field in fields.items():
        yield name
        yield from _members(field.members)


ALL = sorted({name for action in contract.load().actions.values() for name in _members(action.response)})


@pytest.mark.parametrize(("wire", "name"), EXPECTED.items())
def test_a_difficult_name(wire: str, name: str) -> None:
    assert snake(wire) == name


@pytest.mark.parametrize("wire", ALL)
def test_every_member_of_the_contract(wire: str) -> None:
    name = snake(wire)
    assert re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", name)
    assert name.replace("_", "") == wire.lower()
    # A word of one letter would be a part of a split acronym.
    assert not [word for word in name.split("_") if len(word) == 1]


def test_members_of_one_answer_have_different_names() -> None:
    for action in contract.load().actions.values():
        assert len({snake(name) for name in action.response}) == len(action.response)
