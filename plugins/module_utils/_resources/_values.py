# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Kinds and limits that several resources share, from the contract's parameter tables."""

from __future__ import annotations

import ipaddress
import typing as t

from .._engine.kinds import Flag, Int, Text
from .._engine.networks import Cidr
from .._engine.parts import Awaited, Dependent, States, Update, Wrapped

NO_URL = "not starting with http:// or https://"
DESCRIPTION = Text(1, 100, "^(?!https?://)", NO_URL)
# The 2022 API reference allows 2 to 128 characters, the official SDK 1 to 100; the service decides.
NAME = Text(1, 128, "^(?!https?://)", NO_URL)
WEIGHT = Int(values=(0, 100))
# Only the routes of dual-tunnel gateways show a tunnel, and there the weight has no effect.
WITHOUT_EFFECT = (("weight", "NextHopTunnelId"),)
# The State of a route follows some time after the gateway is ready (contract: CreateVpnRouteEntry, notes).
PUBLISHING = Awaited(
    "next_hop",
    unless=States("VcoHealthCheck.Status", ("failed",)),
    because="The health check of the connection fails, and its routes are not published until it succeeds.",
)


def move_to_group(resource_type: str) -> Update:
    """The call that moves one resource to another resource group."""
    return Update(
        "MoveVpnResourceGroup",
        ("resource_group_id",),
        constants=(("ResourceType", resource_type),),
        renamed=("resource_group_id",),
        key="InstanceId",
        locks=False,
    )


def overlap(network: str, others: t.Iterable[str]) -> str:
    """The first of the other networks that overlaps a network; empty if none does."""
    given = ipaddress.ip_network(network.strip(), strict=False)
    for other in others:
        known = ipaddress.ip_network(other.strip(), strict=False)
        if given.version == known.version and given.overlaps(known):
            return other
    return ""


def both_sides(options: t.Mapping[str, t.Any]) -> list[str]:
    """The networks of a connection that are on both of its sides. All traffic may be on both."""
    local, remote = (
        {str(ipaddress.ip_network(one.strip())) for one in options.get(name) or ()}
        for name in ("local_subnet", "remote_subnet")
    )
    return [
        f"remote_subnet: {network!r} is not allowed, local_subnet has it too; give the networks of the cloud in "
        "local_subnet and those of the other side in remote_subnet"
        for network in sorted((local & remote) - {"0.0.0.0/0"})
    ]


class RouteDest(Cidr):
    """A destination. Neither a default route nor a network that the cloud uses itself is possible."""

    @property
    def allowed(self) -> str:
        return (
            f"{super().allowed}, but not 0.0.0.0/0 and no network that overlaps 100.64.0.0/10; for all traffic give "
            "0.0.0.0/0 as a subnet of the connection"
        )

    def fits(self, value: str) -> bool:
        return super().fits(value) and value.strip() != "::/0" and not overlap(value, ["100.64.0.0/10"])


# The list shows the connections of transit routers as well.
CONNECTIONS = Dependent(
    "IPsec connection",
    "DescribeVpnConnections",
    Wrapped("VpnConnections", "VpnConnection"),
    "VpnConnectionId",
    deleting=States("State", ("deleted",)),
)


class Published(Flag):
    """Sent as PublishVpc, shown as State."""

    @property
    def shown_type(self) -> str:
        return ""

    def receive(self, raw: object) -> bool:
        return raw == "published"

    def echo(self, value: bool) -> str:
        return "published" if value else "normal"
