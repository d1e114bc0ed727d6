# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Certificates of SM gateways."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, gateway

_BIND = "AssociateVpnGatewayWithCertificate"
_UNBIND = "DissociateVpnGatewayWithCertificate"


def _bound(gateway_id: str, kind: str = "Encryption", certificate: str = "c1") -> dict[str, str]:
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
    """A gateway of the SM kind."""
    return gateway(call, VpnType="NationalStandard")


def test_bind_list_unbind(call: Caller, owner: str) -> None:
    call(_BIND, **_bound(owner))
    call(_BIND, **_bound(owner, "Signature", "c2"))
    (first, _unused) = call("ListVpnCertificateAssociations")["VpnCertificateRelations"]
    assert first == {**_bound(owner), "AssociationTime": "2027-01-15T08:00:00Z", "RegionId": "cn-hangzhou"}
    call(_UNBIND, **_bound(owner))
    assert _listed(call) == [(owner, "Signature", "c2")]


def test_one_of_each_kind_and_none_as_both(call: Caller, owner: str) -> None:
    call(_BIND, **_bound(owner))
    assert call.refused(_BIND, **_bound(owner, certificate="c2")) == "InvalidCertificateType"
    assert call.refused(_BIND, **_bound(owner, "Signature")) == "InvalidCertificateId"
    call(_BIND, **_bound(gateway(call, VpnType="NationalStandard"), "Signature"))


def test_plain_gateways_take_none(call: Caller) -> None:
    assert call.refused(_BIND, **_bound(gateway(call))) == "InvalidVpnGatewayId"


def test_unknown_gateway_or_binding(call: Caller, owner: str) -> None:
    for name in (_BIND, _UNBIND):
        assert call.refused(name, **_bound("vpn-none")) == "InvalidVpnGatewayInstanceId.NotFound"
    assert call.refused(_UNBIND, **_bound(owner)) == "InvalidCertificateId"


def test_filters(call: Caller, owner: str) -> None:
    other = gateway(call, VpnType="NationalStandard")
    rows = [(owner, "Encryption", "c1"), (owner, "Signature", "c2"), (other, "Encryption", "c2")]
    for row in rows:
        call(_BIND, **_bound(*row))
    assert _listed(call) == rows
    assert _listed(call, CertificateType="Encryption") == [rows[0], rows[2]]
    assert _listed(call, VpnGatewayId=[owner]) == rows[:2]
    assert _listed(call, VpnGatewayId=[owner, other], CertificateId=["c2"]) == rows[1:]
    assert _listed(call, RegionId="cn-beijing") == []


def test_dry_runs_that_pass_end_in_two_ways(call: Caller, owner: str) -> None:
    # The contract: a plain answer for the binding (seed and SDK), DryRunOperation for the unbinding (SDK).
    assert call(_BIND, **_bound(owner), DryRun=True) == {}
    assert _listed(call) == []
    assert call.refused(_BIND, **_bound("vpn-none"), DryRun=True) == "InvalidVpnGatewayInstanceId.NotFound"
    call(_BIND, **_bound(owner))
    assert call.refused(_UNBIND, **_bound(owner), DryRun=True) == "DryRunOperation"
    assert len(_listed(call)) == 1


def test_bindings_go_with_the_gateway(call: Caller, owner: str) -> None:
    call(_BIND, **_bound(owner))
    call("DeleteVpnGateway", VpnGatewayId=owner)
    assert _listed(call) == []
