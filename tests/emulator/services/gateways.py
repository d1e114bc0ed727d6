# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""VPN gateways: contract/gateway.yaml, sections 4.1 to 4.4, and DeleteVpnGateway."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from .. import lifecycle
from ..call import Call
from ..registry import action, quota, table
from ..state import Record
from . import bgp, dependents, filters, paging, tags, vswitches
from .filters import DEFAULT_GROUP
from .gateway_checks import writable
from .relations import connections_of

table("vpn_gateways", not_found="InvalidVpnGatewayInstanceId.NotFound", tag_type="VPNGATEWAY")
quota("vpn_gateways", 30, per="account")

# Marks that the service sets itself; keys and values are from the notes of DescribeVpnGateway.
_MARKS = json.dumps(
    {
        "VpnEnableBgp": "true",
        "VisuallySsl": "true",
        "PbrPriority": "true",
        "VpnNewImage": "true",
        "VpnVersion": "v1.2.2",
        "IDaaSNewVersion": "true",
    },
    separators=(",", ":"),
)
_PRIVATE_BANDWIDTHS = (200, 1000)
_FILTERS = ("VpcId", "VpnGatewayId", "BusinessStatus", "GatewayType", "ResourceGroupId")


@action("CreateVpnGateway")
def create(call: Call) -> Record:
    """Section 4.1."""
    vswitches.check(call)
    if "SslConnections" in call.parameters and not call.get("EnableSsl"):
        raise call.error("UnnecessarySslConnection")
    if call.get("NetworkType") == "private" and call.get("Bandwidth") not in _PRIVATE_BANDWIDTHS:
        raise call.invalid("Bandwidth")
    call.within_quota("vpn_gateways", sum(1 for _unused in call.state.every("vpn_gateways")) + 1)
    record = _record(call, vswitches.is_dual(call))
    prepaid = record["ChargeType"] == "Prepay"
    if prepaid and not call.get("AutoPay"):
        lifecycle.begin(record, "init", None)  # until the order is paid
    else:
        lifecycle.begin(record, "provisioning", call.settled_at)
    call.table("vpn_gateways")[record["VpnGatewayId"]] = record
    return {**record, "OrderId": call.names.order()}


def _record(call: Call, dual: bool) -> Record:
    gateway_id = call.names.id("vpn")
    prepaid = call.get("InstanceChargeType") == "PREPAY"
    public = call.get("NetworkType") == "public"
    network = "47" if public else "10"
    ssl, ipsec = call.get("EnableSsl"), call.get("EnableIpsec")
    return {
        "VpnGatewayId": gateway_id,
        "Name": call.get("Name") or gateway_id,
        "Description": "",
        "VpcId": call.get("VpcId"),
        "VSwitchId": call.get("VSwitchId") or call.names.id("vsw"),
        "DisasterRecoveryVSwitchId": call.get("DisasterRecoveryVSwitchId"),
        "InternetIp": call.names.address(network),
        "DisasterRecoveryInternetIp": call.names.address(network) if dual else None,
        "SslVpnInternetIp": call.names.address(network) if dual and public and ssl else None,
        "IntranetIp": call.names.address("10") if ipsec and not dual else None,
        "EniInstanceIds": [call.names.id("eni"), call.names.id("eni")],
        "Spec": f"{call.get('Bandwidth')}M",
        "SslMaxConnections": call.get("SslConnections"),
        "SslVpn": "enable" if ssl else "disable",
        "IpsecVpn": "enable" if ipsec else "disable",
        "VpnType": call.get("VpnType"),
        "GatewayType": "Traditional",
        "NetworkType": call.get("NetworkType"),
        "ResourceGroupId": call.get("ResourceGroupId") or DEFAULT_GROUP,
        "ChargeType": "Prepay" if prepaid else "PostpayByFlow",
        "BusinessStatus": "Normal",
        "AutoPropagate": False,
        "EnableBgp": bgp.is_supported(call),
        "Tag": _MARKS,
        "CreateTime": call.milliseconds,
        # The samples of pay-as-you-go gateways show the time of creation.
        "EndTime": _months_later(call.now, call.get("Period")) if prepaid else call.milliseconds,
    }


@action("ModifyVpnGatewayAttribute")
def modify(call: Call) -> Record:
    """Section 4.2."""
    record = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    propagate = call.parameters.get("AutoPropagate")
    if propagate and record["VpcId"] in call.state.full_mesh_vpcs:
        raise call.error("OperationFailed.CenLevelNotSupport")
    if propagate is False and any(uses_bgp(user) for user in connections_of(call, record["VpnGatewayId"])):
        raise call.error("OperationFailed.VpnConnectionExist")
    for name in ("Name", "Description", "AutoPropagate"):
        if name in call.parameters:
            record[name] = call.parameters[name]
    call.updating(record)
    return _view(call, record)


@action("DescribeVpnGateways")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 4.3: an unknown id is an empty list."""
    records = filters.by_value(call, call.table("vpn_gateways").values(), _FILTERS)
    if "Status" in call.parameters:
        records = [record for record in records if call.state_of(record) == call.parameters["Status"]]
    records = tags.select(call, "vpn_gateways", "VpnGatewayId", records)
    return paging.numbered(call, "VpnGateways", records, _view)


@action("DescribeVpnGateway")
def describe(call: Call) -> Record:
    """Section 4.4."""
    return _view(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))


@action("DeleteVpnGateway")
def delete(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference.  A busy gateway is refused first, because a connection may be about to go."""
    record = call.find("vpn_gateways", call.parameters["VpnGatewayId"])
    if record["EndTime"] is not None and call.milliseconds < record["EndTime"]:
        raise call.error("ForbiddenRelease")
    writable(call, record)
    dependents.refuse_deletion(call, "vpn_gateways", record["VpnGatewayId"])
    lifecycle.begin(record, "deleting", call.settled_at)
    call.delete_when_settled("vpn_gateways", record["VpnGatewayId"])
    dependents.delete_with(call, "vpn_gateways", record["VpnGatewayId"])
    return {}


def uses_bgp(connection: Record) -> bool:
    """Whether BGP is on in a connection, for its one tunnel or for both."""
    return bool(connection["EnableTunnelsBgp"] or (connection["Bgp"] or {}).get("EnableBgp"))


def _view(call: Call, record: Record) -> Record:
    # The contract's tables say which of these fields an action shows.
    return {
        **record,
        "Status": call.state_of(record),
        "Tags": tags.of(call, "vpn_gateways", record["VpnGatewayId"]),
    }


def _months_later(now: float, months: int) -> int:
    start = datetime.fromtimestamp(now, timezone.utc)
    years, month = divmod(start.month - 1 + months, 12)
    # The 28th exists in every month, and no client depends on the exact last day of a subscription.
    end = start.replace(year=start.year + years, month=month + 1, day=min(start.day, 28))
    return int(end.timestamp() * 1000)
