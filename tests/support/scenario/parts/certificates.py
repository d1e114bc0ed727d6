# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of SM gateways."""

from __future__ import annotations

from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request


def _certificate(ids: Ids, kind: str) -> Request:
    return {"VpnGatewayId": ids["sm_gateway"], "CertificateType": kind, "CertificateId": f"cert-{kind}"}


def _build(call: Caller, ids: Ids) -> None:
    for kind in ("Encryption", "Signature"):
        call("AssociateVpnGatewayWithCertificate", **_certificate(ids, kind))
    call("DissociateVpnGatewayWithCertificate", **_certificate(ids, "Signature"))


def _reads(_ids: Ids) -> list[tuple[str, Request]]:
    return [("ListVpnCertificateAssociations", {"MaxResults": 1})]


def _writes(ids: Ids) -> dict[str, Request]:
    return {
        "AssociateVpnGatewayWithCertificate": _certificate(ids, "Signature"),
        "DissociateVpnGatewayWithCertificate": _certificate(ids, "Encryption"),
    }


PART = Part(build=_build, reads=_reads, writes=_writes, after=("gateways",))
