# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""All descriptors of the collection. They are discovered, so a new one is tested at once."""

from __future__ import annotations

import importlib
from pathlib import Path

from ansible_collections.alicloud.vpn.plugins.module_utils import _resources
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.customer_gateway import CUSTOMER_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_route_entry import VPN_ROUTE_ENTRY

SITE = (VPN_GATEWAY, CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_ROUTE_ENTRY)


def _found() -> tuple[Resource, ...]:
    found = {}
    for path in sorted(Path(_resources.__path__[0]).glob("[!_]*.py")):
        module = importlib.import_module(f"{_resources.__name__}.{path.stem}")
        found.update({value.name: value for value in vars(module).values() if isinstance(value, Resource)})
    return tuple(found.values())


ALL = _found()


def name_of(resource: Resource) -> str:
    """For the ids of parametrised tests."""
    return resource.name
