# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Regions with what the examples of the documentation refer to."""

from __future__ import annotations

from typing import Any

from tests.emulator.cloud import Cloud
from tests.support.caller import Caller

# What the examples of a module make themselves, and what stands on that.
OWN = {
    "vpn_gateway": ("hq", "office", "hq-office", "hq-remote", "anna", "hq-phones"),
    "customer_gateway": ("office", "hq-office"),
    "vpn_connection": ("hq-office",),
    "ssl_vpn_server": ("hq-remote", "anna"),
    "ssl_vpn_client_cert": ("anna",),
    "ipsec_server": ("hq-phones",),
}


class Seed:
    """One region of a cloud, filled."""

    def __init__(self, cloud: Cloud, region: str) -> None:
        self._call = Caller(cloud, region)
        self._region = cloud.state.region(region)

    def fill(self, without: tuple[str, ...] = ()) -> None:
        """Everything but those."""
        for name in ("hq", "office", "hq-office", "hq-sm", "hq-remote", "anna", "hq-phones", "tagged"):
            if name not in without:
                getattr(self, f"_{name.replace('-', '_')}")()

    def _hq(self) -> None:
        where = {"VpcId": "vpc-bp1ub1yt9cvakoelj0001", "VSwitchId": "vsw-bp1j5miw2bae9s2vt0001"}
        self._gateway(Name="hq", EnableSsl=True, **where)

    def _hq_sm(self) -> None:
        self._gateway(Name="hq-sm", VpnType="NationalStandard")

    def _tagged(self) -> None:
        """Two gateways whose ids stand in the examples."""
        for number in (1, 2):
            made = self._gateway(Name=f"branch-{number}")
            record = self._region.table("vpn_gateways").pop(made)
            record["VpnGatewayId"] = f"vpn-bp1q8bgx4xnkm2ogj000{number}"
            self._region.table("vpn_gateways")[record["VpnGatewayId"]] = record

    def _gateway(self, **more: Any) -> str:
        return self._call("CreateVpnGateway", **{"VpcId": "vpc-1", "Bandwidth": 10, **more})["VpnGatewayId"]

    def _office(self) -> None:
        self._call("CreateCustomerGateway", Name="office", IpAddress="203.0.113.10", Asn="65010")

    def _hq_office(self) -> None:
        self._call(
            "CreateVpnConnection",
            Name="hq-office",
            VpnGatewayId=self._id("vpn_gateways", "hq"),
            CustomerGatewayId=self._id("customer_gateways", "office"),
            LocalSubnet="10.10.0.0/16",
            RemoteSubnet="192.168.10.0/24,192.168.11.0/24",
            IkeConfig={"IkeVersion": "ikev2"},
            AutoConfigRoute=False,
        )

    def _hq_remote(self) -> None:
        networks = {"ClientIpPool": "192.168.100.0/24", "LocalSubnet": "10.10.0.0/16"}
        owner = {"VpnGatewayId": self._id("vpn_gateways", "hq")}
        self._server = self._call("CreateSslVpnServer", Name="hq-remote", Proto="UDP", Port=1195, **owner, **networks)

    def _anna(self) -> None:
        self._call("CreateSslVpnClientCert", Name="anna", SslVpnServerId=self._server["SslVpnServerId"])

    def _hq_phones(self) -> None:
        networks = {"ClientIpPool": "192.168.101.0/24", "LocalSubnet": "10.10.0.0/16"}
        owner = {"VpnGatewayId": self._id("vpn_gateways", "hq")}
        self._call("CreateIpsecServer", IpSecServerName="hq-phones", Psk="k3y", PskEnabled=True, **owner, **networks)

    def _id(self, table: str, name: str) -> str:
        return next(key for key, record in self._region.table(table).items() if record["Name"] == name)
