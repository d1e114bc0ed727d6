# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the logs of connections and servers share: lines in a record, windows of time, pages."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..state import Record
from . import paging


def write(record: Record, now: float, line: str, about: str | None = None) -> None:
    """Add a line to a record's log; ``about`` is the certificate or the tunnel that it concerns."""
    record["Log"].append([now, about, line])


def read(call: Call, record: Record, about: str | None = None) -> dict[str, Any]:
    """A page of the lines in the window of the request.  The log is incomplete while the gateway is being changed."""
    start, end = _window(call)
    lines = [
        {"line": line}
        for written, concerned, line in record["Log"]
        if start <= written <= end and about in (None, concerned)
    ]
    page = paging.numbered(call, "Data", lines, lambda _call, line: line)
    texts = [line["line"] for line in page["Data"]]
    owner = record["VpnGatewayId"]  # a connection for a transit router has none
    busy = call.is_busy(call.table("vpn_gateways")[owner] if owner else record)
    return {**page, "Data": texts, "Count": len(texts), "IsCompleted": not busy}


def _window(call: Call) -> tuple[float, float]:
    """From with To, or one of them with MinutePeriod, or the last MinutePeriod minutes."""
    start, end, minutes = (call.parameters.get(name) for name in ("From", "To", "MinutePeriod"))
    if minutes is not None and minutes < 1:
        raise call.invalid("MinutePeriod")
    if start is not None and end is not None:
        if start > end:
            raise call.invalid("To")
        return start, end
    if minutes is None:
        raise call.missing("MinutePeriod" if start is None and end is None else "From" if start is None else "To")
    if start is not None:
        return start, start + minutes * 60
    end = call.now if end is None else end
    return end - minutes * 60, end
