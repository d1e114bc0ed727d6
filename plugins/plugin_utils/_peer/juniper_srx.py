# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Juniper SRX: set commands, and comments that begin with #.

Every tunnel is a unit of st0. In a policy-based connection with one tunnel, the networks are a traffic selector, and
Junos creates the routes for them. Two tunnels cannot have the same selectors, because their routes would tie. They
negotiate the networks as proxy identities, and static routes prefer the first tunnel.

Sources, below https://www.juniper.net/documentation/us/en/software/junos/:
- cli-reference/topics/ref/statement/security-edit-policy-ike.html (mode, ascii-text and hexadecimal keys)
- cli-reference/topics/ref/statement/security-edit-gateway-ike.html (identities), security-edit-vpn.html (selectors)
- vpn-ipsec/topics/topic-map/security-traffic-selectors-in-route-based-vpns.html (what selectors do not support)
- cli-reference/topics/ref/statement/qualified-next-hop-edit-routing-options.html (a preference for each next hop)
- vpn-ipsec/topics/topic-map/security-ipsecvpn-overview.html, security-route-based-ipsec-vpns.html (st0)
"""

from __future__ import annotations

from . import algorithms, notes
from .connection import ANYWHERE, Connection, Tunnel
from .encoding import hexadecimal, identity, is_plain
from .errors import PeerError

VENDOR = "juniper_srx"
INTERFACE = "ge-0/0/0.0"
_ZONE = "security zones security-zone vpn"


def render(connection: Connection, interface: str) -> str:
    _check(connection)
    lines = []
    for tunnel in connection.tunnels:
        lines += [*_ike(tunnel, interface), *_ipsec(connection, tunnel), *_interface(tunnel), *_bgp(connection, tunnel)]
    lines += _routes(connection)
    lines.append(f"security flow tcp-mss ipsec-vpn mss {notes.MSS}")
    return "".join(
        f"{line}\n"
        for line in (
            *notes.comments("#", [*notes.head(connection, notes.SECRET), *_advice(connection, interface)]),
            *(f"set {line}" for line in lines),
            *notes.comments("#", notes.closing(_VERIFY, _rollback(connection))),
        )
    )


_VERIFY = (
    "show security ike security-associations",
    "show security ipsec security-associations",
    "show route protocol static",
    "show bgp summary",
)


def _check(connection: Connection) -> None:
    if connection.route_based:
        return
    if ANYWHERE in (*connection.local_subnets, *connection.remote_subnets):
        raise PeerError(
            f"local_subnet, remote_subnet: 0.0.0.0/0 on one side only cannot be written for {VENDOR}; allowed: "
            "networks on both sides, or 0.0.0.0/0 on both sides and routes"
        )
    if connection.dual and len(connection.pairs) > 1:
        raise PeerError(
            f"local_subnet, remote_subnet: several networks in two tunnels cannot be written for {VENDOR}; allowed: "
            "one network on each side, or 0.0.0.0/0 on both sides and routes"
        )


def _advice(connection: Connection, interface: str) -> list[str]:
    """What concerns the whole device or needs names and networks that only the administrator knows."""
    lines = [
        "Policies between the zone vpn and the zone INSIDE of your networks, and IKE on the zone OUTSIDE:",
        *(
            f"  set security policies from-zone {source} to-zone {destination} policy alicloud {rest}"
            for source, destination in (("INSIDE", "vpn"), ("vpn", "INSIDE"))
            for rest in ("match source-address any destination-address any application any", "then permit")
        ),
        f"  set security zones security-zone OUTSIDE interfaces {interface} host-inbound-traffic system-services ike",
    ]
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; for each network of the VPC:")
        lines += [f"  set routing-options static route NETWORK {hop}" for hop in _hops(connection)]
    if connection.route_based:
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines += [f"  set routing-options static route NETWORK {option}" for option in _BLACKHOLE]
    if connection.sessions:
        lines.append("Announce your networks; the first line for each of them:")
        lines.append("  set policy-options policy-statement alicloud-announce term own from route-filter NETWORK exact")
        lines.append("  set policy-options policy-statement alicloud-announce term own then accept")
        lines += [
            f"  set protocols bgp group {tunnel.name} export alicloud-announce"
            for tunnel, _session in connection.sessions
        ]
    return lines


_BLACKHOLE = ("discard", "preference 254")


def _hops(connection: Connection) -> list[str]:
    return [f"qualified-next-hop st0.{tunnel.number} preference {tunnel.rank * 5}" for tunnel in connection.tunnels]


def _routes(connection: Connection) -> list[str]:
    """With one tunnel, Junos creates the routes of the traffic selector, which win over these."""
    options = [*(_hops(connection) if connection.dual else []), *_BLACKHOLE]
    return [
        f"routing-options static route {network} {option}" for network in connection.destinations for option in options
    ]


def _rollback(connection: Connection) -> list[str]:
    """Everything that belongs to this connection only. Other connections may need the zone and the MSS."""
    lines = []
    for tunnel in connection.tunnels:
        if tunnel.bgp:
            lines.append(f"protocols bgp group {tunnel.name}")
            if connection.dual:
                lines.append(f"policy-options policy-statement {_policy(tunnel)}")
        lines += [f"security ipsec {part} {tunnel.name}" for part in ("vpn", "policy", "proposal")]
        lines += [f"security ike {part} {tunnel.name}" for part in ("gateway", "policy", "proposal")]
        lines += [f"{_ZONE} interfaces st0.{tunnel.number}", f"interfaces st0 unit {tunnel.number}"]
    lines += [f"routing-options static route {network}" for network in connection.destinations]
    return [f"delete {line}" for line in lines]


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
        # Without it, Junos detects a dead peer only while it sends packets and receives none.
        f"{gateway} dead-peer-detection always-send",
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
        *(f"{vpn} {line}" for line in _networks(connection)),
        f"{vpn} establish-tunnels immediately",
    ]


def _networks(connection: Connection) -> list[str]:
    """The networks to negotiate: none for 0.0.0.0/0, which is what Junos negotiates anyway."""
    if connection.route_based:
        return []
    if connection.dual:
        ((local, remote),) = connection.pairs
        identity_of = "ike proxy-identity"
        return [f"{identity_of} local {local}", f"{identity_of} remote {remote}", f"{identity_of} service any"]
    if len(connection.pairs) == 1:
        ((local, remote),) = connection.pairs
        return [f"traffic-selector ts1 local-ip {local} remote-ip {remote}"]
    # Several selectors would be several security associations; the terms of one are a single one.
    return [
        f"traffic-selector ts1 term term{number} {end}"
        for number, (local, remote) in enumerate(connection.pairs, 1)
        for end in (f"local-ip {local}", f"remote-ip {remote}")
    ]


def _interface(tunnel: Tunnel) -> list[str]:
    unit = f"interfaces st0 unit {tunnel.number} family inet"
    return [
        f"{unit} address {tunnel.bgp.local}" if tunnel.bgp else unit,
        f"{_ZONE} interfaces st0.{tunnel.number}",
    ]


def _policy(tunnel: Tunnel) -> str:
    return f"{tunnel.name}-{('in', 'out')[tunnel.rank - 1]}"


def _bgp(connection: Connection, tunnel: Tunnel) -> list[str]:
    if not tunnel.bgp:
        return []
    group = f"protocols bgp group {tunnel.name}"
    lines = [
        f"{_ZONE} interfaces st0.{tunnel.number} host-inbound-traffic protocols bgp",
        f"{group} type external",
        f"{group} local-as {tunnel.bgp.local_asn}",
        f"{group} hold-time {notes.HOLD}",
        f"{group} neighbor {tunnel.bgp.peer} peer-as {tunnel.bgp.peer_asn}",
    ]
    if connection.dual:
        # These policies accept nothing themselves; the next policy, or BGP's default, decides.
        policy, direction = _policy(tunnel), ("import", "export")[tunnel.rank - 1]
        prepend = f'as-path-prepend "{notes.prepended(tunnel.bgp.local_asn)}"'
        action = (f"local-preference {notes.PREFERENCE}", prepend)[tunnel.rank - 1]
        lines += [f"policy-options policy-statement {policy} then {action}", f"{group} {direction} {policy}"]
    return lines
