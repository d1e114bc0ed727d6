# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The clients that are connected to the SSL servers of a gateway."""

from __future__ import annotations

from typing import Any

from tests.emulator.dataplane.openvpn import _clients
from tests.support.caller import Caller, gateway

# `status 2` of OpenVPN 2.6: the second client has not got its address yet.
_STATUS = """\
TITLE,OpenVPN 2.6.14 x86_64-pc-linux-gnu [SSL (OpenSSL)] [LZO] [LZ4] [EPOLL] [PKCS11] [MH/PKTINFO] [AEAD] [DCO]
TIME,2027-01-15 08:00:00,1800000000
HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received,Bytes Sent,\
Connected Since,Connected Since (time_t),Username,Client ID,Peer ID,Data Channel Cipher
CLIENT_LIST,vsc-bp1anna,198.51.100.2:40123,10.8.0.2,,3571,3632,2027-01-15 07:59:00,1799999940,UNDEF,0,0,AES-128-CBC
CLIENT_LIST,UNDEF,198.51.100.3:40124,,,0,0,2027-01-15 07:59:59,1799999999,UNDEF,1,1,
CLIENT_LIST,vsc-bp1ben,udp4:198.51.100.4:40125,10.8.0.3,,1,2,2027-01-15 08:00:00,1800000000,UNDEF,2,2,AES-128-CBC
HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)
ROUTING_TABLE,10.8.0.2,vsc-bp1anna,198.51.100.2:40123,2027-01-15 08:00:00,1800000000
"""


def _server(call: Caller) -> tuple[str, str]:
    networks = {"ClientIpPool": "10.8.0.0/24", "LocalSubnet": "10.0.0.0/16"}
    owner = gateway(call, EnableSsl=True)
    return owner, call("CreateSslVpnServer", VpnGatewayId=owner, **networks)["SslVpnServerId"]


def _connect(call: Caller, server_id: str) -> None:
    for line in _STATUS.splitlines():
        for client in _clients(line):
            call.cloud.connect_ssl_client(server_id, client)


def _listed(call: Caller, owner: str, **parameters: Any) -> dict[str, Any]:
    return call("DescribeSslVpnClients", VpnGatewayId=owner, **parameters)


def test_what_openvpn_reports(call: Caller) -> None:
    owner, server_id = _server(call)
    _connect(call, server_id)
    first, second = _listed(call, owner)["ClientInfoList"]
    assert first == {
        "CommonName": "CN=vsc-bp1anna",
        "Status": "online",
        "Ip": "198.51.100.2",
        "Port": "40123",
        "PrivateIp": "10.8.0.2",
        "ConnectedTime": 1799999940000,
        "ReceiveBytes": 3571,
        "SendBytes": 3632,
    }
    assert (second["Ip"], second["Port"]) == ("198.51.100.4", "40125")
    (server,) = call("DescribeSslVpnServers")["SslVpnServers"]["SslVpnServer"]
    assert server["Connections"] == 2


def test_only_those_of_the_gateway(call: Caller) -> None:
    owner, server_id = _server(call)
    _connect(call, server_id)
    assert _listed(call, owner)["TotalCount"] == 2
    assert _listed(call, owner, PageSize=1, PageNumber=2)["ClientInfoList"][0]["PrivateIp"] == "10.8.0.3"
    assert _listed(call, gateway(call))["ClientInfoList"] == []
    unknown = call.refused("DescribeSslVpnClients", VpnGatewayId="vpn-none")
    assert unknown == "InvalidVpnGatewayInstanceId.NotFound"
