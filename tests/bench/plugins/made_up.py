# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What an inventory of gateways costs Ansible itself: the same hosts and variables as ours, made up without a call."""

from __future__ import annotations

from typing import Any

from ansible.plugins.inventory import BaseInventoryPlugin, Constructable

DOCUMENTATION = r"""
---
name: made_up
short_description: Hosts like those of alicloud.vpn.vpn_gateways, made up
description: Only for comparing times.
options:
  regions:
    description: The names of the regions.
    type: list
    elements: str
  each:
    description: How many gateways each region has.
    type: int
extends_documentation_fragment: ansible.builtin.constructed
"""


def variables(region: str, number: int) -> dict[str, Any]:
    """A gateway's host variables."""
    time = f"2025-11-24T16:00:{number // 1000:02}Z"
    key = f"{region.replace('-', '')}{number:06}".rjust(18, "0")
    return {
        "vpn_gateway_id": f"vpn-bp1{key}",
        "vpn_gateway_name": f"{region}-{number:06}",
        "description": f"Gateway {number} of {region}",
        "status": "active",
        "business_status": "Normal",
        "vpc_id": f"vpc-bp1{key}",
        "vswitch_id": f"vsw-bp1{key}",
        "disaster_recovery_vswitch_id": None,
        "internet_ip": f"47.{96 + number // 65536}.{number // 256 % 256}.{number % 256}",
        "disaster_recovery_internet_ip": None,
        "ssl_vpn_internet_ip": None,
        "spec": "10M",
        "bandwidth": 10,
        "charge_type": "PostpayByFlow",
        "instance_charge_type": "POSTPAY",
        "ipsec_vpn": "enable",
        "enable_ipsec": True,
        "ssl_vpn": "disable",
        "enable_ssl": False,
        "ssl_max_connections": 5,
        "ssl_connections": 5,
        "enable_bgp": True,
        "auto_propagate": False,
        "vpn_type": "Normal",
        "network_type": "public",
        "gateway_type": "Traditional",
        "dual_tunnel": False,
        "resource_group_id": "rg-acfmzs372yg0001",
        "eni_instance_ids": [f"eni-bp1{key}", f"eni-bp2{key}"],
        "reservation_data": None,
        "vpn_gateway_tags": {"managed_by": "ansible", "site": f"site-{number}"},
        "create_time": 1764000000000 + number,
        "create_time_iso8601": time,
        "end_time": 1764000000000 + number,
        "end_time_iso8601": time,
        "region": region,
    }


class InventoryModule(BaseInventoryPlugin, Constructable):
    """Nothing that an inventory plugin could do without."""

    NAME = "made_up"

    def verify_file(self, path: str) -> bool:
        return path.endswith("made_up.yml")

    def parse(self, inventory: Any, loader: Any, path: str, cache: bool = True) -> None:
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        groups, keyed = self.get_option("groups"), self.get_option("keyed_groups")
        for region in map(str, self.get_option("regions")):
            for number in range(self.get_option("each")):
                values = variables(region, number)
                host = inventory.add_host(values["vpn_gateway_name"])
                for name, value in values.items():
                    # As the real one: these names are reserved.
                    inventory.set_variable(host, f"vpn_gateway_{name}" if name in ("name", "tags") else name, value)
                inventory.set_variable(host, "ansible_host", values["internet_ip"])
                if groups or keyed:
                    shown = dict(inventory.get_host(host).get_vars())
                    self._add_host_to_composed_groups(groups, shown, host, fetch_hostvars=False)
                    self._add_host_to_keyed_groups(keyed, shown, host, fetch_hostvars=False)
