# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""An option for one of the two tunnels of a connection, which is given by its role or by its ID."""

from __future__ import annotations

from .._engine.errors import Refused
from .._engine.field import Parameter
from .._engine.kinds import Text
from .._engine.resource import Raw
from .._resources.vpn_connection import TUNNEL_LIST, VPN_CONNECTION

ROLES = ("master", "slave")
TUNNEL = Parameter(
    "tunnel",
    "TunnelId",
    Text(pattern=f"^(?:{'|'.join(ROLES)}|tun-.+)$", rule="master, slave, or the ID of a tunnel"),
    aliases=("tunnel_id",),
)


def tunnel_ids(raw: Raw, wanted: str | None = None) -> list[str]:
    """The IDs of the tunnels of a connection, or of the one that is wanted; none where it has a single tunnel without
    an ID. Raises Refused where it does not have the wanted one."""
    tunnels = TUNNEL_LIST.of(raw)
    found = [one["TunnelId"] for one in tunnels if wanted in (None, one.get("Role"), one.get("TunnelId"))]
    if wanted is not None and not found:
        which = f"{wanted} tunnel" if wanted in ROLES else f"tunnel {wanted}"
        has = f"has no {which}" if tunnels else "has a single tunnel"
        raise Refused(f"{TUNNEL.name}: {VPN_CONNECTION.title} {raw['VpnConnectionId']} {has}; leave the option out")
    return found
