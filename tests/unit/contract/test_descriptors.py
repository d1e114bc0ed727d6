# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares every descriptor with the contract and the official SDK, and tests the checker with wrong descriptors."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Change, Parameter
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Bandwidth, Choice, Flag, Int, Text
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.objects import Json, Objects
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.parts import Wrapped
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.tags import Tags
from tests.support.cases import CASES
from tests.support.descriptors import ALL, CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY, name_of
from tests.unit.contract import checker
from tests.unit.contract.checker import check
from tools import api


@pytest.mark.parametrize("resource", ALL, ids=name_of)
def test_matches_contract_and_sdk(resource: Resource) -> None:
    assert check(resource) == []


@pytest.mark.parametrize(
    ("exceptions", "explained"), [("STRICTER", "stricter"), ("WIDER", "wider"), ("LEFT_OUT", "left_out")]
)
def test_a_case_explains_only_what_differs(monkeypatch: pytest.MonkeyPatch, exceptions: str, explained: str) -> None:
    monkeypatch.setattr(checker, exceptions, set())
    problems = [text for resource in ALL for text in check(resource)]
    places = {place for case in CASES for place in getattr(case, explained)}
    assert {text.partition(": ")[0] for text in problems} == places


@pytest.mark.parametrize("resource", ALL, ids=name_of)
def test_a_recreation_says_what_it_costs(resource: Resource) -> None:
    assert bool(resource.recreation) is resource.can_be_recreated


@pytest.mark.parametrize("resource", ALL, ids=name_of)
def test_times_are_those_of_the_contract(resource: Resource) -> None:
    shown = dict(api.response(resource.actions.list)[resource.items.outer]["members"])
    shown.update(api.response(resource.actions.get) if resource.actions.get else {})
    times = {name for name, spec in shown.items() if "since 1970" in spec.get("unit", "")}
    assert set(resource.times) == times & set(resource.returns)


# --- wrong descriptors ----------------------------------------------------------------------------------------------


def _with(resource: Resource, name: str, **more: Any) -> Resource:
    """The resource with one field changed; the name may be a path into objects (ike_config.psk)."""
    fields = _altered(resource.fields, name, more)
    assert fields != resource.fields
    return dataclasses.replace(resource, fields=fields)


def _altered(parameters: tuple[Any, ...], name: str, more: Mapping[str, Any]) -> tuple[Any, ...]:
    outer, _dot, inner = name.partition(".")
    changed = []
    for one in parameters:
        if one.name == outer and inner:
            changed.append(dataclasses.replace(one, kind=_with_members(one.kind, inner, more)))
        else:
            changed.append(dataclasses.replace(one, **more) if one.name == outer else one)
    return tuple(changed)


def _with_members(kind: Any, name: str, more: Mapping[str, Any]) -> Any:
    if isinstance(kind, Objects):
        return dataclasses.replace(kind, one=_with_members(kind.one, name, more))
    return dataclasses.replace(kind, parts=_altered(kind.parts, name, more))


def _places() -> Iterator[tuple[Resource, str, Parameter]]:
    for resource in ALL:
        yield from ((resource, name, one) for name, one in _paths(resource.fields))


def _paths(parameters: tuple[Any, ...], within: str = "") -> Iterator[tuple[str, Parameter]]:
    for one in parameters:
        yield within + one.name, one
        yield from _paths(one.kind.members, f"{within}{one.name}.")


# Tags that only TagResources sets have no parameter in the resource's own actions.
SENT = [place for place in _places() if getattr(place[2], "create", True) or not isinstance(place[2].kind, Tags)]
SHOWN = [place for place in _places() if getattr(place[2], "change", None) is not Change.WRITE_ONLY]


def _title(value: Any) -> str:
    return value.name if isinstance(value, Resource) else value if isinstance(value, str) else ""


@pytest.mark.parametrize(("resource", "name", "field"), SENT, ids=_title)
def test_a_misspelt_wire_name_is_reported(resource: Resource, name: str, field: Parameter) -> None:
    if isinstance(getattr(field, "create", None), str):
        wire, changed = field.create, _with(resource, name, create=f"{field.create}X")
    else:
        wire, changed = field.wire, _with(resource, name, wire=f"{field.wire}X", read=field.path)
    problems = check(changed)
    assert any(text.endswith(f"{wire}X: not in the contract") for text in problems)
    if "." not in name:
        assert any(text.endswith(f"{wire}X: not in the SDK") for text in problems)


@pytest.mark.parametrize(("resource", "name", "field"), SHOWN, ids=_title)
def test_a_misspelt_read_path_is_reported(resource: Resource, name: str, field: Parameter) -> None:
    problems = check(_with(resource, name, read=f"{field.path}X"))
    assert any(text.endswith(f"{field.path}X is read, but not in the contract") for text in problems)
    assert any(text.endswith(f"{field.path}X is read, but not in the SDK") for text in problems)


