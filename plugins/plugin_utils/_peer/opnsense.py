# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""OPNsense 23.1: the fields of its pages, in order, and comments that begin with #.

IPsec is a connection with its children, as in swanctl.conf. With a tunnel interface (if_ipsec), the child installs no
policies, and its reqid leads to the interface.

Sources:
- IPsec/forms/*.xml, models/OPNsense/IPsec/Swanctl.xml, IPsecProposalField.php, Routing/forms, Routes/forms and
  firewall_scrub_edit.php of https://github.com/opnsense/core (labels and allowed values)
- net/frr of https://github.com/opnsense/plugins (BGP)
- https://docs.opnsense.org/manual/how-tos/ipsec-s2s-conn-route.html, https://docs.opnsense.org/manual/vpnet.html
"""

from __future__ import annotations

from . import algorithms, bsd, notes
from .bsd import Page, checked, page
from .connection import Bgp, Connection, Tunnel
from .errors import PeerError
from .linux import needs_interfaces

VENDOR = "opnsense"
INTERFACE = bsd.INTERFACE

# Of the menu of proposals: these with each other, and what is there besides.
_ENCRYPTION, _HASHES, _GROUP = ("aes128", "aes192", "aes256"), ("sha256", "sha384", "sha512"), "modp2048"
_BESIDES = (
    "aes128-sha1-modp2048",
    "aes192-sha1-modp2048",
    "aes256-sha1-modp2048",
    "aes256-sha256-modp1024",
    "aes256-sha512-modp1024",
    "aes128-sha256-modp1536",
    "aes256-sha256-modp1536",
    "aes256-sha1",
    "aes256-sha256",
)


def render(connection: Connection, interface: str) -> str:
    pages = [
        *(_vti(tunnel) for tunnel in connection.tunnels if needs_interfaces(connection)),
        *(each for tunnel in connection.tunnels for each in _connection(connection, tunnel)),
        page("VPN > IPsec > Connections", ("Enable IPsec", checked(True))),
        *_rules(connection, interface),
        *_mss(connection),
        *_routes(connection),
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


def _advice(connection: Connection, interface: str) -> list[str]:
    lines = [
        "Fill in these pages in their order, then Apply on each. Fields that are not listed keep their default.",
        "INSIDE is the interface of your networks.",
        *bsd.dead_peer(connection, "OPNsense", "VPN > IPsec > Mobile & Advanced Settings, Retransmission", "Tries"),
    ]
    if needs_interfaces(connection):
        lines.append("Rules for tunnel interfaces belong on IPsec, unless the tunables of the manual say otherwise.")
    if connection.dual and not connection.sessions:
        names = [tunnel.name for tunnel in connection.tunnels]
        lines += bsd.failover(connection, "OPNsense", names, _group(connection))
    if connection.route_based and not connection.sessions:
        lines.append("Add routes; for each network of the VPC:")
        lines.append(
            f"  System > Routes > Configuration: Network Address NETWORK, Gateway {connection.tunnels[0].name}"
        )
    if connection.route_based:
        lines.append("Limit the TCP MSS; for each network of the VPC, once as the source and once as the destination:")
        lines.append(
            "  Firewall > Settings > Normalization: Interface INSIDE, Direction Any, Protocol TCP, Source any, "
            f"Destination NETWORK, Max mss {notes.MSS}"
        )
        lines.append("Keep private traffic from the Internet while no tunnel is up; for each network of the VPC:")
        lines.append(f"  Firewall > Rules: Action Block, Interface {interface}, Direction out, Destination NETWORK")
    if connection.sessions:
        lines.append("BGP needs the plugin os-frr. In its page, NETWORK is one of your networks, once for each.")
    return lines


def _group(connection: Connection) -> list[str]:
    master, standby = (tunnel.name for tunnel in connection.tunnels)
    return [
        f"VPN > IPsec > Virtual Tunnel Interfaces, {master}: Tunnel local address SOURCE",
        f"System > Gateways > Configuration, {master}: Disable Gateway Monitoring not checked, Monitor IP ADDRESS",
        f"System > Gateways > Group: Name {connection.name}, Tier 1 {master}, Tier 2 {standby}, {bsd.TRIGGER}",
        f"Firewall > Rules, before others: Interface INSIDE, Destination the VPC, Gateway {connection.name}",
    ]


def _verify(connection: Connection) -> list[str]:
    return [
        "VPN > IPsec > Status Overview",
        "System > Gateways > Configuration, System > Routes > Status",
        *(["Routing > Diagnostics > BGP"] if connection.sessions else []),
        "In a shell: swanctl --list-sas",
    ]


def _rollback(connection: Connection) -> list[str]:
    """In the opposite order."""
    names = ", ".join(tunnel.name for tunnel in connection.tunnels)
    interfaces = [
        "System > Routes > Configuration: delete the routes to these gateways.",
        f"System > Gateways > Configuration: delete {names}.",
    ]
    return [
        *([f"Routing > BGP: delete the neighbors {names} and their route maps."] if connection.sessions else []),
        *(interfaces if needs_interfaces(connection) and not connection.sessions else []),
        f"Firewall > Settings > Normalization, Firewall > Rules: delete what is described as {connection.name}.",
        f"VPN > IPsec > Pre-Shared Keys: delete {names}.",
        f"VPN > IPsec > Connections: delete {names}.",
        *([f"VPN > IPsec > Virtual Tunnel Interfaces: delete {names}."] if needs_interfaces(connection) else []),
    ]


def _device(tunnel: Tunnel) -> str:
    return f"ipsec{tunnel.number}"


def _vti(tunnel: Tunnel) -> Page:
    local, remote = bsd.inner(tunnel)
    return page(
        "VPN > IPsec > Virtual Tunnel Interfaces: add",
        ("Reqid", tunnel.number),
        # Without both of these, OPNsense takes the addresses of the tunnel when it comes up.
        ("Local address", tunnel.local or None),
        ("Remote address", tunnel.remote if tunnel.local else None),
        ("Tunnel local address", local.ip),
        ("Tunnel remote address", remote),
        ("Name", tunnel.name),
    )


def _proposal(proposal: algorithms.Proposal, field: str) -> str:
    """One entry of the menu."""
    text = "-".join(filter(None, (proposal.encryption, proposal.hash, proposal.group)))
    if proposal.hash in _HASHES and proposal.group == _GROUP:
        return text
    if text not in _BESIDES:
        raise PeerError(
            f"{field}: {text!r} is not available for {VENDOR}; allowed: {', '.join(_ENCRYPTION)} with "
            f"{', '.join(_HASHES)} and {_GROUP}, or {', '.join(_BESIDES)}"
        )
    return text


def _connection(connection: Connection, tunnel: Tunnel) -> list[Page]:
    ike = algorithms.ike(tunnel.ike, "opnsense", VENDOR)
    esp = algorithms.esp(tunnel.esp, "opnsense", VENDOR)
    margin, with_interface, ikev1 = ike.lifetime // 10, needs_interfaces(connection), tunnel.ike.version == "ikev1"
    return [
        page(
            "VPN > IPsec > Connections: add, with advanced mode",
            ("Proposals", _proposal(ike, "ike_config")),
            ("Unique", "Replace"),
            ("Aggressive", checked(True) if tunnel.ike.aggressive else None),
            ("Version", "IKEv1" if ikev1 else "IKEv2"),
            ("MOBIKE", checked(False)),
            ("Local addresses", tunnel.local or None),
            ("Remote addresses", tunnel.remote),
            # Their sum is the lifetime: rekeyed after the first, closed at the latest after the second.
            ("Rekey time (s)", ike.lifetime - margin),
            ("Over time (s)", margin),
            ("DPD delay (s)", 10),
            ("DPD timeout (s)", 30 if ikev1 else None),
            ("Keyingtries", 0),
            ("Description", tunnel.name),
        ),
        *(
            page(
                f"The same page, {side} Authentication: add",
                ("Connection", tunnel.name),
                ("Authentication", "Pre-Shared Key"),
                (label, identity),
                ("Description", tunnel.name),
            )
            for side, label, identity in (("Local", "ID", tunnel.ike.local_id), ("Remote", "Id", tunnel.ike.remote_id))
        ),
        page(
            "The same page, Children: add, with advanced mode",
            ("Connection", tunnel.name),
            ("Mode", "Tunnel"),
            ("Policies", checked(not with_interface)),
            # A trap is a policy, which keeps packets from leaving without encryption.
            ("Start action", "Start" if with_interface else "Trap+start"),
            ("Close action", "Start"),
            ("DPD action", "Start"),
            ("Reqid", tunnel.number if with_interface else None),
            ("ESP proposals", _proposal(esp, "ipsec_config")),
            ("Local", ", ".join(map(str, connection.local_subnets))),
            ("Remote", ", ".join(map(str, connection.remote_subnets))),
            ("Rekey time (s)", esp.lifetime - esp.lifetime // 10),
            ("Description", tunnel.name),
        ),
        page(
            "VPN > IPsec > Pre-Shared Keys: add",
            ("Local Identifier", tunnel.ike.local_id),
            ("Remote Identifier", tunnel.ike.remote_id),
            ("Pre-Shared Key", tunnel.ike.key),
            ("Type", "PSK"),
            ("Description", tunnel.name),
        ),
    ]


def _rules(connection: Connection, interface: str) -> list[Page]:
    rules = "Firewall > Rules: add"
    pages = [
        page(
            rules,
            ("Description", connection.name),
            ("Interface", interface),
            ("Action", "Pass"),
            ("Direction", "In"),
            ("Protocol", protocol),
            ("Source", remote),
            ("Destination", "This Firewall"),
            ("Destination Port", port),
        )
        for remote in dict.fromkeys(tunnel.remote for tunnel in connection.tunnels)
        for protocol, port in (("ESP", None), ("UDP", 500), ("UDP", 4500))
    ]
    pages += [
        page(
            rules,
            ("Description", connection.name),
            ("Interface", "IPsec"),
            ("Action", "Pass"),
            ("Direction", "In"),
            ("Source", remote),
            ("Destination", local),
        )
        for local, remote in bsd.traffic(connection)
    ]
    pages += [
        page(
            rules,
            ("Description", connection.name),
            ("Interface", interface),
            ("Action", "Block"),
            ("Direction", "Out"),
            ("Destination", network),
        )
        for network in connection.destinations
    ]
    return pages


def _mss(connection: Connection) -> list[Page]:
    """In both directions, on the way from and to the networks, whether a tunnel has an interface or not."""
    return [
        page(
            "Firewall > Settings > Normalization: add",
            ("Interface", "INSIDE"),
            ("Direction", "Any"),
            ("Protocol", "TCP"),
            ("Source", source),
            ("Destination", destination),
            ("Description", connection.name),
            ("Max mss", notes.MSS),
        )
        for network in connection.destinations
        for source, destination in (("any", network), (network, "any"))
    ]


def _routes(connection: Connection) -> list[Page]:
    if not needs_interfaces(connection) or connection.sessions:
        return []
    return [
        *(
            page(
                "System > Gateways > Configuration: add",
                ("Name", tunnel.name),
                ("Interface", _device(tunnel)),
                ("Address Family", "IPv4"),
                ("IP Address", bsd.inner(tunnel)[1]),
                # The other end of the interface answers nothing.
                ("Disable Gateway Monitoring", checked(True)),
            )
            for tunnel in connection.tunnels
        ),
        *(
            page(
                "System > Routes > Configuration: add",
                ("Network Address", network),
                ("Gateway", connection.tunnels[0].name),
                ("Description", connection.name),
            )
            for network in connection.destinations
        ),
    ]


def _bgp(connection: Connection) -> list[Page]:
    if not connection.sessions:
        return []
    asn = connection.sessions[0][1].local_asn
    pages = [
        page("Routing > General", ("Enable", checked(True))),
        page(
            "Routing > BGP > General",
            ("enable", checked(True)),
            ("BGP AS Number", asn),
            ("Network", "NETWORK"),
        ),
    ]
    if connection.dual:
        settings = (f"local-preference {notes.PREFERENCE}", f"as-path prepend {notes.prepended(asn)}")
        pages += [
            page(
                "Routing > BGP > Route Maps: add",
                ("Name", _map(tunnel)),
                ("Action", "Permit"),
                ("ID", 10),
                ("Set", settings[tunnel.rank - 1]),
            )
            for tunnel in connection.tunnels
        ]
    return [*pages, *(_neighbor(connection, tunnel, session) for tunnel, session in connection.sessions)]


def _map(tunnel: Tunnel) -> str:
    """Routes learned through tunnel 1 win, and routes announced through tunnel 2 lose."""
    return f"{tunnel.name}-{('in', 'out')[tunnel.rank - 1]}"


def _neighbor(connection: Connection, tunnel: Tunnel, session: Bgp) -> Page:
    return page(
        "Routing > BGP > Neighbors: add",
        ("Description", tunnel.name),
        ("Peer-IP", session.peer),
        ("Remote AS", session.peer_asn),
        ("Update-Source Interface", _device(tunnel)),
        ("Keepalive", notes.KEEPALIVE),
        ("Hold Down Time", notes.HOLD),
        ("Route-Map In", _map(tunnel) if connection.dual and tunnel.rank == 1 else None),
        ("Route-Map Out", _map(tunnel) if connection.dual and tunnel.rank == 2 else None),
    )
