# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every code of every error table: reached by its cause, or listed with the reason why the stand-in has no such cause.

Where there is no cause, a test still gets the code with ``--fault ACTION:code=CODE:1``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.emulator.clock import ManualClock
from tests.emulator.cloud import Cloud
from tests.emulator.services import ACTIONS
from tests.support import scenario
from tests.support.caller import Caller, Patient, connection, customer, gateway, raw_actions, route

World = dict[str, str]
Cause = Callable[[Caller, World, dict[str, Any]], dict[str, Any]]

_POLICY = "nobody is a sub-user here and no policy forbids anything"
_BUSY = "what is busy here always says VpnGateway.Configuring"
_NOTHING_MADE = "in the table of the action although it makes nothing"
_ALIAS = "a second name for something that has another code"
_NO_CAUSE: dict[str, str] = {
    "Forbidden": _POLICY,
    "Forbbiden.SubUser": _POLICY,
    "VpnTask.CONFLICT": _BUSY,
    "TaskConflict": _BUSY,
    "Appliance.Configuring": _BUSY,
    "VpnConnection.Configuring": _BUSY,
    "VpnRouteEntry.Configuring": _BUSY,
    "VpnGateway.task.conflict": _BUSY,
    "OperationConflict": _BUSY,
    "SystemBusy": _BUSY,
    "IncorrectStatus.VpnGateway": _BUSY,
    "IncorrectVpcStatus": "VPCs are taken as given and have no status",
    "OperationFailed.SslNotSupport": "every gateway here can do SSL-VPN",
    "INSTANCE_NOT_EXISTS": _ALIAS,
    "InvalidVpnGatewayId.NotFound": _ALIAS,
    "InvalidVpnInstanceId.NotFound": _ALIAS,
    **{
        f"{action} Resource.QuotaFull": _NOTHING_MADE
        for action in (
            "PublishVpnRouteEntry",
            "ModifyVpnRouteEntryWeight",
            "ModifyVpnPbrRouteEntryWeight",
            "DeleteVpnRouteEntry",
            "DeleteVpnPbrRouteEntry",
        )
    },
    "DeleteVpnPbrRouteEntry VpnRouteEntry.Conflict": "taking a route away conflicts with nothing here",
    "OperationUnsupported.IPsecServer": "every gateway here is of the newest version",
    "SslVpnClientCreateTimes.ReachLimits": "certificates are counted and not how often one is made",
    "CreateSslCertsQuotaFull.QuotaFull": _ALIAS,
    "DescribeSslVpnServers InvalidSslVpnServerId.NotFound": "an unknown id is an empty list here",
}
_QUOTAS = (
    "vpn_gateways",
    "customer_gateways",
    "vpn_connections",
    "route_entries",
    "pbr_route_entries",
    "ssl_vpn_servers",
    "ssl_vpn_client_certs",
)


def _set(**values: Any) -> Cause:
    """The request with other values."""
    return lambda _call, _world, request: {**request, **values}


