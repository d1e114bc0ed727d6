# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of a VPN gateway. All options identify, so none can change."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway_certificate import (
    VPN_GATEWAY_CERTIFICATE,
)
from tests.support.case import Case, Read

CASE = Case(
    VPN_GATEWAY_CERTIFICATE,
    actions=("AssociateVpnGatewayWithCertificate",),
    options={
        "vpn_gateway": "<hq-sm>",
        "certificate_type": "Signature",
        "certificate_id": "6bfe4218-ea1d-4a70-8f5a-1b1d3a1f0001",
    },
    identity=("vpn_gateway", "certificate_type", "certificate_id"),
    read=Read("ListVpnCertificateAssociations", {"vpn_gateway_id": "[vpn_gateway_id]"}, "VpnCertificateRelations[0]"),
    table="certificates",
    existing={
        "certificate": {"vpn_gateway": "<hq-sm>", "certificate_type": "Encryption", "certificate_id": "cert-1"},
    },
)
