# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a gateway accepts a change."""

from __future__ import annotations

from ..call import Call
from ..state import Record


def with_ssl(call: Call, record: Record) -> Record:
    """The gateway, if SSL-VPN is enabled (an IPsec server needs it, too)."""
    if record["SslVpn"] != "enable":
        raise call.error("VpnGateway.SslVpnDisabled")
    return record


def writable(call: Call, record: Record) -> Record:
    """The gateway, if it accepts a change: not locked (if the action has that code) and not busy with another one."""
    if record["BusinessStatus"] == "FinancialLocked" and "VpnGateway.FinancialLocked" in call.action.errors:
        raise call.error("VpnGateway.FinancialLocked")
    if call.is_busy(record):
        raise call.error("VpnGateway.Configuring")
    return record
