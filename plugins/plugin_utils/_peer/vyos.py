# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""VyOS 1.4: set commands only, so the text can be passed to the module vyos_config unchanged.

A policy-based connection is one tunnel with all networks, which becomes one CHILD_SA.

Sources: https://github.com/vyos/vyos-documentation/blob/master/docs/configuration/vpn/site2site_ipsec.rst,
interface-definitions/vpn_ipsec.xml.in, data/templates/ipsec/swanctl.conf.j2 and swanctl/peer.j2 of
https://github.com/vyos/vyos-1x (how prefixes, vti and secret are used), https://vyos.dev/T1246 (quotes in values).
"""

from __future__ import annotations

from . import algorithms, linux
from .connection import Connection, Tunnel
from .encoding import refuse_characters
from .errors import PeerError

VENDOR = "vyos"
INTERFACE = "eth0"


def render(connection: Connection, interface: str) -> str:
    with_interfaces = linux.needs_interfaces(connection)
    lines = [f"vpn ipsec interface '{interface}'"]
    for tunnel in connection.tunnels:
        lines += [*_groups(tunnel), *_peer(connection, tunnel, with_interfaces)]
        if with_interfaces:
            lines += _interface(connection, tunnel)
    lines += _bgp(connection)
    return "".join(f"set {line}\n" for line in lines)


def _groups(tunnel: Tunnel) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "vyos", VENDOR)
    esp = algorithms.esp(tunnel.esp, "vyos", VENDOR)
    ike_group, esp_group = f"vpn ipsec ike-group {tunnel.name}", f"vpn ipsec esp-group {tunnel.name}"
    return [
        f"{ike_group} key-exchange '{tunnel.ike.version}'",
        *([f"{ike_group} mode '{tunnel.ike.mode}'"] if tunnel.ike.version == "ikev1" else []),
        f"{ike_group} lifetime '{ike.lifetime}'",
        f"{ike_group} dead-peer-detection action 'restart'",
        f"{ike_group} dead-peer-detection interval '10'",
        f"{ike_group} dead-peer-detection timeout '30'",
        f"{ike_group} proposal 1 dh-group '{ike.group}'",
        f"{ike_group} proposal 1 encryption '{ike.encryption}'",
        f"{ike_group} proposal 1 hash '{ike.hash}'",
        f"{esp_group} lifetime '{esp.lifetime}'",
        f"{esp_group} mode 'tunnel'",
        f"{esp_group} pfs '{f'dh-group{esp.group}' if esp.group else 'disable'}'",
        f"{esp_group} proposal 1 encryption '{esp.encryption}'",
        f"{esp_group} proposal 1 hash '{esp.hash}'",
    ]


def _peer(connection: Connection, tunnel: Tunnel, with_interfaces: bool) -> list[str]:
    psk = f"vpn ipsec authentication psk {tunnel.name}"
    peer = f"vpn ipsec site-to-site peer {tunnel.name}"
    lines = [
        f"{psk} id '{tunnel.ike.local_id}'",
        f"{psk} id '{tunnel.ike.remote_id}'",
        f"{psk} secret '{_key(tunnel.ike.key)}'",
        f"{peer} authentication mode 'pre-shared-secret'",
        f"{peer} authentication local-id '{tunnel.ike.local_id}'",
        f"{peer} authentication remote-id '{tunnel.ike.remote_id}'",
        f"{peer} connection-type 'initiate'",
        f"{peer} ike-group '{tunnel.name}'",
        f"{peer} default-esp-group '{tunnel.name}'",
        f"{peer} local-address '{tunnel.local or 'any'}'",
        f"{peer} remote-address '{tunnel.remote}'",
    ]
    if with_interfaces:
        lines += [f"{peer} vti bind 'vti{tunnel.number}'", f"{peer} vti esp-group '{tunnel.name}'"]
    if not connection.route_based:
        lines += [f"{peer} tunnel 1 local prefix '{network}'" for network in connection.local_subnets]
        lines += [f"{peer} tunnel 1 remote prefix '{network}'" for network in connection.remote_subnets]
    return lines


def _key(key: str) -> str:
    """The shell has single quotes, and the file that VyOS writes double quotes, in which 0s and 0x are special."""
    refuse_characters(key, "\"'?\\", VENDOR)
    if key[:2].lower() in ("0s", "0x"):
        raise PeerError(f"ike_config.psk: a key that starts with 0s or 0x cannot be written for {VENDOR}")
    return key


def _interface(connection: Connection, tunnel: Tunnel) -> list[str]:
    name = f"vti{tunnel.number}"
    return [
        f"interfaces vti {name} address '{tunnel.bgp.local}'" if tunnel.bgp else f"interfaces vti {name}",
        *(
            f"protocols static route {network} interface {name} distance '{tunnel.rank * 10}'"
            for network in connection.destinations
        ),
    ]


def _bgp(connection: Connection) -> list[str]:
    sessions = [tunnel.bgp for tunnel in connection.tunnels if tunnel.bgp]
    if not sessions:
        return []
    lines = [f"protocols bgp system-as '{sessions[0].local_asn}'"]
    for session in sessions:
        neighbor = f"protocols bgp neighbor {session.peer}"
        lines += [f"{neighbor} remote-as '{session.peer_asn}'", f"{neighbor} address-family ipv4-unicast"]
    return lines
