# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec connections: contract/connection.yaml, sections 7.1 to 7.6."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .. import lifecycle
from ..call import Call
from ..registry import Uses, action, quota, reading, table
from ..state import Record
from . import connection_logs, connection_routes, dependents, filters, networks, paging, single_tunnel, tags, tunnels
from . import connection_settings as settings
from .connection_views import config_view, item_view, single_view
from .gateway_checks import writable
from .relations import any_connection, connections_of, customers_of, gateway_group

table(
    "vpn_connections",
    not_found="InvalidVpnConnectionInstanceId.NotFound",
    tag_type="VPNCONNECTION",
    uses=[
        Uses("vpn_gateways", "VpnGatewayId", refusal="DependencyViolation.VpnConnection"),
        Uses("customer_gateways", customers_of, refusal="DependencyViolation.VpnConnection"),
    ],
)
quota("vpn_connections", 10, per="gateway")

_FLAGS = ("EnableDpd", "EnableNatTraversal")
_SINGLE_ONLY = (
    "CustomerGatewayId",
    "IkeConfig",
    "IpsecConfig",
    "HealthCheckConfig",
    "BgpConfig",
    "EnableDpd",
    "EnableNatTraversal",
    "RemoteCaCertificate",
)
_TUNNELS = "TunnelOptionsSpecification"
_TABLES = ("vpn_connections", "vpn_attachments")
_IDENTITY = {"RegionId", "VpnConnectionId", "ClientToken"}
# The Terraform provider sends both subnets with each change, because the service refuses others (fix 5078).
reading(
    "subnets-of-changed-connection",
    "required",
    "optional",
    about="Whether `ModifyVpnConnectionAttribute` requires both subnets with any other change, such as a new name.",
)


@action("CreateVpnConnection")
def create(call: Call) -> Record:
    """Section 7.1."""
    owner = call.find("vpn_gateways", call.parameters["VpnGatewayId"])
    dual = _check_mode(call, owner)
    if dual:
        customer_ids = [given["CustomerGatewayId"] for given in call.parameters[_TUNNELS]]
    else:
        customer_ids = [call.parameters["CustomerGatewayId"]]
    customers = [call.find("customer_gateways", customer_id) for customer_id in customer_ids]
    if owner["IpsecVpn"] != "enable":
        raise call.invalid("VpnGatewayId")
    writable(call, owner)
    local, remote = networks.sides(call)
    siblings = connections_of(call, owner["VpnGatewayId"])
    if any(_same(known, set(customer_ids), local, remote) for known in siblings):
        raise call.error("InvalidVpnConnection.AlreadyExists")
    call.within_quota("vpn_connections", len(siblings) + 1)
    record: Record = {
        "VpnConnectionId": call.names.id("vco"),
        "Name": call.get("Name") or "",
        "VpnGatewayId": owner["VpnGatewayId"],
        "CustomerGatewayId": None if dual else call.get("CustomerGatewayId"),
        "LocalSubnet": ",".join(local),
        "RemoteSubnet": ",".join(remote),
        "EffectImmediately": call.get("EffectImmediately"),
        "AutoConfigRoute": call.get("AutoConfigRoute"),
        "EnableTunnelsBgp": call.get("EnableTunnelsBgp") if dual else None,
        "Bgp": None,
        "Tunnels": [],
        "Status": "ike_sa_not_established",
        "CreateTime": call.milliseconds,
        "Log": [],
    }
    taken = settings.taken_blocks(siblings)
    if dual:
        record["Tunnels"] = tunnels.create(call, owner, taken)
    else:
        record.update({name: call.get(name) for name in _FLAGS}, Health=settings.health(None))
        record["RemoteCaCertificate"] = call.get("RemoteCaCertificate") or ""
        record.update(
            single_tunnel.change(call, owner, customers[0], ("IkeConfig", "IpsecConfig"), {}, call.action.parameters)
        )
        single_tunnel.check(call, owner, record, customers[0], taken)
    connection_routes.check(call, owner, record["VpnConnectionId"], record["AutoConfigRoute"], local, remote)
    tags.check_at_create(call)
    call.checked()
    connection_logs.write_start(record, call.now)
    call.table("vpn_connections")[record["VpnConnectionId"]] = record
    lifecycle.begin(record, "provisioning", call.settled_at)
    call.updating(owner)
    connection_routes.follow(call, owner, record)
    tags.set_at_create(call, "vpn_connections", record["VpnConnectionId"])
    return record


