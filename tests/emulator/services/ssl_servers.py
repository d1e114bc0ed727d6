# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""SSL-VPN servers: contract/ssl_vpn.yaml, sections 8.1 to 8.4."""

from __future__ import annotations

from ipaddress import IPv4Network
from typing import Any

from ..call import Call
from ..registry import Uses, action, quota, table
from ..state import Record
from . import dependents, filters, networks, paging, route_table, ssl_server_logs
from .gateway_checks import with_ssl, writable
from .relations import gateway_group

table(
    "ssl_vpn_servers",
    not_found="InvalidSslVpnServerId.NotFound",
    uses=[Uses("vpn_gateways", "VpnGatewayId", refusal="DependencyViolation.SslVpnServer")],
)
quota("ssl_vpn_servers", 1, per="gateway")
quota("ssl_vpn_local_subnets", 5, per="SSL server")

_RESERVED_PORTS = {22, 2222, 22222, 9000, 9001, 9002, 7505, 80, 443, 53, 68, 123, 4510, 4560, 500, 4500}
_POOL_MASKS = range(16, 30)
_PLAIN = (
    "Name",
    "Proto",
    "Cipher",
    "Port",
    "Compress",
    "EnableMultiFactorAuth",
    "IDaaSInstanceId",
    "IDaaSRegionId",
    "IDaaSApplicationId",
    "DnsServers",
)
_IDENTITY = {"RegionId", "SslVpnServerId", "ClientToken", "DryRun"}


@action("CreateSslVpnServer")
def create(call: Call) -> Record:
    """Section 8.1."""
    owner = with_ssl(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    writable(call, owner)
    servers = call.table("ssl_vpn_servers")
    siblings = [server for server in servers.values() if server["VpnGatewayId"] == owner["VpnGatewayId"]]
    call.within_quota("ssl_vpn_servers", len(siblings) + 1)
    subnets = _subnets(call)
    pool = _pool(call, subnets)
    _check_port(call)
    _check_login(call, {name: call.get(name) for name in _PLAIN})
    route_table.check_pool(call, owner, pool)
    call.checked()
    from .. import pki  # slow to import, and few processes need it

    server_id = call.names.id("vss")
    authority = pki.authority(f"CA of {server_id}", call.now)
    own = pki.server(authority, server_id, call.now)
    record: Record = {
        "SslVpnServerId": server_id,
        "VpnGatewayId": owner["VpnGatewayId"],
        "RegionId": call.region_id,
        "ClientIpPool": pool,
        "LocalSubnet": ",".join(subnets),
        **{name: call.get(name) for name in _PLAIN},
        "Name": call.get("Name") or "",
        "CreateTime": call.milliseconds,
        "CaCert": authority.certificate,
        "CaKey": authority.key,
        "ServerCert": own.certificate,
        "ServerKey": own.key,
        "Log": [],
        "Clients": [],
    }
    ssl_server_logs.write_start(record, call.now)
    servers[server_id] = record
    call.updating(owner)
    return record


@action("ModifySslVpnServer")
def modify(call: Call) -> Record:
    """Section 8.2: a new name is set at once, anything else is a change of the gateway."""
    record = call.find("ssl_vpn_servers", call.parameters["SslVpnServerId"])
    owner = call.find("vpn_gateways", record["VpnGatewayId"])
    name_only = set(call.parameters) - _IDENTITY <= {"Name"}
    writable(call, owner)
    subnets = _subnets(call) if "LocalSubnet" in call.parameters else record["LocalSubnet"].split(",")
    changed = {name: call.parameters[name] for name in _PLAIN if name in call.parameters}
    changed["LocalSubnet"] = ",".join(subnets)
    if "ClientIpPool" in call.parameters:
        changed["ClientIpPool"] = _pool(call, subnets)
        route_table.check_pool(call, owner, changed["ClientIpPool"], record)
    elif any(IPv4Network(record["ClientIpPool"]).overlaps(IPv4Network(part)) for part in subnets):
        raise call.invalid("LocalSubnet")
    _check_port(call)
    _check_login(call, {**record, **changed})
    call.checked()
    record.update(changed)
    if not name_only:
        ssl_server_logs.write_start(record, call.now)
        call.updating(owner)
    return _view(call, record)


@action("DescribeSslVpnServers")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 8.3: there is no single read; for an unknown id the list is empty."""
    servers = call.table("ssl_vpn_servers").values()
    records = filters.by_value(call, servers, ("SslVpnServerId", "VpnGatewayId", "Name"))
    records = filters.by_group(call, records, gateway_group)
    return paging.numbered(call, "SslVpnServers", records, _view)


@action("DeleteSslVpnServer")
def delete(call: Call) -> dict[str, Any]:
    """Section 8.4: its client certificates are deleted with it."""
    record = call.find("ssl_vpn_servers", call.parameters["SslVpnServerId"])
    owner = writable(call, call.find("vpn_gateways", record["VpnGatewayId"]))
    dependents.refuse_deletion(call, "ssl_vpn_servers", record["SslVpnServerId"])
    call.delete_when_settled("ssl_vpn_servers", record["SslVpnServerId"])
    dependents.delete_with(call, "ssl_vpn_servers", record["SslVpnServerId"])
    call.updating(owner)
    return {}


def _view(call: Call, record: Record) -> Record:
    owner = call.table("vpn_gateways")[record["VpnGatewayId"]]
    return {
        **record,
        "InternetIp": owner["SslVpnInternetIp"] or owner["InternetIp"],
        "Connections": len(record["Clients"]),
        "MaxConnections": owner["SslMaxConnections"],
        "IDaaSInstanceVersion": "EIAM 2.0" if record["IDaaSApplicationId"] else None,
        "ResourceGroupId": owner["ResourceGroupId"],
    }


def _subnets(call: Call) -> list[str]:
    subnets = networks.reached_blocks(call)
    call.within_quota("ssl_vpn_local_subnets", len(subnets))
    return subnets


def _pool(call: Call, subnets: list[str]) -> str:
    pool = networks.client_pool(call, subnets)
    if IPv4Network(pool).prefixlen not in _POOL_MASKS:
        raise call.invalid("ClientIpPool", pool)
    return pool


def _check_port(call: Call) -> None:
    if call.parameters.get("Port") in _RESERVED_PORTS:
        raise call.invalid("Port")


def _check_login(call: Call, server: Record) -> None:
    """Two-factor login needs an application, except with EIAM 1.0, whose instances are called idaas-REGION-..."""
    needed = server["EnableMultiFactorAuth"] and not (server["IDaaSInstanceId"] or "").startswith("idaas-")
    if needed and not server["IDaaSApplicationId"]:
        raise call.missing("IDaaSApplicationId")
