# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The whole set of a gateway's own routes (contract: route.yaml, section 6): one read for each kind of route, then only
the differences. Not a descriptor: it is two kinds of resource, and many of each."""

from __future__ import annotations

import typing as t

from .._engine.apply import apply
from .._engine.errors import Ambiguous, Refused
from .._engine.field import Field
from .._engine.find import Raw, fetch, require, resolve
from .._engine.kinds import Unmade
from .._engine.phase import phase
from .._engine.plan import Plan, plan_absent, plan_present
from .._engine.resource import Resource
from .._engine.resource import complaints as field_complaints
from .._engine.views import result
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_pbr_route_entry import VPN_PBR_ROUTE_ENTRY
from .._resources.vpn_route_entry import VPN_ROUTE_ENTRY
from .._rpc.client import Client

KINDS: tuple[tuple[str, Resource], ...] = (
    ("destination_routes", VPN_ROUTE_ENTRY),
    ("policy_routes", VPN_PBR_ROUTE_ENTRY),
)
_GATEWAY = (VPN_ROUTE_ENTRY.field("vpn_gateway"),)


class _Task(t.NamedTuple):
    """One route that differs."""

    resource: Resource
    plan: Plan
    wanted: dict[str, t.Any]
    actual: Raw | None


def route_spec(resource: Resource) -> dict[str, t.Any]:
    """The spec of one route in a list of them: the route module's own, but for the gateway."""
    fields = [field for field in resource.fields if field.name != "vpn_gateway"]
    return {field.name: field.spec(required=field.name in resource.identity.natural) for field in fields}


def complaints(options: t.Mapping[str, t.Any]) -> list[str]:
    found = []
    if options["state"] == "absent" and options["purge_routes"]:
        found.append("purge_routes: only allowed together with state=present")
    for option, resource in KINDS:
        routes = options[option] or ()
        wrong = [
            f"{option}[{number}].{text}"
            for number, route in enumerate(routes, 1)
            for text in field_complaints(resource.fields, route)
        ]
        found += wrong or _twins(option, resource, routes)
    return found


def _twins(option: str, resource: Resource, routes: t.Iterable[t.Mapping[str, t.Any]]) -> list[str]:
    """Routes of the list that are one and the same."""
    keys = [resource.field(name) for name in resource.identity.natural if name != "vpn_gateway"]
    seen: dict[tuple[t.Any, ...], int] = {}
    found = []
    for number, route in enumerate(routes, 1):
        first = seen.setdefault(tuple(key.kind.canon(route[key.name]) for key in keys), number)
        if first != number:
            found.append(f"{option}[{number}]: the same route as {option}[{first}]")
    return found


def converge_routes(options: dict[str, t.Any], client: Client, check: bool) -> dict[str, t.Any]:
    """Options and result are those of the module's documentation."""
    deadline = client.clock.monotonic() + options["wait_timeout"]
    label = f"the routes of VPN gateway {options['vpn_gateway']}"
    about = [resource for option, resource in KINDS if options[option] is not None]
    done: list[str] = []
    with phase("find", label, done):
        gateway = resolve(_GATEWAY, {"vpn_gateway": options["vpn_gateway"]}, client)["vpn_gateway"]
        if options["state"] == "present" and not check:
            require(_GATEWAY, {"vpn_gateway": gateway})
        hops = _Hops(client, gateway)
        there = [(resource, _there(resource, client, gateway)) for resource in about]
    with phase("plan", label, done):
        tasks = [task for resource, raws in there for task in _tasks(resource, options, gateway, hops, raws, client)]
        tasks.sort(key=_turn)
    if not check:
        for number, task in enumerate(tasks, 1):
            with phase("apply", f"{label}, {task.resource.title} to {task.wanted['route_dest']}", done):
                wait = options["wait"] or number < len(tasks)
                apply(task.resource, client, task.plan, task.wanted, task.actual, wait, deadline, done)
        if tasks:
            with phase("read again", label, done):
                there = [(resource, _there(resource, client, gateway)) for resource in about]
    return {
        "changed": bool(tasks),
        "actions": [action for task in tasks for action in task.plan.actions],
        "vpn_gateway_routes": {_option(resource): [result(resource, raw) for raw in raws] for resource, raws in there},
        "diff": {
            "before": _side(about, tasks, lambda plan: plan.before),
            "after": _side(about, tasks, lambda plan: plan.after),
        },
    }