def _first(name: str) -> Cause:
    """The same request once before."""

    def cause(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
        call(name, **request)
        return request

    return cause


def _lock(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    for which in ("gateway", "ssl_gateway"):
        call.cloud.lock_gateway(world[which])
    return request


def _busy(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    impatient = Caller(call.cloud)
    if request == scenario.writes(world)["DeleteCustomerGateway"]:  # it waits for connections that are leaving
        for which in ("dual_connection", "sm_connection", "connection"):
            impatient("DeleteVpnConnection", VpnConnectionId=world[which])
        return {"CustomerGatewayId": world["customer"]}
    for which in ("gateway", "sm_gateway", "idle_gateway", "ssl_gateway"):
        impatient("ModifyVpnGatewayAttribute", VpnGatewayId=world[which], Name="busy")
    return request


def _no_room(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    call.cloud.set_quota(*(f"{name}=0" for name in _QUOTAS))
    return request


def _published_full(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    call.cloud.set_quota("vpc_route_entries=0")
    return request


def _no_room_for_policies(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    call.cloud.set_quota("pbr_route_entries=2")
    return {**request, "LocalSubnet": "10.50.0.0/24,10.51.0.0/24", "RemoteSubnet": "10.60.0.0/24"}


def _full_mesh(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    call.cloud.attach_to_full_mesh("vpc-1")
    bgp = {"EnableBgp": True, "LocalAsn": 65001, "TunnelCidr": "169.254.21.0/30", "LocalBgpIp": "169.254.21.1"}
    return {**request, **({"AutoPropagate": True} if "LocalSubnet" not in request else {"BgpConfig": bgp})}


def _no_asn(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    if "IpAddress" in request:
        return {**request, "AuthKey": "key"}
    return {**request, "CustomerGatewayId": world["idle_customer"]}


def _other_gateway_publishes(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    if "RouteType" in request:  # the route to be published is so already, and would stand in the other's way
        call("PublishVpnRouteEntry", **{**request, "PublishVpc": False})
    other = gateway(call)
    route(call, other, connection(call, other, customer(call)), request["RouteDest"], PublishVpc=True)
    return request


def _shared_policy(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    subnets = {"LocalSubnet": "10.70.0.0/24", "RemoteSubnet": "10.71.0.0/24"}
    connection(call, world["gateway"], customer(call), **subnets)
    return {**request, **subnets}


def _same_address(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    read = call("DescribeCustomerGateway", CustomerGatewayId=world["customer"])
    return {**request, "IpAddress": read["IpAddress"]}


def _subscription(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    return {"VpnGatewayId": world["sm_gateway"]}


def _in_use(call: Caller, world: World, request: dict[str, Any]) -> dict[str, Any]:
    if "CustomerGatewayId" in request:
        return {"CustomerGatewayId": world["customer"]}
    return {"VpnGatewayId": world["gateway"]}


_CAUSES: dict[str, Cause] = {
    "DryRunOperation": _set(DryRun=True),
    "DependencyViolation.SslVpnServer": lambda _call, world, _request: {"VpnGatewayId": world["ssl_gateway"]},
    "DependencyViolation.VpnConnection": _in_use,
    "ForbiddenRelease": _subscription,
    "IllegalParam.LocalSubnet": _set(LocalSubnet="10.0.0.1/24"),
    "IllegalParam.RemoteSubnet": _set(RemoteSubnet="10.0.0.1/24"),
    "InvalidAuthkey.Malformed": _set(AuthKey="two words"),
    "InvalidCustomerGatewayInstanceId.NotFound": _set(CustomerGatewayId="cgw-none"),
    "InvalidDescription": _set(Description="x" * 101),
    "InvalidIpAddress.AlreadyExist": _same_address,
    "InvalidIpAddress.WrongFormat": _set(IpAddress="1.2.3"),
    "InvalidInstanceId.NotFound": _set(SslVpnClientCertId="vsc-none"),
    "InvalidSslVpnClientCertId.NotFound": _set(SslVpnClientCertId="vsc-none"),
    "InvalidSslVpnServerId.NotFound": _set(SslVpnServerId="vss-none"),
    "InvalidName": _set(Name="http://x"),
    "InvalidRegionId.NotFound": _set(RegionId="Hangzhou"),
    "InvalidRouteEntry.NotFound": _set(RouteDest="10.99.0.0/24"),
    "InvalidVpnConnection.AlreadyExists": _first("CreateVpnConnection"),
    "InvalidVpnConnectionInstanceId.NotFound": _set(VpnConnectionId="vco-none"),
    "InvalidVpnGatewayInstanceId.NotFound": _set(VpnGatewayId="vpn-none"),
    "OperationDenied.MissingAsn": _no_asn,
    "OperationDenied.VpnConfiguring": _busy,
    "OperationDenied.VpnFinancialLocked": _lock,
    "OperationFailed.CenLevelNotSupport": _full_mesh,
    "OperationFailed.IPsecServerExist": lambda _call, world, request: {**request, "VpnGatewayId": world["ssl_gateway"]},
    "OperationFailed.RouteConflict": _other_gateway_publishes,
    "OperationFailed.VpnConnectionExist": _set(AutoPropagate=False),
    "QuotaExceeded.PolicyBasedRoute": _no_room_for_policies,
    "QuotaExceeded.VpnRouteEntry": _published_full,
    "Resource.QuotaFull": _no_room,
    "VpnGateway.Configuring": _busy,
    "VpnGateway.FinancialLocked": _lock,
    "VpnGateway.SslVpnDisabled": lambda _call, world, request: {**request, "VpnGatewayId": world["idle_gateway"]},
    "VpnRouteEntry.Conflict": _shared_policy,
}


_ROWS = [
    (name, code, row)
    for name, action in raw_actions().items()
    if name in ACTIONS
    for code, row in action["errors"].items()
]


def _reason(name: str, code: str) -> str | None:
    return _NO_CAUSE.get(code) or _NO_CAUSE.get(f"{name} {code}")


@pytest.fixture
def patient(clock: ManualClock) -> Patient:
    """A caller of a slow cloud that waits after each write."""
    return Patient(Cloud(seed=1, clock=clock, settle=10))


@pytest.mark.parametrize(
    ("name", "code", "row"), [row for row in _ROWS if not _reason(*row[:2])], ids=lambda value: str(value)[:60]
)
def test_reached_by_its_cause(patient: Patient, name: str, code: str, row: dict[str, Any]) -> None:
    world = scenario.build(patient)
    requests = {**dict(scenario.reads(world)), **scenario.writes(world)}
    request = _CAUSES[code](patient, world, requests[name])
    _hold(patient.answer(name, **request), code, row)


@pytest.mark.parametrize(
    ("name", "code", "row"), [row for row in _ROWS if _reason(*row[:2])], ids=lambda value: str(value)[:60]
)
def test_without_a_cause_a_fault_gives_it(call: Caller, name: str, code: str, row: dict[str, Any]) -> None:
    call.cloud.add_fault(f"{name}:code={code}:1")
    _hold(call.answer(name), code, row)


def _hold(answer: Any, code: str, row: dict[str, Any]) -> None:
    body = json.loads(answer.body)
    assert body["Code"] == code, body
    assert answer.status == row.get("http", answer.status)
    if "message" in row:
        head, _unused, tail = row["message"].partition("%s")
        assert body["Message"].startswith(head)
        assert body["Message"].endswith(tail.rpartition("%s")[2])
        assert "%s" not in body["Message"]


def test_reasons_are_needed() -> None:
    codes = {code for _unused, code, _unused in _ROWS} | {f"{name} {code}" for name, code, _unused in _ROWS}
    assert set(_NO_CAUSE) <= codes
    assert set(_CAUSES) <= codes
    assert not set(_CAUSES) & set(_NO_CAUSE)
