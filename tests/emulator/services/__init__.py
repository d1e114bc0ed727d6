# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One function an action; the docstring of each module names its part of the contract."""

from __future__ import annotations

from . import certificates, connections, customer_gateways, gateways, pbr_routes, routes, tags
from .registry import ACTIONS

__all__ = ["ACTIONS", "certificates", "connections", "customer_gateways", "gateways", "pbr_routes", "routes", "tags"]
