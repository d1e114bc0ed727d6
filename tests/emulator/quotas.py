# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many of each thing an account may hold; the defaults are the product's own limits (field-experience, section 8).

``vpc_route_entries`` has no published default for VPN routes; 200 is that of a VPC route table.
"""

from __future__ import annotations

from collections.abc import Iterable

DEFAULTS = {
    "vpn_gateways": 30,  # an account
    "customer_gateways": 100,  # a region
    "vpn_connections": 10,  # a gateway
    "route_entries": 20,  # a gateway
    "pbr_route_entries": 20,  # a gateway
    "vpc_route_entries": 200,  # published routes of a VPC
    "tags": 20,  # a resource
    "ssl_vpn_servers": 1,  # a gateway
    "ssl_vpn_local_subnets": 5,  # an SSL server
    "ssl_vpn_client_certs": 50,  # an account
}


def parse(rules: Iterable[str]) -> dict[str, int]:
    """Read ``NAME=N`` rules; a wrong one is a ValueError that names it and what is allowed."""
    quotas = {}
    for rule in rules:
        name, _unused, number = rule.partition("=")
        if name not in DEFAULTS or not (number.isascii() and number.isdigit()):
            allowed = ", ".join(DEFAULTS)
            raise ValueError(f"quota {rule!r}: a rule is NAME=N; N is a whole number and NAME one of {allowed}")
        quotas[name] = int(number)
    return quotas
