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
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ipsec_server import IPSEC_SERVER
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_server import SSL_VPN_SERVER
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_connection import VPN_CONNECTION
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway import VPN_GATEWAY
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_gateway_certificate import (
    VPN_GATEWAY_CERTIFICATE,
)
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_pbr_route_entry import VPN_PBR_ROUTE_ENTRY
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.vpn_route_entry import VPN_ROUTE_ENTRY

SITE = (VPN_GATEWAY, CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_ROUTE_ENTRY)
REMOTE_ACCESS = (SSL_VPN_SERVER, SSL_VPN_CLIENT_CERT, IPSEC_SERVER)
FOR_GATEWAYS = (VPN_PBR_ROUTE_ENTRY, VPN_GATEWAY_CERTIFICATE)


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
