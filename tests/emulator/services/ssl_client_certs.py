# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client certificates of SSL-VPN: contract/ssl_vpn.yaml, sections 8.5 to 8.7 and 8.9, and DescribeSslVpnClientCert."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from ..call import Call
from ..state import Record
from . import paging
from .lookup import gateway, ssl_server, writable
from .registry import action

_WEEK = 7 * 24 * 3600 * 1000


@action("CreateSslVpnClientCert")
def create(call: Call) -> Record:
    """Section 8.5: the answer has no key material."""
    server = ssl_server(call, call.parameters["SslVpnServerId"])
    owner = writable(call, gateway(call, server["VpnGatewayId"]))
    call.within_quota("ssl_vpn_client_certs", sum(1 for _unused in call.state.every("ssl_vpn_client_certs")) + 1)
    from .. import pki  # slow to load, and few need it

    certificate_id = call.names.id("vsc")
    issued = pki.client(pki.Pair(server["CaCert"], server["CaKey"]), certificate_id, call.now)
    record: Record = {
        "SslVpnClientCertId": certificate_id,
        "SslVpnServerId": server["SslVpnServerId"],
        "RegionId": call.region_id,
        "Name": call.get("Name") or "",
        "CreateTime": call.milliseconds,
        "EndTime": call.milliseconds + int(pki.CLIENT_LIFE.total_seconds() * 1000),
        "ClientCert": issued.certificate,
        "ClientKey": issued.key,
    }
    call.region.ssl_vpn_client_certs[certificate_id] = record
    call.updating(owner)
    return record


@action("ModifySslVpnClientCert")
def modify(call: Call) -> Record:
    """Section 8.6: the name is all that can change, and is set at once."""
    record = _certificate(call, "InvalidSslVpnClientCertId.NotFound")
    record["Name"] = call.parameters.get("Name", record["Name"])
    return record


@action("DescribeSslVpnClientCerts")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 8.7: without key material."""
    records: Collection[Record] = call.region.ssl_vpn_client_certs.values()
    for name in ("SslVpnServerId", "SslVpnClientCertId", "Name"):
        if name in call.parameters:
            records = [record for record in records if record[name] == call.parameters[name]]
    if "ResourceGroupId" in call.parameters:
        group = call.parameters["ResourceGroupId"]
        records = [record for record in records if _owner(call, record)["ResourceGroupId"] == group]
    return paging.numbered(call, "SslVpnClientCertKeys", records, _view)


@action("DescribeSslVpnClientCert")
def describe(call: Call) -> Record:
    """Not in the seed: the only source of the key material, with a code of its own for an unknown id."""
    record = _certificate(call, "InvalidInstanceId.NotFound")
    server = call.region.ssl_vpn_servers[record["SslVpnServerId"]]
    return {**_view(call, record), "CaCert": server["CaCert"], "ClientConfig": _profile(call, record, server)}


@action("DeleteSslVpnClientCert")
def delete(call: Call) -> dict[str, Any]:
    """Section 8.9."""
    record = _certificate(call, "InvalidSslVpnClientCertId.NotFound")
    owner = writable(call, _owner(call, record))
    call.delete_when_settled("ssl_vpn_client_certs", record["SslVpnClientCertId"])
    call.updating(owner)
    return {}


def _certificate(call: Call, unknown: str) -> Record:
    record = call.region.ssl_vpn_client_certs.get(call.parameters["SslVpnClientCertId"])
    if record is None:
        raise call.error(unknown)
    return record


def _owner(call: Call, record: Record) -> Record:
    server = call.region.ssl_vpn_servers[record["SslVpnServerId"]]
    return call.region.vpn_gateways[server["VpnGatewayId"]]


def _view(call: Call, record: Record) -> Record:
    left = record["EndTime"] - call.milliseconds
    status = "expired" if left <= 0 else "expiring-soon" if left <= _WEEK else "normal"
    return {**record, "Status": status, "ResourceGroupId": _owner(call, record)["ResourceGroupId"]}


def _profile(call: Call, record: Record, server: Record) -> str:
    """The OpenVPN profile; it names the files that a user has to save the PEM texts under."""
    owner, name = _owner(call, record), record["SslVpnClientCertId"]
    lines = [
        "client",
        "dev tun",
        f"proto {server['Proto'].lower()}",
        f"remote {owner['SslVpnInternetIp'] or owner['InternetIp']} {server['Port']}",
        "remote-cert-tls server",
        "resolv-retry infinite",
        "nobind",
        "persist-key",
        "persist-tun",
        f"cipher {server['Cipher']}",
        "ca ca.crt",
        f"cert {name}.crt",
        f"key {name}.key",
        *(["auth-user-pass"] if server["EnableMultiFactorAuth"] else []),
        *(["comp-lzo"] if server["Compress"] else []),
        "verb 3",
    ]
    return "\n".join(lines) + "\n"
