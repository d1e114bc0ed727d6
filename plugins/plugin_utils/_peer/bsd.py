# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What OPNsense and pfSense share: texts of pages with fields, addresses of if_ipsec interfaces, what fails over.

Neither has commands for IPsec. Both write the configuration of strongSwan from the fields of their pages.
"""

from __future__ import annotations

import ipaddress
import typing as t
from dataclasses import dataclass

from .connection import ANYWHERE, Connection, Tunnel

INTERFACE = "WAN"
# Of a group of gateways: the second one is used when the first one is down or loses packets.
TRIGGER = "Trigger Level Packet Loss"
# Has room for a /30 for each possible number of a tunnel.
_INNER = ipaddress.IPv4Network("169.254.0.0/16")


@dataclass(frozen=True)
class Page:
    """One form. Fields without a value keep their default."""

    path: str
    fields: tuple[tuple[str, str], ...]


def page(path: str, *fields: tuple[str, t.Any]) -> Page:
    return Page(path, tuple((label, str(value)) for label, value in fields if value is not None))


def checked(value: bool) -> str:
    return "checked" if value else "not checked"


def numbered(pages: t.Sequence[Page]) -> list[str]:
    """The pages in their order, each with its fields in theirs."""
    return [
        line
        for number, each in enumerate(pages, 1)
        for line in (f"[{number}] {each.path}", *(f"    {label}: {value}" for label, value in each.fields))
    ]


def inner(tunnel: Tunnel) -> tuple[ipaddress.IPv4Interface, ipaddress.IPv4Address]:
    """The addresses of the two ends of the interface. Without BGP the VPN gateway has none, so any pair will do."""
    if tunnel.bgp:
        return tunnel.bgp.local, tunnel.bgp.peer
    first = _INNER.network_address + 4 * tunnel.number
    return ipaddress.IPv4Interface((first + 2, 30)), first + 1


def pairs(connection: Connection) -> list[tuple[ipaddress.IPv4Network, ipaddress.IPv4Network]]:
    """The networks side by side, the last one of the shorter list repeated: strongSwan negotiates all with all."""
    local, remote = connection.local_subnets, connection.remote_subnets
    return [(_at(local, number), _at(remote, number)) for number in range(max(len(local), len(remote)))]


def _at(networks: t.Sequence[ipaddress.IPv4Network], number: int) -> ipaddress.IPv4Network:
    return networks[min(number, len(networks) - 1)]


def traffic(connection: Connection) -> list[tuple[str, str]]:
    """The same for rules of a firewall."""
    return [(_rule(local), _rule(remote)) for local, remote in pairs(connection)]


def _rule(network: ipaddress.IPv4Network) -> str:
    return "any" if network == ANYWHERE else str(network)


def dead_peer(connection: Connection, vendor: str, page_of_settings: str, tries: str) -> list[str]:
    """With ikev1 the timeout of the dead peer detection decides, with ikev2 the retransmission of strongSwan."""
    if all(tunnel.ike.version == "ikev1" for tunnel in connection.tunnels):
        return []
    return [
        f"{vendor} takes three minutes to notice a dead peer, or one minute with {tries} 3 in place of 5, which is for",
        f"all connections: {page_of_settings}.",
    ]


def failover(connection: Connection, vendor: str, names: t.Sequence[str], steps: t.Sequence[str]) -> list[str]:
    """What is left to do without BGP. ``names`` are the gateways of the tunnels."""
    master, standby = names
    return [
        f"Failover: {vendor} moves no static routes, so these two tunnels need a person or BGP.",
        f"By hand: change the gateway of the static routes to {standby}, and back to {master}.",
        "With the following, connections that begin in your networks move by themselves. Answers to connections that",
        f"begin in the VPC still follow the static routes into {connection.tunnels[0].name}.",
        "ADDRESS in the VPC answers ping and is used for nothing else. SOURCE is a free address of your networks:",
        *(f"  {step}" for step in steps),
    ]
