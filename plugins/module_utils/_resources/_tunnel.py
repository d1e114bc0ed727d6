# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The settings of a tunnel, which a connection has once or twice (contract: connection.yaml, sections 7.1 and 7.2)."""

from __future__ import annotations

import ipaddress
import typing as t

from .._engine.field import Field, Parameter
from .._engine.kind import Kind
from .._engine.kinds import Asn, Choice, Flag, Int, Text
from .._engine.networks import IpAddress
from .._engine.objects import Object, Objects
from .._engine.parts import Context, Options, Support
from .customer_gateway import CUSTOMER_GATEWAY

_ENCRYPTION = ("aes", "aes192", "aes256", "des", "3des")
_AUTHENTICATION = ("md5", "sha1", "sha256", "sha384", "sha512")
_LIFETIME = Int(0, 86400)
_PEER_ID = Text(1, 100, r"^\S+$", "without spaces")
# The service keeps these networks for itself (connection.yaml, CreateVpnConnection, notes).
_RESERVED = (*(f"169.254.{n}.0/30" for n in range(7)), "169.254.169.252/30")
# Of a connection with one tunnel, and of each of two tunnels.
GROUPS = ("group1", "group2", "group5", "group14", "group24")
GROUPS_OF_TWO = GROUPS[:-1]


class _TunnelCidr(Kind):
    @property
    def allowed(self) -> str:
        return f"a /30 network inside 169.254.0.0/16, except {', '.join(_RESERVED)}"

    def fits(self, value: str) -> bool:
        try:
            block = ipaddress.IPv4Network(value)
        except ValueError:
            return False
        inside = block.prefixlen == 30 and block.subnet_of(ipaddress.IPv4Network("169.254.0.0/16"))
        return inside and value not in _RESERVED


_NATIONAL = _SM4, _SM3 = "sm4", "sm3"


def _encryption(sm: bool) -> Choice:
    return Choice((*_ENCRYPTION, _SM4) if sm else _ENCRYPTION)


def _authentication(sm: bool) -> Choice:
    return Choice((*_AUTHENTICATION, _SM3) if sm else _AUTHENTICATION)


def ike(groups: tuple[str, ...], sm: bool = True) -> tuple[Parameter, ...]:
    """Phase 1. `sm`: whether SM algorithms are possible."""
    return (
        Parameter("psk", "Psk", Text(1, 100, "^[!-~]{1,100}$", "visible ASCII characters without spaces"), secret=True),
        Parameter("ike_version", "IkeVersion", Choice(("ikev1", "ikev2"))),
        Parameter("ike_mode", "IkeMode", Choice(("main", "aggressive"))),
        Parameter("ike_enc_alg", "IkeEncAlg", _encryption(sm)),
        Parameter("ike_auth_alg", "IkeAuthAlg", _authentication(sm)),
        Parameter("ike_pfs", "IkePfs", Choice(groups)),
        Parameter("ike_lifetime", "IkeLifetime", _LIFETIME),
        Parameter("local_id", "LocalId", _PEER_ID),
        Parameter("remote_id", "RemoteId", _PEER_ID),
    )


def national_only(wanted: Options) -> str:
    """The first option of a connection or of its tunnels that only gateways of the type NationalStandard take."""
    tunnels = wanted.get("tunnels") or ()
    for place, one in [("", wanted), *((f"tunnels[{number}].", each) for number, each in enumerate(tunnels, 1))]:
        if one.get("remote_ca_certificate"):
            return f"{place}remote_ca_certificate"
        for name in ("ike_config", "ipsec_config"):
            for member, value in (one.get(name) or {}).items():
                if value in _NATIONAL:
                    return f"{place}{name}.{member}={value}"
    return ""


