# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Reads and checks a downloaded configuration (contract: connection.yaml, section 7.5).

Everything is seen from the on-premises device: local is the customer gateway, remote the VPN gateway.
"""

from __future__ import annotations

import ipaddress
import re
import typing as t
from dataclasses import dataclass, field

from .._types import type_name
from .errors import PeerError

ANYWHERE = ipaddress.IPv4Network("0.0.0.0/0")
# What the modules and Ansible show instead of a secret.
_MASKS = ("********", "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")
# Stricter than the service, which allows everything except spaces. These need no quotes in any vendor's text.
_ID = re.compile(r"[A-Za-z0-9._@:-]{1,100}")
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,28}")


@dataclass(frozen=True)
class Ike:
    """Phase 1, with the values of the API."""

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
        """IKEv2 has no modes, so the mode in the configuration is ignored."""
        return self.version == "ikev1" and self.mode == "aggressive"


@dataclass(frozen=True)
class Esp:
    """Phase 2, with the values of the API."""

    encryption: str
    hash: str
    group: str
    lifetime: int

    @property
    def pfs(self) -> bool:
        return self.group != "disabled"


@dataclass(frozen=True)
class Bgp:
    """A BGP session over the tunnel."""

    local_asn: int
    peer_asn: int
    local: ipaddress.IPv4Interface
    peer: ipaddress.IPv4Address


@dataclass(frozen=True)
class Tunnel:
    name: str
    # The number of its interface.
    number: int
    # 1 or 2; tunnel 1 is preferred.
    rank: int
    # The address of the device for the outer packets. If it is empty, the device chooses.
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
        """Any traffic may pass, and routes decide what does."""
        return self.local_subnets == self.remote_subnets == (ANYWHERE,)

    @property
    def pairs(self) -> list[tuple[ipaddress.IPv4Network, ipaddress.IPv4Network]]:
        """Each local network with each remote network."""
        return [(local, remote) for local in self.local_subnets for remote in self.remote_subnets]

    @property
    def dual(self) -> bool:
        """Tunnel 1 is the master, and tunnel 2 the standby."""
        return len(self.tunnels) > 1

    @property
    def sessions(self) -> list[tuple[Tunnel, Bgp]]:
        return [(tunnel, tunnel.bgp) for tunnel in self.tunnels if tunnel.bgp]

    @property
    def destinations(self) -> list[ipaddress.IPv4Network]:
        """The networks to route into the tunnel, without the default route: it would catch the tunnel's own packets."""
        return [network for network in self.remote_subnets if network != ANYWHERE]


@dataclass(frozen=True)
class DeviceOptions:
    """Names and numbers on the device, and addresses that are not in the configuration."""

    name: str = "alicloud"
    first_number: int = 1
    local_addresses: tuple[str, ...] = ()
    remote_addresses: tuple[str, ...] = ()


def read(config: t.Any, options: DeviceOptions) -> Connection:
    """Reads a configuration that ``vpn_connection_config_info`` returned."""
    if not _NAME.fullmatch(options.name):
        raise PeerError(
            f"name: {options.name!r} is not allowed; "
            "allowed: a letter, then at most 28 letters, digits, hyphens and underscores"
        )
    if not 1 <= options.first_number <= 4000:
        raise PeerError(f"tunnel: {options.first_number} is not allowed; allowed: 1 to 4000")
    raw = _configuration(config)
    raw_tunnels = _mappings(raw, "tunnels_config") or [raw]
    if len(raw_tunnels) > 2:
        raise PeerError(f"tunnels_config: {len(raw_tunnels)} tunnels; allowed: one or two")
    connection = Connection(
        options.name,
        _networks(raw, "local_subnet"),
        _networks(raw, "remote_subnet"),
        tuple(_tunnel(tunnel, rank, len(raw_tunnels), raw, options) for rank, tunnel in enumerate(raw_tunnels, 1)),
    )
    _check(connection)
    return connection


