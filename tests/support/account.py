# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine and the stand-in cloud in one process, on one fake clock: no sockets and no waiting."""

from __future__ import annotations

from typing import Any

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.converge import Desired, Outcome, converge
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.client import Client
from tests.emulator.cloud import Cloud
from tests.support import site
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.fakes import FakeClock, client
from tests.support.in_process import Wire
from tests.support.regions import SINGLE_TUNNEL, taking

_DESIRED = ("present", "check", "wait", "wait_timeout", "purge_tags", "recreate", "dry_run", "include_secrets", "pace")


class Account(Wire):
    """An account of the stand-in cloud, its requests so far, and shortcuts that create resources."""

    def __init__(self, settle: float = 0, clock: FakeClock | None = None, **options: Any) -> None:
        clock = clock or FakeClock()
        super().__init__(Cloud(settle=settle, seed=1, clock=lambda: clock.now().timestamp(), **options), clock)
        self.log = self.cloud.log.entries

    def client(self, **options: Any) -> Client:
        return client(self, **{"region": SINGLE_TUNNEL, "clock": self.clock, **options})

    def converge(self, resource: Resource, **wanted: Any) -> Outcome:
        """`wanted` has options of the resource and other members of Desired."""
        return self.declare(resource, self.client(read_only=wanted.get("check", False)), **wanted)

    def declare(self, resource: Resource, client: Client, **wanted: Any) -> Outcome:
        """The same with a client of one's own."""
        desired = {name: wanted.pop(name) for name in _DESIRED if name in wanted}
        return converge(resource, client, Desired(options=wanted, **desired))

    def forget(self) -> None:
        """Forget the requests so far."""
        self.log.clear()

    @property
    def actions(self) -> list[str]:
        return [entry["action"] for entry in self.log]

    @property
    def writes(self) -> list[str]:
        return [entry["action"] for entry in self.log if entry["kind"] == "write"]

    def records(self, table: str) -> list[dict[str, Any]]:
        """The records of a table."""
        return list(self.cloud.state.region(SINGLE_TUNNEL).table(table).values())

    def gateway(self, name: str = "hq", **more: Any) -> dict[str, Any]:
        options = site.gateway(name, **more)
        with taking(self.cloud, SINGLE_TUNNEL, options):
            return self.converge(VPN_GATEWAY, **options).resource

    def customer(self, name: str = "office", **more: Any) -> dict[str, Any]:
        number = 10 + len(self.records("customer_gateways"))
        return self.converge(CUSTOMER_GATEWAY, **site.customer(name, number, **more)).resource

    def connection(self, name: str = "hq-office", **more: Any) -> dict[str, Any]:
        return self.converge(VPN_CONNECTION, **site.connection(name, **more)).resource

    def route(self, dest: str = site.REMOTE, **more: Any) -> dict[str, Any]:
        return self.converge(VPN_ROUTE_ENTRY, **site.route(route_dest=dest, **more)).resource

    def site(self) -> dict[str, Any]:
        """Create hq, office and the connection between them; returns the connection."""
        self.gateway()
        self.customer()
        return self.connection()
