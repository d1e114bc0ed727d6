# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""pfSense 2.7: the fields of its pages, in order, and comments that begin with #.

A route-based connection is a phase 2 in the mode Routed (VTI), which always negotiates 0.0.0.0/0. So two tunnels, which
need interfaces, cannot have other networks.

Sources:
- vpn_ipsec_phase1.php, vpn_ipsec_phase2.php, vpn_ipsec_settings.php, system_advanced_firewall.php, interfaces.php and
  ipsec.inc of https://github.com/pfsense/pfsense (labels, allowed values, what strongSwan gets)
- net/pfSense-pkg-frr of https://github.com/pfsense/FreeBSD-ports (BGP)
- https://docs.netgate.com/pfsense/en/latest/vpn/ipsec/routed-vti.html, .../configure-design.html
"""

from __future__ import annotations

from . import algorithms, bsd, notes
from .bsd import Page, checked, page
from .connection import Bgp, Connection, Tunnel
from .encoding import identity
from .errors import PeerError

VENDOR = "pfsense"
INTERFACE = bsd.INTERFACE
_SETTINGS = "VPN > IPsec > Advanced Settings"
_ID_TYPES = {
    "address": "IP address",
    "name": "Fully qualified domain name",
    "user": "User fully qualified domain name / E-mail",
}


def render(connection: Connection, interface: str) -> str:
    _check(connection)
    pages = [
        *(each for tunnel in connection.tunnels for each in _tunnel(connection, tunnel, interface)),
        *([] if connection.route_based else [_MSS]),
        *(_assignment(tunnel) for tunnel in connection.tunnels if connection.route_based),
        *_rules(connection, interface),
        *_bgp(connection),
    ]
    return "".join(
        f"{line}\n"
        for line in (
            *notes.comments("#", [*notes.head(connection, notes.SECRET), *_advice(connection, interface)]),
            *bsd.numbered(pages),
            *notes.comments("#", notes.closing(_verify(connection), _rollback(connection))),
        )
    )


def _check(connection: Connection) -> None:
    if connection.dual and not connection.route_based:
        raise PeerError(
            f"local_subnet, remote_subnet: two tunnels of {VENDOR} need the mode Routed (VTI), which negotiates "
            "0.0.0.0/0; allowed: 0.0.0.0/0 on both sides and routes or BGP, or one tunnel"
        )
    if connection.route_based and any(tunnel.ike.version == "ikev1" for tunnel in connection.tunnels):
        raise PeerError(
            f"ike_config.ike_version: with ikev1, the mode Routed (VTI) of {VENDOR} negotiates only the addresses of "
            "the interface; allowed: ikev2, or ikev1 with networks on both sides"
        )


def _advice(connection: Connection, interface: str) -> list[str]:
    lines = [
        "Fill in these pages in their order, and Apply Changes. Fields that are not listed keep their default.",
        "INSIDE is the interface of your networks. pfSense adds the rules for IKE and ESP itself.",
        *bsd.dead_peer(connection, "pfSense", f"{_SETTINGS}, IKEv2 Retransmission Parameters", "Retransmit Tries"),
    ]
    lines += [
        f"If {tunnel.local} is a virtual IP, choose it as the Interface of {tunnel.name}."
        for tunnel in connection.tunnels
        if tunnel.local
    ]
    if connection.dual and not connection.sessions:
        lines += bsd.failover(connection, "pfSense", list(map(_gateway, connection.tunnels)), _group(connection))
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; for each network of the VPC:")
        gateway = _gateway(connection.tunnels[0])
        lines.append(f"  System > Routing > Static Routes: Destination network NETWORK, Gateway {gateway}")
        lines.append("The other end of the interface answers no ping. Without a monitor address in the VPC:")
        gateways = ", ".join(map(_gateway, connection.tunnels))
        lines.append(f"  System > Routing > Gateways, {gateways}: Disable Gateway Monitoring checked")
    if connection.route_based:
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines.append(
            f"  Firewall > Rules > Floating: Action Block, Quick checked, Interface {interface}, Direction out, "
            "Destination NETWORK"
        )
    if connection.sessions:
        lines.append("BGP needs the package frr. NETWORK is one of your networks, once for each. Choose a PASSWORD.")
    return lines


def _group(connection: Connection) -> list[str]:
    master, standby = connection.tunnels
    group, tiers = _interface(connection.name), f"Tier 1 {_gateway(master)}, Tier 2 {_gateway(standby)}"
    return [
        f"VPN > IPsec > Tunnels, phase 2 {master.name}: Local Network SOURCE/30",
        f"System > Routing > Gateways, {_gateway(master)}: Monitor IP ADDRESS",
        f"System > Routing > Gateway Groups: Group Name {group}, {tiers}, {bsd.TRIGGER}",
        f"Firewall > Rules > INSIDE, at the top: Destination the VPC, Gateway {group}",
    ]


def _verify(connection: Connection) -> list[str]:
    return [
        "Status > IPsec",
        "Status > Gateways, Diagnostics > Routes",
        *(["Status > FRR > BGP"] if connection.sessions else []),
        "Diagnostics > Command Prompt: swanctl --list-sas",
    ]


def _rollback(connection: Connection) -> list[str]:
    """In the opposite order, because pfSense does not delete what something else uses."""
    names = ", ".join(tunnel.name for tunnel in connection.tunnels)
    interfaces = ", ".join(_interface(tunnel.name) for tunnel in connection.tunnels)
    peers = ", ".join(str(session.peer) for _tunnel, session in connection.sessions)
    return [
        *([f"Services > FRR BGP > Neighbors: delete {peers}, then their route maps."] if connection.sessions else []),
        *(["System > Routing: delete the static routes to these gateways."] if connection.route_based else []),
        f"Firewall > Rules: delete what is described as {connection.name}.",
        *([f"Interfaces > Assignments: delete {interfaces}."] if connection.route_based else []),
        f"VPN > IPsec > Tunnels: delete {names}.",
    ]


def _interface(name: str) -> str:
    """pfSense allows no hyphens here."""
    return name.replace("-", "_")


def _gateway(tunnel: Tunnel) -> str:
    """The name that pfSense gives to the gateway of an interface."""
    return f"{_interface(tunnel.name).upper()}_VTIV4"


def _tunnel(connection: Connection, tunnel: Tunnel, interface: str) -> list[Page]:
    ike = algorithms.ike(tunnel.ike, "pfsense", VENDOR)
    ikev1 = tunnel.ike.version == "ikev1"
    phase1 = page(
        "VPN > IPsec > Tunnels: Add P1",
        ("Description", tunnel.name),
        ("Key Exchange version", "IKEv1" if ikev1 else "IKEv2"),
        ("Internet Protocol", "IPv4"),
        ("Interface", interface),
        ("Remote Gateway", tunnel.remote),
        ("Authentication Method", "Mutual PSK"),
        ("Negotiation mode", tunnel.ike.mode.capitalize() if ikev1 else None),
        ("My identifier", _identity(tunnel.ike.local_id)),
        ("Peer identifier", _identity(tunnel.ike.remote_id)),
        ("Pre-Shared Key", tunnel.ike.key),
        ("Encryption Algorithm", ike.encryption),
        ("Hash Algorithm", ike.hash),
        ("DH Group", ike.group),
        ("Life Time", ike.lifetime),
        ("Child SA Start Action", "Initiate at start (VTI or Tunnel Mode)" if connection.route_based else "Default"),
        ("Child SA Close Action", "Restart/Reconnect"),
        ("NAT Traversal", "Auto"),
        ("MOBIKE", None if ikev1 else "Disable"),
        ("Split connections", checked(False)),
        ("Dead Peer Detection", checked(True)),
        ("Delay", 10),
        ("Max failures", 3),
    )
    return [phase1, *_phase2(connection, tunnel)]


def _identity(text: str) -> str:
    kind, bare = identity(text)
    return f"{_ID_TYPES[kind]}, {bare}"


def _phase2(connection: Connection, tunnel: Tunnel) -> list[Page]:
    esp = algorithms.esp(tunnel.esp, "pfsense", VENDOR)
    if connection.route_based:
        local, remote = bsd.inner(tunnel)
        networks = [(f"Network, {local}", f"Address, {remote}")]
    else:
        networks = [(f"Network, {local}", f"Network, {remote}") for local, remote in bsd.pairs(connection)]
    return [
        page(
            f"The same page, below {tunnel.name}: Add P2",
            ("Description", tunnel.name),
            ("Mode", "Routed (VTI)" if connection.route_based else "Tunnel IPv4"),
            ("Local Network", local),
            ("Remote Network", remote),
            ("Protocol", "ESP"),
            ("Encryption Algorithms", esp.encryption),
            ("Hash Algorithms", esp.hash),
            ("PFS key group", esp.group or "off"),
            ("Life Time", esp.lifetime),
            # Otherwise the tunnel comes up with the first packet only.
            ("Keep Alive", None if connection.route_based else checked(True)),
        )
        for local, remote in networks
    ]


_MSS = page(
    "System > Advanced > Firewall & NAT",
    ("Enable Maximum MSS", checked(True)),
    ("Maximum MSS", notes.MSS),
)


def _assignment(tunnel: Tunnel) -> Page:
    return page(
        f"Interfaces > Assignments: add the ipsec interface of {tunnel.name}, then open it",
        ("Enable", checked(True)),
        ("Description", _interface(tunnel.name)),
        # pfSense takes 40 bytes of headers off.
        ("MSS", notes.MSS + 40),
    )


def _rules(connection: Connection, interface: str) -> list[Page]:
    return [
        *(
            page(
                "Firewall > Rules > IPsec: Add",
                ("Action", "Pass"),
                ("Protocol", "Any"),
                ("Source", remote),
                ("Destination", local),
                ("Description", connection.name),
            )
            for local, remote in bsd.traffic(connection)
        ),
        *(
            page(
                "Firewall > Rules > Floating: Add",
                ("Action", "Block"),
                ("Quick", checked(True)),
                ("Interface", interface),
                ("Direction", "out"),
                ("Protocol", "Any"),
                ("Destination", network),
                ("Description", connection.name),
            )
            for network in connection.destinations
        ),
    ]


def _bgp(connection: Connection) -> list[Page]:
    if not connection.sessions:
        return []
    asn = connection.sessions[0][1].local_asn
    return [
        page("Services > FRR Global/Zebra", ("Enable", checked(True)), ("Master Password", "PASSWORD")),
        # FRRouting exchanges nothing with a neighbour that has no route map.
        *(
            _map(connection, tunnel, direction, asn)
            for tunnel, _session in connection.sessions
            for direction in ("in", "out")
        ),
        page(
            "Services > FRR BGP",
            ("Enable", checked(True)),
            ("Local AS", asn),
            ("Networks to Distribute", "NETWORK"),
        ),
        *(_neighbor(tunnel, session) for tunnel, session in connection.sessions),
    ]


def _map(connection: Connection, tunnel: Tunnel, direction: str, asn: int) -> Page:
    """Routes learned through tunnel 1 win, and routes announced through tunnel 2 lose."""
    preferred = connection.dual and (tunnel.rank, direction) == (1, "in")
    prepended = connection.dual and (tunnel.rank, direction) == (2, "out")
    return page(
        "Services > FRR Global/Zebra > Route Maps: Add",
        ("Name", f"{tunnel.name}-{direction}"),
        ("Action", "Permit"),
        ("Sequence", 10),
        ("Local Pref Action", "Set" if preferred else None),
        ("Local Preference", notes.PREFERENCE if preferred else None),
        ("AS Path Action", "Set Prepend" if prepended else None),
        ("Set AS List", notes.prepended(asn) if prepended else None),
    )


def _neighbor(tunnel: Tunnel, session: Bgp) -> Page:
    return page(
        "Services > FRR BGP > Neighbors: Add",
        ("Name/Address", session.peer),
        ("Description", tunnel.name),
        ("Remote AS", session.peer_asn),
        ("Update Source", f"IPv4, {_interface(tunnel.name)}"),
        ("Timers", notes.KEEPALIVE),
        ("Hold Time", notes.HOLD),
        ("Route Map Filters in", f"{tunnel.name}-in"),
        ("Route Map Filters out", f"{tunnel.name}-out"),
    )
