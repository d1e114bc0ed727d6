# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A connection as the answers show it; the contract's tables say which of the fields an action shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..call import Call
from ..state import Record
from . import connection_settings as settings
from . import tags, tunnels, vswitches


def item_view(call: Call, record: Record) -> Record:
    """A connection in a list: its tags are called Tag."""
    return _view(call, record, "false")


def single_view(call: Call, record: Record, down: str) -> Record:
    """A single connection: its tags are called Tags; ``down`` is the action's status of a BGP session that is down."""
    return _view(call, record, down)


def _view(call: Call, record: Record, down: str) -> Record:
    owner = call.table("vpn_gateways").get(record["VpnGatewayId"])
    labels = tags.of(call, "vpn_connections" if owner else "vpn_attachments", record["VpnConnectionId"])
    view = {
        **record,
        **(_of_gateway(call, record, owner) if owner else _of_router(call, record)),
        "CrossAccountAuthorized": False,
        "Description": "",  # shown by a change, but nothing sets it
        "ZoneNo": vswitches.zones_of(call, owner or {})[0],
        "Tag": labels,
        "Tags": labels,
    }
    if record["Tunnels"]:
        shown = tunnels.view(call, record)
        if not owner:
            shown = [{**tunnel, "TunnelIndex": index} for index, tunnel in enumerate(shown, start=1)]
        return {**view, "TunnelOptionsSpecification": shown}
    health = record["Health"]
    # Without a data plane no packet comes back, so a check that is on fails.
    view["VcoHealthCheck"] = {**health, "Status": record.get("Probe", "failed") if health["Enable"] else "success"}
    enabled = bool((record["Bgp"] or {}).get("EnableBgp"))
    customer = call.table("customer_gateways")[record["CustomerGatewayId"]]
    view["VpnBgpConfig"] = settings.bgp_view(record["Bgp"], enabled, customer, down if enabled else "false")
    return view


def _of_gateway(call: Call, record: Record, owner: Record) -> Record:
    return {
        "State": call.state_of(record),
        "AttachType": "VPNGW",
        "NetworkType": owner["NetworkType"],
        "ResourceGroupId": owner["ResourceGroupId"],
    }


def _of_router(call: Call, record: Record) -> Record:
    """A connection that was created for a transit router, and is bound to one or to nothing."""
    bound = record["TransitRouterId"]
    settled = "attached" if bound else "init"
    return {
        "VpnGatewayId": "vpn-not-exist",
        "State": call.state_of(record) if call.is_busy(record) else settled,
        "AttachType": "CEN" if bound else "NO_ASSOCIATED",
    }


def config_view(call: Call, record: Record) -> dict[str, Any]:
    """Section 7.5: the settings of the on-premises side, so local and remote are swapped."""
    config: dict[str, Any] = {"LocalSubnet": record["RemoteSubnet"], "RemoteSubnet": record["LocalSubnet"]}
    if not record["Tunnels"]:
        config.update(_ends(record["IkeConfig"]), IpsecConfig=record["IpsecConfig"])
        view = single_view(call, record, "false")
        sessions = [("", view["VpnBgpConfig"])] if view["VpnBgpConfig"]["EnableBgp"] else []
    else:
        config["TunnelsConfig"] = [
            {
                "TunnelId": tunnel["TunnelId"],
                **_ends(tunnel["TunnelIkeConfig"]),
                "IpsecConfig": tunnel["TunnelIpsecConfig"],
            }
            for tunnel in record["Tunnels"]
        ]
        shown = tunnels.view(call, record) if record["EnableTunnelsBgp"] else []
        sessions = [(tunnel["TunnelId"], tunnel["TunnelBgpConfig"]) for tunnel in shown]
    if sessions:
        config["BgpConfigs"] = [_session(tunnel_id, bgp) for tunnel_id, bgp in sessions]
    return config


def _ends(ike: Mapping[str, Any]) -> dict[str, Any]:
    local, remote = ike["RemoteId"], ike["LocalId"]
    return {"Local": local, "Remote": remote, "IkeConfig": {**ike, "LocalId": local, "RemoteId": remote}}


def _session(tunnel_id: str, bgp: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "TunnelId": tunnel_id or None,
        "LocalAsn": bgp["PeerAsn"],
        "PeerAsn": bgp["LocalAsn"],
        "LocalBgpIp": bgp["PeerBgpIp"],
        "PeerBgpIp": bgp["LocalBgpIp"],
        "TunnelCidr": bgp["TunnelCidr"],
    }
