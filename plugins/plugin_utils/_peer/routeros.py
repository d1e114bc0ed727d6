# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""MikroTik RouterOS 7: a script for the terminal or the command import.

RouterOS has no tunnel interface for IPsec, so a connection is one policy for one network on each side. Of two tunnels
the policy names both peers, and RouterOS uses the first one that is connected.

Sources:
- https://help.mikrotik.com/docs/display/ROS/IPsec (menus, NAT and FastTrack, what a policy drops), as repeated in the
  texts of resource_ip_ipsec_*.go of https://github.com/terraform-routeros/terraform-provider-routeros
- inspect.json of RouterOS 7.21 to 7.23 in https://github.com/tikoci/restraml (arguments and values of the commands)
- https://wiki.mikrotik.com/wiki/Manual:IP/Firewall/Mangle (change-mss)
"""

from __future__ import annotations

from . import algorithms, notes
from .connection import Connection, Tunnel
from .encoding import hexadecimal, identity, is_plain
from .errors import PeerError

VENDOR = "routeros"
INTERFACE = "ether1"
_ID_TYPES = {"address": "address", "name": "fqdn", "user": "user-fqdn"}


def render(connection: Connection, interface: str) -> str:
    _check(connection)
    menus = {
        "/ip ipsec profile": [_profile(tunnel) for tunnel in connection.tunnels],
        "/ip ipsec peer": [_peer(tunnel) for tunnel in connection.tunnels],
        "/ip ipsec identity": [_identity(tunnel) for tunnel in connection.tunnels],
        "/ip ipsec proposal": [_proposal(connection)],
        "/ip ipsec policy": _policies(connection),
        "/ip firewall mangle": _mss(connection),
    }
    return "".join(
        f"{line}\n"
        for line in (
            *notes.comments("#", [*notes.head(connection, notes.SECRET), *_advice(connection, interface)]),
            *(line for menu, entries in menus.items() for line in (menu, *(f"add {entry}" for entry in entries))),
            *notes.comments("#", notes.closing(_VERIFY, _rollback(connection))),
        )
    )


_VERIFY = (
    "/ip ipsec active-peers print",
    "/ip ipsec policy print detail",
    "/ip ipsec installed-sa print",
    "/ip ipsec statistics print",
)


def _check(connection: Connection) -> None:
    if connection.route_based:
        raise PeerError(
            f"local_subnet, remote_subnet: {VENDOR} has no tunnel interface for IPsec, so it cannot have 0.0.0.0/0 on "
            "both sides, and no BGP; allowed: one network on each side; change both ends"
        )
    count = len(connection.pairs)
    if count > 1:
        raise PeerError(
            f"local_subnet, remote_subnet: {VENDOR} negotiates a security association for each pair of networks "
            f"({count} here), but the VPN gateway a single one; allowed: one network on each side; use a network that "
            "contains the others"
        )
    groups = {tunnel.esp.group for tunnel in connection.tunnels}
    if len(groups) > 1:
        raise PeerError(
            f"ipsec_config.ipsec_pfs: the tunnels have {' and '.join(sorted(groups))}, but {VENDOR} has one policy for "
            "both; allowed: the same value in both tunnels"
        )


def _advice(connection: Connection, interface: str) -> list[str]:
    """What depends on the rules that the router has. Rules have an order, and place-before puts these first."""
    nat, rules = "/ip firewall nat add chain=srcnat action=accept", "/ip firewall filter add action=accept"
    source, destination = _pair(connection)
    first = f"place-before=0 comment={connection.name}"
    lines = [
        "Exempt the traffic from NAT; without place-before where the router has no such rules yet:",
        f"  {nat} {source} {destination} {first}",
        "Accept it before the rule for FastTrack, whose packets bypass IPsec and the limit of the MSS:",
        f"  {rules} chain=forward ipsec-policy=in,ipsec {first}",
        f"  {rules} chain=forward ipsec-policy=out,ipsec {first}",
        "Allow IKE and ESP:",
        *(
            f"  {rules} chain=input in-interface={interface} src-address={tunnel.remote} {protocol} {first}"
            for tunnel in connection.tunnels
            for protocol in ("protocol=udp dst-port=500,4500", "protocol=ipsec-esp")
        ),
        "Packets that match the policy are dropped while no tunnel is up. They need no blackhole route.",
    ]
    if connection.dual:
        master, standby = (tunnel.name for tunnel in connection.tunnels)
        lines += [
            f"The policy names both peers. While {master} is not connected, RouterOS uses {standby}.",
            f"It may stay with {standby} when {master} is connected again. To go back to {master}:",
            f"  /ip ipsec peer disable {standby}",
            f"  /ip ipsec peer enable {standby}",
            "RouterOS cannot see that a tunnel that is up loses packets, and cannot use both tunnels at once.",
        ]
    return lines


def _rollback(connection: Connection) -> list[str]:
    """In the opposite order, because RouterOS does not remove what something else uses."""
    comment, names = f"[find comment={connection.name}]", [tunnel.name for tunnel in connection.tunnels]
    return [
        *(f"/ip firewall {table} remove {comment}" for table in ("mangle", "filter", "nat")),
        f"/ip ipsec policy remove {comment}",
        f"/ip ipsec proposal remove {connection.name}",
        *(f"/ip ipsec identity remove [find peer={name}]" for name in names),
        *(f"/ip ipsec {menu} remove {name}" for menu in ("peer", "profile") for name in names),
    ]


def _profile(tunnel: Tunnel) -> str:
    ike = algorithms.ike(tunnel.ike, "routeros_ike", VENDOR)
    return (
        f"name={tunnel.name} enc-algorithm={ike.encryption} hash-algorithm={ike.hash} dh-group={ike.group} "
        f"lifetime={ike.lifetime}s dpd-interval=10s dpd-maximum-failures=3 nat-traversal=yes"
    )


def _peer(tunnel: Tunnel) -> str:
    mode = "ike2" if tunnel.ike.version == "ikev2" else tunnel.ike.mode
    local = f" local-address={tunnel.local}" if tunnel.local else ""
    return f"name={tunnel.name} address={tunnel.remote}/32{local} exchange-mode={mode} profile={tunnel.name}"


def _identity(tunnel: Tunnel) -> str:
    kind, local_id = identity(tunnel.ike.local_id)
    return (
        f"peer={tunnel.name} auth-method=pre-shared-key my-id={_ID_TYPES[kind]}:{local_id}{_remote_id(tunnel)} "
        f"secret={_key(tunnel.ike.key)}"
    )


def _remote_id(tunnel: Tunnel) -> str:
    """With ikev1, RouterOS cannot compare names. There the address and the key identify the peer."""
    kind, remote_id = identity(tunnel.ike.remote_id)
    if tunnel.ike.version == "ikev1" and kind != "address":
        return ""
    return f" remote-id={_ID_TYPES[kind]}:{remote_id}"


def _key(key: str) -> str:
    """The key as text if it has no special characters, else in hexadecimal after 0x."""
    return f'"{key if is_plain(key) else f"0x{hexadecimal(key)}"}"'


def _proposal(connection: Connection) -> str:
    """One for both tunnels, because they have one policy. The cloud chooses from its lists."""
    esps = [algorithms.esp(tunnel.esp, "routeros_esp", VENDOR) for tunnel in connection.tunnels]
    return (
        f"name={connection.name} enc-algorithms={','.join(dict.fromkeys(esp.encryption for esp in esps))} "
        f"auth-algorithms={','.join(dict.fromkeys(esp.hash for esp in esps))} "
        f"pfs-group={esps[0].group or 'none'} lifetime={min(esp.lifetime for esp in esps)}s"
    )


def _pair(connection: Connection) -> tuple[str, str]:
    ((local, remote),) = connection.pairs
    return f"src-address={local}", f"dst-address={remote}"


def _policies(connection: Connection) -> list[str]:
    ((local, remote),) = connection.pairs
    source, destination = _pair(connection)
    peers = ",".join(tunnel.name for tunnel in connection.tunnels)
    encrypt = (
        f"comment={connection.name} peer={peers} tunnel=yes {source} {destination} action=encrypt level=unique "
        f"proposal={connection.name}"
    )
    if not local.subnet_of(remote):
        return [encrypt]
    # The first policy that matches is used. Without this one, the router could not answer its own networks.
    return [f"comment={connection.name} {source} dst-address={local} action=none", encrypt]


def _mss(connection: Connection) -> list[str]:
    ((local, remote),) = connection.pairs
    clamp = f"protocol=tcp tcp-flags=syn tcp-mss={notes.MSS + 1}-65535 action=change-mss new-mss={notes.MSS}"
    return [
        f"comment={connection.name} chain=forward src-address={source} dst-address={destination} {clamp}"
        for source, destination in ((local, remote), (remote, local))
    ]
