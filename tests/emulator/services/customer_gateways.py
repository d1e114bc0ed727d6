# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Customer gateways: contract/customer_gateway.yaml, sections 5.1 to 5.5."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..call import Call
from ..state import Record
from ..validate import dotted_asn
from . import networks, paging, tags
from .lookup import customer_gateway, gateways_of, users_of
from .registry import action

DEFAULT_GROUP = "rg-acfmxazb4ph6aiy"
_ALIBABA_ASN = 45104
_LAST_ASN = 4_294_967_295


@action("CreateCustomerGateway")
def create(call: Call) -> Record:
    """Section 5.1."""
    table = call.region.customer_gateways
    address = networks.address(call.parameters["IpAddress"])
    if address is None:
        raise call.invalid("IpAddress")
    asn = _asn(call)
    if "AuthKey" in call.parameters and asn is None:
        raise call.error("OperationDenied.MissingAsn")
    if any(known["IpAddress"] == str(address) for known in table.values()):
        raise call.error("InvalidIpAddress.AlreadyExist")
    call.within_quota("customer_gateways", len(table) + 1)
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
    table[record["CustomerGatewayId"]] = record
    tags.set_at_create(call, "customer_gateways", record["CustomerGatewayId"])
    return record


@action("ModifyCustomerGatewayAttribute")
def modify(call: Call) -> Record:
    """Section 5.2: a new AuthKey is a change of the VPN gateways behind it, the rest is done at once."""
    record = customer_gateway(call, call.parameters["CustomerGatewayId"])
    if "AuthKey" in call.parameters:
        if record["Asn"] is None:
            raise call.error("OperationDenied.MissingAsn")
        gateways = gateways_of(call, users_of(call, record["CustomerGatewayId"]))
        if any(gateway["BusinessStatus"] == "FinancialLocked" for gateway in gateways):
            raise call.error("OperationDenied.VpnFinancialLocked")
        if any(call.is_busy(gateway) for gateway in gateways):
            raise call.error("OperationDenied.VpnConfiguring")
        call.updating(*gateways)
    for name in ("Name", "Description", "AuthKey"):
        if name in call.parameters:
            record[name] = call.parameters[name]
    return record


@action("DescribeCustomerGateways")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 5.3."""
    records: Collection[Record] = call.region.customer_gateways.values()
    for name in ("CustomerGatewayId", "ResourceGroupId"):
        if name in call.parameters:
            records = [record for record in records if record[name] == call.parameters[name]]
    records = tags.select(call, "customer_gateways", "CustomerGatewayId", records)
    return paging.numbered(call, "CustomerGateways", records, _view)


@action("DescribeCustomerGateway")
def describe(call: Call) -> Record:
    """Section 5.4."""
    return _view(call, customer_gateway(call, call.parameters["CustomerGatewayId"]))


@action("DeleteCustomerGateway")
def delete(call: Call) -> dict[str, Any]:
    """Section 5.5: refused while a connection uses it; one that is already leaving only needs a little patience."""
    record = customer_gateway(call, call.parameters["CustomerGatewayId"])
    users = users_of(call, record["CustomerGatewayId"])
    if users and all(user["Busy"] == "deleted" for user in users):
        raise call.error("VpnGateway.Configuring")
    if users:
        raise call.error("DependencyViolation.VpnConnection")
    del call.region.customer_gateways[record["CustomerGatewayId"]]
    call.region.tags.get("CUSTOMERGATEWAY", {}).pop(record["CustomerGatewayId"], None)
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
