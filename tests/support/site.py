# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The options of a site: a VPN gateway, a customer gateway, a connection, a route and an SSL-VPN server."""

from __future__ import annotations

from typing import Any

LOCAL, REMOTE = "10.10.0.0/16", "192.168.10.0/24"


def gateway(name: str = "hq", **more: Any) -> dict[str, Any]:
    return {"name": name, "vpc_id": "vpc-1", "bandwidth": 10, **more}


def customer(name: str = "office", number: int = 10, **more: Any) -> dict[str, Any]:
    """`number`: the last part of its address, which must be unique."""
    return {"name": name, "ip_address": f"203.0.113.{number}", "asn": "65010", **more}


def connection(name: str = "hq-office", **more: Any) -> dict[str, Any]:
    ends = {"vpn_gateway": "hq", "customer_gateway": "office"}
    return {"name": name, **ends, "local_subnet": [LOCAL], "remote_subnet": [REMOTE], **more}


def route(**more: Any) -> dict[str, Any]:
    return {"vpn_gateway": "hq", "route_dest": REMOTE, "next_hop": "hq-office", **more}


def ssl_server(name: str = "hq-remote", **more: Any) -> dict[str, Any]:
    networks = {"client_ip_pool": "192.168.100.0/24", "local_subnet": [LOCAL]}
    return {"name": name, "vpn_gateway": "hq", **networks, **more}


def ssl_client(certificate_id: str, **more: Any) -> dict[str, Any]:
    """What a test connects to an SSL server (``Cloud.connect_ssl_client``)."""
    addresses = {"ip": "198.51.100.2", "port": "40123", "private_ip": "192.168.100.2"}
    return {"certificate_id": certificate_id, **addresses, "since": 1800000000, "received": 3571, "sent": 3632, **more}


def bound(router: str = "tr-1") -> dict[str, Any]:
    """How a test binds an attachment to a transit router, and lets another account bind it (``Cloud.arrange``)."""
    other = {"AliUid": 1250123456123456, "BindUid": 1210123456123456, "BindProduct": "CEN", "BindInstance": "cen-1"}
    return {"TransitRouterId": router, "Authorizations": [{**other, "CreationTime": 1658201810000}]}


def single_tunnel(customer_gateway_id: str) -> dict[str, Any]:
    """How a test turns an attachment into one from before October 2024, with a single tunnel (``Cloud.arrange``)."""
    ike = {
        "Psk": "s3cret-Key",
        "IkeVersion": "ikev1",
        "IkeMode": "main",
        "IkeEncAlg": "aes",
        "IkeAuthAlg": "md5",
        "IkePfs": "group2",
        "IkeLifetime": 86400,
        "LocalId": "",
        "RemoteId": "203.0.113.10",
    }
    ipsec = {"IpsecEncAlg": "aes", "IpsecAuthAlg": "md5", "IpsecPfs": "group2", "IpsecLifetime": 86400}
    return {
        "Tunnels": [],
        "CustomerGatewayId": customer_gateway_id,
        "EnableTunnelsBgp": None,
        "EnableDpd": True,
        "EnableNatTraversal": True,
        "IkeConfig": ike,
        "IpsecConfig": ipsec,
        "Health": {"Enable": False, "Dip": "", "Sip": "", "Interval": 0, "Retry": 0},
        "RemoteCaCertificate": "",
    }
