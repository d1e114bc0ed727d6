# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the data plane has to carry, from the cloud's state: plain values, ready for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..state import Record, Region, State

Desired = dict[str, Any]

# The contract's names of algorithms, and strongSwan's; it has none for SM algorithms.
_ENCRYPTION = {"aes": "aes128", "aes192": "aes192", "aes256": "aes256", "des": "des", "3des": "3des"}
_GROUPS = {
    "group1": "modp768",
    "group2": "modp1024",
    "group5": "modp1536",
    "group14": "modp2048",
    "group24": "modp2048s256",
}


def desired(state: State) -> Desired:
    """``tunnels``, ``probes`` and ``ssl_servers`` by their ids, and the ``addresses`` of the gateways' first zones.

    The single tunnel of a connection has the connection's id.
    """
    tunnels: dict[str, Any] = {}
    probes: dict[str, Any] = {}
    servers: dict[str, Any] = {}
    for region in state.regions.values():
        for key, record in region.table("vpn_connections").items():
            if record["Busy"] == "deleted":
                continue
            for tunnel_id, tunnel in _tunnels(record):
                if _is_carried(tunnel):
                    tunnels[tunnel_id] = _tunnel(region, record, tunnel)
                health = tunnel.get("Health")
                if health and health["Enable"]:
                    probes[key] = {name.lower(): health[name] for name in ("Sip", "Dip", "Interval", "Retry")}
        for key, record in region.table("ssl_vpn_servers").items():
            servers[key] = _ssl_server(region, record)
    addresses = {tunnel["local"] for tunnel in tunnels.values() if tunnel["zone"] == 1}
    addresses |= {server["local"] for server in servers.values()}
    addresses |= {probe["sip"] for probe in probes.values()}
    return {"addresses": sorted(addresses), "tunnels": tunnels, "probes": probes, "ssl_servers": servers}


def _tunnels(record: Record) -> Iterator[tuple[str, Record]]:
    """The tunnels of a connection, all with the names that those of a dual-tunnel connection have."""
    for tunnel in record["Tunnels"]:
        yield tunnel["TunnelId"], tunnel
    if not record["Tunnels"]:
        phases = {f"Tunnel{name}": record[name] for name in ("IkeConfig", "IpsecConfig")}
        yield record["VpnConnectionId"], {**record, **phases, "InternetIp": None, "Role": "master"}


def _is_carried(tunnel: Record) -> bool:
    """Not with SM algorithms."""
    chosen = tunnel["TunnelIkeConfig"]["IkeEncAlg"], tunnel["TunnelIpsecConfig"]["IpsecEncAlg"]
    return set(chosen) <= set(_ENCRYPTION)


def _tunnel(region: Region, record: Record, tunnel: Record) -> dict[str, Any]:
    ike, esp = tunnel["TunnelIkeConfig"], tunnel["TunnelIpsecConfig"]
    return {
        # The slave tunnel ends in the gateway's second zone.
        "zone": 2 if tunnel["Role"] == "slave" else 1,
        "local": tunnel["InternetIp"] or region.table("vpn_gateways")[record["VpnGatewayId"]]["InternetIp"],
        "remote": region.table("customer_gateways")[tunnel["CustomerGatewayId"]]["IpAddress"],
        "local_id": ike["LocalId"],
        "remote_id": ike["RemoteId"],
        "psk": ike["Psk"],
        "version": ike["IkeVersion"][-1],
        "aggressive": ike["IkeVersion"] == "ikev1" and ike["IkeMode"] == "aggressive",
        "proposal": _proposal(ike["IkeEncAlg"], ike["IkeAuthAlg"], ike["IkePfs"]),
        "esp_proposal": _proposal(esp["IpsecEncAlg"], esp["IpsecAuthAlg"], esp["IpsecPfs"]),
        "lifetime": ike["IkeLifetime"],
        "esp_lifetime": esp["IpsecLifetime"],
        "local_ts": record["LocalSubnet"].split(","),
        "remote_ts": record["RemoteSubnet"].split(","),
        # Otherwise the gateway waits until the peer starts.
        "start": bool(record["EffectImmediately"]),
        "dpd": bool(tunnel["EnableDpd"]),
    }


def _proposal(encryption: str, authentication: str, group: str) -> str:
    return "-".join(filter(None, (_ENCRYPTION[encryption], authentication, _GROUPS.get(group))))


def _ssl_server(region: Region, record: Record) -> dict[str, Any]:
    owner = region.table("vpn_gateways")[record["VpnGatewayId"]]
    return {
        "local": owner["SslVpnInternetIp"] or owner["InternetIp"],
        "port": record["Port"],
        "proto": record["Proto"].lower(),
        "cipher": record["Cipher"],
        "compress": bool(record["Compress"]),
        "pool": record["ClientIpPool"],
        "local_subnet": record["LocalSubnet"].split(","),
        "ca": record["CaCert"],
        "cert": record["ServerCert"],
        "key": record["ServerKey"],
        "clients": sorted(
            key
            for key, certificate in region.table("ssl_vpn_client_certs").items()
            if certificate["SslVpnServerId"] == record["SslVpnServerId"]
        ),
    }
