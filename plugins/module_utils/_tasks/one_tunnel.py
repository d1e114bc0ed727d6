# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A connection of a VPN gateway or of a transit router, and an option for one of its tunnels, by role or ID."""

from __future__ import annotations

from dataclasses import replace

from .._engine.errors import Refused
from .._engine.field import Parameter
from .._engine.kinds import Text
from .._engine.parts import Raw
from .._engine.remote import Remote
from .._resources.vpn_connection import TUNNEL_LIST, VPN_CONNECTION
from .._rpc.shape import required

ROLES = ("master", "slave")
TUNNEL = Parameter(
    "tunnel",
    "TunnelId",
    Text(pattern=f"^(?:{'|'.join(ROLES)}|tun-.+)$", rule="master, slave, or the ID of a tunnel"),
    aliases=("tunnel_id",),
)


_ANY = replace(VPN_CONNECTION, where=None)


def any_connection(remote: Remote, identifier: str) -> Raw:
    """A connection of a VPN gateway, or an attachment. Raises Unresolved if none has this ID."""
    return remote.of(_ANY).existing(identifier)


def tunnel_ids(raw: Raw, wanted: str | None = None) -> list[str]:
    """The IDs of the tunnels of a connection, or of the one that is wanted; none where it has a single tunnel without
    an ID. Raises Refused where it does not have the wanted one."""
    tunnels = TUNNEL_LIST.inside(raw)
    found = [
        required(one, "TunnelId", "DescribeVpnConnection")
        for one in tunnels
        if wanted in (None, one.get("Role"), one.get("TunnelId"))
    ]
    if wanted is not None and not found:
        which = f"{wanted} tunnel" if wanted in ROLES else f"tunnel {wanted}"
        has = f"has no {which}" if tunnels else "has a single tunnel"
        raise Refused(f"{TUNNEL.name}: {VPN_CONNECTION.title} {raw['VpnConnectionId']} {has}; leave the option out")
    return found
