# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer gateways: contract/customer_gateway.yaml, sections 5.1 to 5.5."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import action, quota, table
from ..state import Record
from ..validate import dotted_asn
from . import dependents, filters, networks, paging, tags
from .filters import DEFAULT_GROUP
from .relations import gateways_of

table("customer_gateways", not_found="InvalidCustomerGatewayInstanceId.NotFound", tag_type="CUSTOMERGATEWAY")
quota("customer_gateways", 100, per="region")

_ALIBABA_ASN = 45104
_LAST_ASN = 4_294_967_295


@action("CreateCustomerGateway")
def create(call: Call) -> Record:
    """Section 5.1."""
    customers = call.table("customer_gateways")
    address = networks.peer_address(call.parameters["IpAddress"])
    if address is None:
        raise call.invalid("IpAddress")
    asn = _asn(call)
    if "AuthKey" in call.parameters and asn is None:
        raise call.error("OperationDenied.MissingAsn")
    if any(known["IpAddress"] == str(address) for known in customers.values()):
        raise call.error("InvalidIpAddress.AlreadyExist")
    call.within_quota("customer_gateways", len(customers) + 1)
    tags.check_at_create(call)
    record = {
        "CustomerGatewayId": call.names.id("cgw"),
        "IpAddress": str(address),
        "Name": call.get("Name") or "",
        "Description": call.get("Description") or "",
        "Asn": asn,
        "AuthKey": call.get("AuthKey"),
        "ResourceGroupId": call.get("ResourceGroupId") or DEFAULT_GROUP,
        "CreateTime": call.milliseconds,
    }
    customers[record["CustomerGatewayId"]] = record
    tags.set_at_create(call, "customer_gateways", record["CustomerGatewayId"])
    return record


@action("ModifyCustomerGatewayAttribute")
def modify(call: Call) -> Record:
    """Section 5.2: every change needs VPN gateways that are idle, but only a new AuthKey keeps them busy."""
    record = call.find("customer_gateways", call.parameters["CustomerGatewayId"])
    if "AuthKey" in call.parameters and record["Asn"] is None:
        raise call.error("OperationDenied.MissingAsn")
    gateways = gateways_of(call, dependents.keepers(call, "customer_gateways", record["CustomerGatewayId"]))
    if any(gateway["BusinessStatus"] == "FinancialLocked" for gateway in gateways):
        raise call.error("OperationDenied.VpnFinancialLocked")
    if any(call.is_busy(gateway) for gateway in gateways):
        raise call.error("OperationDenied.VpnConfiguring")
    if "AuthKey" in call.parameters:
        call.updating(*gateways)
    for name in ("Name", "Description", "AuthKey"):
        if name in call.parameters:
            record[name] = call.parameters[name]
    return record


@action("DescribeCustomerGateways")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 5.3."""
    customers = call.table("customer_gateways").values()
    records = filters.by_value(call, customers, ("CustomerGatewayId", "ResourceGroupId"))
    records = tags.select(call, "customer_gateways", "CustomerGatewayId", records)
    return paging.numbered(call, "CustomerGateways", records, _view)


@action("DescribeCustomerGateway")
def describe(call: Call) -> Record:
    """Section 5.4."""
    return _view(call, call.find("customer_gateways", call.parameters["CustomerGatewayId"]))


@action("DeleteCustomerGateway")
def delete(call: Call) -> dict[str, Any]:
    """Section 5.5: refused while a connection uses it, with another code if that connection is being deleted."""
    record = call.find("customer_gateways", call.parameters["CustomerGatewayId"])
    users = dependents.keepers(call, "customer_gateways", record["CustomerGatewayId"])
    if users and all(user["Busy"] == "deleted" for user in users):
        raise call.error("VpnGateway.Configuring")
    dependents.refuse_deletion(call, "customer_gateways", record["CustomerGatewayId"])
    call.region.remove("customer_gateways", record["CustomerGatewayId"])
    return {}


def _view(call: Call, record: Record) -> Record:
    return {**record, "Tags": tags.of(call, "customer_gateways", record["CustomerGatewayId"])}


def _asn(call: Call) -> int | None:
    if "Asn" not in call.parameters:
        return None
    text = call.parameters["Asn"]
    number = dotted_asn(text) if "." in text else int(text)
    if number is None or not 1 <= number <= _LAST_ASN or number == _ALIBABA_ASN:
        raise call.invalid("Asn")
    return number
