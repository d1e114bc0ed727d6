# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""All routes of a VPN gateway that users created (contract: route.yaml, section 6): one read for each type of route,
then only the differences. Not a descriptor, because it has many resources of two types."""

from __future__ import annotations

import typing as t

from .._engine.apply import Application
from .._engine.errors import Ambiguous, Outdated, Refused, while_outdated
from .._engine.field import Field, problems
from .._engine.find import Found, require, resolve
from .._engine.lock import lock_of
from .._engine.parts import Options, Raw
from .._engine.phase import failed, phase
from .._engine.plan import Plan, plan_absent, plan_present, with_initial
from .._engine.presence import Presence
from .._engine.reference import Pending
from .._engine.remote import Remote
from .._engine.resource import Resource
from .._engine.shown import wait_until_shown
from .._engine.task import Result, Spec, Task
from .._engine.views import diff, result
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import IN_GATEWAY
from .._resources.vpn_pbr_route_entry import VPN_PBR_ROUTE_ENTRY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY, is_custom
from .._rpc.client import Client

# The option that lists the routes of each type.
ROUTES: tuple[tuple[str, Resource], ...] = (
    ("destination_routes", VPN_ROUTE_ENTRY),
    ("policy_routes", VPN_PBR_ROUTE_ENTRY),
)
_GATEWAY = (IN_GATEWAY.filter(required=True),)


# Routes of one type.
_Existing = tuple[Resource, list[Raw]]


class _Difference(t.NamedTuple):
    """One route that differs."""

    resource: Resource
    plan: Plan
    wanted: dict[str, t.Any]
    actual: Raw | None


def _spec() -> Spec:
    return {
        **{one.name: one.spec(required=one.required) for one in _GATEWAY},
        **{
            option: {"type": "list", "elements": "dict", "options": _route_spec(resource)}
            for option, resource in ROUTES
        },
        "purge_routes": {"type": "bool", "default": False},
        "state": {"type": "str", "choices": ["present", "absent"], "default": "present"},
        "wait": {"type": "bool", "default": True},
        "wait_timeout": {"type": "int", "default": 1800},
    }


def _route_spec(resource: Resource) -> Spec:
    """The spec of one route in a list: that of the route module, without the gateway."""
    fields = [field for field in resource.fields if field.name != IN_GATEWAY.name]
    return {field.name: field.spec(required=field.name in resource.identity.natural) for field in fields}


def _problems(options: Options) -> list[str]:
    found = []
    if options["state"] == "absent" and options["purge_routes"]:
        found.append("purge_routes: not allowed with state=absent; leave it out")
    for option, resource in ROUTES:
        routes = options[option] or ()
        wrong = [
            text
            for number, route in enumerate(routes, 1)
            for text in problems(resource.fields, route, f"{option}[{number}].")
        ]
        found += wrong or _repeated(option, resource, routes)
    return found


def _repeated(option: str, resource: Resource, routes: t.Iterable[Options]) -> list[str]:
    """Routes that are given twice."""
    keys = [resource.field(name) for name in resource.identity.natural if name != IN_GATEWAY.name]
    seen: dict[tuple[t.Any, ...], int] = {}
    found = []
    for number, route in enumerate(routes, 1):
        first = seen.setdefault(tuple(key.kind.canon(route[key.name]) for key in keys), number)
        if first != number:
            found.append(f"{option}[{number}]: the same route as {option}[{first}]; remove one of the two")
    return found


def converge_routes(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    return _RouteSet(options, client, check).run()


class _RouteSet:
    """Brings the routes of one gateway to the desired state."""

    def __init__(self, options: Options, client: Client, check: bool) -> None:
        self.options = options
        self.check = check
        self.remote = Remote(VPN_ROUTE_ENTRY, client, client.clock.monotonic() + options["wait_timeout"])
        self.present = options["state"] == "present"
        self.resources = [resource for option, resource in ROUTES if options[option] is not None]
        self.label = f"the routes of VPN gateway {options['vpn_gateway']}"
        self.done: list[str] = []
        self.gateway: str | Pending = ""
        self.looked = client.now()
        self.applied: list[_Difference] = []

    def run(self) -> Result:
        try:
            return while_outdated(self._run)
        except Outdated as outdated:
            raise failed(f"Could not create {self.label}", outdated, self.done) from outdated

    def _run(self) -> Result:
        self.looked = self.remote.client.now()
        with phase("find", self.label, self.done):
            given = {IN_GATEWAY.name: self.options[IN_GATEWAY.name]}
            resolved = resolve(self.remote, _GATEWAY, given)
            if self.present and not self.check:
                require(self.remote, _GATEWAY, resolved)
            self.gateway = resolved[IN_GATEWAY.name]
            lock = lock_of(self.remote, resolved)
            if lock:
                lock.settle()  # what is listed meanwhile may be about to go
            existing = self._existing()
        with phase("plan the changes to", self.label, self.done):
            hops = _Hops(self.remote.of(VPN_CONNECTION), self.gateway)
            found = [one for resource, raws in existing for one in self._differences(resource, raws, hops)]
            differences = sorted(found, key=_order)
        warnings: list[str] = []
        if differences and not self.check:
            self._apply(differences)
            with phase("read the new state of", self.label, self.done):
                existing, warnings = self._read_again(differences)
        differences = differences if self.check else self.applied
        return {
            "changed": bool(differences),
            "actions": [action for one in differences for action in one.plan.actions],
            "vpn_gateway_routes": {
                _option(resource): [result(resource, raw) for raw in raws] for resource, raws in existing
            },
            "diff": diff(
                self.label,
                self._side(differences, lambda plan: plan.before),
                self._side(differences, lambda plan: plan.after),
            ),
            **({"warnings": warnings} if warnings else {}),
        }

    def _existing(self) -> list[_Existing]:
        """The routes that users created, without those learnt by BGP."""
        if isinstance(self.gateway, Pending):
            return [(resource, []) for resource in self.resources]
        lists = [
            (resource, self.remote.of(resource).fetch({IN_GATEWAY.wire: self.gateway})) for resource in self.resources
        ]
        return [(resource, [raw for raw in raws if is_custom(raw)]) for resource, raws in lists]

    def _differences(self, resource: Resource, existing: list[Raw], hops: _Hops) -> list[_Difference]:
        """With `purge_routes`, existing routes that match no wanted one are deleted."""
        left = list(existing)
        now = self.remote.client.clock.now()
        keys = [resource.field(name) for name in resource.identity.natural]
        routes = [{**route, "next_hop": hops.of(route["next_hop"])} for route in self.options[_option(resource)]]
        # Checked again, because a name and an ID may mean the same connection.
        repeated = _repeated(_option(resource), resource, routes)
        if repeated:
            raise Refused("; ".join(repeated))
        found = []
        for route in routes:
            wanted = {name: value for name, value in route.items() if value is not None}
            wanted[IN_GATEWAY.name] = self.gateway
            if self.present and not self.check:
                require(self.remote, resource.fields, wanted)
            actual = next((raw for raw in left if _is(raw, wanted, keys)), None)
            if actual is not None:
                left.remove(actual)
            plan = (
                plan_present(resource, wanted, actual, now=now) if self.present else plan_absent(resource, actual, now)
            )
            found.append(_Difference(resource, plan, wanted, actual))
        if self.options["purge_routes"]:
            for raw in left:
                named = {key.name: key.receive(raw) for key in keys}
                found.append(_Difference(resource, plan_absent(resource, raw, now), named, raw))
        return [one for one in found if one.plan.steps]

    def _apply(self, differences: list[_Difference]) -> None:
        for number, one in enumerate(differences, 1):
            label = f"{self.label}, {one.resource.title} to {one.wanted['route_dest']}"
            with phase("apply the changes to", label, self.done):
                remote = self.remote.of(one.resource)
                application = Application(remote, one.plan, one.wanted, Found(one.actual), self.looked, self.done)
                application.run(wait=self.options["wait"] or number < len(differences))
                self.applied.append(one)

    def _read_again(self, differences: list[_Difference]) -> tuple[list[_Existing], list[str]]:
        """The routes as they are now, and warnings."""
        existing: list[_Existing] = []
        presences = [Presence(f"{one.resource.title} to {one.wanted['route_dest']}") for one in differences]

        def look() -> dict[str, str]:
            nonlocal existing
            existing = self._existing()
            missing: dict[str, str] = {}
            for one, presence in zip(differences, presences) if self.options["wait"] else ():
                if text := self._not_shown(one, existing, presence):
                    hop = one.wanted["next_hop"]
                    missing[hop] = f"{missing[hop]}; {text}" if hop in missing else text
            return missing

        actions = dict.fromkeys(action for one in differences for action in one.plan.actions)
        warning = wait_until_shown(self.remote, actions, look)
        return existing, [warning] if warning else []

    def _not_shown(self, difference: _Difference, existing: list[_Existing], presence: Presence) -> str:
        """What a change has not brought about yet; empty if nothing. A deletion has been waited for."""
        resource, verb = difference.resource, difference.plan.steps[0].verb
        if verb == "delete":
            return ""
        wanted = with_initial(resource, difference.wanted) if verb == "create" else difference.wanted
        keys = [resource.field(name) for name in resource.identity.natural]
        raws = next(raws for other, raws in existing if other is resource)
        actual = next((raw for raw in raws if _is(raw, wanted, keys)), None)
        presence.check(actual)
        steps = plan_present(resource, wanted, actual, now=self.remote.client.clock.now()).steps
        reasons = "; ".join(step.reason for step in steps)
        return f"{resource.title} to {wanted['route_dest']}: {reasons}" if reasons else ""

    def _side(
        self, differences: list[_Difference], side: t.Callable[[Plan], dict[str, t.Any]]
    ) -> dict[str, list[dict[str, t.Any]]]:
        """One side of the diff: those of the differing routes that exist on this side."""
        return {
            _option(resource): [side(one.plan) for one in differences if one.resource is resource and side(one.plan)]
            for resource in self.resources
        }


class _Hops:
    """Resolves connections by ID or name. The names are read once, and only when a name is used."""

    def __init__(self, remote: Remote, gateway: str | Pending) -> None:
        self._remote = remote
        self._gateway = gateway
        self._connections: list[Raw] | None = None

    def of(self, text: str) -> str | Pending:
        if VPN_CONNECTION.is_id(text):
            return text
        if self._connections is None:
            known = not isinstance(self._gateway, Pending)
            self._connections = self._remote.fetch({IN_GATEWAY.wire: self._gateway}) if known else []
        ids = [raw["VpnConnectionId"] for raw in self._connections if VPN_CONNECTION.name_of(raw) == text]
        if len(ids) > 1:
            raise Ambiguous(
                f"next_hop: {len(ids)} connections of the gateway are named {text!r} ({', '.join(ids)}); give the ID"
            )
        return ids[0] if ids else Pending(text)


def _order(difference: _Difference) -> int:
    """Routes are deleted first, then active ones become standby, because the service refuses two active routes to one
    destination, also between two calls."""
    if difference.plan.steps[0].verb == "delete":
        return 0
    return 1 if any(step.parameters.get("NewWeight") == 0 for step in difference.plan.steps) else 2


def _is(raw: Raw, wanted: Options, keys: list[Field]) -> bool:
    return all(key.kind.same(wanted[key.name], key.receive(raw)) for key in keys)


def _option(resource: Resource) -> str:
    return next(option for option, kind in ROUTES if kind is resource)


VPN_GATEWAY_ROUTES = Task(
    _spec,
    converge_routes,
    _problems,
    constraints={"required_one_of": [[option for option, _resource in ROUTES]]},
)
