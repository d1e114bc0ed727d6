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
from . import logs

_START = (
    "OpenVPN 2.4.9 x86_64-unknown-linux-gnu [SSL (OpenSSL)] [LZO] [EPOLL]",
    "{proto} link local (bound): [AF_INET][undef]:{port}",
    "Initialization Sequence Completed",
)


@action("DescribeVpnSslServerLogs")
def describe(call: Call) -> dict[str, Any]:
    """Section 8.8."""
    server = call.find("ssl_vpn_servers", call.parameters["VpnSslServerId"])
    return logs.read(call, server, call.parameters.get("SslVpnClientCertId"))


def write(server: Record, now: float, line: str, certificate_id: str | None = None) -> None:
    """Add a line, after the time as OpenVPN writes it."""
    stamp = datetime.fromtimestamp(now, timezone.utc).strftime("%a %b %d %H:%M:%S %Y")
    logs.write(server, now, f"{stamp} {line}", certificate_id)


def write_start(server: Record, now: float) -> None:
    """Log the start of a server, or its restart with new settings."""
    for line in _START:
        write(server, now, line.format(proto=f"{server['Proto']}v4", port=server["Port"]))
