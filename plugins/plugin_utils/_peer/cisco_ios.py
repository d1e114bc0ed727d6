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

from . import algorithms
from .connection import Connection, Tunnel
from .encoding import identity, refuse_characters
from .errors import PeerError

VENDOR = "cisco_ios"
INTERFACE = "GigabitEthernet1"


def render(connection: Connection, interface: str) -> str:
    lines = ["! IPsec to Alibaba Cloud VPN Gateway, written by the filter alicloud.vpn.peer_config. Contains a secret."]
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
    lines += _bgp(connection)
    return "\n".join([*lines, ""])


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
    """The key unchanged, because IOS has no quotes. A ? would show help, and a 0 or 6 announces an encoded key."""
    refuse_characters(tunnel.ike.key, '"?', VENDOR)
    if tunnel.ike.key in ("0", "6"):
        raise PeerError(f"ike_config.psk: a key that is just 0 or 6 cannot be written for {VENDOR}; use a longer key")
    return tunnel.ike.key


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


def _bgp(connection: Connection) -> list[str]:
    sessions = [tunnel.bgp for tunnel in connection.tunnels if tunnel.bgp]
    if not sessions:
        return []
    return [
        f"router bgp {sessions[0].local_asn}",
        *(f" neighbor {session.peer} remote-as {session.peer_asn}" for session in sessions),
        " address-family ipv4",
        *(f"  neighbor {session.peer} activate" for session in sessions),
        "!",
    ]
