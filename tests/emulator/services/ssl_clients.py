# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients that are connected to SSL servers: DescribeSslVpnClients in contract/ssl_vpn.yaml.

A data plane reports them, or a test connects them (``Cloud.connect_ssl_client``).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..call import Call
from ..registry import action
from ..state import Record
from . import paging


@action("DescribeSslVpnClients")
def describe(call: Call) -> dict[str, Any]:
    """Not in the 2022 API reference: asked by gateway, not by server."""
    owner = call.find("vpn_gateways", call.parameters["VpnGatewayId"])
    clients = [
        client
        for server in call.table("ssl_vpn_servers").values()
        if server["VpnGatewayId"] == owner["VpnGatewayId"]
        for client in server["Clients"]
    ]
    page = paging.numbered(call, "ClientInfoList", clients, lambda _call, client: client)
    return {"VpnGatewayId": owner["VpnGatewayId"], "RegionId": call.region_id, **page}


def connected(client: Mapping[str, Any]) -> Record:
    """A client as the answers show it.  It has certificate_id, ip, port, private_ip, since, received and sent."""
    return {
        "CommonName": f"CN={client['certificate_id']}",
        "Status": "online",
        "Ip": client["ip"],
        "Port": client["port"],
        "PrivateIp": client["private_ip"],
        "ConnectedTime": int(client["since"] * 1000),
        "ReceiveBytes": client["received"],
        "SendBytes": client["sent"],
    }
