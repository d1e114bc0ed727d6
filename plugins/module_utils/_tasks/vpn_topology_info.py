# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What exists in a region as a declaration of a topology. Contract: gateway.yaml, customer_gateway.yaml,
connection.yaml and route.yaml, the actions that list."""

from __future__ import annotations

import typing as t
from collections import Counter

from .._engine.errors import Unresolved
from .._engine.parts import Options, Raw
from .._engine.phase import phase
from .._engine.resource import Resource
from .._engine.snapshot import Snapshot
from .._engine.task import Result, Spec, Task
from .._resources.customer_gateway import CUSTOMER_GATEWAY
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY
from .._rpc.client import Client
from ._around import Around, Values, values
from ._declaration import OWNER, owner_of


def _spec() -> Spec:
    return {
        "name": {"type": "str"},
        "vpn_gateways": {"type": "list", "elements": "str"},
        "include_secrets": {"type": "bool", "default": False},
    }


def describe_topology(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    with phase("describe", f"the topology of region {client.region}", []):
        return _Description(options, Snapshot(VPN_GATEWAY, client)).result()


class _Description:
    def __init__(self, options: Options, snapshot: Snapshot) -> None:
        self.owner = options["name"]
        self.secrets = options["include_secrets"]
        self.wanted = options["vpn_gateways"]
        self.snapshot = snapshot
        self.customers = {str(CUSTOMER_GATEWAY.id_of(raw)): raw for raw in self._existing(CUSTOMER_GATEWAY)}
        self.connections = self._existing(VPN_CONNECTION)
        self.of_gateway: dict[t.Any, list[Raw]] = {}
        for raw in self.connections:
            self.of_gateway.setdefault(raw.get(IN_GATEWAY.wire), []).append(raw)
        self.existing = self._existing(VPN_GATEWAY)
        self.gateway_names = Counter(map(VPN_GATEWAY.name_of, self.existing))
        self.site_names: Counter[str] = Counter()
        self.gateways: list[Values] = []
        self.shared: dict[str, Values] = {}
        self.sites: list[Values] = []
        self.left_out: list[dict[str, str]] = []

    def result(self) -> Result:
        gateways = self._gateways()
        self.site_names.update(VPN_CONNECTION.name_of(raw) for gateway in gateways for raw in self._sites_of(gateway))
        for gateway in gateways:
            self._add(gateway)
        return {
            "changed": False,
            "vpn_topology": {
                "vpn_gateways": self.gateways,
                "customer_gateways": list(self.shared.values()),
                "sites": self.sites,
            },
            "left_out": self.left_out,
        }

    def _gateways(self) -> list[Raw]:
        existing = self.existing
        if self.wanted is None:
            return existing
        known = {text for raw in existing for text in (VPN_GATEWAY.id_of(raw), VPN_GATEWAY.name_of(raw))}
        missing = [text for text in self.wanted if text not in known]
        if missing:
            raise Unresolved(
                f"vpn_gateways: no VPN gateway has the ID or the name {missing[0]!r} in region "
                f"{self.snapshot.client.region}; give existing ones, or leave the option out"
            )
        return [raw for raw in existing if {VPN_GATEWAY.id_of(raw), VPN_GATEWAY.name_of(raw)} & set(self.wanted)]

    def _add(self, gateway: Raw) -> None:
        mine, meant = self._sites_of(gateway), self._is_meant(VPN_GATEWAY, gateway)
        if not (mine or meant):
            return
        routes = self.snapshot.of(VPN_ROUTE_ENTRY).fetch({IN_GATEWAY.wire: VPN_GATEWAY.id_of(gateway)})
        around = Around(gateway, self._connections_of(gateway), self.customers, routes, self.secrets)
        reason = self._undescribable(gateway)
        if meant and reason:
            self._leave_out(VPN_GATEWAY, gateway, reason)
        elif meant:
            self.gateways.append(_without_owner(around.gateway_values()))
        for raw in mine:
            why = around.undescribable(raw) or reason or self._not_unique(raw)
            if why:
                self._leave_out(VPN_CONNECTION, raw, why)
            else:
                self.sites.append(self._site(raw, around))

    def _connections_of(self, gateway: Raw) -> list[Raw]:
        return self.of_gateway.get(VPN_GATEWAY.id_of(gateway), [])

    def _sites_of(self, gateway: Raw) -> list[Raw]:
        return [raw for raw in self._connections_of(gateway) if self._is_meant(VPN_CONNECTION, raw)]

    def _undescribable(self, gateway: Raw) -> str:
        """Why a VPN gateway cannot be managed by its name; empty if it can."""
        name = VPN_GATEWAY.name_of(gateway)
        if not name:
            return "the VPN gateway has no name; give it one"
        return f"several VPN gateways are named {name!r}; rename them" if self.gateway_names[name] > 1 else ""

    def _not_unique(self, connection: Raw) -> str:
        """Why a connection cannot be a site beside the others; empty if it can."""
        name = VPN_CONNECTION.name_of(connection)
        if self.site_names[name] == 1:
            return ""
        place = "connections of several VPN gateways"
        return f"{place} are named {name!r}; rename them, or describe one VPN gateway at a time"

    def _leave_out(self, resource: Resource, raw: Raw, reason: str) -> None:
        self.left_out.append({"id": str(resource.id_of(raw)), "reason": reason})

    def _site(self, raw: Raw, around: Around) -> Values:
        whole = self.snapshot.of(VPN_CONNECTION).whole(raw)
        connection = _without_owner(around.connection_values(whole))
        ends = around.customer_ids(raw)
        users = Counter(one for other in self.connections for one in around.customer_ids(other))
        site: Values = {"name": connection.pop("name"), IN_GATEWAY.name: around.gateway["Name"]}
        customers = {one: _without_owner(values(CUSTOMER_GATEWAY, self.customers[one], self.secrets)) for one in ends}
        if len(ends) == 1 and users[ends[0]] == 1:
            site["customer_gateway"] = customers[ends[0]]
        else:
            self.shared.update(customers)
            if len(ends) == 1:
                connection["customer_gateway"] = customers[ends[0]]["name"]
        routes = around.route_values(raw["VpnConnectionId"])
        return {**site, "vpn_connection": connection, **({"routes": routes} if routes else {})}

    def _is_meant(self, resource: Resource, raw: Raw) -> bool:
        return self.owner is None or owner_of(resource, raw) == self.owner

    def _existing(self, resource: Resource) -> list[Raw]:
        return [raw for raw in self.snapshot.of(resource).fetch({}) if not resource.is_deleting(raw)]


def _without_owner(options: Values) -> Values:
    tags = {key: text for key, text in (options.get("tags") or {}).items() if key != OWNER}
    others: dict[str, t.Any] = {name: value for name, value in options.items() if name != "tags"}
    return {**others, "tags": tags} if tags else others


VPN_TOPOLOGY_INFO = Task(_spec, describe_topology, read_only=True)