class _Hops:
    """Connections by id or name; the names are read once, and only when one is used."""

    def __init__(self, client: Client, gateway: str | Unmade) -> None:
        self._client = client
        self._gateway = gateway
        self._named: list[Raw] | None = None

    def of(self, text: str) -> str | Unmade:
        if VPN_CONNECTION.is_id(text):
            return text
        if self._named is None:
            known = not isinstance(self._gateway, Unmade)
            self._named = fetch(VPN_CONNECTION, self._client, {"VpnGatewayId": self._gateway}) if known else []
        ids = [raw["VpnConnectionId"] for raw in self._named if VPN_CONNECTION.name_of(raw) == text]
        if len(ids) > 1:
            raise Ambiguous(f"{len(ids)} connections of the gateway are named {text!r}: {', '.join(ids)}. Give the id.")
        return ids[0] if ids else Unmade(text)


def _there(resource: Resource, client: Client, gateway: str | Unmade) -> list[Raw]:
    """The routes that people made; those learnt by BGP are no business of ours."""
    if isinstance(gateway, Unmade):
        return []
    raws = fetch(resource, client, {"VpnGatewayId": gateway})
    return [raw for raw in raws if str(raw.get("RouteEntryType") or "custom").lower() == "custom"]


def _tasks(
    resource: Resource, options: dict[str, t.Any], gateway: str | Unmade, hops: _Hops, there: list[Raw], client: Client
) -> list[_Task]:
    """`there` is what exists; what is left of it after all wanted routes were found is purged if asked for."""
    left = list(there)
    present, now = options["state"] == "present", client.clock.now()
    keys = [resource.field(name) for name in resource.identity.natural]
    routes = [{**route, "next_hop": hops.of(route["next_hop"])} for route in options[_option(resource)]]
    # Once more, now that names and ids of connections are told apart.
    twins = _twins(_option(resource), resource, routes)
    if twins:
        raise Refused("; ".join(twins))
    tasks = []
    for route in routes:
        wanted = {name: value for name, value in route.items() if value is not None}
        wanted["vpn_gateway"] = gateway
        if present and not client.read_only:
            require(resource.fields, wanted)
        actual = next((raw for raw in left if _is(raw, wanted, keys)), None)
        if actual is not None:
            left.remove(actual)
        plan = plan_present(resource, wanted, actual, now=now) if present else plan_absent(resource, actual, now)
        tasks.append(_Task(resource, plan, wanted, actual))
    if options["purge_routes"]:
        for raw in left:
            named = {key.name: key.receive(raw) for key in keys}
            tasks.append(_Task(resource, plan_absent(resource, raw, now), named, raw))
    return [task for task in tasks if task.plan.steps]


def _turn(task: _Task) -> int:
    """Removal goes first, then active routes become standby: two active routes to one destination are refused, also in
    between."""
    if task.plan.steps[0].kind == "delete":
        return 0
    return 1 if any(step.parameters.get("NewWeight") == 0 for step in task.plan.steps) else 2


def _is(raw: Raw, wanted: t.Mapping[str, t.Any], keys: list[Field]) -> bool:
    return all(key.kind.same(wanted[key.name], key.receive(raw)) for key in keys)


def _side(
    about: list[Resource], tasks: list[_Task], side: t.Callable[[Plan], dict[str, t.Any]]
) -> dict[str, list[dict[str, t.Any]]]:
    """One side of the diff: of the routes that differ, those that exist on it."""
    return {
        _option(resource): [side(task.plan) for task in tasks if task.resource is resource and side(task.plan)]
        for resource in about
    }


def _option(resource: Resource) -> str:
    return next(option for option, kind in KINDS if kind is resource)
