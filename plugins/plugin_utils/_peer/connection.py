# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a downloaded configuration says, checked and in plain values (contract: connection.yaml, section 7.5).

Everything is seen from the on-premises device: local is the customer gateway, remote the VPN gateway.
"""

from __future__ import annotations

import ipaddress
import re
import typing as t
from dataclasses import dataclass, field

from .errors import PeerError

ANYWHERE = ipaddress.IPv4Network("0.0.0.0/0")
# What the modules show in the place of a secret, and what Ansible does.
_MASKS = ("********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")
# Narrower than the service, which takes all but blanks: these mean the same, unquoted, in every vendor's text.
_ID = re.compile(r"[A-Za-z0-9._@:-]{1,100}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,28}")


@dataclass(frozen=True)
class Ike:
    """Phase 1; the words are still the API's."""

    version: str
    mode: str
    encryption: str
    hash: str
    group: str
    lifetime: int
    local_id: str
    remote_id: str
    key: str = field(repr=False)

    @property
    def aggressive(self) -> bool:
        """IKEv2 has no modes, whatever the configuration says."""
        return self.version == "ikev1" and self.mode == "aggressive"


@dataclass(frozen=True)
class Esp:
    """Phase 2; the words are still the API's."""

    encryption: str
    hash: str
    group: str
    lifetime: int

    @property
    def pfs(self) -> bool:
        return self.group != "disabled"


@dataclass(frozen=True)
class Bgp:
    """A session over the tunnel."""

    local_asn: int
    peer_asn: int
    local: ipaddress.IPv4Interface
    peer: ipaddress.IPv4Address


@dataclass(frozen=True)
class Tunnel:
    name: str
    # The number of its interface; the first of a connection is preferred.
    number: int
    rank: int
    # The address of the device for the outer packets; empty: it chooses.
    local: str
    remote: str
    ike: Ike
    esp: Esp
    bgp: Bgp | None


@dataclass(frozen=True)
class Connection:
    name: str
    local_subnets: tuple[ipaddress.IPv4Network, ...]
    remote_subnets: tuple[ipaddress.IPv4Network, ...]
    tunnels: tuple[Tunnel, ...]

    @property
    def route_based(self) -> bool:
        """Any traffic may pass: what does is a question of routes."""
        return self.local_subnets == self.remote_subnets == (ANYWHERE,)

    @property
    def pairs(self) -> list[tuple[ipaddress.IPv4Network, ipaddress.IPv4Network]]:
        """Each local network with each remote one."""
        return [(local, remote) for local in self.local_subnets for remote in self.remote_subnets]

    @property
    def destinations(self) -> list[ipaddress.IPv4Network]:
        """What can be routed into the tunnel. Not the default route: it would take the tunnel's own packets along."""
        return [network for network in self.remote_subnets if network != ANYWHERE]


@dataclass(frozen=True)
class Place:
    """What the device is to call things, and addresses that the configuration does not tell."""

    name: str = "alicloud"
    first_number: int = 1
    local_addresses: tuple[str, ...] = ()
    remote_addresses: tuple[str, ...] = ()


def read(config: t.Any, place: Place) -> Connection:
    """The configuration as it comes from ``vpn_connection_config_info``."""
    if not _NAME.fullmatch(place.name):
        raise PeerError(
            f"name: {place.name!r} is not allowed; a letter, then at most 28 letters, digits, hyphens and underscores"
        )
    if not 1 <= place.first_number <= 4000:
        raise PeerError(f"tunnel: {place.first_number} is not allowed; 1 to 4000")
    raw = _configuration(config)
    raw_tunnels = list(raw.get("tunnels_config") or [raw])
    connection = Connection(
        place.name,
        _networks(raw, "local_subnet"),
        _networks(raw, "remote_subnet"),
        tuple(_tunnel(tunnel, rank, len(raw_tunnels), raw, place) for rank, tunnel in enumerate(raw_tunnels, 1)),
    )
    _check(connection)
    return connection


def _configuration(config: t.Any) -> t.Mapping[str, t.Any]:
    if not isinstance(config, t.Mapping):
        raise PeerError(
            f"the input is no connection configuration: a dictionary is needed, not {type(config).__name__}"
        )
    if "vpn_connection_config" in config:
        raise PeerError("the input is a module's whole result; give its vpn_connection_config")
    missing = [name for name in ("local_subnet", "remote_subnet") if not config.get(name)]
    if not config.get("ike_config") and not config.get("tunnels_config"):
        missing.append("ike_config or tunnels_config")
    if missing:
        raise PeerError(
            f"the input is no connection configuration: no {', no '.join(missing)}; "
            "give the vpn_connection_config of module vpn_connection_config_info"
        )
    return config


def _check(connection: Connection) -> None:
    several = len(connection.pairs) > 1
    for tunnel in connection.tunnels:
        if several and tunnel.ike.version == "ikev1":
            raise PeerError("ike_config.ike_version: ikev1 negotiates one network on each side; several need ikev2")
        if tunnel.bgp and not connection.route_based:
            raise PeerError(
                "bgp_configs: BGP needs a connection for any traffic, local_subnet and remote_subnet 0.0.0.0/0; "
                "else its own packets stay outside the tunnel"
            )
    if len({tunnel.bgp.local_asn for tunnel in connection.tunnels if tunnel.bgp}) > 1:
        raise PeerError("bgp_configs: the sessions have different local_asn; a device has one")


