# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of an IPsec server: ListIpsecServerLogs in contract/ipsec_server.yaml.

The stand-in logs that a server begins to accept clients, with its first settings and with new ones.
"""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from ..call import Call
from ..registry import action
from ..state import Record
from . import logs


@action("ListIpsecServerLogs")
def describe(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference."""
    return logs.read(call, call.find("ipsec_servers", call.parameters["IpsecServerId"]))


def write_start(server: Record, now: float) -> None:
    """Log the start of a server, or its restart with new settings."""
    stamp = datetime.fromtimestamp(now, timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
    version, pool = server["IkeConfig"]["IkeVersion"], server["ClientIpPool"]
    logs.write(server, now, f"{stamp} {server['IpsecServerId']} accept clients with {version}, pool {pool}")
