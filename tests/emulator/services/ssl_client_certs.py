# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Client certificates of SSL-VPN: contract/ssl_vpn.yaml, sections 8.5 to 8.7 and 8.9, and DescribeSslVpnClientCert."""

from __future__ import annotations

from typing import Any

from ..call import Call
from ..registry import Uses, action, quota, reading, table
from ..state import Record
from . import filters, paging
from .gateway_checks import writable

_TABLE = "ssl_vpn_client_certs"
_READING = "certificates-of-deleted-server"
table(
    _TABLE,
    not_found="InvalidSslVpnClientCertId.NotFound",
    # No source has a code for the refusal.
    uses=[Uses("ssl_vpn_servers", "SslVpnServerId", refusal="DependencyViolation.SslVpnClientCert", reading=_READING)],
)
reading(
    _READING,
    "deleted",
    "refused",
    about="Whether `DeleteSslVpnServer` deletes the server's client certificates, or is refused while it has any.",
)
quota(_TABLE, 50, per="account")

_WEEK = 7 * 24 * 3600 * 1000


@action("CreateSslVpnClientCert")
def create(call: Call) -> Record:
    """Section 8.5: the answer has no keys and certificates."""
    server = call.find("ssl_vpn_servers", call.parameters["SslVpnServerId"])
    owner = writable(call, call.find("vpn_gateways", server["VpnGatewayId"]))
    call.within_quota(_TABLE, sum(1 for _unused in call.state.every(_TABLE)) + 1)
    from .. import pki  # slow to import, and few processes need it

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
    call.table(_TABLE)[certificate_id] = record
    call.updating(owner)
    return record


@action("ModifySslVpnClientCert")
def modify(call: Call) -> Record:
    """Section 8.6: only the name can change, and it is set at once."""
    record = call.find(_TABLE, call.parameters["SslVpnClientCertId"])
    record["Name"] = call.parameters.get("Name", record["Name"])
    return record


@action("DescribeSslVpnClientCerts")
def describe_all(call: Call) -> dict[str, Any]:
    """Section 8.7: without keys and certificates."""
    certificates = call.table(_TABLE).values()
    records = filters.by_value(call, certificates, ("SslVpnServerId", "SslVpnClientCertId", "Name"))
    records = filters.by_group(call, records, _group)
    return paging.numbered(call, "SslVpnClientCertKeys", records, _view)


@action("DescribeSslVpnClientCert")
def describe(call: Call) -> Record:
    """Not in the 2022 API reference.  Only this answer has keys and certificates; the code for unknown ids differs."""
    record = call.find(_TABLE, call.parameters["SslVpnClientCertId"], "InvalidInstanceId.NotFound")
    server = call.table("ssl_vpn_servers")[record["SslVpnServerId"]]
    return {**_view(call, record), "CaCert": server["CaCert"], "ClientConfig": _profile(call, record, server)}


@action("DeleteSslVpnClientCert")
def delete(call: Call) -> dict[str, Any]:
    """Section 8.9."""
    record = call.find(_TABLE, call.parameters["SslVpnClientCertId"])
    owner = writable(call, _owner(call, record))
    call.delete_when_settled(_TABLE, record["SslVpnClientCertId"])
    call.updating(owner)
    return {}


def _owner(call: Call, record: Record) -> Record:
    server = call.table("ssl_vpn_servers")[record["SslVpnServerId"]]
    return call.table("vpn_gateways")[server["VpnGatewayId"]]


def _group(call: Call, record: Record) -> str:
    group: str = _owner(call, record)["ResourceGroupId"]
    return group


def _view(call: Call, record: Record) -> Record:
    left = record["EndTime"] - call.milliseconds
    status = "expired" if left <= 0 else "expiring-soon" if left <= _WEEK else "normal"
    return {**record, "Status": status, "ResourceGroupId": _group(call, record)}


def _profile(call: Call, record: Record, server: Record) -> str:
    """The OpenVPN profile; it refers to the files in which users save the PEM texts."""
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
