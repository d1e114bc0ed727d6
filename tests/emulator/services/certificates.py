# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of SM gateways: contract/gateway.yaml, sections 4.8 to 4.10."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import Uses, action, table
from ..state import Record
from . import filters, paging
from .gateway_checks import writable

table("certificates", uses=[Uses("vpn_gateways", "VpnGatewayId")])


@action("AssociateVpnGatewayWithCertificate")
def associate(call: Call) -> dict[str, Any]:
    """Section 4.8: a gateway has one certificate of each type, and none for both."""
    record = call.find("vpn_gateways", call.parameters["VpnGatewayId"])
    if record["VpnType"] != "NationalStandard":
        raise call.invalid("VpnGatewayId")
    writable(call, record)
    bound = [known for known in call.table("certificates").values() if known["VpnGatewayId"] == record["VpnGatewayId"]]
    if any(known["CertificateType"] == call.get("CertificateType") for known in bound):
        raise call.invalid("CertificateType")
    if any(known["CertificateId"] == call.get("CertificateId") for known in bound):
        raise call.invalid("CertificateId")
    call.checked()
    call.table("certificates")[_key(call)] = {
        "VpnGatewayId": record["VpnGatewayId"],
        "CertificateType": call.get("CertificateType"),
        "CertificateId": call.get("CertificateId"),
        "AssociationTime": call.timestamp,
        "RegionId": call.region_id,
    }
    call.updating(record)
    return {}


@action("DissociateVpnGatewayWithCertificate")
def dissociate(call: Call) -> dict[str, Any]:
    """Section 4.9."""
    record = writable(call, call.find("vpn_gateways", call.parameters["VpnGatewayId"]))
    if _key(call) not in call.table("certificates"):
        raise call.invalid("CertificateId")
    call.checked()
    call.delete_when_settled("certificates", _key(call))
    call.updating(record)
    return {}


@action("ListVpnCertificateAssociations")
def list_associations(call: Call) -> dict[str, Any]:
    """Section 4.10."""
    records = filters.by_value(call, call.table("certificates").values(), ("CertificateType",))
    records = filters.by_values(call, records, ("VpnGatewayId", "CertificateId"))
    return paging.tokened(call, "VpnCertificateRelations", records, _view)


def _view(_call: Call, record: Record) -> Record:
    return record


def _key(call: Call) -> str:
    return " ".join((call.get("VpnGatewayId"), call.get("CertificateType"), call.get("CertificateId")))
