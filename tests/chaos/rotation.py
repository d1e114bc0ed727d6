# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The play of the role rotate_psk, which runs the role strongswan_peer. tests/integration/test_rotate_psk.py says that
the roles make the same calls."""

from __future__ import annotations

import json

from tests.chaos.device import FILE, UP
from tests.chaos.plays import Play, Result, Task
from tests.emulator.running import running
from tests.support.caller import Caller, customer, dual_connection, dual_gateway
from tests.support.regions import SINGLE_TUNNEL

ROTATION = "role rotate_psk"
_OLD = {"master": "ChaosOldMaster", "slave": "ChaosOldSlave"}
_NEW = {"master": "ChaosNewMaster", "slave": "ChaosNewSlave"}
_TUNNELS = "vpn_connections[0].tunnel_options_specification"
_TRIES = 3


def rotation() -> Play:
    """It changes the keys of both tunnels, and begins with the one that is down."""
    with running(seed=1) as emulator:
        call = Caller(emulator.cloud)
        office = customer(call, Name="office")
        tunnels = [
            {"CustomerGatewayId": office, "Role": role, "TunnelIkeConfig": {"Psk": key}} for role, key in _OLD.items()
        ]
        subnets = {"LocalSubnet": "10.10.0.0/16", "RemoteSubnet": "192.168.10.0/24"}
        created = dual_connection(call, dual_gateway(call, Name="hq"), tunnels, Name="hq-office", **subnets)
        shown = call("DescribeVpnConnection", VpnConnectionId=created)["TunnelOptionsSpecification"]["TunnelOptions"]
        keys = [(tunnel["TunnelId"], _OLD[tunnel["Role"]]) for tunnel in shown]
        before = emulator.cloud.state.to_json()
    find = Task("vpn_connection_info", {"names": ["hq-office"]}, f"{_TUNNELS}[?status == '{UP}']")
    tasks = (find, *_change("master", "slave"), *_change("slave", "master"))
    return Play(ROTATION, tasks, SINGLE_TUNNEL, before, {FILE: json.dumps(keys)})


def _change(if_master_is_down: str, otherwise: str) -> tuple[Task, ...]:
    """The tasks for one tunnel."""

    def either(one: str, other: str) -> Result:
        return Result(0, f"{_TUNNELS}[?role == 'master' && status != '{UP}'] && '{one}' || '{other}'")

    def is_up(role: str) -> str:
        return f'{_TUNNELS}[?role == `"{role}"` && status == `"{UP}"`]'

    def wait(if_down: str, if_not: str) -> Task:
        options = {"vpn_connection_ids": [connection]}
        return Task("vpn_connection_info", options, either(is_up(if_down), is_up(if_not)), _TRIES)

    connection = Result(0, "vpn_connections[0].vpn_connection_id")
    key = either(_NEW[if_master_is_down], _NEW[otherwise])
    tunnel = {"role": either(if_master_is_down, otherwise), "ike_config": {"psk": key}}
    download = {"vpn_connection": "hq-office", "include_secrets": True}
    kept = (FILE, "vpn_connection_config.tunnels_config[].[tunnel_id, ike_config.psk]")
    return (
        wait(otherwise, if_master_is_down),
        Task("vpn_connection", {"vpn_connection_id": connection, "tunnels": [tunnel]}),
        Task("vpn_connection_config_info", download, kept=kept),
        wait(if_master_is_down, otherwise),
    )
