# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""VyOS 1.4: set commands, and comments that begin with #.

A policy-based connection is one tunnel with all networks, which becomes one CHILD_SA.

Sources: https://github.com/vyos/vyos-documentation/blob/master/docs/configuration/vpn/site2site_ipsec.rst,
interface-definitions/vpn_ipsec.xml.in, data/templates/ipsec/swanctl.conf.j2 and swanctl/peer.j2 of
https://github.com/vyos/vyos-1x (how prefixes, vti and secret are used), https://vyos.dev/T1246 (quotes in values).
"""

from __future__ import annotations

from . import algorithms, linux, notes
from .connection import Connection, Tunnel
from .encoding import refuse_characters
from .errors import PeerError

VENDOR = "vyos"
INTERFACE = "eth0"


def render(connection: Connection, interface: str) -> str:
    with_interfaces = linux.needs_interfaces(connection)
    lines = [f"vpn ipsec interface '{interface}'"]
    if with_interfaces:
        # The networks of a tunnel with an interface are no routes: several tunnels have the same ones.
        lines.append("vpn ipsec options disable-route-autoinstall")
    for tunnel in connection.tunnels:
        lines += [*_groups(tunnel), *_peer(connection, tunnel, with_interfaces)]
        if with_interfaces:
            lines += _interface(connection, tunnel)
    if with_interfaces:
        lines += [f"protocols static route {network} blackhole distance '254'" for network in connection.destinations]
    lines += _bgp(connection)
    return "".join(
        f"{line}\n"
        for line in (
            *notes.comments("#", [*notes.head(connection, notes.SECRET), *_advice(connection, with_interfaces)]),
            *(f"set {line}" for line in lines),
            *notes.comments("#", notes.closing(_VERIFY, _rollback(connection, with_interfaces))),
        )
    )


_VERIFY = (
    "show vpn ike sa",
    "show vpn ipsec sa",
    "show ip route",
    "show bgp summary",
    "sudo swanctl --list-sas",
)


def _advice(connection: Connection, with_interfaces: bool) -> list[str]:
    """What needs names that only the administrator knows."""
    if not with_interfaces:
        rule = f"  set policy route {connection.name}-mss"
        return [
            "Limit the TCP MSS; INSIDE is the interface towards your networks:",
            *(
                line
                for number, network in enumerate(connection.destinations, 1)
                for line in (
                    f"{rule} rule {number} destination address {network}",
                    f"{rule} rule {number} protocol tcp",
                    f"{rule} rule {number} tcp flags syn",
                    f"{rule} rule {number} set tcp-mss {notes.MSS}",
                )
            ),
            f"{rule} interface INSIDE",
        ]
    lines = []
    if connection.dual and not connection.sessions:
        lines.append(
            "Static failover needs a release with the fix T6085: an interface is down while its tunnel is down."
        )
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; for each network of the VPC:")
        lines += [
            f"  set protocols static route NETWORK interface vti{tunnel.number} distance {tunnel.rank * 10}"
            for tunnel in connection.tunnels
        ]
    if connection.route_based:
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines.append("  set protocols static route NETWORK blackhole distance 254")
    if connection.sessions:
        lines.append("Announce your networks; for each of them:")
        lines.append("  set protocols bgp address-family ipv4-unicast network NETWORK")
    return lines


def _rollback(connection: Connection, with_interfaces: bool) -> list[str]:
    """Everything that belongs to this connection only. Other connections may need the rest."""
    lines = []
    for tunnel in connection.tunnels:
        lines += [
            f"vpn ipsec site-to-site peer {tunnel.name}",
            f"vpn ipsec authentication psk {tunnel.name}",
            f"vpn ipsec ike-group {tunnel.name}",
            f"vpn ipsec esp-group {tunnel.name}",
            *([f"interfaces vti vti{tunnel.number}"] if with_interfaces else []),
        ]
    if with_interfaces:
        lines += [f"protocols static route {network}" for network in connection.destinations]
    lines += [f"protocols bgp neighbor {session.peer}" for _tunnel, session in connection.sessions]
    if connection.dual and connection.sessions:
        lines += [f"policy route-map {name}" for name in _maps(connection)]
    return [f"delete {line}" for line in lines]


def _groups(tunnel: Tunnel) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "vyos", VENDOR)
    esp = algorithms.esp(tunnel.esp, "vyos", VENDOR)
    ike_group, esp_group = f"vpn ipsec ike-group {tunnel.name}", f"vpn ipsec esp-group {tunnel.name}"
    return [
        f"{ike_group} key-exchange '{tunnel.ike.version}'",
        *([f"{ike_group} mode '{tunnel.ike.mode}'"] if tunnel.ike.version == "ikev1" else []),
        # A mobile host changes its address; this device does not.
        *([f"{ike_group} disable-mobike"] if tunnel.ike.version == "ikev2" else []),
        f"{ike_group} close-action 'start'",
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
    # Without prefixes, VyOS also negotiates ::/0 for a tunnel with an interface.
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
        *([f"interfaces vti {name} address '{tunnel.bgp.local}'"] if tunnel.bgp else []),
        f"interfaces vti {name} ip adjust-mss '{notes.MSS}'",
        *(
            f"protocols static route {network} interface {name} distance '{tunnel.rank * 10}'"
            for network in connection.destinations
        ),
    ]


def _maps(connection: Connection) -> tuple[str, str]:
    """The route maps that make the cloud and this device prefer tunnel 1."""
    return f"{connection.tunnels[0].name}-in", f"{connection.tunnels[1].name}-out"


def _bgp(connection: Connection) -> list[str]:
    if not connection.sessions:
        return []
    asn = connection.sessions[0][1].local_asn
    lines = []
    if connection.dual:
        inbound, outbound = _maps(connection)
        lines += [
            f"policy route-map {inbound} rule 10 action 'permit'",
            f"policy route-map {inbound} rule 10 set local-preference '{notes.PREFERENCE}'",
            f"policy route-map {outbound} rule 10 action 'permit'",
            f"policy route-map {outbound} rule 10 set as-path prepend '{notes.prepended(asn)}'",
        ]
    lines.append(f"protocols bgp system-as '{asn}'")
    for tunnel, session in connection.sessions:
        neighbor = f"protocols bgp neighbor {session.peer}"
        lines += [
            f"{neighbor} remote-as '{session.peer_asn}'",
            f"{neighbor} timers keepalive '{notes.KEEPALIVE}'",
            f"{neighbor} timers holdtime '{notes.HOLD}'",
            f"{neighbor} address-family ipv4-unicast",
        ]
        if connection.dual:
            direction = ("import", "export")[tunnel.rank - 1]
            lines.append(
                f"{neighbor} address-family ipv4-unicast route-map {direction} '{_maps(connection)[tunnel.rank - 1]}'"
            )
    return lines
