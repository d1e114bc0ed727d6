# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""strongSwan in its older format: /etc/ipsec.conf, which has no secret, and /etc/ipsec.secrets, which has only secrets.

Sources: ipsec.conf(5) and ipsec.secrets(5) of Debian's strongswan-starter 5.9.8,
https://wiki.strongswan.org/projects/strongswan/wiki/PskSecret (what a quoted secret cannot contain).
"""

from __future__ import annotations

from . import algorithms, linux, notes
from .connection import Connection, Tunnel
from .encoding import base64_text
from .errors import PeerError

VENDOR = "strongswan_ipsec_conf"


def render(connection: Connection, interface: str) -> str:
    """The connections: for /etc/ipsec.conf, or a file that it includes."""
    with_interfaces = linux.needs_interfaces(connection)
    lines = [*notes.head(connection), *linux.system_comments(connection)]
    if with_interfaces:
        _check(connection)
        lines += linux.vti_comments(connection)
    blocks = notes.comments("#", lines)
    for tunnel in connection.tunnels:
        blocks += ["", f"conn {tunnel.name}", *("    " + line for line in _conn(connection, tunnel, with_interfaces))]
    return "\n".join([*blocks, "", *_closing(connection), ""])


def _check(connection: Connection) -> None:
    if not all(tunnel.local for tunnel in connection.tunnels):
        raise PeerError(
            f"local_address: required for {VENDOR} with a route-based or a dual-tunnel connection, because a VTI "
            "needs it; give the address of the interface towards the Internet, or use strongswan_swanctl"
        )


def _closing(connection: Connection) -> list[str]:
    verify = ["ipsec statusall", *linux.verify(connection)]
    down = [f"ipsec down {tunnel.name}" for tunnel in connection.tunnels]
    rollback = [
        *down,
        "Remove this file, and the file with the secrets if it is another one, then:",
        "ipsec update",
        "ipsec rereadsecrets",
    ]
    return notes.comments("#", notes.closing(verify, [*rollback, *linux.rollback(connection)]))


def render_secrets(connection: Connection, interface: str) -> str:
    """The keys: for /etc/ipsec.secrets, or a file that it includes."""
    lines = ["# Written by the filter alicloud.vpn.peer_config. Set owner root and mode 0600."]
    lines += [f"{t.ike.local_id} {t.ike.remote_id} : PSK {quoted(t.ike.key)}" for t in connection.tunnels]
    return "\n".join([*lines, ""])


def _conn(connection: Connection, tunnel: Tunnel, with_interfaces: bool) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "strongswan", VENDOR)
    esp = algorithms.esp(tunnel.esp, "strongswan", VENDOR)
    return [
        f"keyexchange={tunnel.ike.version}",
        *(["aggressive=yes"] if tunnel.ike.aggressive else []),
        # With ! strongSwan does not add its default proposals.
        f"ike={ike.encryption}-{ike.hash}-{ike.group}!",
        f"esp={'-'.join(filter(None, (esp.encryption, esp.hash, esp.group)))}!",
        f"ikelifetime={ike.lifetime}s",
        f"lifetime={esp.lifetime}s",
        f"margintime={min(ike.lifetime, esp.lifetime) // 10}s",
        f"left={tunnel.local or '%defaultroute'}",
        f"leftid={tunnel.ike.local_id}",
        "leftauth=psk",
        f"leftsubnet={','.join(map(str, connection.local_subnets))}",
        f"right={tunnel.remote}",
        f"rightid={tunnel.ike.remote_id}",
        "rightauth=psk",
        f"rightsubnet={','.join(map(str, connection.remote_subnets))}",
        *([f"mark={tunnel.number}"] if with_interfaces else []),
        # A new authentication would take the routes away for a moment.
        *([f'leftupdown="{linux.updown(connection, tunnel)}"', "reauth=no"] if linux.moves_routes(connection) else []),
        "mobike=no",
        "dpddelay=10s",
        "dpdtimeout=30s",
        "dpdaction=restart",
        "closeaction=restart",
        "keyingtries=%forever",
        "auto=start",
    ]


def quoted(key: str) -> str:
    """A quoted secret ends at the next quote; there are no escapes, and nothing else in it is special, not even 0x."""
    return f"0s{base64_text(key)}" if '"' in key else f'"{key}"'
