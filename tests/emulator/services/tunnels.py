# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two tunnels of a connection on a dual-tunnel gateway (contract/connection.yaml, TunnelOptionsSpecification)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..call import Call
from ..contract import Parameter
from ..state import Record
from . import connection_settings as settings
from . import vswitches

_PLACE = "TunnelOptionsSpecification"
_ROLES = ("master", "slave")


def create(
    call: Call, gateway: Record, taken: set[str], spec: Mapping[str, Parameter] = settings.TUNNEL
) -> list[Record]:
    """Both tunnels of a new connection; if no role and no index is named, the first is the master."""
    created: list[Record] = []
    for number, given in enumerate(call.parameters[_PLACE], start=1):
        role = given.get("Role", _ROLES[given.get("TunnelIndex", number) - 1])
        if any(tunnel["Role"] == role for tunnel in created):
            raise call.invalid(f"{_PLACE}.{number}.{'TunnelIndex' if 'TunnelIndex' in given else 'Role'}")
        second = role == "slave"
        blank: Record = {
            "TunnelId": call.names.id("tun"),
            "Role": role,
            "InternetIp": gateway["DisasterRecoveryInternetIp"] if second else gateway["InternetIp"],
            "ZoneNo": vswitches.zones_of(call, gateway)[second],
            "Status": "ike_sa_not_established",
            "EnableDpd": True,
            "EnableNatTraversal": True,
            "RemoteCaCertificate": "",
            "Bgp": None,
        }
        whole = {"TunnelIkeConfig": {}, "TunnelIpsecConfig": {}, **given}
        created.append(_changed(call, gateway, blank, whole, call.get("EnableTunnelsBgp"), taken, number, spec))
        taken = taken | settings.bgp_block(created[-1]["Bgp"])
    return created


def change(
    call: Call,
    gateway: Record,
    record: Record,
    enabled: bool,
    taken: set[str],
    spec: Mapping[str, Parameter] = settings.TUNNEL,
) -> list[Record]:
    """The tunnels after a change, which names a tunnel by TunnelId, Role or TunnelIndex; others stay."""
    tunnels = list(record["Tunnels"])
    named: set[int] = set()
    for number, given in enumerate(call.parameters.get(_PLACE, []), start=1):
        index = _index(call, tunnels, given, number)
        if index in named:
            raise call.invalid(f"{_PLACE}.{number}")
        named.add(index)
        if "TunnelBgpConfig" in given and not enabled:
            raise call.invalid(f"{_PLACE}.{number}.TunnelBgpConfig")
        others = taken.union(*(settings.bgp_block(tunnel["Bgp"]) for tunnel in tunnels if tunnel is not tunnels[index]))
        tunnels[index] = _changed(call, gateway, tunnels[index], given, enabled, others, number, spec)
    if enabled:
        for number, tunnel in enumerate(tunnels, start=1):
            customer = call.find("customer_gateways", tunnel["CustomerGatewayId"])
            others = taken.union(*(settings.bgp_block(other["Bgp"]) for other in tunnels if other is not tunnel))
            place = f"{_PLACE}.{number}.TunnelBgpConfig"
            settings.check_bgp(call, gateway, tunnel["Bgp"], True, customer, others, place)
    return tunnels


def view(call: Call, record: Record) -> list[Record]:
    """The tunnels as the answers show them."""
    state = call.state_of(record)
    views = []
    for tunnel in record["Tunnels"]:
        customer = call.table("customer_gateways")[tunnel["CustomerGatewayId"]]
        bgp = settings.bgp_view(tunnel["Bgp"], record["EnableTunnelsBgp"], customer, "false")
        shown = {"deleted": "deleting", "active": "active"}.get(state, "updating")
        views.append({**tunnel, "State": shown, "TunnelBgpConfig": bgp if tunnel["Bgp"] else None})
    return views


def _index(call: Call, tunnels: list[Record], given: Mapping[str, Any], number: int) -> int:
    for name in ("TunnelId", "Role"):
        if name in given:
            for index, tunnel in enumerate(tunnels):
                if tunnel[name] == given[name]:
                    return index
            raise call.invalid(f"{_PLACE}.{number}.{name}")
    if "TunnelIndex" in given:
        return int(given["TunnelIndex"]) - 1
    raise call.missing(f"{_PLACE}.{number}.TunnelId")


def _changed(
    call: Call,
    gateway: Record,
    tunnel: Record,
    given: Mapping[str, Any],
    enabled: bool,
    taken: set[str],
    number: int,
    spec: Mapping[str, Parameter],
) -> Record:
    """The tunnel with the parameters that the request has; the rest stays."""
    place = f"{_PLACE}.{number}."
    changed = dict(tunnel)
    for name in ("CustomerGatewayId", "EnableDpd", "EnableNatTraversal", "RemoteCaCertificate"):
        if name in given:
            changed[name] = given[name]
    customer = call.find("customer_gateways", changed["CustomerGatewayId"])
    if "TunnelIkeConfig" in given:
        ike = spec["TunnelIkeConfig"].members
        changed["TunnelIkeConfig"] = settings.ike(
            call,
            ike,
            call.merged(tunnel.get("TunnelIkeConfig"), given["TunnelIkeConfig"]),
            tunnel["InternetIp"],
            customer["IpAddress"],
        )
    if "TunnelIpsecConfig" in given:
        ipsec = spec["TunnelIpsecConfig"].members
        changed["TunnelIpsecConfig"] = settings.ipsec(
            ipsec, call.merged(tunnel.get("TunnelIpsecConfig"), given["TunnelIpsecConfig"])
        )
    if "TunnelBgpConfig" in given:
        changed["Bgp"] = settings.tunnel_bgp(call.merged(tunnel["Bgp"], given["TunnelBgpConfig"]))
    phases = {name: changed[name] for name in ("TunnelIkeConfig", "TunnelIpsecConfig")}
    settings.check_ciphers(call, gateway, phases, changed["RemoteCaCertificate"], place)
    settings.check_bgp(call, gateway, changed["Bgp"], enabled, customer, taken, f"{place}TunnelBgpConfig")
    return changed
