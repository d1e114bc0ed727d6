# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The plan of a topology: what has to change, why, and in which order."""

from __future__ import annotations

import typing as t
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from .._engine.converge import Desired, Outcome, preview
from .._engine.dependents import kept_by
from .._engine.errors import Refused
from .._engine.parts import Options, Raw
from .._engine.phase import Failed, failed
from .._engine.plan import Step, plan_absent
from .._engine.resource import Resource
from .._engine.snapshot import Snapshot
from .._resources.customer_gateway import CUSTOMER_GATEWAY
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY, VPN_GATEWAY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY, is_custom
from .._rpc.client import Client
from .._rpc.errors import RpcError
from ._declaration import OWNER, Part, owner_of, parts
from ._route_conflicts import ACTIVE, Declared, destination, published_twice, same_networks, second_active

Key = tuple[str, str]
_MOST_SHOWN = 10


class Planned(t.NamedTuple):
    """A declared part, and what its change would lead to."""

    part: Part
    outcome: Outcome


@dataclass(frozen=True)
class Change:
    """One resource that is created, changed or deleted, or waited for, if it has no `steps`. `lane`: what is busy
    meanwhile. `needs`: changes that come first."""

    part: Part
    key: Key
    present: bool
    identifier: str | None
    steps: tuple[Step, ...]
    before: dict[str, t.Any]
    after: dict[str, t.Any]
    lane: Key
    needs: frozenset[Key]
    purge_tags: bool = True

    @property
    def label(self) -> str:
        return f"{self.part.resource.title} {self.part.name}"

    @property
    def creates(self) -> bool:
        return any(step.verb == "create" for step in self.steps)

    @property
    def verb(self) -> str:
        """create, update or delete."""
        verb = self.steps[0].verb
        return "update" if verb == "tag" else verb


@dataclass
class TopologyPlan:
    """`ids`: of what exists, by type and name. `gateways`: the VPN gateways that exist, by ID."""

    parts: list[Planned] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    ids: dict[Key, str] = field(default_factory=dict)
    gateways: dict[str, Raw] = field(default_factory=dict)


def joined(texts: t.Sequence[str], what: str) -> str:
    """The first of them as one sentence, without its full stop. `what`: what they are."""
    shown = [text.removesuffix(".") for text in texts[:_MOST_SHOWN]]
    more = [f"more {what}: {len(texts) - _MOST_SHOWN}"] if len(texts) > _MOST_SHOWN else []
    return "; ".join([*shown, *more])


def plan(options: Options, client: Client) -> TopologyPlan:
    """Raises Failed with all problems of the declaration, before any write."""
    return _Planner(options, client).plan()


