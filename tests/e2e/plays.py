# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plays of the end-to-end tests, as a user would write them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.support import lab
from tests.support.play import Run, play

Play = dict[str, Any]
Task = dict[str, Any]

SUBNETS = {"local_subnet": ["10.0.1.0/24"], "remote_subnet": ["192.168.1.0/24"]}
GATEWAYS: tuple[Task, ...] = (
    {
        "alicloud.vpn.vpn_gateway": {
            "name": "hq",
            "vpc_id": "vpc-bp1ub1yt9cvakoelj0001",
            "bandwidth": 10,
            "instance_charge_type": "POSTPAY",
            "enable_ssl": True,
            "ssl_connections": 5,
        }
    },
    {"alicloud.vpn.customer_gateway": {"name": "office", "ip_address": lab.ONPREM_ADDRESS}},
)


def on_cloud(*tasks: Task) -> Play:
    """Tasks for the modules."""
    return {"hosts": "localhost", "gather_facts": False, "tasks": list(tasks)}


def connection(name: str = "c1", **options: Any) -> Play:
    """The cloud's end of a connection."""
    both = {"name": name, "vpn_gateway": "hq", "customer_gateway": "office", **SUBNETS, **options}
    return on_cloud({"alicloud.vpn.vpn_connection": both})


def device(name: str = "c1", role: str = "strongswan_peer", **variables: Any) -> Play:
    """The office's end of it, by a role."""
    given = {"strongswan_peer_vpn_connection": name, **variables}
    task = {"ansible.builtin.include_role": {"name": f"alicloud.vpn.{role}"}, "vars": given}
    return {"hosts": lab.DEVICE, "gather_facts": False, "tasks": [task]}


def device_files(name: str = "c1") -> Play:
    """What the role strongswan_peer would write for it, as texts for Site.set_up."""
    download = {"vpn_connection": name, "include_secrets": True}
    text = "{{ downloaded.vpn_connection_config | alicloud.vpn.peer_config('strongswan_swanctl_%s', name='%s') }}"
    files = {f"{name}.conf": text % ("connections", name), f"{name}.secrets.conf": text % ("secrets", name)}
    return on_cloud(
        {"alicloud.vpn.vpn_connection_config_info": download, "register": "downloaded"},
        {"ansible.builtin.set_fact": {"device_files": files}},
    )


def established(name: str = "c1", seconds: int = 40) -> Play:
    """Wait until packets can pass."""
    wait = {"wait_for": "established", "wait_timeout": seconds}
    return on_cloud({"alicloud.vpn.vpn_connection": {"name": name, "vpn_gateway": "hq", **wait}})


def run(url: str, folder: Path, peer: lab.Peer, *played: Play, arguments: tuple[str, ...] = ()) -> Run:
    """Run them as one playbook, with the office's host in the inventory."""
    playbook = folder / "playbook.json"
    playbook.write_text(json.dumps(list(played)), encoding="utf-8")
    return play(url, "--inventory", str(peer.inventory(folder / "inventory.json")), *arguments, playbook=playbook)
