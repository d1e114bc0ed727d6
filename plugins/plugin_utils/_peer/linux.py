# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""strongSwan on Linux: a command that moves the routes, and what strongSwan does not set up, as comments.

Sources: https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html (XFRM and VTI interfaces),
https://docs.strongswan.org/docs/latest/plugins/updown.html (the variables of the command),
https://docs.frrouting.org/en/latest/bgp.html.
"""

from __future__ import annotations

from . import notes
from .connection import Connection, Tunnel

# Of the interface of a tunnel.
_SETTINGS = ("disable_policy=1", "rp_filter=2")
# The metric of the blackhole routes.
_LAST = 254


def needs_interfaces(connection: Connection) -> bool:
    """The tunnels of a connection have the same policies, so each one needs an interface of its own."""
    return connection.route_based or connection.dual


def moves_routes(connection: Connection) -> bool:
    """An interface stays up when its tunnel goes down, so the routes must come and go with the tunnel."""
    return connection.dual and not connection.sessions and bool(connection.destinations)


def updown(connection: Connection, tunnel: Tunnel, *first: str) -> str:
    """A command for the plugin updown, which runs it in a shell after a redirection. It has no double quotes.

    ``first`` are commands that it runs before it adds routes.
    """
    networks = " ".join(map(str, connection.destinations))
    route = f"dev {device(tunnel)} metric {tunnel.rank * 10}"
    up = "; ".join([*first, f"for net in {networks}; do ip route replace $net {route}; done"])
    down = f"for net in {networks}; do ip route delete $net {route}; done"
    return f"sh -c 'case $PLUTO_VERB in up-*) {up};; down-*) {down};; esac'"


def xfrm_updown(connection: Connection, tunnel: Tunnel) -> str:
    """Creates the interface and the blackhole routes as well, so that they exist again after the host has started."""
    name = device(tunnel)
    create = f"ip link add {name} type xfrm dev $PLUTO_INTERFACE if_id {tunnel.number}"
    settings = " ".join(f"net.ipv4.conf.{name}.{setting}" for setting in _SETTINGS)
    return updown(
        connection,
        tunnel,
        f"ip link show dev {name} >/dev/null 2>&1 || {{ {create}; sysctl -qw {settings}; }}",
        f"ip link set {name} up",
        *(f"ip route replace blackhole {network} metric {_LAST}" for network in connection.destinations),
    )


def xfrm_comments(connection: Connection, interface: str) -> list[str]:
    needs = "Linux 4.19, iproute2 5.1 or later"
    if moves_routes(connection):
        names = " and ".join(map(device, connection.tunnels))
        return [
            f"The command updown creates the XFRM interfaces {names} ({needs}).",
            "It adds the routes of a tunnel that comes up, and deletes those of one that goes down.",
            "Its blackhole routes keep private traffic from the Internet.",
        ]
    title = f"An XFRM interface for each tunnel ({needs}); strongSwan does not create them:"
    commands = [
        (tunnel, f"ip link add {device(tunnel)} type xfrm dev {interface} if_id {tunnel.number}")
        for tunnel in connection.tunnels
    ]
    return _interfaces(connection, title, commands)


def vti_comments(connection: Connection) -> list[str]:
    commands = []
    for tunnel in connection.tunnels:
        ends = f"local {tunnel.local} remote {tunnel.remote}"
        commands.append((tunnel, f"ip tunnel add {device(tunnel)} mode vti {ends} key {tunnel.number}"))
    return [
        "Set charon.install_routes = no in strongswan.conf. This concerns every connection of the daemon: connections",
        "without an interface then need routes of their own.",
        *_interfaces(connection, "A VTI for each tunnel; strongSwan does not create them:", commands),
    ]


def device(tunnel: Tunnel) -> str:
    return f"ipsec{tunnel.number}"


def system_comments(connection: Connection) -> list[str]:
    """Forwarding and the TCP MSS, with interfaces and without."""
    table = f"{connection.name}-mss"
    if needs_interfaces(connection):
        matches = [f'{side}ifname "{device(tunnel)}"' for tunnel in connection.tunnels for side in ("i", "o")]
    else:
        matches = [f"ip {side} {network}" for network in connection.destinations for side in ("saddr", "daddr")]
    clamp = f"tcp flags syn tcp option maxseg size set {notes.MSS}"
    return [
        "Forward packets, and limit the TCP MSS (nftables):",
        "  sysctl -w net.ipv4.ip_forward=1",
        f"  nft add table ip {table}",
        f"  nft 'add chain ip {table} forward {{ type filter hook forward priority mangle; }}'",
        *(f"  nft 'add rule ip {table} forward {match} {clamp}'" for match in matches),
    ]


def verify(connection: Connection) -> list[str]:
    bgp = ["vtysh -c 'show ip bgp summary'"] if connection.sessions else []
    return ["ip -s xfrm state", "ip route show", *bgp]


def rollback(connection: Connection) -> list[str]:
    lines = [f"nft delete table ip {connection.name}-mss"]
    if needs_interfaces(connection):
        lines += [f"ip link delete {device(tunnel)}" for tunnel in connection.tunnels]
        lines += [f"ip route delete blackhole {network} metric {_LAST}" for network in connection.destinations]
    for tunnel, session in connection.sessions:
        lines.append(f"vtysh -c 'configure' -c 'router bgp {session.local_asn}' -c 'no neighbor {session.peer}'")
        lines += [f"vtysh -c 'configure' -c 'no route-map {tunnel.name}-{direction}'" for direction in ("in", "out")]
    return lines


def _interfaces(connection: Connection, title: str, commands: list[tuple[Tunnel, str]]) -> list[str]:
    lines = [title]
    for tunnel, command in commands:
        name = device(tunnel)
        lines.append(f"  {command}")
        if tunnel.bgp:
            lines.append(f"  ip address add {tunnel.bgp.local} dev {name}")
        lines += [
            *(f"  sysctl -w net.ipv4.conf.{name}.{setting}" for setting in _SETTINGS),
            f"  ip link set {name} up",
        ]
    return [*lines, *_routes(connection), *_bgp(connection)]


def _routes(connection: Connection) -> list[str]:
    lines = []
    if moves_routes(connection):
        lines.append(
            "The command updown adds the routes of a tunnel that comes up, and deletes those of one that goes down."
        )
    elif not connection.sessions:
        lines.append("Add routes; for each network of the VPC:")
        lines.append(f"  ip route add NETWORK dev {device(connection.tunnels[0])}")
        if connection.dual:
            lines.append("strongSwan does not move these routes to the second tunnel. For failover, use BGP.")
    lines.append("Keep private traffic from the Internet while no tunnel is up:")
    networks = list(map(str, connection.destinations)) or ["NETWORK"]
    return [*lines, *(f"  ip route add blackhole {network} metric {_LAST}" for network in networks)]


def _bgp(connection: Connection) -> list[str]:
    """FRRouting exchanges nothing with a neighbour that has no route map."""
    if not connection.sessions:
        return []
    asn = connection.sessions[0][1].local_asn
    maps, family = [], []
    for tunnel, session in connection.sessions:
        for direction in ("in", "out"):
            name = f"{tunnel.name}-{direction}"
            maps.append(f"route-map {name} permit 10")
            if connection.dual and (tunnel.rank, direction) == (1, "in"):
                maps.append(f" set local-preference {notes.PREFERENCE}")
            if connection.dual and (tunnel.rank, direction) == (2, "out"):
                maps.append(f" set as-path prepend {notes.prepended(asn)}")
            maps.append("exit")
            family.append(f"  neighbor {session.peer} route-map {name} {direction}")
    return [
        "BGP in FRRouting; announce your networks, with a line for each of them:",
        *(f"  {line}" for line in maps),
        f"  router bgp {asn}",
        *(
            f"   neighbor {session.peer} {setting}"
            for _tunnel, session in connection.sessions
            for setting in (f"remote-as {session.peer_asn}", f"timers {notes.KEEPALIVE} {notes.HOLD}")
        ),
        "   address-family ipv4 unicast",
        "    network NETWORK",
        *(f"  {line}" for line in family),
    ]