def _tunnel(raw: t.Any, rank: int, count: int, config: t.Mapping[str, t.Any], place: Place) -> Tunnel:
    where = f"tunnels_config[{rank - 1}]." if count > 1 else ""
    ike = _ike(raw, where)
    local = _given(place.local_addresses, rank, count, "local_address") or ""
    remote = _given(place.remote_addresses, rank, count, "remote_address") or str(raw.get("remote") or "")
    if not is_address(remote):
        raise PeerError(
            f"{where}remote: {remote!r} is the identity of the VPN gateway, not its address; give remote_address"
        )
    return Tunnel(
        name=f"{place.name}-{rank}" if count > 1 else place.name,
        number=place.first_number + rank - 1,
        rank=rank,
        local=local,
        remote=remote,
        ike=ike,
        esp=_esp(raw, where),
        bgp=_bgp(config, raw.get("tunnel_id"), rank),
    )


def _ike(raw: t.Mapping[str, t.Any], where: str) -> Ike:
    members = raw.get("ike_config") or {}
    where += "ike_config."
    return Ike(
        version=_word(members, "ike_version", where, ("ikev1", "ikev2")),
        mode=_word({"ike_mode": "main", **members}, "ike_mode", where, ("main", "aggressive")),
        encryption=_word(members, "ike_enc_alg", where),
        hash=_word(members, "ike_auth_alg", where),
        group=_word(members, "ike_pfs", where),
        lifetime=_number(members, "ike_lifetime", where),
        local_id=_identity(members.get("local_id") or raw.get("local"), where + "local_id"),
        remote_id=_identity(members.get("remote_id") or raw.get("remote"), where + "remote_id"),
        key=_key(members.get("psk"), where + "psk"),
    )


def _esp(raw: t.Mapping[str, t.Any], where: str) -> Esp:
    members = raw.get("ipsec_config") or {}
    where += "ipsec_config."
    return Esp(
        encryption=_word(members, "ipsec_enc_alg", where),
        hash=_word(members, "ipsec_auth_alg", where),
        group=_word(members, "ipsec_pfs", where),
        lifetime=_number(members, "ipsec_lifetime", where),
    )


def _bgp(config: t.Mapping[str, t.Any], tunnel_id: t.Any, rank: int) -> Bgp | None:
    """The session of this tunnel: the one with its ID, or the one in its place where none has an ID."""
    sessions = config.get("bgp_configs") or []
    named = [session for session in sessions if session.get("tunnel_id")]
    if named and tunnel_id:
        sessions = [session for session in named if session["tunnel_id"] == tunnel_id]
        rank = 1
    if len(sessions) < rank:
        return None
    session, where = sessions[rank - 1], f"bgp_configs[{rank - 1}]."
    try:
        prefix = ipaddress.IPv4Network(str(session.get("tunnel_cidr"))).prefixlen
        local = ipaddress.IPv4Interface(f"{session.get('local_bgp_ip')}/{prefix}")
        peer = ipaddress.IPv4Address(str(session.get("peer_bgp_ip")))
    except ValueError as error:
        raise PeerError(f"{where}tunnel_cidr, local_bgp_ip, peer_bgp_ip: {error}") from None
    return Bgp(_asn(session, "local_asn", where), _asn(session, "peer_asn", where), local, peer)


def _networks(raw: t.Mapping[str, t.Any], name: str) -> tuple[ipaddress.IPv4Network, ...]:
    value = raw[name]
    blocks = value.split(",") if isinstance(value, str) else value
    try:
        return tuple(ipaddress.IPv4Network(str(block).strip(), strict=False) for block in blocks)
    except ValueError as error:
        raise PeerError(f"{name}: {error}") from None


def _word(members: t.Mapping[str, t.Any], name: str, where: str, allowed: t.Collection[str] | None = None) -> str:
    """A word of the API in lower case; whether a vendor has it is the vendor's business."""
    word = str(members.get(name) or "").lower()
    if not word:
        raise PeerError(f"{where}{name} is missing; the configuration is not complete")
    if allowed and word not in allowed:
        raise PeerError(f"{where}{name}: {word!r} is not allowed; {' or '.join(allowed)}")
    return word


def _number(members: t.Mapping[str, t.Any], name: str, where: str) -> int:
    try:
        return int(members.get(name, ""))
    except (TypeError, ValueError):
        raise PeerError(f"{where}{name}: {members.get(name)!r} is no number of seconds") from None


def _asn(session: t.Mapping[str, t.Any], name: str, where: str) -> int:
    """1.10 is 65546."""
    high, _dot, low = str(session.get(name)).rpartition(".")
    try:
        return int(high or 0) * 65536 + int(low)
    except ValueError:
        raise PeerError(f"{where}{name}: {session.get(name)!r} is no autonomous system number") from None


def _identity(value: t.Any, where: str) -> str:
    text = str(value or "")
    if not _ID.fullmatch(text):
        raise PeerError(f"{where}: {text!r} is not allowed; an address or letters, digits and . _ @ : -")
    return text


def _key(value: t.Any, where: str) -> str:
    if value is None or not str(value):
        raise PeerError(f"{where}: the configuration has no pre-shared key")
    key = str(value)
    if key in _MASKS:
        raise PeerError(
            f"{where}: the key is masked; run vpn_connection_config_info with include_secrets: true and no_log: true"
        )
    if not re.fullmatch(r"[!-~]{1,100}", key):
        raise PeerError(f"{where}: 1 to 100 visible ASCII characters are allowed, without blanks")
    return key


def _given(addresses: tuple[str, ...], rank: int, count: int, option: str) -> str | None:
    """The option's address for this tunnel: one for all, or one for each."""
    if not addresses:
        return None
    if len(addresses) not in (1, count):
        raise PeerError(f"{option}: {len(addresses)} addresses for {count} tunnel(s); give one, or one for each")
    address = addresses[min(rank, len(addresses)) - 1]
    if not is_address(address):
        raise PeerError(f"{option}: {address!r} is not an IPv4 address")
    return address


def is_address(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True
