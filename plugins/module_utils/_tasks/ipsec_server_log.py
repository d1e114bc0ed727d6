# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The log of an IPsec server (contract: ipsec_server.yaml, ListIpsecServerLogs)."""

from __future__ import annotations

from .._engine.field import Parameter
from .._engine.reference import Ref
from .._resources.ipsec_server import IPSEC_SERVER
from .log import Log, log_task

IPSEC_SERVER_LOG = log_task(
    Log(
        action="ListIpsecServerLogs",
        owner=Parameter(
            "ipsec_server", "IpsecServerId", Ref(IPSEC_SERVER), required=True, aliases=("ipsec_server_id",)
        ),
        lines="ipsec_server_logs",
        longest=10,
    )
)
