# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of an SSL server: contract/ssl_vpn.yaml, section 8.8.

The stand-in logs the start of a server; a test may add other lines (``Cloud.write_ssl_log``).
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ..call import Call
from ..registry import action
from ..state import Record
from . import paging

_START = (
    "OpenVPN 2.4.9 x86_64-unknown-linux-gnu [SSL (OpenSSL)] [LZO] [EPOLL]",
    "{proto} link local (bound): [AF_INET][undef]:{port}",
    "Initialization Sequence Completed",
)


@action("DescribeVpnSslServerLogs")
def describe(call: Call) -> dict[str, Any]:
    """Section 8.8.  The log is incomplete while the gateway is being changed."""
    server = call.find("ssl_vpn_servers", call.parameters["VpnSslServerId"])
    start, end = _window(call)
    certificate = call.parameters.get("SslVpnClientCertId")
    lines = [
        {"line": line}
        for written, about, line in server["Log"]
        if start <= written <= end and certificate in (None, about)
    ]
    page = paging.numbered(call, "Data", lines, lambda _call, record: record)
    texts = [record["line"] for record in page["Data"]]
    busy = call.is_busy(call.table("vpn_gateways")[server["VpnGatewayId"]])
    return {**page, "Data": texts, "Count": len(texts), "IsCompleted": not busy}


def write(server: Record, now: float, line: str, certificate_id: str | None = None) -> None:
    """Add a line, after the time as OpenVPN writes it."""
    stamp = datetime.fromtimestamp(now, timezone.utc).strftime("%a %b %d %H:%M:%S %Y")
    server["Log"].append([now, certificate_id, f"{stamp} {line}"])


def write_start(server: Record, now: float) -> None:
    """Log the start of a server, or its restart with new settings."""
    for line in _START:
        write(server, now, line.format(proto=f"{server['Proto']}v4", port=server["Port"]))


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
