# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPsec servers: contract/ipsec_server.yaml, sections 9.1 to 9.4."""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from .. import contract
from ..call import Call
from ..registry import Uses, action, reading, table
from ..state import Record
from . import filters, ipsec_server_logs, networks, paging, route_table
from .gateway_checks import with_ssl, writable
from .relations import gateway_group

# No source has the code for an unknown id; this one follows that of SSL servers.
_READING = "servers-of-deleted-gateway"
table(
    "ipsec_servers",
    not_found="InvalidIpsecServerId.NotFound",
    # No source has a code for the refusal.
    uses=[Uses("vpn_gateways", "VpnGatewayId", refusal="DependencyViolation.IpsecServer", reading=_READING)],
)
reading(
    _READING,
    "deleted",
    "refused",
    about="Whether `DeleteVpnGateway` deletes the gateway's IPsec server, or is refused while it has one.",
)

_PHASES = ("IkeConfig", "IpsecConfig")
_CREATE = contract.load().actions["CreateIpsecServer"].parameters
_IDENTITY = {"RegionId", "IpsecServerId", "ClientToken", "DryRun"}


@action("CreateIpsecServer")
def create(call: Call) -> Record:
    """Section 9.1: the request spells the name IpSecServerName, the answer IpsecServerName."""
    owner = with_ssl(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    writable(call, owner)
    servers = call.table("ipsec_servers")
    if any(server["VpnGatewayId"] == owner["VpnGatewayId"] for server in servers.values()):
        raise call.error("OperationFailed.IPsecServerExist")
    subnets = networks.blocks(call, "LocalSubnet")
    pool = networks.client_pool(call, subnets)
    route_table.check_pool(call, owner, pool)
    call.checked()
    record: Record = {
        "IpsecServerId": call.names.id("iss"),
        "IpsecServerName": call.get("IpSecServerName") or "",
        "VpnGatewayId": owner["VpnGatewayId"],
        "RegionId": call.region_id,
        "CreationTime": call.timestamp,
        "LocalSubnet": ",".join(subnets),
        "ClientIpPool": pool,
        "EffectImmediately": call.get("EffectImmediately"),
        "PskEnabled": True,
        "Psk": call.get("Psk") or call.names.key(),
        **{name: _settings(name, call.parameters.get(name, {}), owner) for name in _PHASES},
        "Log": [],
    }
    ipsec_server_logs.write_start(record, call.now)
    servers[record["IpsecServerId"]] = record
    call.updating(owner)
    return record


@action("ListIpsecServers")
def list_servers(call: Call) -> dict[str, Any]:
    """Section 9.2: there is no single read; for unknown ids the list is empty."""
    servers = call.table("ipsec_servers").values()
    records = filters.by_value(call, servers, ("IpsecServerName", "VpnGatewayId"))
    records = filters.by_values(call, records, ("IpsecServerId",))
    records = filters.by_group(call, records, gateway_group)
    return paging.tokened(call, "IpsecServers", records, _view)


@action("UpdateIpsecServer")
def update(call: Call) -> dict[str, Any]:
    """Section 9.3: a new name is set at once; a Psk that is left out stays, a member of IkeConfig does not."""
    record, owner = _server(call)
    name_only = set(call.parameters) - _IDENTITY <= {"IpsecServerName"}
    writable(call, owner)
    names = ("IpsecServerName", "EffectImmediately", "Psk")
    changed = {name: call.parameters[name] for name in names if name in call.parameters}
    subnets = record["LocalSubnet"].split(",")
    if "LocalSubnet" in call.parameters:
        subnets = networks.blocks(call, "LocalSubnet")
        changed["LocalSubnet"] = ",".join(subnets)
    if "ClientIpPool" in call.parameters:
        changed["ClientIpPool"] = networks.client_pool(call, subnets)
        route_table.check_pool(call, owner, changed["ClientIpPool"], record)
    elif any(IPv4Network(record["ClientIpPool"]).overlaps(IPv4Network(part)) for part in subnets):
        raise call.invalid("LocalSubnet", changed["LocalSubnet"])
    for name in _PHASES:
        if name in call.parameters:
            changed[name] = _settings(name, call.merged(record[name], call.parameters[name]), owner)
    call.checked()
    record.update(changed)
    if not name_only:
        ipsec_server_logs.write_start(record, call.now)
        call.updating(owner)
    return {}


@action("DeleteIpsecServer")
def delete(call: Call) -> dict[str, Any]:
    """Section 9.4."""
    record, owner = _server(call)
    writable(call, owner)
    call.checked()
    call.delete_when_settled("ipsec_servers", record["IpsecServerId"])
    call.updating(owner)
    return {}


def _server(call: Call) -> tuple[Record, Record]:
    record = call.find("ipsec_servers", call.parameters["IpsecServerId"])
    return record, call.table("vpn_gateways")[record["VpnGatewayId"]]


def _settings(name: str, given: Mapping[str, Any], owner: Record) -> Record:
    settings = {**{key: member.default for key, member in _CREATE[name].members.items()}, **given}
    if name == "IkeConfig":
        settings["LocalId"] = settings["LocalId"] or owner["InternetIp"]
    return settings


def _view(call: Call, record: Record) -> Record:
    owner = call.table("vpn_gateways")[record["VpnGatewayId"]]
    return {
        **record,
        "InternetIp": owner["InternetIp"],
        "MultiFactorAuthEnabled": False,  # no action of section 9 can turn it on
        "MaxConnections": owner["SslMaxConnections"],
        "OnlineClientCount": 0,
        "ResourceGroupId": owner["ResourceGroupId"],
    }
