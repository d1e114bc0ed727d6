# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The clients that are connected to a VPN gateway by SSL-VPN (contract: ssl_vpn.yaml, DescribeSslVpnClients)."""

from __future__ import annotations

from .._engine.find import to_ids
from .._engine.kinds import Int
from .._engine.parts import Options, Raw, Wrapped
from .._engine.phase import phase
from .._engine.remote import Remote
from .._engine.task import Result, Spec, Task
from .._engine.views import iso8601, shown
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._rpc.client import Client


def _spec() -> Spec:
    return {IN_GATEWAY.name: IN_GATEWAY.spec(required=True)}


def list_clients(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("list the SSL-VPN clients of", f"{VPN_GATEWAY.title} {options[IN_GATEWAY.name]}", []):
        resolved = to_ids(Remote(VPN_GATEWAY, client), (IN_GATEWAY,), options)
        found = client.pages("DescribeSslVpnClients", {IN_GATEWAY.wire: resolved[IN_GATEWAY.name]}, _clients)
    return {"changed": False, "ssl_vpn_clients": [_shown(one) for one in found]}


def _shown(raw: Raw) -> Result:
    typed = {**raw, "Port": Int().typed(raw.get("Port"))}
    return {**shown(typed), "connected_time_iso8601": iso8601(raw.get("ConnectedTime"))}


_clients = Wrapped("ClientInfoList").of


SSL_VPN_CLIENT = Task(_spec, list_clients, read_only=True)
