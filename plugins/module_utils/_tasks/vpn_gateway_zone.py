# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The zones where VPN gateways can be placed (contract: gateway.yaml, DescribeVpnGatewayAvailableZones)."""

from __future__ import annotations

from .._engine.field import Parameter
from .._engine.parts import Options, Wrapped
from .._engine.phase import phase
from .._engine.task import Result, Spec, Task
from .._engine.views import shown
from .._resources.vpn_gateway import VPN_GATEWAY
from .._rpc.client import Client

_PARAMETERS = (
    Parameter("bandwidth", "Spec", VPN_GATEWAY.field("bandwidth").kind, required=True),
    *(one for one in VPN_GATEWAY.filters if one.name == "gateway_type"),
)

_ACTION = "DescribeVpnGatewayAvailableZones"
_ZONES = Wrapped("AvailableZoneIdList")


def _spec() -> Spec:
    return {one.name: one.spec(required=one.required) for one in _PARAMETERS}


def list_zones(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("list", f"the zones for VPN gateways of region {client.region}", []):
        given = [one for one in _PARAMETERS if options[one.name] is not None]
        # A bandwidth is sent here as it is shown elsewhere: 10M.
        parameters = {one.wire: one.kind.echo(options[one.name]) for one in given}
        zones = _ZONES.of(client.call(_ACTION, parameters), _ACTION)
    return {"changed": False, "vpn_gateway_zones": shown(zones)}


VPN_GATEWAY_ZONE = Task(_spec, list_zones, read_only=True)
