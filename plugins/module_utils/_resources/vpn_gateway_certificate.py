# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Binding of an SSL certificate to a VPN gateway (contract: gateway.yaml, sections 4.8 to 4.10)."""

from __future__ import annotations

from .._engine.field import Change, Field, Parameter
from .._engine.kinds import Choice, Text, Texts
from .._engine.parts import Actions, Identity, Paging, Wrapped
from .._engine.resource import Resource
from .vpn_gateway import IN_GATEWAY

_TYPE = Choice(("Encryption", "Signature"))

VPN_GATEWAY_CERTIFICATE = Resource(
    name="vpn_gateway_certificate",
    title="certificate binding",
    actions=Actions(
        create="AssociateVpnGatewayWithCertificate",
        delete="DissociateVpnGatewayWithCertificate",
        list="ListVpnCertificateAssociations",
    ),
    items=Wrapped("VpnCertificateRelations", "VpnCertificateRelation"),
    paging=Paging(by_token=True, size=20, many=("VpnGatewayId", "CertificateId")),
    identity=Identity(parents=("vpn_gateway",), natural=("vpn_gateway", "certificate_type", "certificate_id")),
    fields=(
        IN_GATEWAY,
        Field("certificate_type", "CertificateType", _TYPE, change=Change.IMMUTABLE, required=True),
        Field("certificate_id", "CertificateId", Text(), change=Change.IMMUTABLE, required=True),
    ),
    returns=("VpnGatewayId", "CertificateType", "CertificateId", "AssociationTime", "RegionId"),
    filters=(
        IN_GATEWAY.filter(),
        Parameter("certificate_type", "CertificateType", _TYPE),
        Parameter("certificate_ids", "CertificateId", Texts()),
    ),
    lock="vpn_gateway",
    dry_run=True,
)
