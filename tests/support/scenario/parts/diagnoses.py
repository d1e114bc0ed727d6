# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Diagnoses of connections and of gateways."""

from __future__ import annotations

from tests.support.caller import Caller
from tests.support.scenario.part import Ids, Part, Request, having

_ADDRESSES = {"PrivateSourceIp": "10.0.0.1", "PrivateDestinationIp": "10.1.0.1"}


def _request(ids: Ids) -> Request:
    return {"VpnGatewayId": ids["gateway"], "ResourceType": "IPsec", "ResourceId": ids["connection"]}


def _build(call: Caller, ids: Ids) -> None:
    call.cloud.mismatch(ids["dual_connection"], "EncryptionAlgorithmMismatch", "aes", "des", role="slave")
    (record,) = [
        record
        for record in call.cloud.state.region(call.region).table("vpn_connections").values()
        if record["VpnConnectionId"] == ids["dual_connection"]
    ]
    ids["slave"] = record["Tunnels"][1]["TunnelId"]
    ids["diagnosis"] = call("DiagnoseVpnGateway", **_request(ids), IPsecExtendInfo=_ADDRESSES)["DiagnoseId"]


def _reads(ids: Ids) -> list[tuple[str, Request]]:
    return [
        ("DiagnoseVpnConnections", {"VpnConnectionIds": [ids["connection"]], "TunnelIds": [ids["slave"]]}),
        ("GetVpnGatewayDiagnoseResult", {"DiagnoseId": ids["diagnosis"]}),
    ]


def _another_with_its_token(call: Caller, _ids: Ids, request: Request) -> Request:
    call("DiagnoseVpnGateway", **request, ClientToken="1")
    return {**request, "ClientToken": "1", "IPsecExtendInfo": _ADDRESSES}


PART = Part(
    build=_build,
    reads=_reads,
    writes=lambda ids: {"DiagnoseVpnGateway": _request(ids)},
    after=("connections",),
    at_once=frozenset({"DiagnoseVpnGateway"}),
    causes={"IdempotentParameterMismatch": _another_with_its_token, "param_error": having(DiagnoseId=None)},
    no_cause={"OperationUnsupported.DiagnoseVpn": "every gateway here is of the newest version"},
)
