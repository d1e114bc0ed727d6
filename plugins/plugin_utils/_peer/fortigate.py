# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""FortiGate (FortiOS): a script for the command line.

Phase 1 and 2 in interface mode, one phase 2 for each pair of networks.

Sources:
- https://docs.fortinet.com/document/fortigate/7.4.1/administration-guide/790613/phase-1-configuration (names, modes)
- modules fortios_vpn_ipsec_phase1_interface, _phase2_interface of collection fortinet.fortios (options, choices)
- https://community.fortinet.com/t5/FortiGate/Technical-Tip-How-to-configure-psksecret-starting-with-0x/ta-p/259618
  (keys in hexadecimal)
- https://docs.fortinet.com/document/fortigate/7.0.11/administration-guide/560886 (6 to 128 characters)
"""

from __future__ import annotations

import typing as t

from . import algorithms
from .connection import Bgp, Connection, Tunnel
from .encoding import hexadecimal, identity, is_plain
from .errors import PeerError

VENDOR = "fortigate"
INTERFACE = "wan1"
_ID_TYPES = {"address": "address", "name": "fqdn", "user": "user-fqdn"}


def render(connection: Connection, interface: str) -> str:
    tunnels = connection.tunnels
    lines = ["# IPsec to Alibaba Cloud VPN Gateway, written by the filter alicloud.vpn.peer_config. Contains a secret."]
    lines += _config("vpn ipsec phase1-interface", [_phase1(tunnel, interface) for tunnel in tunnels])
    lines += _config(
        "vpn ipsec phase2-interface",
        [
            _phase2(tunnel, number, local, remote)
            for tunnel in tunnels
            for number, (local, remote) in enumerate(connection.pairs, 1)
        ],
    )
    lines += _config("system interface", [_address(tunnel.name, tunnel.bgp) for tunnel in tunnels if tunnel.bgp])
    lines += _config(
        "router static", [_route(tunnel, network) for tunnel in tunnels for network in connection.destinations]
    )
    lines += _bgp(tunnels)
    return "\n".join([*lines, ""])


def _phase1(tunnel: Tunnel, interface: str) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "fortigate", VENDOR)
    if len(tunnel.name) > 15:
        raise PeerError(
            f"name: {tunnel.name!r} is too long for {VENDOR}; allowed: at most 15 characters for the name of a tunnel"
        )
    kind, local_id = identity(tunnel.ike.local_id)
    return [
        f'edit "{tunnel.name}"',
        f'    set interface "{interface}"',
        f"    set ike-version {tunnel.ike.version[-1]}",
        *([f"    set mode {tunnel.ike.mode}"] if tunnel.ike.version == "ikev1" else []),
        *([f"    set local-gw {tunnel.local}"] if tunnel.local else []),
        f"    set remote-gw {tunnel.remote}",
        # The address and the key identify the peer.
        "    set peertype any",
        "    set net-device disable",
        f"    set proposal {ike.encryption}-{ike.hash}",
        f"    set dhgrp {ike.group}",
        f"    set keylife {ike.lifetime}",
        f"    set localid-type {_ID_TYPES[kind]}",
        f'    set localid "{local_id}"',
        "    set dpd on-idle",
        f"    set psksecret {_key(tunnel.ike.key)}",
        "next",
    ]


def _key(key: str) -> str:
    """The key as text if it has no special characters, else in hexadecimal after 0x."""
    value = key if is_plain(key) else f"0x{hexadecimal(key)}"
    if len(key) < 6 or len(value) > 128:
        raise PeerError(
            f"ike_config.psk: a key of {len(key)} characters cannot be written for {VENDOR}; allowed: 6 to 100 "
            "characters, or 6 to 63 if not all of them are letters, digits or . _ ~ + = : , @ % ^ * / -"
        )
    return f'"{value}"'


def _phase2(tunnel: Tunnel, number: int, local: t.Any, remote: t.Any) -> list[str]:
    esp = algorithms.esp(tunnel.esp, "fortigate", VENDOR)
    return [
        f'edit "{tunnel.name}-{number}"',
        f'    set phase1name "{tunnel.name}"',
        f"    set proposal {esp.encryption}-{esp.hash}",
        *(["    set pfs enable", f"    set dhgrp {esp.group}"] if esp.group else ["    set pfs disable"]),
        f"    set keylifeseconds {esp.lifetime}",
        "    set auto-negotiate enable",
        f"    set src-subnet {local.network_address} {local.netmask}",
        f"    set dst-subnet {remote.network_address} {remote.netmask}",
        "next",
    ]


def _address(tunnel: str, bgp: Bgp) -> list[str]:
    return [
        f'edit "{tunnel}"',
        f"    set ip {bgp.local.ip} 255.255.255.255",
        f"    set remote-ip {bgp.peer} {bgp.local.netmask}",
        "next",
    ]


def _route(tunnel: Tunnel, network: t.Any) -> list[str]:
    """The second tunnel has a greater distance, so it is used only when the first one is down."""
    return [
        "edit 0",
        f"    set dst {network.network_address} {network.netmask}",
        f'    set device "{tunnel.name}"',
        f"    set distance {tunnel.rank * 10}",
        "next",
    ]


def _bgp(tunnels: t.Sequence[Tunnel]) -> list[str]:
    sessions = [tunnel.bgp for tunnel in tunnels if tunnel.bgp]
    if not sessions:
        return []
    neighbors = [[f'edit "{session.peer}"', f"    set remote-as {session.peer_asn}", "next"] for session in sessions]
    return [
        "config router bgp",
        f"    set as {sessions[0].local_asn}",
        *("    " + line for line in _config("neighbor", neighbors)),
        "end",
    ]


def _config(path: str, entries: list[list[str]]) -> list[str]:
    """A config block, or nothing without entries."""
    if not entries:
        return []
    return [f"config {path}", *("    " + line for entry in entries for line in entry), "end"]
