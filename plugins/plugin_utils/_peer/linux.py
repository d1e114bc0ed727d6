# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What strongSwan leaves to the system: tunnel interfaces, routes and BGP, as comments for the administrator.

Sources: https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html (XFRM and VTI interfaces),
https://docs.frrouting.org/en/latest/bgp.html.
"""

from __future__ import annotations

from .connection import Connection, Tunnel


def wanted(connection: Connection) -> bool:
    """Tunnels of one connection have the same policies: only an interface each keeps them apart."""
    return connection.route_based or len(connection.tunnels) > 1


def xfrm_notes(connection: Connection, interface: str) -> list[str]:
    made = [
        (tunnel, f"ip link add {device(tunnel)} type xfrm dev {interface} if_id {tunnel.number}")
        for tunnel in connection.tunnels
    ]
    return _notes(connection, "An XFRM interface for each tunnel (Linux 4.19); not made by strongSwan:", made)


def vti_notes(connection: Connection) -> list[str]:
    made = []
    for tunnel in connection.tunnels:
        ends = f"local {tunnel.local or 'ADDRESS'} remote {tunnel.remote}"
        made.append((tunnel, f"ip tunnel add {device(tunnel)} mode vti {ends} key {tunnel.number}"))
    title = "A VTI for each tunnel; not made by strongSwan. And charon.install_routes = no in strongswan.conf:"
    return _notes(connection, title, made)


def device(tunnel: Tunnel) -> str:
    return f"ipsec{tunnel.number}"


def _notes(connection: Connection, title: str, made: list[tuple[Tunnel, str]]) -> list[str]:
    lines = [title]
    for tunnel, command in made:
        name = device(tunnel)
        lines.append(f"  {command}")
        if tunnel.bgp:
            lines.append(f"  ip address add {tunnel.bgp.local} dev {name}")
        lines.append(f"  ip link set {name} up")
        lines += [
            f"  ip route add {network} dev {name} metric {tunnel.rank * 10}" for network in connection.destinations
        ]
    return ["# " + line for line in [*lines, *_bgp_notes(connection)]]


def _bgp_notes(connection: Connection) -> list[str]:
    sessions = [tunnel.bgp for tunnel in connection.tunnels if tunnel.bgp]
    if not sessions:
        return []
    return [
        "BGP in FRRouting; what to announce is yours to say:",
        f"  router bgp {sessions[0].local_asn}",
        *(f"   neighbor {session.peer} remote-as {session.peer_asn}" for session in sessions),
    ]
