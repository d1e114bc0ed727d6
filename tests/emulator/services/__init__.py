# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One function an action; the docstring of each module names its part of the contract."""

from __future__ import annotations

from . import (
    certificates,
    connections,
    customer_gateways,
    destination_routes,
    gateways,
    ipsec_servers,
    policy_routes,
    ssl_client_certs,
    ssl_server_logs,
    ssl_servers,
    tags,
)
from .registry import ACTIONS

# Importing a module registers its actions.
__all__ = [
    "ACTIONS",
    "certificates",
    "connections",
    "customer_gateways",
    "destination_routes",
    "gateways",
    "ipsec_servers",
    "policy_routes",
    "ssl_client_certs",
    "ssl_server_logs",
    "ssl_servers",
    "tags",
]
