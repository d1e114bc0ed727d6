# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Cisco IOS XE: commands for the configuration mode.

Every tunnel is a virtual tunnel interface. A policy-based connection has an access list as its policy (multi-SA VTI,
IOS XE 16.12). This is Cisco's replacement for crypto maps, of which an interface can have only one.

Sources:
- https://www.cisco.com/c/en/us/support/docs/security-vpn/ipsec-negotiation-ike-protocols/
  214728-configure-multi-sa-virtual-tunnel-interf.html (tunnel protection ipsec policy)
- https://cisco.com/c/en/us/td/docs/routers/ios/config/17-x/sec-vpn/b-security-vpn/m_sec-ipsec-virt-tunnl-0.html (VTI)
- https://www.cisco.com/en/US/docs/ios-xml/ios/sec_conn_ike2vpn/configuration/15-2mt/sec-apx-ikev2-legacy.html (IKEv2)
- http://www.cisco.com/en/US/docs/ios/security/command/reference/sec_c4.html (isakmp policy, keyring, isakmp profile)
- https://cisco.com/c/en/us/support/docs/ip/border-gateway-protocol-bgp/118977-config-ebgp-00.html (BGP over a VTI)
"""

from __future__ import annotations

from ipaddress import IPv4Network

from . import algorithms, notes
from .connection import Connection, Tunnel
from .encoding import identity, refuse_characters
from .errors import PeerError

VENDOR = "cisco_ios"
INTERFACE = "GigabitEthernet1"
_KEYWORDS = ("hex", "local", "remote")


def render(connection: Connection, interface: str) -> str:
    _check(connection)
    lines: list[str] = []
    ikev2 = [tunnel for tunnel in connection.tunnels if tunnel.ike.version == "ikev2"]
    for tunnel in connection.tunnels:
        lines += _ikev2(tunnel) if tunnel in ikev2 else _ikev1(tunnel)
    if ikev2:
        # The router uses only the first policy that matches, so one policy has all proposals.
        lines += [f"crypto ikev2 policy {connection.name}", *(f" proposal {tunnel.name}" for tunnel in ikev2), "!"]
    if not connection.route_based:
        lines += _access_list(connection)
    for tunnel in connection.tunnels:
        lines += [*_ipsec(tunnel), *_interface(connection, tunnel, interface), *_routes(connection, tunnel)]
    lines += [_blackhole(network) for network in connection.destinations]
    lines += _bgp(connection)
    before = [*notes.head(connection, notes.SECRET), *_advice(connection)]
    after = notes.closing(_VERIFY, _rollback(connection, lines))
    return "\n".join([*notes.comments("!", before), *lines, *notes.comments("!", after), ""])


_VERIFY = (
    "show crypto ikev2 sa",
    "show crypto isakmp sa",
    "show crypto ipsec sa",
    "show interfaces tunnel",
    "show ip route",
    "show ip bgp summary",
)


def _check(connection: Connection) -> None:
    count = len(connection.pairs)
    if count > 1:
        raise PeerError(
            f"local_subnet, remote_subnet: {VENDOR} negotiates a security association for each pair of networks "
            f"({count} here), but the VPN gateway a single one; allowed: one network on each side; use a network that "
            "contains the others, or 0.0.0.0/0 on both sides and routes"
        )


def _advice(connection: Connection) -> list[str]:
    """What the text cannot contain, because it concerns the whole router or needs the administrator's addresses."""
    lines = [
        "Encrypt the keys in the configuration of the router:",
        "  key config-key password-encrypt MASTERKEY",
        "  password encryption aes",
    ]
    if any(
        tunnel.ike.version == "ikev1" and identity(tunnel.ike.local_id)[0] == "name" for tunnel in connection.tunnels
    ):
        lines.append(
            "Some releases take self-identity fqdn without a name. Then set hostname and ip domain name instead."
        )
    if connection.dual and not connection.sessions:
        lines += _probe(connection)
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; for each network of the VPC:")
        lines += [f"  ip route NETWORK MASK Tunnel{t.number} {t.rank * 10}" for t in connection.tunnels]
    if connection.route_based:
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines.append("  ip route NETWORK MASK Null0 250")
    if connection.sessions:
        lines.append("Announce your networks; for each of them:")
        lines += [
            f"  router bgp {connection.sessions[0][1].local_asn}",
            "   address-family ipv4",
            "    network NETWORK mask MASK",
        ]
    return lines


