# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Kinds and limits that several resources share, from the contract's parameter tables."""

from __future__ import annotations

from .._engine.kinds import Cidr, Flag, Int, Text
from .._engine.resource import Awaited, States, Update

NO_URL = "not starting with http:// or https://"
DESCRIPTION = Text(1, 100, "^(?!https?://)", NO_URL)
NAME = Text(1, 100, "^(?!https?://)", NO_URL)
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


class RouteDest(Cidr):
    """A destination; the service refuses a default route here."""

    @property
    def allowed(self) -> str:
        return f"{super().allowed}, but not 0.0.0.0/0; for all traffic give 0.0.0.0/0 as a subnet of the connection"

    def fits(self, value: str) -> bool:
        return super().fits(value) and value.strip() not in ("0.0.0.0/0", "::/0")


class Published(Flag):
    """Sent as PublishVpc, shown as State."""

    def receive(self, raw: object) -> bool:
        return raw == "published"

    def echo(self, value: bool) -> str:
        return "published" if value else "normal"
