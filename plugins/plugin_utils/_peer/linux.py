# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What strongSwan does not set up: tunnel interfaces, routes and BGP, as comments for the administrator.

Sources: https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html (XFRM and VTI interfaces),
https://docs.frrouting.org/en/latest/bgp.html.
"""

from __future__ import annotations

from .connection import Connection, Tunnel


def needs_interfaces(connection: Connection) -> bool:
    """The tunnels of a connection have the same policies, so each one needs an interface of its own."""
    return connection.route_based or len(connection.tunnels) > 1


def xfrm_comments(connection: Connection, interface: str) -> list[str]:
    title = "An XFRM interface for each tunnel (Linux 4.19 or later); strongSwan does not create them:"
    commands = [
        (tunnel, f"ip link add {device(tunnel)} type xfrm dev {interface} if_id {tunnel.number}")
        for tunnel in connection.tunnels
    ]
    return _comments(connection, title, commands)


def vti_comments(connection: Connection) -> list[str]:
    commands = []
    for tunnel in connection.tunnels:
        ends = f"local {tunnel.local or 'ADDRESS'} remote {tunnel.remote}"
        commands.append((tunnel, f"ip tunnel add {device(tunnel)} mode vti {ends} key {tunnel.number}"))
    title = "A VTI for each tunnel; strongSwan does not create them. Set charon.install_routes = no in strongswan.conf:"
    return _comments(connection, title, commands)


def device(tunnel: Tunnel) -> str:
    return f"ipsec{tunnel.number}"


def _comments(connection: Connection, title: str, commands: list[tuple[Tunnel, str]]) -> list[str]:
    lines = [title]
    for tunnel, command in commands:
        name = device(tunnel)
        lines.append(f"  {command}")
        if tunnel.bgp:
            lines.append(f"  ip address add {tunnel.bgp.local} dev {name}")
        lines.append(f"  ip link set {name} up")
        lines += [
            f"  ip route add {network} dev {name} metric {tunnel.rank * 10}" for network in connection.destinations
        ]
    return ["# " + line for line in [*lines, *_bgp_comments(connection)]]


def _bgp_comments(connection: Connection) -> list[str]:
    sessions = [tunnel.bgp for tunnel in connection.tunnels if tunnel.bgp]
    if not sessions:
        return []
    return [
        "BGP in FRRouting; add the networks to announce:",
        f"  router bgp {sessions[0].local_asn}",
        *(f"   neighbor {session.peer} remote-as {session.peer_asn}" for session in sessions),
    ]
