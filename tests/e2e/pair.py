# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dual-tunnel connection ``pair`` between the lab's VPC and its office."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.emulator.dataplane.waiting import until
from tests.support import lab
from tests.support.caller import Caller
from tests.support.play import Run

from . import plays
from .site import Site

REGION = "cn-hangzhou"  # its gateways are dual-tunnel
KEYS = {"master": "TheMasterKey4711", "slave": "TheSlaveKey4712"}
UP = "ipsec_sa_established"
_GATEWAY = {
    "name": "dual",
    "vpc_id": "vpc-bp1ub1yt9cvakoelj0001",
    "vswitch_id": "vsw-bp1ub1yt9cvakoelj0001",
    "disaster_recovery_vswitch_id": "vsw-bp1ub1yt9cvakoelj0002",
    "bandwidth": 10,
    "instance_charge_type": "POSTPAY",
}
GATEWAYS = (
    {"alicloud.vpn.vpn_gateway": _GATEWAY},
    {"alicloud.vpn.customer_gateway": {"name": "office", "ip_address": lab.ONPREM_ADDRESS}},
)


def tunnels(**settings: Any) -> plays.Play:
    """The cloud's end, with other settings of the connection."""
    return _here(plays.on_cloud({"alicloud.vpn.vpn_connection": {"name": "pair", "vpn_gateway": "dual", **settings}}))


def device(role: str = "strongswan_peer") -> plays.Play:
    """The office's end, or both with the role rotate_psk."""
    return _here(plays.device("pair", role))


def _here(play: plays.Play) -> plays.Play:
    return {**play, "module_defaults": {"group/alicloud.vpn.all": {"region": REGION}}}


@dataclass(frozen=True)
class Pair:
    """The connection, and what is seen of it at both ends."""

    site: Site

    def create(self) -> None:
        """Create both ends, and wait until both tunnels are up."""
        keys = [{"role": role, "customer_gateway": "office", "ike_config": {"psk": key}} for role, key in KEYS.items()]
        end = tunnels(tunnels=keys, ike_config={"ike_version": "ikev2"}, **plays.SUBNETS)
        done = self.run(_here(plays.on_cloud(*GATEWAYS)), end, device())
        assert done.status == 0, done.failure
        assert self.is_up()

    def run(self, *played: plays.Play) -> Run:
        """Run the plays as one playbook."""
        return self.site.run(*played)

    def is_up(self) -> bool:
        """Whether both tunnels are established within some seconds."""
        return until(lambda: set(self.statuses().values()) == {UP}, 20)

    def keys(self) -> dict[str, str]:
        """The key of each tunnel in the cloud."""
        return {role: tunnel["TunnelIkeConfig"]["Psk"] for role, tunnel in self._tunnels().items()}

    def statuses(self) -> dict[str, str]:
        """The negotiation status of each tunnel, as the service shows it."""
        return {role: tunnel["Status"] for role, tunnel in self._tunnels().items()}

    def address(self, role: str) -> str:
        """The gateway's address of a tunnel."""
        return str(self._tunnels()[role]["InternetIp"])

    def carriers(self) -> list[str]:
        """The tunnels in which something arrives at the office when it pings the VPC."""
        before = self._received()
        lab.pings(lab.OFFICE, lab.VPC_HOST, 1)
        after = self._received()
        return [role for role in after if after[role] > before[role]]

    def metrics(self) -> list[str]:
        """Those of the office's routes to the VPC: 10 for the master, 20 for the slave."""
        return re.findall(r"dev \S+ .*metric (\d+)", lab.ip("-n", lab.ONPREM, "route", "show", "10.0.1.0/24"))

    def _received(self) -> dict[str, int]:
        listed = self.site.peer.swanctl("--list-sas")
        counts = {}
        for role, name in (("master", "pair-1"), ("slave", "pair-2")):
            found = re.search(rf"^  {name}: #.*?^    in .*? (\d+) packets", listed, re.MULTILINE | re.DOTALL)
            counts[role] = int(found[1]) if found else 0
        return counts

    def _tunnels(self) -> dict[str, Any]:
        call = Caller(self.site.cloud.cloud, REGION)
        (connection,) = (
            each for each in call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"] if each["Name"] == "pair"
        )
        return {tunnel["Role"]: tunnel for tunnel in connection["TunnelOptionsSpecification"]["TunnelOptions"]}
