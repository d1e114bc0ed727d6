# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a connection or a tunnel: IKE, IPsec, health check, BGP (contract/connection.yaml, 7.1 and 7.2).

A member that is left out gets its default, in a Modify as well unless the reading ``left-out-members`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .. import contract
from ..call import Call
from ..contract import Parameter
from ..state import Record
from . import networks

Settings = dict[str, Any]
_CREATE = contract.load().actions["CreateVpnConnection"].parameters
TUNNEL = _CREATE["TunnelOptionsSpecification"].members
_SM_ONLY = frozenset({"sm3", "sm4"})


def ike(
    call: Call, spec: Mapping[str, Parameter], given: Mapping[str, Any], gateway_ip: str, customer_ip: str
) -> Settings:
    """Phase 1: the default Psk is a random one, the default identities are the addresses of both ends."""
    settings = {**_defaults(spec), **given}
    if settings["Psk"] is None:
        settings["Psk"] = call.names.key()
    settings["LocalId"] = settings["LocalId"] or gateway_ip
    settings["RemoteId"] = settings["RemoteId"] or customer_ip
    return settings


def ipsec(spec: Mapping[str, Parameter], given: Mapping[str, Any]) -> Settings:
    """Phase 2."""
    return {**_defaults(spec), **given}


def health(given: Mapping[str, Any] | None) -> Settings:
    """The health check as the answers show it; if it was never set, it is off, with empty addresses and zeros."""
    if given is None:
        values: Settings = {"enable": False, "dip": "", "sip": "", "interval": 0, "retry": 0}
    else:
        values = {**_defaults(_CREATE["HealthCheckConfig"].members), **given}
    return {name.capitalize(): "" if value is None else value for name, value in values.items()}


def bgp(given: Mapping[str, Any] | None) -> Settings | None:
    """BGP of a single tunnel; None if it was never set."""
    return None if given is None else {**_defaults(_CREATE["BgpConfig"].members), **given}


def tunnel_bgp(given: Mapping[str, Any] | None) -> Settings | None:
    """BGP of one of two tunnels; EnableTunnelsBgp of the connection says whether it is on."""
    return None if given is None else {**_defaults(TUNNEL["TunnelBgpConfig"].members), **given}


def check_ciphers(call: Call, gateway: Record, phases: Mapping[str, Settings], certificate: str, place: str) -> None:
    """Only SM gateways have SM algorithms and the peer's certificate, and they have only ikev1 in main mode."""
    sm = gateway["VpnType"] == "NationalStandard"
    for name, settings in phases.items():
        for member, value in settings.items():
            if not sm and value in _SM_ONLY:
                raise call.invalid(f"{place}{name}.{member}")
            if sm and (member, value) in (("IkeVersion", "ikev2"), ("IkeMode", "aggressive")):
                raise call.invalid(f"{place}{name}.{member}")
    if sm and not certificate:
        raise call.missing(f"{place}RemoteCaCertificate")
    if certificate and not sm:
        raise call.invalid(f"{place}RemoteCaCertificate")


def check_bgp(
    call: Call,
    gateway: Record,
    settings: Settings | None,
    enabled: bool,
    customer: Record,
    others: set[str],
    place: str,
) -> None:
    """BGP needs a VPC outside FULL-mode CENs, a customer gateway with an Asn, and a free /30 that has LocalBgpIp."""
    settings = settings or {}
    if enabled and gateway["VpcId"] in call.state.full_mesh_vpcs:
        raise call.error("OperationFailed.CenLevelNotSupport")
    if enabled and customer["Asn"] is None:
        raise call.invalid("CustomerGatewayId")
    cidr, address = settings.get("TunnelCidr"), settings.get("LocalBgpIp")
    if not enabled and not cidr and not address:
        return
    block = networks.bgp_tunnel_block(cidr or "")
    if block is None or cidr in others:
        raise call.invalid(f"{place}.TunnelCidr")
    outside = address and networks.address(address) not in list(block.hosts())
    if outside or (enabled and not address):
        raise call.invalid(f"{place}.LocalBgpIp")


def bgp_view(settings: Settings | None, enabled: bool, customer: Record, down: str) -> Settings:
    """BGP as the answers show it; ``down`` is the action's status of a session that is not established."""
    settings = settings or {}
    view: Settings = {"EnableBgp": enabled, "Status": down, "BgpStatus": "false"}
    if settings.get("TunnelCidr"):
        view["TunnelCidr"] = settings["TunnelCidr"]
    if settings.get("LocalBgpIp"):
        own = settings["LocalBgpIp"]
        view["LocalBgpIp"] = own
        hosts = networks.bgp_tunnel_block(settings["TunnelCidr"]).hosts()  # type: ignore[union-attr]
        view["PeerBgpIp"] = next(str(host) for host in hosts if str(host) != own)
    if enabled:
        view.update(LocalAsn=settings["LocalAsn"], PeerAsn=customer["Asn"], AuthKey=customer["AuthKey"])
    return view


def taken_blocks(connections: list[Record], besides: str = "") -> set[str]:
    """The BGP blocks that a gateway's connections use, without those of the connection ``besides``."""
    return {
        block
        for record in connections
        if record["VpnConnectionId"] != besides
        for settings in (record["Bgp"], *(tunnel["Bgp"] for tunnel in record["Tunnels"]))
        for block in bgp_block(settings)
    }


def bgp_block(settings: Settings | None) -> set[str]:
    """The BGP block of a tunnel, empty without one."""
    block = (settings or {}).get("TunnelCidr")
    return {block} if block else set()


def _defaults(spec: Mapping[str, Parameter]) -> Settings:
    return {name: member.default for name, member in spec.items()}