@action("ModifyVpnConnectionAttribute")
def modify(call: Call) -> Record:
    """Section 7.2: a parameter that is left out keeps its value, a member of a JSON parameter does not."""
    record = call.find("vpn_connections", call.parameters["VpnConnectionId"])
    owner = writable(call, call.find("vpn_gateways", record["VpnGatewayId"]))
    _check_mode_of_change(call, bool(record["Tunnels"]))
    if set(call.parameters) - _IDENTITY and call.reads("subnets-of-changed-connection", "required"):
        for name in ("LocalSubnet", "RemoteSubnet"):
            if name not in call.parameters:
                raise call.invalid(name)
    changed = dict(record)
    for name in ("LocalSubnet", "RemoteSubnet"):
        if name in call.parameters:
            changed[name] = ",".join(networks.blocks(call, name))
    for name in ("Name", "EffectImmediately", "AutoConfigRoute", "RemoteCaCertificate", "EnableTunnelsBgp", *_FLAGS):
        if name in call.parameters:
            changed[name] = call.parameters[name]
    taken = settings.taken_blocks(connections_of(call, owner["VpnGatewayId"]), besides=record["VpnConnectionId"])
    if record["Tunnels"]:
        changed["Tunnels"] = tunnels.change(call, owner, record, changed["EnableTunnelsBgp"], taken)
    else:
        customer = call.find("customer_gateways", record["CustomerGatewayId"])
        given = tuple(name for name in ("IkeConfig", "IpsecConfig") if name in call.parameters)
        changed.update(single_tunnel.change(call, owner, customer, given, record, call.action.parameters))
        single_tunnel.check(call, owner, changed, customer, taken)
    local, remote = changed["LocalSubnet"].split(","), changed["RemoteSubnet"].split(",")
    networks.check_sides(call, local, remote)
    connection_routes.check(call, owner, record["VpnConnectionId"], changed["AutoConfigRoute"], local, remote)
    connection_logs.write_restart(record, changed, call.now)
    record.update(changed)
    call.updating(record, owner)
    if record["AutoConfigRoute"]:
        connection_routes.follow(call, owner, record)
    return single_view(call, record, "false")


@action("DescribeVpnConnections")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 7.3: an unknown id is an empty list.  Connections for transit routers are listed as well."""
    records: Collection[Record] = [
        record for name in _TABLES for record in tags.select(call, name, "VpnConnectionId", call.table(name).values())
    ]
    records = filters.by_value(call, records, ("VpnGatewayId", "VpnConnectionId"))
    if "CustomerGatewayId" in call.parameters:
        records = [record for record in records if call.parameters["CustomerGatewayId"] in customers_of(record)]
    records = filters.by_group(call, records, _group)
    return paging.numbered(call, "VpnConnections", records, item_view)


@action("DescribeVpnConnection")
def describe(call: Call) -> Record:
    """Section 7.4."""
    return single_view(call, any_connection(call, call.parameters["VpnConnectionId"]), "failed")


@action("DownloadVpnConnectionConfig")
def download(call: Call) -> dict[str, Any]:
    """Section 7.5."""
    return {"VpnConnectionConfig": config_view(call, any_connection(call, call.parameters["VpnConnectionId"]))}


@action("DeleteVpnConnection")
def delete(call: Call) -> dict[str, Any]:
    """Section 7.6: it reads as deleted until it is gone."""
    record = call.find("vpn_connections", call.parameters["VpnConnectionId"])
    owner = writable(call, call.find("vpn_gateways", record["VpnGatewayId"]))
    dependents.refuse_deletion(call, "vpn_connections", record["VpnConnectionId"])
    lifecycle.begin(record, "deleted", call.settled_at)
    call.updating(owner)
    call.delete_when_settled("vpn_connections", record["VpnConnectionId"])
    dependents.delete_with(call, "vpn_connections", record["VpnConnectionId"])
    return {}


def _group(call: Call, record: Record) -> str:
    return gateway_group(call, record) if record["VpnGatewayId"] else record["ResourceGroupId"]


def _check_mode(call: Call, owner: Record) -> bool:
    """Whether there are two tunnels: dual-tunnel gateways need two, others one."""
    dual = owner["DisasterRecoveryVSwitchId"] is not None
    if dual and _TUNNELS not in call.parameters:
        raise call.missing(_TUNNELS)
    if not dual and "CustomerGatewayId" not in call.parameters:
        raise call.missing("CustomerGatewayId")
    _check_mode_of_change(call, dual)
    return dual


def _check_mode_of_change(call: Call, dual: bool) -> None:
    for name in _SINGLE_ONLY if dual else (_TUNNELS, "EnableTunnelsBgp"):
        if name in call.parameters:
            raise call.invalid(name)


def _same(known: Record, customers: set[str], local: list[str], remote: list[str]) -> bool:
    return (
        set(customers_of(known)) == customers
        and set(known["LocalSubnet"].split(",")) == set(local)
        and set(known["RemoteSubnet"].split(",")) == set(remote)
    )