def _probe(connection: Connection) -> list[str]:
    """The router sees itself when the peer is dead, but not when a tunnel that is up loses packets."""
    master = connection.tunnels[0].number
    lines = [
        "To leave a tunnel that is up but loses packets; ADDRESS in the VPC answers ping, SOURCE is your own address:",
        f"  ip route ADDRESS 255.255.255.255 Tunnel{master} permanent",
        f"  ip sla {master}",
        "   icmp-echo ADDRESS source-ip SOURCE",
        "   frequency 10",
        f"  ip sla schedule {master} life forever start-time now",
        f"  track {master} ip sla {master} reachability",
    ]
    for network in connection.destinations:
        route = f"ip route {network.network_address} {network.netmask} Tunnel{master} 10"
        lines += [f"  no {route}", f"  {route} track {master}"]
    return lines


def _rollback(connection: Connection, lines: list[str]) -> list[str]:
    """Every command of the text that begins a section or is one line, the last one first."""
    commands = []
    for _tunnel, session in connection.sessions:
        commands += [f"router bgp {session.local_asn}", f" no neighbor {session.peer}"]
    starts = [line for line in lines if not line.startswith((" ", "!", "router bgp"))]
    return [*commands, *(f"no {_short(line)}" for line in reversed(starts))]


def _short(line: str) -> str:
    """What a ``no`` needs of a command."""
    return " ".join(line.split()[:4]) if line.startswith("crypto ipsec transform-set") else line


def _ikev2(tunnel: Tunnel) -> list[str]:
    ike, key = algorithms.ike(tunnel.ike, "cisco_ike2", VENDOR), _key(tunnel)
    return [
        f"crypto ikev2 proposal {tunnel.name}",
        f" encryption {ike.encryption}",
        f" integrity {ike.hash}",
        f" group {ike.group}",
        "!",
        f"crypto ikev2 keyring {tunnel.name}",
        f" peer {tunnel.name}",
        f"  address {tunnel.remote}",
        f"  pre-shared-key {key}",
        "!",
        f"crypto ikev2 profile {tunnel.name}",
        f" match identity remote {_ikev2_identity(tunnel.ike.remote_id, ' 255.255.255.255')}",
        f" identity local {_ikev2_identity(tunnel.ike.local_id)}",
        " authentication remote pre-share",
        " authentication local pre-share",
        f" keyring local {tunnel.name}",
        f" lifetime {ike.lifetime}",
        " dpd 10 3 periodic",
        "!",
    ]


def _ikev1(tunnel: Tunnel) -> list[str]:
    ike, key = algorithms.ike(tunnel.ike, "cisco_ike1", VENDOR), _key(tunnel)
    local_kind, local = identity(tunnel.ike.local_id)
    remote_kind, remote = identity(tunnel.ike.remote_id)
    return [
        f"crypto isakmp policy {100 + tunnel.number}",
        f" encryption {ike.encryption}",
        f" hash {ike.hash}",
        " authentication pre-share",
        f" group {ike.group}",
        f" lifetime {ike.lifetime}",
        "!",
        f"crypto keyring {tunnel.name}",
        f" pre-shared-key address {tunnel.remote} key {key}",
        "!",
        f"crypto isakmp profile {tunnel.name}",
        f" keyring {tunnel.name}",
        # The router always sends the address of its interface; no command changes that.
        " self-identity " + {"address": "address", "name": f"fqdn {local}", "user": f"user-fqdn {local}"}[local_kind],
        " match identity "
        + {"address": f"address {remote} 255.255.255.255", "name": f"host {remote}", "user": f"user {remote}"}[
            remote_kind
        ],
        *([" initiate mode aggressive"] if tunnel.ike.aggressive else []),
        " keepalive 10 retry 3",
        "!",
    ]


def _ikev2_identity(text: str, mask: str = "") -> str:
    kind, bare = identity(text)
    return {"address": f"address {bare}{mask}", "name": f"fqdn {bare}", "user": f"email {bare}"}[kind]


