# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Juniper SRX: set commands only, so the text can be passed to a module unchanged.

Every tunnel is a unit of st0. In a policy-based connection each pair of networks is a traffic selector, and Junos
creates the routes for them.

Sources, below https://www.juniper.net/documentation/us/en/software/junos/:
- cli-reference/topics/ref/statement/security-edit-policy-ike.html (mode, ascii-text and hexadecimal keys)
- cli-reference/topics/ref/statement/security-edit-gateway-ike.html (identities), security-edit-vpn.html (selectors)
- vpn-ipsec/topics/topic-map/security-ipsecvpn-overview.html, security-route-based-ipsec-vpns.html (st0)
"""

from __future__ import annotations

from . import algorithms
from .connection import Connection, Tunnel
from .encoding import hexadecimal, identity, is_plain

VENDOR = "juniper_srx"
INTERFACE = "ge-0/0/0.0"
_ZONE = "security zones security-zone vpn"


def render(connection: Connection, interface: str) -> str:
    lines = []
    for tunnel in connection.tunnels:
        lines += [*_ike(tunnel, interface), *_ipsec(connection, tunnel), *_interface(tunnel), *_bgp(tunnel)]
    return "".join(f"set {line}\n" for line in lines)


def _ike(tunnel: Tunnel, interface: str) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "juniper_ike", VENDOR)
    proposal, policy, gateway = (f"security ike {part} {tunnel.name}" for part in ("proposal", "policy", "gateway"))
    version = tunnel.ike.version
    return [
        f"{proposal} authentication-method pre-shared-keys",
        f"{proposal} dh-group {ike.group}",
        f"{proposal} authentication-algorithm {ike.hash}",
        f"{proposal} encryption-algorithm {ike.encryption}",
        f"{proposal} lifetime-seconds {ike.lifetime}",
        *([f"{policy} mode {tunnel.ike.mode}"] if version == "ikev1" else []),
        f"{policy} proposals {tunnel.name}",
        f"{policy} pre-shared-key {_key(tunnel.ike.key)}",
        f"{gateway} ike-policy {tunnel.name}",
        f"{gateway} address {tunnel.remote}",
        f"{gateway} dead-peer-detection interval 10",
        f"{gateway} dead-peer-detection threshold 3",
        f"{gateway} local-identity {_identity(tunnel.ike.local_id)}",
        f"{gateway} remote-identity {_identity(tunnel.ike.remote_id)}",
        f"{gateway} external-interface {interface}",
        *([f"{gateway} local-address {tunnel.local}"] if tunnel.local else []),
        f"{gateway} version {'v2' if version == 'ikev2' else 'v1'}-only",
    ]


def _key(key: str) -> str:
    """The key as text if it has no special characters, else in hexadecimal. Both are the same key for Junos."""
    return f'ascii-text "{key}"' if is_plain(key) else f'hexadecimal "{hexadecimal(key)}"'


def _identity(text: str) -> str:
    kind, bare = identity(text)
    return {"address": "inet", "name": "hostname", "user": "user-at-hostname"}[kind] + f" {bare}"


def _ipsec(connection: Connection, tunnel: Tunnel) -> list[str]:
    esp = algorithms.esp(tunnel.esp, "juniper_esp", VENDOR)
    proposal, policy, vpn = (f"security ipsec {part} {tunnel.name}" for part in ("proposal", "policy", "vpn"))
    pairs = [] if connection.route_based else connection.pairs
    return [
        f"{proposal} protocol esp",
        f"{proposal} authentication-algorithm {esp.hash}",
        f"{proposal} encryption-algorithm {esp.encryption}",
        f"{proposal} lifetime-seconds {esp.lifetime}",
        *([f"{policy} perfect-forward-secrecy keys {esp.group}"] if esp.group else []),
        f"{policy} proposals {tunnel.name}",
        f"{vpn} bind-interface st0.{tunnel.number}",
        f"{vpn} ike gateway {tunnel.name}",
        f"{vpn} ike ipsec-policy {tunnel.name}",
        *(
            f"{vpn} traffic-selector ts{number} local-ip {local} remote-ip {remote}"
            for number, (local, remote) in enumerate(pairs, 1)
        ),
        f"{vpn} establish-tunnels immediately",
    ]


def _interface(tunnel: Tunnel) -> list[str]:
    unit = f"interfaces st0 unit {tunnel.number} family inet"
    return [
        f"{unit} address {tunnel.bgp.local}" if tunnel.bgp else unit,
        f"{_ZONE} interfaces st0.{tunnel.number}",
    ]


def _bgp(tunnel: Tunnel) -> list[str]:
    if not tunnel.bgp:
        return []
    group = f"protocols bgp group {tunnel.name}"
    return [
        f"{_ZONE} interfaces st0.{tunnel.number} host-inbound-traffic protocols bgp",
        f"{group} type external",
        f"{group} local-as {tunnel.bgp.local_asn}",
        f"{group} neighbor {tunnel.bgp.peer} peer-as {tunnel.bgp.peer_asn}",
    ]
