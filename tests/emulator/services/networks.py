# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""IPv4 blocks as the API accepts them: network addresses without host bits."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network

from ..call import Call

EVERYWHERE = "0.0.0.0/0"
# Used inside the cloud: a route to any part of it breaks the connection (route.yaml, CreateVpnRouteEntry).
_SHARED = IPv4Network("100.64.0.0/10")
_PRIVATE = [IPv4Network(text) for text in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")]
_WIDEST = 8  # the shortest mask of a block that clients may reach
# Not reachable through a tunnel (ssl_vpn.yaml, notes of CreateSslVpnServer).
_UNREACHABLE = [IPv4Network(text) for text in ("127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.0.0.0/8")]
# A tunnel to an address in one of these does not come up (customer_gateway.yaml, CreateCustomerGateway).
_NO_PEER = [*_UNREACHABLE, _SHARED, IPv4Network("0.0.0.0/8")]
_BGP = IPv4Network("169.254.0.0/16")
_BGP_TAKEN = {IPv4Network(f"169.254.{number}.0/30") for number in range(7)} | {IPv4Network("169.254.169.252/30")}


def block(text: str) -> IPv4Network | None:
    """A CIDR block with a mask, or None for anything else."""
    try:
        return IPv4Network(text) if "/" in text else None
    except ValueError:
        return None


def address(text: str) -> IPv4Address | None:
    """An IPv4 address, or None for anything else."""
    try:
        return IPv4Address(text)
    except ValueError:
        return None


def peer_address(text: str) -> IPv4Address | None:
    """The address of a customer gateway, or None for one that no tunnel can reach."""
    found = address(text)
    return None if found is None or any(found in network for network in _NO_PEER) else found


def sides(call: Call) -> tuple[list[str], list[str]]:
    """The blocks of both sides of a connection: of specific ones, none may be on both."""
    local, remote = blocks(call, "LocalSubnet"), blocks(call, "RemoteSubnet")
    check_sides(call, local, remote)
    return local, remote


def check_sides(call: Call, local: list[str], remote: list[str]) -> None:
    """Refuse a specific block that is on both sides."""
    for text in local:
        if text != EVERYWHERE and text in remote:
            raise call.invalid("RemoteSubnet", text)


def blocks(call: Call, name: str) -> list[str]:
    """The CIDR blocks of a comma-separated parameter; it is refused if one of them is wrong or occurs twice."""
    text: str = call.parameters[name]
    parts = text.split(",")
    if len(set(parts)) != len(parts) or not all(block(part) for part in parts):
        raise call.invalid(name, text)
    return parts


def client_pool(call: Call, taken: list[str]) -> str:
    """The block that remote clients get addresses from: private, and outside the blocks that they reach."""
    text: str = call.parameters["ClientIpPool"]
    pool = block(text)
    clash = pool is None or any(pool.overlaps(IPv4Network(other)) for other in taken)
    if pool is None or clash or not any(pool.subnet_of(private) for private in _PRIVATE):
        raise call.invalid("ClientIpPool", text)
    return text


def reached_blocks(call: Call) -> list[str]:
    """The blocks that SSL-VPN clients reach, with masks from /8 to /32."""
    parts = blocks(call, "LocalSubnet")
    for part in parts:
        network = IPv4Network(part)
        if network.prefixlen < _WIDEST or any(network.overlaps(other) for other in _UNREACHABLE):
            raise call.invalid("LocalSubnet", part)
    return parts


def route_block(call: Call, name: str) -> str:
    """The CIDR block of a route's source or destination."""
    text: str = call.parameters[name]
    if not block(text):
        raise call.invalid(name, text)
    return text


def reachable_block(call: Call, name: str) -> str:
    """The destination of a route: neither 0.0.0.0/0 nor a block that overlaps 100.64.0.0/10."""
    text = route_block(call, name)
    network = IPv4Network(text)
    if text == EVERYWHERE or network.overlaps(_SHARED):
        raise call.invalid(name, text)
    return text


def bgp_tunnel_block(text: str) -> IPv4Network | None:
    """A /30 for BGP inside 169.254.0.0/16, but none that the service reserves."""
    network = block(text)
    if network is None or network.prefixlen != 30 or not network.subnet_of(_BGP) or network in _BGP_TAKEN:
        return None
    return network
