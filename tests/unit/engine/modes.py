# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The connection with only the options of one tunnel, and with only those of two: no connection has both."""

from __future__ import annotations

import dataclasses

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY

_FOR_TWO = ("tunnels", "enable_tunnels_bgp")
_FOR_ONE = ("health_check_config", "bgp_config", *(VPN_CONNECTION.shared.fields if VPN_CONNECTION.shared else ()))


def _without(resource: Resource, names: tuple[str, ...]) -> Resource:
    fields = tuple(field for field in resource.fields if field.name not in names)
    # An option that replaces a required one is itself required here.
    fields = tuple(dataclasses.replace(field, required=field.required or field.name == "tunnels") for field in fields)
    updates = tuple(
        dataclasses.replace(update, fields=tuple(name for name in update.fields if name not in names))
        for update in resource.updates
    )
    return dataclasses.replace(resource, fields=fields, updates=updates, shared=None, supports=(), unlisted=())


SINGLE_TUNNEL = _without(VPN_CONNECTION, _FOR_TWO)
DUAL_TUNNEL = _without(VPN_CONNECTION, _FOR_ONE)
RESOURCES = {
    "vpn_gateway": VPN_GATEWAY,
    "customer_gateway": CUSTOMER_GATEWAY,
    "single-tunnel": SINGLE_TUNNEL,
    "dual-tunnel": DUAL_TUNNEL,
    "vpn_route_entry": VPN_ROUTE_ENTRY,
}
