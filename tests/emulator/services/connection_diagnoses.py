# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Why connections fail to negotiate: DiagnoseVpnConnections in contract/connection.yaml.

The stand-in knows from the Status how far a negotiation came; what the two ends do not agree about a test says
(``Cloud.mismatch``).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..call import Call
from ..registry import action
from ..state import Record
from . import paging

_NOTHING_FOUND = ("Normal", "NoExceptionFound", "No exception found")
_PHASE_1 = ("Critical", "Phase1NegotiationTimeout", "Phase1 negotiation timeout")
_PHASE_2 = ("Critical", "Phase2NegotiationTimeout", "Phase2 negotiation timeout")


@action("DiagnoseVpnConnections")
def diagnose(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference: single-tunnel connections by their ids, others by those of their tunnels."""
    findings = list(_findings(call))
    return paging.numbered(call, "VpnConnections", findings, lambda _call, finding: finding)


def mismatch(holder: Record, code: str, local: str, remote: str) -> None:
    """The two ends of a connection or of a tunnel do not agree about a setting."""
    holder["Mismatch"] = {
        "FailedReasonCode": code,
        "FailedReason": f"The two ends do not agree: {code}",
        "MismatchLocalParam": local,
        "MismatchRemoteParam": remote,
    }


def _findings(call: Call) -> Iterator[Record]:
    connections, tunnels = (call.parameters.get(name, []) for name in ("VpnConnectionIds", "TunnelIds"))
    owner = call.parameters.get("VpnGatewayId")
    for record in (*call.table("vpn_connections").values(), *call.table("vpn_attachments").values()):
        if owner not in (None, record["VpnGatewayId"]):
            continue
        if not record["Tunnels"] and record["VpnConnectionId"] in connections:
            yield _finding(record, record, None)
        for tunnel in record["Tunnels"]:
            if tunnel["TunnelId"] in tunnels:
                yield _finding(record, tunnel, tunnel["TunnelId"])


def _finding(record: Record, holder: Record, tunnel_id: str | None) -> Record:
    severity, code, reason = _level(record, holder["Status"])
    logged = [(written, line) for written, about, line in record["Log"] if about == tunnel_id]
    written, line = logged[-1]
    finding = {"Severity": severity, "FailedReasonCode": code, "FailedReason": reason}
    if "Mismatch" in holder and holder["Status"] != "ipsec_sa_established":
        finding = {"Severity": "Critical", **holder["Mismatch"]}
    return {
        "VpnConnectionId": record["VpnConnectionId"],
        "TunnelId": tunnel_id,
        **finding,
        "FailedTime": int(written * 1000),
        "SourceLog": line,
    }


def _level(record: Record, status: str) -> tuple[str, str, str]:
    if status == "ike_sa_not_established":
        # Without EffectImmediately nothing was negotiated yet, so nothing has failed.
        return _PHASE_1 if record["EffectImmediately"] else _NOTHING_FOUND
    return _NOTHING_FOUND if status == "ipsec_sa_established" else _PHASE_2