def _configuration(config: t.Any) -> t.Mapping[str, t.Any]:
    if not isinstance(config, t.Mapping):
        raise PeerError(
            f"the input is not a connection configuration: it must be a dictionary, not {type_name(config)}"
        )
    if "vpn_connection_config" in config:
        raise PeerError("the input is the whole result of a module; pass its vpn_connection_config")
    missing = [name for name in ("local_subnet", "remote_subnet") if not config.get(name)]
    if not config.get("ike_config") and not config.get("tunnels_config"):
        missing.append("ike_config or tunnels_config")
    if missing:
        raise PeerError(
            f"the input is not a connection configuration: it has no {', no '.join(missing)}; "
            "pass the vpn_connection_config that the module vpn_connection_config_info returns"
        )
    return config


def _mappings(raw: t.Mapping[str, t.Any], name: str) -> list[t.Mapping[str, t.Any]]:
    """A list of dictionaries, or an empty list."""
    value = raw.get(name)
    if value is None or value == "":
        return []
    if not isinstance(value, t.Sequence) or isinstance(value, (str, bytes)):
        raise PeerError(f"{name}: it must be a list of dictionaries, not {type_name(value)}")
    for position, each in enumerate(value):
        if not isinstance(each, t.Mapping):
            raise PeerError(f"{name}[{position}]: it must be a dictionary, not {type_name(each)}")
    return list(value)


def _mapping(raw: t.Mapping[str, t.Any], name: str, where: str) -> t.Mapping[str, t.Any]:
    value = raw.get(name)
    if value is None:
        return {}
    if not isinstance(value, t.Mapping):
        raise PeerError(f"{where}{name}: it must be a dictionary, not {type_name(value)}")
    return value


def _check(connection: Connection) -> None:
    several = len(connection.pairs) > 1
    for tunnel in connection.tunnels:
        if several and tunnel.ike.version == "ikev1":
            raise PeerError("ike_config.ike_version: ikev1 allows one network on each side; use ikev2 for several")
        if tunnel.bgp and not connection.route_based:
            raise PeerError(
                "bgp_configs: BGP needs a route-based connection, because its packets must use the tunnel; "
                "set local_subnet and remote_subnet to 0.0.0.0/0"
            )
    if len({tunnel.bgp.local_asn for tunnel in connection.tunnels if tunnel.bgp}) > 1:
        raise PeerError("bgp_configs: the sessions have different values of local_asn; a device has only one")


def _tunnel(
    raw: t.Mapping[str, t.Any], rank: int, count: int, config: t.Mapping[str, t.Any], options: DeviceOptions
) -> Tunnel:
    where = "" if raw is config else f"tunnels_config[{rank - 1}]."
    ike = _ike(raw, where)
    local = _address_option(options.local_addresses, rank, count, "local_address") or ""
    remote = _address_option(options.remote_addresses, rank, count, "remote_address") or str(raw.get("remote") or "")
    if not is_address(remote):
        raise PeerError(
            f"{where}remote: {remote!r} is the identity of the VPN gateway, not its address; give remote_address"
        )
    return Tunnel(
        name=f"{options.name}-{rank}" if count > 1 else options.name,
        number=options.first_number + rank - 1,
        rank=rank,
        local=local,
        remote=remote,
        ike=ike,
        esp=_esp(raw, where),
        bgp=_bgp(config, raw.get("tunnel_id"), rank),
    )


def _ike(raw: t.Mapping[str, t.Any], where: str) -> Ike:
    members = _mapping(raw, "ike_config", where)
    where += "ike_config."
    return Ike(
        version=_value(members, "ike_version", where, ("ikev1", "ikev2")),
        mode=_value({"ike_mode": "main", **members}, "ike_mode", where, ("main", "aggressive")),
        encryption=_value(members, "ike_enc_alg", where),
        hash=_value(members, "ike_auth_alg", where),
        group=_value(members, "ike_pfs", where),
        lifetime=_number(members, "ike_lifetime", where),
        local_id=_identity(members.get("local_id") or raw.get("local"), where + "local_id"),
        remote_id=_identity(members.get("remote_id") or raw.get("remote"), where + "remote_id"),
        key=_key(members.get("psk"), where + "psk"),
    )