def _key(tunnel: Tunnel) -> str:
    """The key unchanged, because IOS has no quotes. A ? would show help, and a 0 or 6 announces an encoded key.

    The command line also reads hex, local and remote in place of a key, and abbreviations of them."""
    key = tunnel.ike.key
    refuse_characters(key, '"?', VENDOR)
    if key in ("0", "6"):
        raise PeerError(f"ike_config.psk: a key that is just 0 or 6 cannot be written for {VENDOR}; use a longer key")
    if any(word.startswith(key.lower()) for word in _KEYWORDS):
        raise PeerError(
            "ike_config.psk: a key that is a keyword of the command pre-shared-key, or the beginning of one, cannot be "
            f"written for {VENDOR}; use another key"
        )
    return key


def _access_list(connection: Connection) -> list[str]:
    entries = [
        f" permit ip {local.network_address} {local.hostmask} {remote.network_address} {remote.hostmask}"
        for local, remote in connection.pairs
    ]
    return [f"ip access-list extended {connection.name}", *entries, "!"]


def _ipsec(tunnel: Tunnel) -> list[str]:
    esp = algorithms.esp(tunnel.esp, "cisco_esp", VENDOR)
    profile = "ikev2-profile" if tunnel.ike.version == "ikev2" else "isakmp-profile"
    return [
        f"crypto ipsec transform-set {tunnel.name} {esp.encryption} {esp.hash}",
        " mode tunnel",
        "!",
        f"crypto ipsec profile {tunnel.name}",
        f" set security-association lifetime seconds {esp.lifetime}",
        f" set transform-set {tunnel.name}",
        *([f" set pfs {esp.group}"] if esp.group else []),
        f" set {profile} {tunnel.name}",
        "!",
    ]


def _interface(connection: Connection, tunnel: Tunnel, interface: str) -> list[str]:
    bgp = tunnel.bgp
    return [
        f"interface Tunnel{tunnel.number}",
        f" ip address {bgp.local.ip} {bgp.local.netmask}" if bgp else f" ip unnumbered {interface}",
        " ip mtu 1400",
        f" ip tcp adjust-mss {notes.MSS}",
        f" tunnel source {tunnel.local or interface}",
        " tunnel mode ipsec ipv4",
        f" tunnel destination {tunnel.remote}",
        *([] if connection.route_based else [f" tunnel protection ipsec policy ipv4 {connection.name}"]),
        f" tunnel protection ipsec profile {tunnel.name}",
        "!",
    ]


def _routes(connection: Connection, tunnel: Tunnel) -> list[str]:
    """The second tunnel has a greater distance, so it is used only when the first one is down."""
    return [
        f"ip route {network.network_address} {network.netmask} Tunnel{tunnel.number} {tunnel.rank * 10}"
        for network in connection.destinations
    ]


def _blackhole(network: IPv4Network) -> str:
    """While no tunnel is up, the packets would follow the default route without encryption."""
    return f"ip route {network.network_address} {network.netmask} Null0 250"


def _bgp(connection: Connection) -> list[str]:
    if not connection.sessions:
        return []
    asn = connection.sessions[0][1].local_asn
    lines, family = [], []
    for tunnel, session in connection.sessions:
        family.append(f"  neighbor {session.peer} activate")
        if connection.dual:
            # The cloud and this router prefer tunnel 1.
            direction = ("in", "out")[tunnel.rank - 1]
            name = f"{tunnel.name}-{direction}"
            action = (f"local-preference {notes.PREFERENCE}", f"as-path prepend {notes.prepended(asn)}")[
                tunnel.rank - 1
            ]
            lines += [f"route-map {name} permit 10", f" set {action}", "!"]
            family.append(f"  neighbor {session.peer} route-map {name} {direction}")
    return [
        *lines,
        f"router bgp {asn}",
        *(
            line
            for _tunnel, session in connection.sessions
            for line in (
                f" neighbor {session.peer} remote-as {session.peer_asn}",
                f" neighbor {session.peer} timers {notes.KEEPALIVE} {notes.HOLD}",
            )
        ),
        " address-family ipv4",
        *family,
        "!",
    ]
