# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What every vendor's text says in comments: what to allow, what is weak, how to verify and how to roll back."""

from __future__ import annotations

import typing as t

from .connection import ANYWHERE, Connection, Tunnel

TITLE = "IPsec to Alibaba Cloud VPN Gateway, written by the filter alicloud.vpn.peer_config."
SECRET = "The text contains a secret."
# The tunnel adds at most 80 bytes of headers with NAT traversal, and many paths allow fewer than 1500 bytes.
MSS = 1350
# Seconds between keepalives, and until a BGP session is down.
KEEPALIVE, HOLD = 10, 30
# Routes learned through tunnel 1 win. The default is 100.
PREFERENCE = 200
# Twice is enough for the path through tunnel 2, because the paths of both tunnels are otherwise equally long.
PREPENDS = 2

_WEAK = ("des", "3des", "md5", "group1", "group2", "group5", "group24")


def head(connection: Connection, *more: str) -> list[str]:
    """The first lines, without the vendor's mark for comments."""
    local, remote = (_networks(subnets) for subnets in (connection.local_subnets, connection.remote_subnets))
    addresses = ", ".join(dict.fromkeys(tunnel.remote for tunnel in connection.tunnels))
    return [
        TITLE,
        "Local is this device, remote is the VPN gateway. The text is for IPv4 only.",
        *more,
        f"Allow UDP 500, UDP 4500 and ESP (IP protocol 50) between this device and {addresses}.",
        f"Allow the traffic between {local or 'your networks'} and {remote or 'the networks of the VPC'}.",
        "Exempt it from NAT.",
        *_dual(connection),
        *(line for tunnel in connection.tunnels for line in warnings(tunnel)),
    ]


def _networks(subnets: t.Iterable[t.Any]) -> str:
    return ", ".join(str(network) for network in subnets if network != ANYWHERE)


def _dual(connection: Connection) -> list[str]:
    if not connection.dual:
        return []
    master, standby = (tunnel.name for tunnel in connection.tunnels)
    return [
        f"Tunnel {master} is the master and preferred. Tunnel {standby} is the standby.",
        "A transit router uses both tunnels at once. There, remove what prefers one of them.",
    ]


def warnings(tunnel: Tunnel) -> list[str]:
    """A line for each weak choice. The cloud must change first, so the text contains it nevertheless."""
    chosen = dict.fromkeys((tunnel.ike.encryption, tunnel.ike.hash, tunnel.ike.group))
    chosen |= dict.fromkeys((tunnel.esp.encryption, tunnel.esp.hash, tunnel.esp.group))
    weak = [value for value in chosen if value in _WEAK]
    lines = []
    if weak:
        lines.append(
            f"WARNING: {tunnel.name}: {', '.join(weak)}: weak; change both ends to aes256, sha256 and group14."
        )
    if tunnel.ike.aggressive:
        lines.append(
            f"WARNING: {tunnel.name}: with aggressive mode others can guess the key offline; change both ends to ikev2."
        )
    return lines


def closing(verify: t.Iterable[str], rollback: t.Iterable[str]) -> list[str]:
    """The last lines, without the vendor's mark for comments."""
    return ["To verify:", *(f"  {line}" for line in verify), "To roll back:", *(f"  {line}" for line in rollback)]


def comments(mark: str, lines: t.Iterable[str]) -> list[str]:
    return [f"{mark} {line}" for line in lines]


def prepended(asn: int) -> str:
    return " ".join([str(asn)] * PREPENDS)