class _Planner:
    def __init__(self, options: Options, client: Client) -> None:
        self.owner = options["name"]
        self.options = options
        self.parts = parts(options)
        self.snapshot = Snapshot(VPN_GATEWAY, client)
        self.found = TopologyPlan()
        self.expected: set[Key] = set()
        self.orders: dict[Key, Raw] = {}
        self.problems: list[Failed] = []

    def plan(self) -> TopologyPlan:
        for part in self.parts:
            with self._collected(part.path):
                self._add(part)
        going = self._unwanted_routes() if self.options["purge"] else []
        self._check_routes(going)
        if not self.problems and self.options["purge"]:
            self._purge(going)
        self._make_way()
        if self.problems:
            text = joined([error.text for error in self.problems], "problems")
            raise Failed(f"{text}. Nothing was changed", self.problems[0].cause, [])
        if self.found.changes:
            listed = self.snapshot.fetch({})
            self.found.gateways = {raw[VPN_GATEWAY.identity.id]: raw for raw in listed}
        return self.found

    @contextmanager
    def _collected(self, path: str) -> t.Iterator[None]:
        """A call that fails ends the plan: the next one would most likely fail too, after as many tries."""
        try:
            yield
        except Failed as error:
            if isinstance(error.cause, RpcError):
                raise
            self.problems.append(Failed(f"{path}: {error.text}", error.cause, []))

    # --- what is declared -------------------------------------------------------------------------------------------

    def _add(self, part: Part) -> None:
        resource = part.resource
        remote = self.snapshot.of(resource)
        # What cannot be planned is expected all the same: one problem is reported once.
        self.expected.add(part.key)
        tags_given = set(part.options.get("tags") or ()) - {OWNER}
        purge_tags = bool(self.options["purge_tags"] and tags_given)
        gateway = part.options.get(IN_GATEWAY.name)
        desired = Desired(
            part.options,
            purge_tags=purge_tags,
            recreate=None,
            include_secrets=self.options["include_secrets"],
            expected=self.expected,
            parent=self.orders.get((VPN_GATEWAY.name, str(gateway))),
        )
        outcome = preview(remote, desired)
        identifier = resource.id_of(outcome.raw)
        unlisted = any(part.options.get(name) is not None for name in resource.unlisted)
        if identifier and resource.summary and (outcome.changed or unlisted):
            remote.refresh(identifier)
            outcome = preview(remote, desired)
        self._check_owner(part, outcome.raw)
        self.found.parts.append(Planned(part, outcome))
        if identifier:
            self.found.ids[part.key] = identifier
        elif outcome.steps and resource is VPN_GATEWAY:
            self.orders[part.key] = {resource.identity.id: part.name, **outcome.steps[0].parameters}
        if outcome.steps or not resource.is_ready(outcome.raw):
            self.found.changes.append(
                Change(
                    part,
                    part.key,
                    True,
                    identifier,
                    outcome.steps,
                    outcome.before,
                    outcome.after,
                    self._lane(part),
                    frozenset(self._references(part)),
                    purge_tags,
                )
            )

    def _check_owner(self, part: Part, raw: Raw | None) -> None:
        owner = owner_of(part.resource, raw)
        if owner and owner != self.owner:
            cause = Refused(f"it belongs to topology {owner!r} by its tag {OWNER}; declare it there, or remove the tag")
            raise failed(f"Could not plan the changes to {part.resource.title} {part.name}", cause, [])

    def _references(self, part: Part) -> t.Iterator[Key]:
        """What a part refers to, as types and names."""
        found: list[Key] = []

        def look(kind: t.Any, path: str, text: str) -> str:
            found.append((kind.target.name, text))
            return text

        for one in part.resource.fields:
            if part.options.get(one.name) is not None:
                one.kind.resolve(one.name, part.options[one.name], look)
        yield from found

    def _lane(self, part: Part) -> Key:
        """A gateway is busy while something of it changes."""
        if not part.resource.lock:
            return (part.resource.name, self.found.ids.get(part.key, part.name))
        gateway = str(part.options[IN_GATEWAY.name])
        key = (VPN_GATEWAY.name, gateway)
        return (VPN_GATEWAY.name, self.found.ids.get(key) or self._id_of(VPN_GATEWAY, gateway) or gateway)

    def _id_of(self, resource: Resource, text: str) -> str | None:
        named = (raw for raw in self.snapshot.of(resource).fetch({}) if resource.name_of(raw) == text)
        return next((resource.id_of(raw) for raw in named), None)

    def _check_routes(self, going: list[Raw]) -> None:
        """`going`: the routes that are deleted."""
        connections, routes = self._declared(VPN_CONNECTION), self._declared(VPN_ROUTE_ENTRY)
        gateways = {one.gateway: self._gateway(one.gateway) for one in routes}
        changing = dict.fromkeys(one.gateway for one in routes if one.changes)
        single = [one for one in changing if not gateways[one].get("DisasterRecoveryVSwitchId")]
        accounted = _keys(one.actual for one in routes if one.actual) | _keys(going)
        others = [
            (gateway, raw)
            for gateway in single
            if gateway not in self.orders
            for raw in self.snapshot.of(VPN_ROUTE_ENTRY).fetch({IN_GATEWAY.wire: gateway[1]})
            if not _keys([raw]) & accounted
        ]
        active = second_active((one for one in routes if one.gateway in single), others)
        vpcs = {gateway: raw.get("VpcId") for gateway, raw in gateways.items()}
        for text in (*same_networks(connections), *active, *published_twice(routes, vpcs)):
            self._refuse(text)

    def _gateway(self, key: Key) -> Raw:
        """As it is, or as it will be created."""
        return self.snapshot.of(VPN_GATEWAY).read(key[1]) or self.orders.get(key) or {}

    def _declared(self, resource: Resource) -> list[Declared]:
        return [
            Declared(one.part.path, self._lane(one.part), one.part.options, one.outcome.raw, bool(one.outcome.steps))
            for one in self.found.parts
            if one.part.resource is resource
        ]

    # --- what is not declared ---------------------------------------------------------------------------------------

    def _purge(self, routes: list[Raw]) -> None:
        """Everything that has the tag of this topology and is not declared, and the routes of its connections that are
        not declared. A VPN gateway that is being deleted already is only waited for."""
        kept = set(self.found.ids.values())
        unwanted = {
            resource.name: [
                raw
                for raw in self._existing(resource)
                if owner_of(resource, raw) == self.owner and resource.id_of(raw) not in kept
            ]
            for resource in (VPN_CONNECTION, CUSTOMER_GATEWAY, VPN_GATEWAY)
        }
        ways = [self._deletion(VPN_ROUTE_ENTRY, raw, ()) for raw in routes]
        gone = list(ways)
        for raw in unwanted[VPN_CONNECTION.name]:
            hops = [one.key for one in ways if one and one.part.options["next_hop"] == VPN_CONNECTION.id_of(raw)]
            gone.append(self._deletion(VPN_CONNECTION, raw, hops))
        freed = {str(change.identifier) for change in self.found.changes if change.part.resource is VPN_CONNECTION}
        freed |= {str(VPN_CONNECTION.id_of(raw)) for raw in unwanted[VPN_CONNECTION.name]}
        earlier = frozenset(change.key for change in (*self.found.changes, *filter(None, gone)))
        for resource in (CUSTOMER_GATEWAY, VPN_GATEWAY):
            for raw in unwanted[resource.name]:
                text = kept_by(self.snapshot.of(resource), str(resource.id_of(raw)), freed)
                if text:
                    self._refuse(f"purge: {text}; delete these first, or declare the {resource.title} again")
                else:
                    gone.append(self._deletion(resource, raw, earlier))
        self.found.changes += filter(None, [*gone, *self._leaving()])

    def _leaving(self) -> t.Iterator[Change | None]:
        for raw in self.snapshot.of(VPN_GATEWAY).fetch({}):
            if VPN_GATEWAY.is_deleting(raw) and owner_of(VPN_GATEWAY, raw) == self.owner:
                change = self._deletion(VPN_GATEWAY, raw, ())
                yield change and replace(change, steps=(), before={}, after={})

    def _existing(self, resource: Resource) -> list[Raw]:
        return [raw for raw in self.snapshot.of(resource).fetch({}) if not resource.is_deleting(raw)]

    def _unwanted_routes(self) -> list[Raw]:
        """Routes of BGP come and go by themselves."""
        owned = [raw for raw in self._existing(VPN_CONNECTION) if owner_of(VPN_CONNECTION, raw) == self.owner]
        routes = (one.outcome.raw for one in self.found.parts if one.part.resource is VPN_ROUTE_ENTRY)
        declared = _keys(filter(None, routes))
        hops = {raw["VpnConnectionId"] for raw in owned}
        gateways = dict.fromkeys(raw[IN_GATEWAY.wire] for raw in owned)
        existing = (raw for one in gateways for raw in self.snapshot.of(VPN_ROUTE_ENTRY).fetch({IN_GATEWAY.wire: one}))
        return [
            raw for raw in existing if raw.get("NextHop") in hops and is_custom(raw) and not _keys([raw]) & declared
        ]

    def _deletion(self, resource: Resource, raw: Raw, needs: t.Iterable[Key]) -> Change | None:
        identity = resource.identity
        options = {field.name: field.receive(raw) for field in map(resource.field, identity.natural)}
        identifier = resource.id_of(raw)
        if identifier:
            options = {"name": resource.name_of(raw) or identifier}
        part = Part(resource, "purge", "", options)
        try:
            planned = plan_absent(resource, raw, self.snapshot.client.clock.now())
        except Refused as error:
            self._refuse(f"purge: {resource.title} {part.name}: {error}")
            return None
        gateway = raw.get(resource.field(resource.lock).path) if resource.lock else identifier
        lane = (VPN_GATEWAY.name if resource.lock else resource.name, str(gateway))
        key = (resource.name, identifier or part.name)
        return Change(
            part, key, False, identifier, planned.steps, planned.before, planned.after, lane, frozenset(needs)
        )

    def _make_way(self) -> None:
        """The service refuses two active routes of a VPN gateway to one destination, and two that are published to a
        VPC. So the old one goes, or becomes a standby, first."""
        freed: dict[t.Any, set[Key]] = {}
        wanted = []
        for number, change in enumerate(self.found.changes):
            if change.part.resource is VPN_ROUTE_ENTRY:
                network = destination(change.part.options)
                if change.present and (change.creates or change.part.options.get("weight") in (None, ACTIVE)):
                    wanted.append((number, change, network))
                else:
                    freed.setdefault(network, set()).add(change.key)
        for number, change, network in wanted:
            self.found.changes[number] = replace(change, needs=change.needs | freed.get(network, set()))

    def _refuse(self, text: str) -> None:
        self.problems.append(Failed(text, Refused(text), []))


def _keys(routes: t.Iterable[Raw]) -> set[tuple[t.Any, t.Any]]:
    """What tells the routes of the region apart: a connection belongs to one VPN gateway."""
    return {(raw.get("RouteDest"), raw.get("NextHop")) for raw in routes}