def _esp(raw: t.Mapping[str, t.Any], where: str) -> Esp:
    members = _mapping(raw, "ipsec_config", where)
    where += "ipsec_config."
    return Esp(
        encryption=_value(members, "ipsec_enc_alg", where),
        hash=_value(members, "ipsec_auth_alg", where),
        group=_value(members, "ipsec_pfs", where),
        lifetime=_number(members, "ipsec_lifetime", where),
    )


def _bgp(config: t.Mapping[str, t.Any], tunnel_id: t.Any, rank: int) -> Bgp | None:
    """The session of this tunnel: the one with its ID, or if sessions have no IDs, the one at its position."""
    sessions = _mappings(config, "bgp_configs")
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
    if isinstance(value, (bytes, t.Mapping)) or not isinstance(value, t.Sequence):
        raise PeerError(f"{name}: it must be a list of networks, not {type_name(value)}")
    blocks = value.split(",") if isinstance(value, str) else value
    try:
        return tuple(ipaddress.IPv4Network(str(block).strip(), strict=False) for block in blocks)
    except ValueError as error:
        raise PeerError(f"{name}: {error}") from None


def _value(members: t.Mapping[str, t.Any], name: str, where: str, allowed: t.Collection[str] | None = None) -> str:
    """A value of the API in lower case. Each vendor checks whether it supports the value."""
    value = str(members.get(name) or "").lower()
    if not value:
        raise PeerError(f"{where}{name}: the value is missing; download the configuration again")
    if allowed and value not in allowed:
        raise PeerError(f"{where}{name}: {value!r} is not allowed; allowed: {' or '.join(allowed)}")
    return value


def _number(members: t.Mapping[str, t.Any], name: str, where: str) -> int:
    try:
        return int(str(members.get(name, "")))
    except ValueError:
        raise PeerError(f"{where}{name}: {members.get(name)!r} is not allowed; allowed: a number of seconds") from None


def _asn(session: t.Mapping[str, t.Any], name: str, where: str) -> int:
    """1.10 is 65546."""
    high, _dot, low = str(session.get(name)).rpartition(".")
    try:
        number = int(high or 0) * 65536 + int(low)
    except ValueError:
        number = 0
    if not 1 <= number <= 4294967295:
        raise PeerError(f"{where}{name}: {session.get(name)!r} is not allowed; allowed: an autonomous system number")
    return number


def _identity(value: t.Any, where: str) -> str:
    text = str(value or "")
    if not _ID.fullmatch(text):
        raise PeerError(f"{where}: {text!r} is not allowed; allowed: an IP address, or letters, digits and . _ @ : -")
    return text


def _key(value: t.Any, where: str) -> str:
    if value is None or not str(value):
        raise PeerError(f"{where}: the configuration has no pre-shared key; download it again")
    if not isinstance(value, str):
        raise PeerError(f"{where}: the key must be text, not {type_name(value)}")
    key = str(value)
    if key in _MASKS:
        raise PeerError(
            f"{where}: the key is masked; run vpn_connection_config_info with include_secrets: true and no_log: true"
        )
    if not re.fullmatch(r"[!-~]{1,100}", key):
        raise PeerError(f"{where}: the key is not allowed; allowed: 1 to 100 visible ASCII characters without spaces")
    return key


def _address_option(addresses: tuple[str, ...], rank: int, count: int, option: str) -> str | None:
    """The address for this tunnel, from an option with one address for all tunnels or one for each."""
    if not addresses:
        return None
    if len(addresses) not in (1, count):
        raise PeerError(
            f"{option}: {len(addresses)} addresses for {count} tunnel(s); allowed: one address, or one for each tunnel"
        )
    address = addresses[min(rank, len(addresses)) - 1]
    if not is_address(address):
        raise PeerError(f"{option}: {address!r} is not allowed; allowed: an IPv4 address")
    return address


def is_address(text: str) -> bool:
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True
