# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A declared topology as its parts: resources with the options of their modules, each after those that it refers to."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .._engine.field import problems
from .._engine.parts import Options
from .._engine.resource import Resource
from .._engine.task import Spec
from .._resources.customer_gateway import CUSTOMER_GATEWAY
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY

# The tag of what belongs to a topology; its value is the name of the topology.
OWNER = "alicloud.vpn.topology"

_OF_SITE = (("customer_gateway", CUSTOMER_GATEWAY, ()), ("vpn_connection", VPN_CONNECTION, (IN_GATEWAY.name,)))
_OF_ROUTE = (IN_GATEWAY.name, "next_hop")


@dataclass(frozen=True)
class Part:
    """`options`: those of the module, with names as references; None means not given. `path`: where it is declared.
    `site`: the name of its site, or empty."""

    resource: Resource
    path: str
    site: str
    options: dict[str, t.Any]

    @property
    def name(self) -> str:
        """Tells it apart from other parts of its type. Routes have no name of their own."""
        if self.resource is VPN_ROUTE_ENTRY:
            return f"{self.options['route_dest']} to {self.options['next_hop']}"
        return str(self.options["name"])

    @property
    def key(self) -> tuple[str, str]:
        return self.resource.name, self.name

    def problems(self) -> list[str]:
        """What is wrong with its options."""
        found = problems(self.resource.fields, self.options, f"{self.path}.")
        return found or [f"{self.path}: {text}" for text in self.resource.problems(self.options)]


def spec() -> Spec:
    """The options that declare the parts."""
    name = {"name": {"type": "str", "required": True}}
    routes = _list_spec(_options_spec(VPN_ROUTE_ENTRY, required="route_dest", apart_from=_OF_ROUTE))
    return {
        "vpn_gateways": _list_spec(_options_spec(VPN_GATEWAY, required="name")),
        "customer_gateways": _list_spec(_options_spec(CUSTOMER_GATEWAY, required="name")),
        "defaults": {"type": "dict", "options": _site_spec()},
        "sites": _list_spec({**name, **_site_spec(), "routes": routes}),
    }


def _site_spec() -> Spec:
    parts_of_site = {
        name: {"type": "dict", "options": _options_spec(resource, apart_from=apart_from)}
        for name, resource, apart_from in _OF_SITE
    }
    return {IN_GATEWAY.name: {"type": "str"}, **parts_of_site, "route_remote_subnets": {"type": "bool"}}


def _options_spec(resource: Resource, required: str = "", apart_from: t.Container[str] = ()) -> Spec:
    fields = (field for field in resource.fields if field.name not in apart_from)
    return {field.name: field.spec(required=field.name == required) for field in fields}


def _list_spec(options: Spec) -> Spec:
    return {"type": "list", "elements": "dict", "options": options}


def parts(options: Options) -> list[Part]:
    """All parts: VPN gateways, customer gateways, then the connection and the routes of one site after another."""
    owner = options["name"]
    found = [
        Part(resource, f"{option}[{number}]", "", _owned(declared, owner))
        for option, resource in (("vpn_gateways", VPN_GATEWAY), ("customer_gateways", CUSTOMER_GATEWAY))
        for number, declared in enumerate(options[option] or (), 1)
    ]
    sites = [
        _Site(declared, options["defaults"] or {}, f"sites[{number}]", owner)
        for number, declared in enumerate(options["sites"] or (), 1)
    ]
    found += [part for site in sites for part in site.customer()]
    return found + [part for site in sites for part in site.others()]


def wrong(options: Options) -> list[str]:
    """What is wrong with the declaration, before any call."""
    defaults = options["defaults"] or {}
    found = [
        text
        for name, resource, _apart in _OF_SITE
        for text in problems(resource.fields, defaults.get(name) or {}, f"defaults.{name}.")
    ]
    found += [
        f"{path}.tags: {OWNER} is not allowed, because the topology sets it on everything that belongs to it; leave it "
        "out"
        for path, declared in _declared(options)
        if OWNER in (declared.get("tags") or {})
    ]
    for number, site in enumerate(options["sites"] or (), 1):
        if not (site[IN_GATEWAY.name] or defaults.get(IN_GATEWAY.name)):
            found.append(
                f"sites[{number}].{IN_GATEWAY.name}: not given; give it in the site or in defaults, as the name or the "
                "ID of a VPN gateway"
            )
    return found or _wrong_parts(parts(options))