def ipsec(groups: tuple[str, ...], sm: bool = True) -> tuple[Parameter, ...]:
    """Phase 2. `sm` as in phase 1."""
    return (
        Parameter("ipsec_enc_alg", "IpsecEncAlg", _encryption(sm)),
        Parameter("ipsec_auth_alg", "IpsecAuthAlg", _authentication(sm)),
        Parameter("ipsec_pfs", "IpsecPfs", Choice(("disabled", *groups))),
        Parameter("ipsec_lifetime", "IpsecLifetime", _LIFETIME),
    )


def without_customer(wanted: Options, key: str, because: str) -> str:
    """Which of two new tunnels, identified by `key`, have no customer gateway; empty if both have one. `because`: why
    they are created."""
    if wanted.get("customer_gateway") is not None:
        return ""
    lacking = [str(tunnel[key]) for tunnel in wanted["tunnels"] if tunnel.get("customer_gateway") is None]
    if not lacking:
        return ""
    return (
        f"tunnels: no customer_gateway for {' and '.join(lacking)}; required, because {because}; give it in the "
        "entry, or give customer_gateway once for both"
    )


def without_asn(wanted: Options, context: Context) -> str:
    """The customer gateway that has no number, if BGP is turned on: it is that of the other side (contract: notes of
    CreateVpnConnection and CreateVpnAttachment). What is given by its ID is not read, so the service refuses that."""
    shown = context.actual or {}
    single = (wanted.get("bgp_config") or {}).get("enable_bgp")
    is_on = ENABLE_TUNNELS_BGP.receive(shown) or ENABLE_BGP.receive(shown.get("VpnBgpConfig") or {})
    if is_on or not (single or wanted.get("enable_tunnels_bgp")):
        return ""
    tunnels = enumerate(wanted.get("tunnels") or (), 1)
    given = {f"tunnels[{number}].customer_gateway": tunnel.get("customer_gateway") for number, tunnel in tunnels}
    used = {path: customer for path, customer in given.items() if customer is not None}
    if len(used) < 2:
        used["customer_gateway"] = wanted.get("customer_gateway")
    for path, customer in used.items():
        raw = context.named.get((CUSTOMER_GATEWAY.name, customer))
        if raw is not None and CUSTOMER_GATEWAY.field("asn").receive(raw) is None:
            return (
                f"{path}: customer gateway {raw.get('Name')!r} ({customer}) has no asn, and BGP needs one; recreate it "
                "with an asn and recreate=true, or use another one"
            )
    return ""


def same_cidr(tunnels: t.Sequence[Options]) -> list[str]:
    """The tunnels whose BGP network is also that of one before (contract: notes of CreateVpnConnection)."""
    given = [(tunnel.get("bgp_config") or {}).get("tunnel_cidr") for tunnel in tunnels]
    networks = [one and ipaddress.IPv4Network(one) for one in given]
    return [
        f"tunnels[{number}].bgp_config.tunnel_cidr: {given[number - 1]!r} is given for another tunnel as well; give "
        "each tunnel a network of its own"
        for number, network in enumerate(networks, 1)
        if network and network in networks[: number - 1]
    ]


def bgp_support(*options: str) -> Support:
    """`options`: the flags that turn BGP on."""
    return Support("BGP", options, "CheckVpnBgpEnabled", "BgpEnabled")


ENABLE_BGP = Parameter("enable_bgp", "EnableBgp", Flag(absent=False))
ENABLE_TUNNELS_BGP = Field("enable_tunnels_bgp", "EnableTunnelsBgp", Flag(absent=False))
BGP = (
    Parameter("local_asn", "LocalAsn", Asn(), unset=("", 0, None)),
    Parameter("tunnel_cidr", "TunnelCidr", _TunnelCidr()),
    Parameter("local_bgp_ip", "LocalBgpIp", IpAddress()),
)

# Of the tunnels in an answer.
SHOWN_OF_TUNNELS = Parameter(
    "tunnels",
    "TunnelOptionsSpecification",
    Objects(
        Object((Parameter("bgp_config", "TunnelBgpConfig", Object((Parameter("peer_asn", "PeerAsn", Asn()),))),)),
        key="role",
        wrapper="TunnelOptions",
    ),
)
