# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""strongSwan with swanctl: one file for /etc/swanctl/conf.d, or two, one without secrets and one with only secrets.

Sources: https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html (options),
https://docs.strongswan.org/docs/latest/features/routeBasedVpn.html (XFRM interfaces),
src/libstrongswan/settings/settings_lexer.l (what a quoted value is) and src/swanctl/commands/load_creds.c (0s and 0x)
of github.com/strongswan/strongswan.
"""

from __future__ import annotations

from . import algorithms, linux, notes
from .connection import Connection, Tunnel
from .encoding import base64_text

VENDOR = "strongswan_swanctl"

_SECRET_NOTE = "This file contains a secret: set owner root and mode 0600."


def render(connection: Connection, interface: str) -> str:
    """Everything in one file."""
    head = _head(connection, interface, _SECRET_NOTE)
    return _text(head, _connections(connection), _secrets(connection), _closing(connection))


def render_connections(connection: Connection, interface: str) -> str:
    """Everything except the keys."""
    return _text(_head(connection, interface), _connections(connection), _closing(connection))


def render_secrets(connection: Connection, interface: str) -> str:
    """Only the keys."""
    return _text(notes.comments("#", [notes.TITLE, _SECRET_NOTE]), _secrets(connection))


def _text(*parts: list[str]) -> str:
    return "".join(f"{line}\n" for part in parts for line in part)


def _head(connection: Connection, interface: str, *more: str) -> list[str]:
    lines = notes.head(connection, *more)
    lines.append("start_action = trap|start needs strongSwan 5.9.6 or later. With older versions, write trap.")
    lines += linux.system_comments(connection)
    if linux.needs_interfaces(connection):
        lines += linux.xfrm_comments(connection, interface)
    return notes.comments("#", lines)


def _closing(connection: Connection) -> list[str]:
    verify = ["swanctl --list-sas", *linux.verify(connection)]
    conns = [f"swanctl --terminate --ike {tunnel.name}" for tunnel in connection.tunnels]
    rollback = [
        "Remove this file, and the file with the secrets if it is another one, then:",
        "swanctl --load-all",
        *conns,
    ]
    return notes.comments("#", notes.closing(verify, [*rollback, *linux.rollback(connection)]))


def _connections(connection: Connection) -> list[str]:
    with_interfaces = linux.needs_interfaces(connection)
    lines = [line for tunnel in connection.tunnels for line in _connection(connection, tunnel, with_interfaces)]
    return ["connections {", *_indented(lines), "}"]


def _secrets(connection: Connection) -> list[str]:
    return ["secrets {", *_indented([line for tunnel in connection.tunnels for line in _secret(tunnel)]), "}"]


def _connection(connection: Connection, tunnel: Tunnel, with_interfaces: bool) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "strongswan", VENDOR)
    margin = ike.lifetime // 10
    return [
        f"{tunnel.name} {{",
        f"    version = {tunnel.ike.version[-1]}",
        *(["    aggressive = yes"] if tunnel.ike.aggressive else []),
        *([f"    local_addrs = {tunnel.local}"] if tunnel.local else []),
        f"    remote_addrs = {tunnel.remote}",
        f"    proposals = {ike.encryption}-{ike.hash}-{ike.group}",
        # Their sum is the lifetime: rekeyed after the first, closed at the latest after the second.
        f"    rekey_time = {ike.lifetime - margin}s",
        f"    over_time = {margin}s",
        "    dpd_delay = 10s",
        # The default is 150 s. ikev2 has no such limit: there the retransmissions end.
        *(["    dpd_timeout = 30s"] if tunnel.ike.version == "ikev1" else []),
        "    keyingtries = 0",
        "    mobike = no",
        # Of two equal connections the older one goes first, so updown runs for it before it runs for the newer one.
        *(["    unique = replace"] if linux.moves_routes(connection) else []),
        *_indented(_end("local", tunnel.ike.local_id)),
        *_indented(_end("remote", tunnel.ike.remote_id)),
        "    children {",
        *_indented(_indented(_child(connection, tunnel, with_interfaces))),
        "    }",
        "}",
    ]


def _end(side: str, identity: str) -> list[str]:
    return [f"{side} {{", "    auth = psk", f"    id = {identity}", "}"]


def _child(connection: Connection, tunnel: Tunnel, with_interfaces: bool) -> list[str]:
    """One CHILD_SA for all networks: the VPN gateway negotiates a single one."""
    esp = algorithms.esp(tunnel.esp, "strongswan", VENDOR)
    return [
        f"{tunnel.name} {{",
        f"    local_ts = {', '.join(map(str, connection.local_subnets))}",
        f"    remote_ts = {', '.join(map(str, connection.remote_subnets))}",
        f"    esp_proposals = {'-'.join(filter(None, (esp.encryption, esp.hash, esp.group)))}",
        f"    rekey_time = {esp.lifetime - esp.lifetime // 10}s",
        f"    life_time = {esp.lifetime}s",
        *([f"    if_id_in = {tunnel.number}", f"    if_id_out = {tunnel.number}"] if with_interfaces else []),
        *([f'    updown = "{linux.xfrm_updown(connection, tunnel)}"'] if linux.moves_routes(connection) else []),
        # The trap keeps packets from leaving without encryption, and starts the tunnel if it is down.
        "    start_action = trap|start",
        "    close_action = start",
        "    dpd_action = restart",
        "}",
    ]


def _secret(tunnel: Tunnel) -> list[str]:
    return [
        f"ike-{tunnel.name} {{",
        f"    id-local = {tunnel.ike.local_id}",
        f"    id-remote = {tunnel.ike.remote_id}",
        f"    secret = {quoted(tunnel.ike.key)}",
        "}",
    ]


def quoted(key: str) -> str:
    """A backslash escapes the next character. 0s and 0x are special even in quotes, so keys with them become base64."""
    if key[:2].lower() in ("0s", "0x"):
        return f'"0s{base64_text(key)}"'
    text = key.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def _indented(lines: list[str]) -> list[str]:
    return ["    " + line for line in lines]