def _declared(options: Options) -> t.Iterator[tuple[str, Options]]:
    """Path and options of everything that may have tags."""
    for name in ("vpn_gateways", "customer_gateways"):
        yield from ((f"{name}[{number}]", one) for number, one in enumerate(options[name] or (), 1))
    sites = enumerate(options["sites"] or (), 1)
    for path, one in (("defaults", options["defaults"] or {}), *((f"sites[{number}]", site) for number, site in sites)):
        yield from ((f"{path}.{name}", one.get(name) or {}) for name, _resource, _apart in _OF_SITE)


def _wrong_parts(declared: list[Part]) -> list[str]:
    named: dict[tuple[str, str], Part] = {}
    addressed: dict[str, Part] = {}
    found = []
    for part in declared:
        found += part.problems()
        other = named.setdefault(part.key, part)
        if other is not part:
            found.append(f"{part.path}: {part.name!r} is declared in {other.path} too; names must be different")
            continue
        address = part.options.get("ip_address")
        other = addressed.setdefault(address, part) if address else part
        if other is not part:
            found.append(
                f"{part.path}.ip_address: {address} is declared in {other.path} too; an address can be used only once "
                "in a region; declare it once in customer_gateways, and give its name in "
                "vpn_connection.customer_gateway of each site"
            )
    return found


class _Site:
    """`declared` with `defaults` for what it does not give."""

    def __init__(self, declared: Options, defaults: Options, path: str, owner: str) -> None:
        self.declared = declared
        self.defaults = defaults
        self.path = path
        self.owner = owner
        self.name = str(declared["name"])

    def customer(self) -> t.Iterator[Part]:
        """The customer gateway of its own, if it has one."""
        if self.declared["customer_gateway"] is not None:
            yield self._part("customer_gateway", CUSTOMER_GATEWAY)

    def others(self) -> t.Iterator[Part]:
        """The connection and its routes."""
        gateway = self._given(IN_GATEWAY.name)
        connection = self._part("vpn_connection", VPN_CONNECTION)
        connection.options[IN_GATEWAY.name] = gateway
        for customer in self.customer():
            if connection.options.get("customer_gateway") is None:
                connection.options["customer_gateway"] = customer.name
        yield connection
        ends = {IN_GATEWAY.name: gateway, "next_hop": connection.name}
        for path, route in self._routes(connection):
            yield Part(VPN_ROUTE_ENTRY, path, self.name, {**route, **ends})

    def _routes(self, connection: Part) -> t.Iterator[tuple[str, Options]]:
        """Path and options of each."""
        routes = self.declared["routes"] or ()
        yield from ((f"{self.path}.routes[{number}]", route) for number, route in enumerate(routes, 1))
        given = {str(route["route_dest"]).strip() for route in routes}
        subnets = connection.options.get("remote_subnet") or () if self._given("route_remote_subnets") else ()
        for subnet in dict.fromkeys(str(one).strip() for one in subnets):
            if subnet not in given:
                yield f"{connection.path}.remote_subnet", {"route_dest": subnet}

    def _part(self, name: str, resource: Resource) -> Part:
        own, default = self.declared[name] or {}, self.defaults.get(name) or {}
        merged: dict[str, t.Any] = {"name": self.name}
        for field in resource.fields:
            value, other = own.get(field.name), default.get(field.name)
            if value is not None and other is not None:
                merged[field.name] = field.kind.merge(value, other)
            elif value is not None or other is not None:
                merged[field.name] = other if value is None else value
        return Part(resource, f"{self.path}.{name}", self.name, _owned(merged, self.owner))

    def _given(self, name: str) -> t.Any:
        value = self.declared[name]
        return self.defaults.get(name) if value is None else value


def _owned(options: Options, owner: str) -> dict[str, t.Any]:
    return {**options, "tags": {**(options.get("tags") or {}), OWNER: owner}}


def owner_of(resource: Resource, raw: t.Mapping[str, t.Any] | None) -> str:
    """The name of the topology that a resource belongs to; empty if it belongs to none."""
    field = resource.purgeable
    return str((field.receive(raw) or {}).get(OWNER, "")) if field and raw else ""
