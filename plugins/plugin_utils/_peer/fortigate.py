# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""FortiGate (FortiOS): a script for the command line.

Phase 1 and 2 in interface mode. Several networks are address groups of one phase 2, because the VPN gateway negotiates
a single one.

Sources:
- https://docs.fortinet.com/document/fortigate/7.4.1/administration-guide/790613/phase-1-configuration (names, modes)
- modules fortios_vpn_ipsec_phase1_interface, _phase2_interface of collection fortinet.fortios (options, choices)
- https://community.fortinet.com/t5/FortiGate/Technical-Tip-How-to-configure-psksecret-starting-with-0x/ta-p/259618
  (keys in hexadecimal)
- https://docs.fortinet.com/document/fortigate/7.0.11/administration-guide/560886 (6 to 128 characters)
"""

from __future__ import annotations

import typing as t

from . import algorithms, notes
from .connection import Bgp, Connection, Tunnel
from .encoding import hexadecimal, identity, is_plain
from .errors import PeerError

VENDOR = "fortigate"
INTERFACE = "wan1"
_ID_TYPES = {"address": "address", "name": "fqdn", "user": "user-fqdn"}


def render(connection: Connection, interface: str) -> str:
    tunnels, groups = connection.tunnels, _groups(connection)
    lines = notes.comments("#", [*notes.head(connection, notes.SECRET), *_advice(connection)])
    lines += _config("vpn ipsec phase1-interface", [_phase1(tunnel, interface) for tunnel in tunnels])
    lines += _config(
        "firewall address", [_network(group, *each) for group, nets in groups for each in enumerate(nets, 1)]
    )
    lines += _config("firewall addrgrp", [_group(group, nets) for group, nets in groups])
    lines += _config("vpn ipsec phase2-interface", [_phase2(connection, tunnel) for tunnel in tunnels])
    lines += _config("system interface", [_address(tunnel.name, bgp) for tunnel, bgp in connection.sessions])
    routes = [_route(tunnel, network) for tunnel in tunnels for network in connection.destinations]
    lines += _config("router static", [*routes, *map(_blackhole, connection.destinations)])
    lines += _bgp(connection)
    return "\n".join([*lines, *notes.comments("#", notes.closing(_VERIFY, _rollback(connection))), ""])


_VERIFY = (
    "diagnose vpn ike gateway list",
    "diagnose vpn tunnel list",
    "get router info routing-table all",
    "get router info bgp summary",
)


def _several(connection: Connection) -> bool:
    return len(connection.pairs) > 1


def _groups(connection: Connection) -> list[tuple[str, tuple[t.Any, ...]]]:
    if not _several(connection):
        return []
    return [
        (f"{connection.name}-local", connection.local_subnets),
        (f"{connection.name}-remote", connection.remote_subnets),
    ]


def _network(group: str, number: int, network: t.Any) -> list[str]:
    return [
        f'edit "{group}-{number}"',
        f"    set subnet {network.network_address} {network.netmask}",
        "next",
    ]


def _group(group: str, networks: t.Sequence[t.Any]) -> list[str]:
    members = " ".join(f'"{group}-{number}"' for number, _network in enumerate(networks, 1))
    return [f'edit "{group}"', f"    set member {members}", "next"]


def _advice(connection: Connection) -> list[str]:
    """What needs names that only the administrator knows."""
    lines = ["Policies, without which FortiOS does not bring the tunnel up; INSIDE is the interface of your networks:"]
    for tunnel in connection.tunnels:
        for suffix, source, destination in (("out", "INSIDE", tunnel.name), ("in", tunnel.name, "INSIDE")):
            lines += [
                "  " + line
                for line in _config(
                    "firewall policy",
                    [
                        [
                            "edit 0",
                            f'    set name "{tunnel.name}-{suffix}"',
                            f'    set srcintf "{source}"',
                            f'    set dstintf "{destination}"',
                            '    set srcaddr "all"',
                            '    set dstaddr "all"',
                            "    set action accept",
                            '    set schedule "always"',
                            '    set service "ALL"',
                            f"    set tcp-mss-sender {notes.MSS}",
                            f"    set tcp-mss-receiver {notes.MSS}",
                            "next",
                        ]
                    ],
                )
            ]
    if connection.dual and not connection.sessions:
        lines.append(
            "To leave a tunnel that is up but loses packets; ADDRESS in the VPC answers ping, SOURCE is your own:"
        )
        lines += ["  " + line for line in _config("system link-monitor", [_monitor(connection.tunnels[0])])]
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; NETWORK and MASK are a network of the VPC, once for each:")
        for tunnel in connection.tunnels:
            lines += ["  " + line for line in _config("router static", [_entry(tunnel, "NETWORK MASK")])]
    if connection.route_based:
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines += ["  " + line for line in _config("router static", [_hole("NETWORK MASK")])]
    if connection.sessions:
        lines.append("Announce your networks; NETWORK and MASK are one of them:")
        network = ["edit 0", "    set prefix NETWORK MASK", "next"]
        inner = ["    " + line for line in _config("network", [network])]
        lines += ["  " + line for line in ("config router bgp", *inner, "end")]
    return lines


def _monitor(tunnel: Tunnel) -> list[str]:
    return [
        f'edit "{tunnel.name}"',
        f'    set srcintf "{tunnel.name}"',
        '    set server "ADDRESS"',
        "    set source-ip SOURCE",
        "    set update-static-route enable",
        "next",
    ]


def _rollback(connection: Connection) -> list[str]:
    """In the opposite order, because FortiOS does not delete what something else uses."""
    lines = []
    if connection.sessions:
        neighbors = [f'delete "{session.peer}"' for _tunnel, session in connection.sessions]
        inner = ["    " + line for line in _config("neighbor", [neighbors])]
        lines += ["config router bgp", *inner, "end"]
        if connection.dual:
            lines += _config("router route-map", [[f'delete "{name}"' for name in _maps(connection)]])
    if connection.destinations:
        lines.append("In config router static: delete the routes to these networks (show router static).")
    lines.append("In config firewall policy: delete the policies of the tunnels (show firewall policy).")
    tunnels = connection.tunnels
    lines += _config("vpn ipsec phase2-interface", [[f'delete "{tunnel.name}-1"' for tunnel in tunnels]])
    lines += _config("vpn ipsec phase1-interface", [[f'delete "{tunnel.name}"' for tunnel in tunnels]])
    groups = _groups(connection)
    if groups:
        lines += _config("firewall addrgrp", [[f'delete "{group}"' for group, _networks in groups]])
        members = [f'delete "{group}-{n}"' for group, nets in groups for n, _net in enumerate(nets, 1)]
        lines += _config("firewall address", [members])
    return lines


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
        *_peer(tunnel),
        "    set net-device disable",
        f"    set proposal {ike.encryption}-{ike.hash}",
        f"    set dhgrp {ike.group}",
        f"    set keylife {ike.lifetime}",
        f"    set localid-type {_ID_TYPES[kind]}",
        f'    set localid "{local_id}"',
        "    set dpd on-idle",
        "    set dpd-retrycount 3",
        "    set dpd-retryinterval 10",
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


def _peer(tunnel: Tunnel) -> list[str]:
    """With ikev1 in main mode, and with an address as the identity, the address and the key identify the peer."""
    kind, remote_id = identity(tunnel.ike.remote_id)
    if kind == "address" or (tunnel.ike.version == "ikev1" and not tunnel.ike.aggressive):
        return ["    set peertype any"]
    return ["    set peertype one", f'    set peerid "{remote_id}"']


def _phase2(connection: Connection, tunnel: Tunnel) -> list[str]:
    esp = algorithms.esp(tunnel.esp, "fortigate", VENDOR)
    if _several(connection):
        (source, _locals), (destination, _remotes) = _groups(connection)
        networks = [
            "    set src-addr-type name",
            f'    set src-name "{source}"',
            "    set dst-addr-type name",
            f'    set dst-name "{destination}"',
        ]
    else:
        ((local, remote),) = connection.pairs
        networks = [
            f"    set src-subnet {local.network_address} {local.netmask}",
            f"    set dst-subnet {remote.network_address} {remote.netmask}",
        ]
    return [
        f'edit "{tunnel.name}-1"',
        f'    set phase1name "{tunnel.name}"',
        f"    set proposal {esp.encryption}-{esp.hash}",
        *(["    set pfs enable", f"    set dhgrp {esp.group}"] if esp.group else ["    set pfs disable"]),
        f"    set keylifeseconds {esp.lifetime}",
        "    set auto-negotiate enable",
        *networks,
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
    return _entry(tunnel, f"{network.network_address} {network.netmask}")


def _entry(tunnel: Tunnel, network: str) -> list[str]:
    """A greater distance would keep the second route out of the table, and replies from its tunnel would be dropped."""
    return [
        "edit 0",
        f"    set dst {network}",
        f'    set device "{tunnel.name}"',
        "    set distance 10",
        f"    set priority {(1, 10)[tunnel.rank - 1]}",
        "next",
    ]


def _blackhole(network: t.Any) -> list[str]:
    return _hole(f"{network.network_address} {network.netmask}")


def _hole(network: str) -> list[str]:
    return ["edit 0", f"    set dst {network}", "    set blackhole enable", "    set distance 254", "next"]


def _maps(connection: Connection) -> tuple[str, str]:
    """The route maps that make the cloud and this device prefer tunnel 1."""
    return f"{connection.tunnels[0].name}-in", f"{connection.tunnels[1].name}-out"


def _map(name: str, action: str) -> list[str]:
    rule = ["    " + line for line in _config("rule", [["edit 1", f"    set {action}", "next"]])]
    return [f'edit "{name}"', *rule, "next"]


def _bgp(connection: Connection) -> list[str]:
    if not connection.sessions:
        return []
    asn = connection.sessions[0][1].local_asn
    lines, neighbors = [], []
    if connection.dual:
        inbound, outbound = _maps(connection)
        actions = f"set-local-preference {notes.PREFERENCE}", f'set-aspath "{notes.prepended(asn)}"'
        lines += _config("router route-map", [_map(inbound, actions[0]), _map(outbound, actions[1])])
    for tunnel, session in connection.sessions:
        direction = ("in", "out")[tunnel.rank - 1]
        preference = f'    set route-map-{direction} "{tunnel.name}-{direction}"'
        neighbors.append(
            [
                f'edit "{session.peer}"',
                f"    set remote-as {session.peer_asn}",
                f"    set keep-alive-timer {notes.KEEPALIVE}",
                f"    set holdtime-timer {notes.HOLD}",
                *([preference] if connection.dual else []),
                "next",
            ]
        )
    return [
        *lines,
        "config router bgp",
        f"    set as {asn}",
        *("    " + line for line in _config("neighbor", neighbors)),
        "end",
    ]


def _config(path: str, entries: list[list[str]]) -> list[str]:
    """A config block, or nothing without entries."""
    if not entries:
        return []
    return [f"config {path}", *("    " + line for entry in entries for line in entry), "end"]
