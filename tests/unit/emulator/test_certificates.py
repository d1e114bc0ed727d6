# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of SM gateways."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, gateway

_ASSOCIATE = "AssociateVpnGatewayWithCertificate"
_DISSOCIATE = "DissociateVpnGatewayWithCertificate"


def _certificate(gateway_id: str, kind: str = "Encryption", certificate: str = "c1") -> dict[str, str]:
    return {"VpnGatewayId": gateway_id, "CertificateType": kind, "CertificateId": certificate}


def _listed(call: Caller, **parameters: Any) -> list[tuple[str, str, str]]:
    answer = call("ListVpnCertificateAssociations", **parameters)
    assert answer["TotalCount"] == len(answer["VpnCertificateRelations"])
    return [
        (item["VpnGatewayId"], item["CertificateType"], item["CertificateId"])
        for item in answer["VpnCertificateRelations"]
    ]


@pytest.fixture
def owner(call: Caller) -> str:
    """An SM gateway."""
    return gateway(call, VpnType="NationalStandard")


def test_associate_list_dissociate(call: Caller, owner: str) -> None:
    call(_ASSOCIATE, **_certificate(owner))
    call(_ASSOCIATE, **_certificate(owner, "Signature", "c2"))
    (first, _unused) = call("ListVpnCertificateAssociations")["VpnCertificateRelations"]
    assert first == {**_certificate(owner), "AssociationTime": "2027-01-15T08:00:00Z", "RegionId": call.region}
    call(_DISSOCIATE, **_certificate(owner))
    assert _listed(call) == [(owner, "Signature", "c2")]


def test_one_certificate_of_each_type(call: Caller, owner: str) -> None:
    call(_ASSOCIATE, **_certificate(owner))
    assert call.refused(_ASSOCIATE, **_certificate(owner, certificate="c2")) == "InvalidCertificateType"
    assert call.refused(_ASSOCIATE, **_certificate(owner, "Signature")) == "InvalidCertificateId"
    call(_ASSOCIATE, **_certificate(gateway(call, VpnType="NationalStandard"), "Signature"))


def test_standard_gateways_have_no_certificates(call: Caller) -> None:
    assert call.refused(_ASSOCIATE, **_certificate(gateway(call))) == "InvalidVpnGatewayId"


def test_unknown_gateway_or_association(call: Caller, owner: str) -> None:
    for name in (_ASSOCIATE, _DISSOCIATE):
        assert call.refused(name, **_certificate("vpn-none")) == "InvalidVpnGatewayInstanceId.NotFound"
    assert call.refused(_DISSOCIATE, **_certificate(owner)) == "InvalidCertificateId"


def test_filters(call: Caller, owner: str) -> None:
    other = gateway(call, VpnType="NationalStandard")
    rows = [(owner, "Encryption", "c1"), (owner, "Signature", "c2"), (other, "Encryption", "c2")]
    for row in rows:
        call(_ASSOCIATE, **_certificate(*row))
    assert _listed(call) == rows
    assert _listed(call, CertificateType="Encryption") == [rows[0], rows[2]]
    assert _listed(call, VpnGatewayId=[owner]) == rows[:2]
    assert _listed(call, VpnGatewayId=[owner, other], CertificateId=["c2"]) == rows[1:]
    assert _listed(call, RegionId="cn-beijing") == []


def test_successful_dry_runs(call: Caller, owner: str) -> None:
    # The contract: a normal answer to Associate (2022 API reference and SDK), DryRunOperation to Dissociate (SDK).
    assert call(_ASSOCIATE, **_certificate(owner), DryRun=True) == {}
    assert _listed(call) == []
    assert call.refused(_ASSOCIATE, **_certificate("vpn-none"), DryRun=True) == "InvalidVpnGatewayInstanceId.NotFound"
    call(_ASSOCIATE, **_certificate(owner))
    assert call.refused(_DISSOCIATE, **_certificate(owner), DryRun=True) == "DryRunOperation"
    assert len(_listed(call)) == 1


def test_associations_are_deleted_with_the_gateway(call: Caller, owner: str) -> None:
    call(_ASSOCIATE, **_certificate(owner))
    call("DeleteVpnGateway", VpnGatewayId=owner)
    assert _listed(call) == []
