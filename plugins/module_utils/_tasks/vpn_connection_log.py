# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The log of an IPsec connection's negotiation (contract: connection.yaml, DescribeVpnConnectionLogs)."""

from __future__ import annotations

from .._engine.errors import Refused
from .._engine.field import Parameter
from .._engine.kinds import Text
from .._engine.reference import Ref
from .._engine.remote import Remote
from .._engine.resource import Options
from .._resources.vpn_connection import TUNNEL_LIST, VPN_CONNECTION
from .log import Log, log_task

_ROLES = ("master", "slave")
_TUNNEL = Parameter(
    "tunnel",
    "TunnelId",
    Text(pattern=f"^(?:{'|'.join(_ROLES)}|tun-.+)$", rule="master, slave, or the ID of a tunnel"),
    aliases=("tunnel_id",),
)


def _narrowed(remote: Remote, options: Options) -> Options:
    """A tunnel that is given by its role is looked up in the connection."""
    role = options.get(_TUNNEL.name)
    if role not in _ROLES:
        return options
    identifier = options["vpn_connection"]
    tunnels = TUNNEL_LIST.of(remote.read(identifier) or {})
    ids = [tunnel["TunnelId"] for tunnel in tunnels if tunnel.get("Role") == role]
    if not ids:
        raise Refused(f"tunnel: {VPN_CONNECTION.title} {identifier} has no {role} tunnel; leave the option out")
    return {**options, _TUNNEL.name: ids[0]}


VPN_CONNECTION_LOG = log_task(
    Log(
        action="DescribeVpnConnectionLogs",
        owner=Parameter(
            "vpn_connection", "VpnConnectionId", Ref(VPN_CONNECTION), required=True, aliases=("vpn_connection_id",)
        ),
        lines="vpn_connection_logs",
        about=(_TUNNEL,),
        longest=10,
        narrowed=_narrowed,
    )
)