@pytest.mark.parametrize(
    ("resource", "name", "kind", "text"),
    [
        (VPN_GATEWAY, "name", Text(2, 101), "CreateVpnGateway.Name"),
        (VPN_GATEWAY, "vpc_id", Flag(), "CreateVpnGateway.VpcId: string in the contract"),
        (VPN_GATEWAY, "enable_ssl", Text(), "CreateVpnGateway.EnableSsl: boolean in the contract"),
        (VPN_GATEWAY, "auto_pay", Int(), "CreateVpnGateway.AutoPay: bool in the SDK"),
        (VPN_GATEWAY, "bandwidth", Bandwidth(values=(5, 10)), "CreateVpnGateway.Bandwidth: (5, 10) allowed"),
        (VPN_GATEWAY, "vpn_type", Choice(("Normal",)), "CreateVpnGateway.VpnType"),
        (VPN_GATEWAY, "tags", Tags("VPNGATE"), "VPNGATE not in the contract"),
        (CUSTOMER_GATEWAY, "auth_key", Text(1, 64), "CreateCustomerGateway.AuthKey"),
        (CUSTOMER_GATEWAY, "name", Tags(), "CreateCustomerGateway.Name: string in the contract"),
        (VPN_CONNECTION, "ike_config", Text(), "CreateVpnConnection.IkeConfig: json in the contract"),
        (VPN_CONNECTION, "ike_config.ike_lifetime", Int(0, 86401), "IkeLifetime: 0 to 86401 allowed"),
        (VPN_CONNECTION, "ike_config.ike_version", Choice(("ikev1",)), "IkeConfig.IkeVersion"),
        (VPN_ROUTE_ENTRY, "weight", Int(values=(0, 50, 100)), "CreateVpnRouteEntry.Weight"),
    ],
)
def test_a_wrong_kind_is_reported(resource: Resource, name: str, kind: Any, text: str) -> None:
    assert any(text in problem for problem in check(_with(resource, name, kind=kind)))


def test_a_missing_member_of_an_object_is_reported() -> None:
    field = VPN_CONNECTION.field("ike_config")
    changed = _with(VPN_CONNECTION, "ike_config", kind=Json(field.kind.members[1:]))
    assert any("IkeConfig.Psk: in the contract, but no option" in text for text in check(changed))


def test_an_unmarked_secret_is_reported() -> None:
    assert any("but not in both" in text for text in check(_with(VPN_CONNECTION, "ike_config.psk", secret=False)))
    assert "secrets: AuthKey is missing" in check(dataclasses.replace(VPN_CONNECTION, secrets=("Psk",)))


def test_an_optional_field_for_a_required_parameter_is_reported() -> None:
    assert any("VpcId: required" in text for text in check(_with(VPN_GATEWAY, "vpc_id", required=False)))
    assert any("Weight: required" in text for text in check(_with(VPN_ROUTE_ENTRY, "weight", initial=None)))


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"items": Wrapped("VpnGateways", "Gateway")}, "differs from the contract"),
        ({"items": Wrapped("Gateways", "VpnGateway")}, "differs from the contract"),
        ({"returns": VPN_GATEWAY.returns[1:]}, "returns: VpnGatewayId is missing"),
        ({"returns": (*VPN_GATEWAY.returns, "Color")}, "returns: Color is not in the contract"),
        ({"deleting": dataclasses.replace(VPN_GATEWAY.deleting, member="Statue")}, "Statue is read"),
        ({"ready": dataclasses.replace(VPN_GATEWAY.ready, member="State")}, "State is read"),
        ({"secrets": ("Psk",)}, "secrets: Psk is not a secret in the contract"),
        ({"dry_run": True}, "DryRun: not in the contract"),
        ({"constants": (("Color", "red"),)}, "Color: not in the contract"),
        (
            {"actions": dataclasses.replace(VPN_GATEWAY.actions, delete="TagResources")},
            "TagResources: takes no ClientToken",
        ),
        (
            {"identity": dataclasses.replace(VPN_GATEWAY.identity, id="GatewayId")},
            "DescribeVpnGateway.GatewayId: not in",
        ),
        ({"paging": dataclasses.replace(VPN_GATEWAY.paging, by_token=True)}, "DescribeVpnGateways.NextToken: not in"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_wrong_descriptor_is_reported(change: dict[str, Any], text: str) -> None:
    assert any(text in problem for problem in check(dataclasses.replace(VPN_GATEWAY, **change)))


def test_an_update_with_an_unknown_parameter_is_reported() -> None:
    update = dataclasses.replace(VPN_CONNECTION.updates[0], along=("vpn_gateway",))
    problems = check(dataclasses.replace(VPN_CONNECTION, updates=(update,)))
    assert "ModifyVpnConnectionAttribute.VpnGatewayId: not in the contract" in problems


def test_a_wrong_support_is_reported() -> None:
    (support,) = VPN_CONNECTION.supports
    wrong = dataclasses.replace(support, member="BgpEnable")
    problems = check(dataclasses.replace(VPN_CONNECTION, supports=(wrong,)))
    assert problems == [
        "CheckVpnBgpEnabled: BgpEnable is read, but not in the contract",
        "CheckVpnBgpEnabled: BgpEnable is read, but not in the SDK",
    ]
