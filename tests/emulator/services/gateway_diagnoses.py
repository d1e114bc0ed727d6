# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The diagnosis of a connection of a gateway: DiagnoseVpnGateway and its report in contract/gateway.yaml.

It takes as long as a change. The checks are done one after the other, and show the state at the time of the report.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from ..call import Call
from ..registry import Uses, action, table
from ..state import Record
from . import networks, route_table
from .gateway_checks import writable
from .relations import connections_of, customers_of

_TABLE = "vpn_diagnoses"
table(_TABLE, uses=[Uses("vpn_gateways", "VpnGatewayId")])

_ADDRESSES = ("PrivateSourceIp", "PrivateDestinationIp")
# Of packets of which none, or all, are lost.
_REACHED, _LOST = {"rtt": 30.0, "lossRate": 0.0}, {"rtt": -1.0, "lossRate": 100.0}


@action("DiagnoseVpnGateway")
def start(call: Call) -> Record:
    """Not in the 2022 API reference: it changes nothing of the gateway."""
    owner = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    connection = call.table("vpn_connections").get(call.parameters["ResourceId"])
    if connection is None or connection["VpnGatewayId"] != owner["VpnGatewayId"]:
        raise call.invalid("ResourceId")
    addresses = call.parameters.get("IPsecExtendInfo", {})
    for name, value in addresses.items():
        if networks.address(value) is None:
            raise call.invalid(f"IPsecExtendInfo.{name}")
    record = {
        "DiagnoseId": call.names.id("vpndgn"),
        "VpnGatewayId": owner["VpnGatewayId"],
        "ResourceType": call.parameters["ResourceType"],
        "ResourceInstanceId": connection["VpnConnectionId"],
        "Addresses": [addresses.get(name) for name in _ADDRESSES],
        "Begin": call.now,
        "End": call.settled_at,
    }
    call.table(_TABLE)[record["DiagnoseId"]] = record
    return record


@action("GetVpnGatewayDiagnoseResult")
def report(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference: one report by its id, or the newest of a gateway."""
    wanted = {name: call.parameters[name] for name in ("DiagnoseId", "VpnGatewayId") if name in call.parameters}
    if not wanted:
        raise call.error("param_error")
    found = [
        record for record in call.table(_TABLE).values() if all(record[name] == value for name, value in wanted.items())
    ]
    if not found:
        raise call.invalid(next(iter(wanted)))
    record = found[-1]
    checks = list(_checks(call, record))
    length = record["End"] - record["Begin"]
    done = len(checks) if call.now >= record["End"] else int(len(checks) * (call.now - record["Begin"]) / length)
    return {
        **record,
        "BeginTime": call.at(record["Begin"]),
        "FinishTime": call.at(record["End"]) if done == len(checks) else None,
        "TotalCount": len(checks),
        "FinishedCount": done,
        "DiagnoseResult": [
            {
                "DiagnoseName": name,
                "DiagnoseResultDescription": json.dumps(description),
                "DiagnoseResultLevel": level,
            }
            for name, level, description in checks[:done]
        ],
    }


Check = tuple[str, str, dict[str, Any]]


def _checks(call: Call, record: Record) -> Iterator[Check]:
    """Name, level and description of each."""
    owner = record["VpnGatewayId"]
    yield "RouteEntryConflict", "normal", {}
    for name, quota in (
        ("VpnRouteQuota", "route_entries"),
        ("VpnIPsecQuota", "vpn_connections"),
        ("VpnPbrRouteQuota", "pbr_route_entries"),
    ):
        used = len(connections_of(call, owner) if quota == "vpn_connections" else route_table.of(call, quota, owner))
        level = "normal" if used < call.quotas[quota] else "warning"
        yield name, level, {"quotaName": quota, "quantity": call.quotas[quota], "used": used}
    connection = call.table("vpn_connections").get(record["ResourceInstanceId"])
    if connection:
        yield from _checks_of_connection(call, record, connection)


def _checks_of_connection(call: Call, record: Record, connection: Record) -> Iterator[Check]:
    tunnels = connection["Tunnels"]
    statuses = [tunnel["Status"] for tunnel in tunnels] or [connection["Status"]]
    established = "ipsec_sa_established" in statuses
    # What runs at the other end is known from a negotiation.
    known: dict[str, Any] = {"vcoRunningConf": {}, "vcoDiffConf": []} if established else {"vcoLackConf": True}
    own = [tunnel["TunnelIkeConfig"] for tunnel in tunnels] or [connection["IkeConfig"]]
    yield "VcoConfigConsistency", "normal" if established else "warning", {"vcoConf": own, **known}
    customer = call.table("customer_gateways")[customers_of(connection)[0]]
    answers = any(status != "ike_sa_not_established" for status in statuses)
    description = {"targetIp": customer["IpAddress"], **(_REACHED if answers else _LOST)}
    yield "VcoUserInternetIpConnectivity", "normal" if answers else "error", description
    source, target = record["Addresses"]
    if source and target:
        description = {"targetIp": target, "srcIp": source, **(_REACHED if established else _LOST)}
        yield "VcoPrivateConnectivity", "normal" if established else "error", description
