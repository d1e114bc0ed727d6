# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The log of an IPsec connection's negotiation (contract: connection.yaml, DescribeVpnConnectionLogs)."""

from __future__ import annotations

from .._engine.field import Parameter
from .._engine.parts import Options
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._resources.vpn_connection import VPN_CONNECTION
from .log import Log, log_task
from .one_tunnel import ROLES, TUNNEL, any_connection, tunnel_ids


def _narrowed(remote: Remote, options: Options) -> Options:
    """A tunnel that is given by its role is looked up in the connection."""
    role = options.get(TUNNEL.name)
    if role not in ROLES:
        return options
    return {**options, TUNNEL.name: tunnel_ids(any_connection(remote, options["vpn_connection"]), role)[0]}


VPN_CONNECTION_LOG = log_task(
    Log(
        action="DescribeVpnConnectionLogs",
        owner=Parameter(
            "vpn_connection", "VpnConnectionId", Ref(VPN_CONNECTION), required=True, aliases=("vpn_connection_id",)
        ),
        lines="vpn_connection_logs",
        about=(TUNNEL,),
        longest=10,
        narrowed=_narrowed,
    )
)
