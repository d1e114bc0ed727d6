# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Palo Alto PAN-OS: set commands, and comments that begin with #.

Every tunnel has a tunnel interface. A policy-based connection has a proxy ID, one for each pair of networks, so it can
have one network on each side.

Sources:
- specs/network and specs/objects/profiles of https://github.com/PaloAltoNetworks/pan-os-codegen (paths, allowed values)
- https://knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA10g000000ClW3CAK (MSS of traffic in tunnels)
- https://developers.cloudflare.com/magic-wan/configuration/manually/third-party/palo-alto/ (commands in order)
"""

from __future__ import annotations

from . import algorithms, notes
from .connection import Bgp, Connection, Tunnel
from .encoding import identity, refuse_characters
from .errors import PeerError

VENDOR = "panos"
INTERFACE = "ethernet1/1"
_ID_TYPES = {"address": "ipaddr", "name": "fqdn", "user": "ufqdn"}
_ROUTER = "network virtual-router default"
_BGP = f"{_ROUTER} protocol bgp"
_PROFILES = "network ike crypto-profiles"
# PAN-OS derives the MSS of traffic in a tunnel from the MTU of the interface, less 40 bytes of headers.
_MTU = notes.MSS + 40
# The greatest number that a lifetime can have, in any unit.
_MOST = 65535
# The greatest number of an autonomous system in the format that is the default.
_TWO_BYTES = 65535


def render(connection: Connection, interface: str) -> str:
    _check(connection)
    lines: list[str] = []
    for tunnel in connection.tunnels:
        lines += [*_ike(tunnel, interface), *_ipsec(connection, tunnel), *_interface(tunnel)]
        lines += _routes(connection, tunnel)
    lines += [line for name, network in _blackholes(connection) for line in _blackhole(name, network)]
    lines += _bgp(connection)
    return "".join(
        f"{line}\n"
        for line in (
            *notes.comments("#", [*notes.head(connection, notes.SECRET), *_advice(connection)]),
            *(f"set {line}" for line in lines),
            *notes.comments("#", notes.closing(_verify(connection), _rollback(connection))),
        )
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
    """What needs names, addresses and networks that only the administrator knows."""
    lines = [
        "Before you paste the lines with set: set cli scripting-mode on, then configure. After them: commit.",
        "PAN-OS starts a tunnel when it has packets for it, or with test vpn ipsec-sa.",
        "Rules between the zone vpn and the zone INSIDE of your networks:",
        *(
            f"  set {rule} from {source} to {destination} source any destination any application any service any "
            "action allow"
            for rule, (source, destination) in zip(_security(connection), (("INSIDE", "vpn"), ("vpn", "INSIDE")))
        ),
        "With several virtual systems:",
        *(f"  set vsys vsys1 import network interface {_unit(tunnel)}" for tunnel in connection.tunnels),
    ]
    local = [tunnel for tunnel in connection.tunnels if tunnel.local]
    if local:
        lines.append("Choose the local address; PREFIX is the length of its prefix on the interface:")
        lines += [f"  set network ike gateway {t.name} local-address ip {t.local}/PREFIX" for t in local]
    if _monitored(connection):
        lines += _monitor(connection)
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; for each network of the VPC, with another NAME:")
        lines += [f"  set {line}" for tunnel in connection.tunnels for line in _route(tunnel, "NAME", "NETWORK")]
    if connection.route_based:
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines += [f"  set {line}" for line in _blackhole("NAME-discard", "NETWORK")]
    if connection.sessions:
        lines.append("If the virtual router has no router ID yet:")
        lines.append(f"  set {_BGP} router-id {connection.sessions[0][1].local.ip}")
        lines.append("Announce your networks; for each of them:")
        lines += [f"  set {_BGP} redist-rules NETWORK {option}" for option in ("enable yes", "set-origin incomplete")]
    return lines


def _security(connection: Connection) -> list[str]:
    return [f"rulebase security rules {connection.name}-{direction}" for direction in ("out", "in")]


def _monitored(connection: Connection) -> bool:
    return connection.dual and not connection.sessions


def _monitor(connection: Connection) -> list[str]:
    """Only of tunnel 1: while it is up, the cloud answers through it also what was sent through tunnel 2."""
    master = connection.tunnels[0]
    monitor = f"network tunnel ipsec {master.name} tunnel-monitor"
    names = [_route_name(master, number) for number, _net in enumerate(connection.destinations, 1)]
    return [
        "Failover: PAN-OS keeps the interface of a dead tunnel up, so nothing moves the traffic without a monitor.",
        "ADDRESS in the VPC answers ping. SOURCE is a free address of your networks, which the cloud can answer:",
        f"  set network profiles monitor-profile {connection.name} interval 3 threshold 5 action fail-over",
        f"  set network interface tunnel units {_unit(master)} ip SOURCE/32",
        f"  set {monitor} destination-ip ADDRESS",
        f"  set {monitor} tunnel-monitor-profile {connection.name}",
        *([] if connection.route_based else [f"  set {monitor} proxy-id {master.name}"]),
        f"  set {monitor} enable yes",
        "Or, in place of the last lines, monitor the path of each route into the first tunnel:",
        *(f"  set {line}" for name in names or [f"{master.name}-NAME"] for line in _path(name)),
    ]


def _path(name: str) -> list[str]:
    monitor = f"{_ROUTER} routing-table ip static-route {name} path-monitor"
    destination = f"{monitor} monitor-destinations vpc"
    return [
        f"{destination} enable yes",
        f"{destination} source SOURCE/32",
        f"{destination} destination ADDRESS",
        f"{destination} interval 3",
        f"{destination} count 5",
        f"{monitor} failure-condition any",
        f"{monitor} hold-time 2",
        f"{monitor} enable yes",
    ]


def _verify(connection: Connection) -> list[str]:
    return [
        *(
            line
            for tunnel in connection.tunnels
            for line in (
                f"test vpn ipsec-sa tunnel {tunnel.name}",
                f"show vpn ike-sa gateway {tunnel.name}",
                f"show vpn ipsec-sa tunnel {tunnel.name}",
            )
        ),
        "show vpn flow",
        "show routing route",
        "show routing protocol bgp peer",
    ]


def _rollback(connection: Connection) -> list[str]:
    """Everything that belongs to this connection only. Other connections may need the zone and BGP."""
    lines = _security(connection)
    if connection.dual:
        lines += [f"{_BGP} policy {rule}" for tunnel, _session in connection.sessions for rule, _act in _rules(tunnel)]
    lines += [f"{_BGP} peer-group {tunnel.name}" for tunnel, _session in connection.sessions]
    static = f"{_ROUTER} routing-table ip static-route"
    numbers = range(1, len(connection.destinations) + 1)
    lines += [f"{static} {_route_name(tunnel, number)}" for tunnel in connection.tunnels for number in numbers]
    lines += [f"{static} {name}" for name, _network in _blackholes(connection)]
    for tunnel in connection.tunnels:
        lines += [
            f"network tunnel ipsec {tunnel.name}",
            f"network ike gateway {tunnel.name}",
            f"{_PROFILES} ike-crypto-profiles {tunnel.name}",
            f"{_PROFILES} ipsec-crypto-profiles {tunnel.name}",
            f"zone vpn network layer3 {_unit(tunnel)}",
            f"{_ROUTER} interface {_unit(tunnel)}",
            f"network interface tunnel units {_unit(tunnel)}",
        ]
    if _monitored(connection):
        lines.append(f"network profiles monitor-profile {connection.name}")
    return [*(f"delete {line}" for line in lines), "commit"]


def _unit(tunnel: Tunnel) -> str:
    return f"tunnel.{tunnel.number}"


def _ike(tunnel: Tunnel, interface: str) -> list[str]:
    ike = algorithms.ike(tunnel.ike, "panos", VENDOR)
    profile = f"{_PROFILES} ike-crypto-profiles {tunnel.name}"
    gateway = f"network ike gateway {tunnel.name}"
    protocol = f"{gateway} protocol {tunnel.ike.version}"
    # IKEv2 has no modes, and its messages have retransmissions in place of retries.
    ikev1 = [f"{protocol} exchange-mode {tunnel.ike.mode}", f"{protocol} dpd retry 3"]
    return [
        f"{profile} encryption {ike.encryption}",
        f"{profile} hash {ike.hash}",
        f"{profile} dh-group {ike.group}",
        f"{profile} lifetime {_lifetime(ike.lifetime)}",
        f"{gateway} authentication pre-shared-key key {_key(tunnel.ike.key)}",
        f"{gateway} protocol version {tunnel.ike.version}",
        f"{protocol} ike-crypto-profile {tunnel.name}",
        f"{protocol} dpd enable yes",
        f"{protocol} dpd interval 10",
        *(ikev1 if tunnel.ike.version == "ikev1" else []),
        f"{gateway} protocol-common nat-traversal enable yes",
        f"{gateway} protocol-common passive-mode no",
        f"{gateway} local-address interface {interface}",
        f"{gateway} peer-address ip {tunnel.remote}",
        *_identity(f"{gateway} local-id", tunnel.ike.local_id),
        *_identity(f"{gateway} peer-id", tunnel.ike.remote_id),
    ]


def _identity(path: str, text: str) -> list[str]:
    kind, bare = identity(text)
    return [f"{path} type {_ID_TYPES[kind]}", f"{path} id {bare}"]


def _lifetime(seconds: int) -> str:
    """Whole minutes where the seconds are too many. The SA is then renewed less than a minute early."""
    return f"seconds {seconds}" if seconds <= _MOST else f"minutes {seconds // 60}"


def _key(key: str) -> str:
    """In quotes. PAN-OS takes a key that starts with a hyphen for one that it encrypted itself."""
    refuse_characters(key, "\"'?\\", VENDOR)
    if key.startswith("-"):
        raise PeerError(
            f"ike_config.psk: a key that starts with - cannot be written for {VENDOR}, which shows its encrypted keys "
            "like this; use another key"
        )
    return f'"{key}"'


def _ipsec(connection: Connection, tunnel: Tunnel) -> list[str]:
    esp = algorithms.esp(tunnel.esp, "panos", VENDOR)
    profile = f"{_PROFILES} ipsec-crypto-profiles {tunnel.name}"
    ipsec = f"network tunnel ipsec {tunnel.name}"
    lines = [
        f"{profile} esp encryption {esp.encryption}",
        f"{profile} esp authentication {esp.hash}",
        f"{profile} dh-group {esp.group or 'no-pfs'}",
        f"{profile} lifetime {_lifetime(esp.lifetime)}",
        f"{ipsec} tunnel-interface {_unit(tunnel)}",
        f"{ipsec} auto-key ike-gateway {tunnel.name}",
        f"{ipsec} auto-key ipsec-crypto-profile {tunnel.name}",
    ]
    if not connection.route_based:
        # Without a proxy ID, PAN-OS negotiates 0.0.0.0/0 on both sides.
        ((local, remote),) = connection.pairs
        lines.append(
            f"{ipsec} auto-key proxy-id {tunnel.name} local {local} remote {remote} protocol any",
        )
    return lines


def _interface(tunnel: Tunnel) -> list[str]:
    unit = f"network interface tunnel units {_unit(tunnel)}"
    return [
        f"{unit} mtu {_MTU}",
        *([f"{unit} ip {tunnel.bgp.local}"] if tunnel.bgp else []),
        f"zone vpn network layer3 {_unit(tunnel)}",
        f"{_ROUTER} interface {_unit(tunnel)}",
    ]


def _route_name(tunnel: Tunnel, number: int) -> str:
    return f"{tunnel.name}-route-{number}"


def _routes(connection: Connection, tunnel: Tunnel) -> list[str]:
    return [
        line
        for number, network in enumerate(connection.destinations, 1)
        for line in _entry(tunnel, _route_name(tunnel, number), str(network))
    ]


def _route(tunnel: Tunnel, name: str, network: str) -> list[str]:
    return _entry(tunnel, f"{tunnel.name}-{name}", network)


def _entry(tunnel: Tunnel, name: str, network: str) -> list[str]:
    """The second tunnel has a greater metric, so it is used only when the route into the first one is gone."""
    route = f"{_ROUTER} routing-table ip static-route {name}"
    return [
        f"{route} destination {network}",
        f"{route} interface {_unit(tunnel)}",
        f"{route} metric {tunnel.rank * 10}",
    ]


def _blackholes(connection: Connection) -> list[tuple[str, str]]:
    return [(f"{connection.name}-discard-{n}", str(net)) for n, net in enumerate(connection.destinations, 1)]


def _blackhole(name: str, network: str) -> list[str]:
    """The greatest distance, which also loses to BGP."""
    route = f"{_ROUTER} routing-table ip static-route {name}"
    return [f"{route} destination {network}", f"{route} nexthop discard", f"{route} admin-dist 240"]


def _rules(tunnel: Tunnel) -> list[tuple[str, str]]:
    """BGP rules that make both ends prefer tunnel 1. Each direction has one, as a rule may deny what matches none."""
    inbound, outbound = (f"import rules {tunnel.name}-in", "allow"), (f"export rules {tunnel.name}-out", "allow")
    if tunnel.rank == 1:
        inbound = (inbound[0], f"allow update local-preference {notes.PREFERENCE}")
    else:
        outbound = (outbound[0], f"allow update as-path prepend {notes.PREPENDS}")
    return [inbound, outbound]


def _bgp(connection: Connection) -> list[str]:
    if not connection.sessions:
        return []
    lines = [
        f"{_BGP} enable yes",
        f"{_BGP} local-as {connection.sessions[0][1].local_asn}",
        f"{_BGP} install-route yes",
    ]
    if any(max(session.local_asn, session.peer_asn) > _TWO_BYTES for _tunnel, session in connection.sessions):
        lines.append(f"{_BGP} routing-options as-format 4-byte")
    for tunnel, session in connection.sessions:
        lines += _peer(tunnel, session)
        if connection.dual:
            for name, action in _rules(tunnel):
                rule = f"{_BGP} policy {name}"
                lines += [f"{rule} enable yes", f"{rule} used-by {tunnel.name}", f"{rule} action {action}"]
    return lines


def _peer(tunnel: Tunnel, session: Bgp) -> list[str]:
    group = f"{_BGP} peer-group {tunnel.name}"
    peer = f"{group} peer {tunnel.name}"
    return [
        f"{group} enable yes",
        # By default PAN-OS removes private numbers from the path, the own one included.
        f"{group} type ebgp remove-private-as no",
        f"{group} type ebgp import-nexthop original",
        f"{group} type ebgp export-nexthop resolve",
        f"{peer} enable yes",
        f"{peer} peer-as {session.peer_asn}",
        f"{peer} local-address interface {_unit(tunnel)}",
        f"{peer} local-address ip {session.local}",
        f"{peer} peer-address ip {session.peer}",
        f"{peer} connection-options keep-alive-interval {notes.KEEPALIVE}",
        f"{peer} connection-options hold-time {notes.HOLD}",
    ]
