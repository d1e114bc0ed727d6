# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A whole topology: each type of resource is listed once, everything is planned, and then applied as a graph. Contract:
the actions of the modules of its parts."""

from __future__ import annotations

import typing as t
from datetime import datetime
from functools import partial

from .._engine import progress
from .._engine.converge import Desired, Outcome, converge
from .._engine.find import Found
from .._engine.lanes import Ended, Key, Skipped, Work
from .._engine.lanes import run as run_works
from .._engine.pace import Pace
from .._engine.parts import Options
from .._engine.phase import Failed, phase
from .._engine.task import Result, Spec, Task
from .._engine.views import diff
from .._resources.customer_gateway import CUSTOMER_GATEWAY
from .._resources.vpn_connection import VPN_CONNECTION
from .._resources.vpn_gateway import VPN_GATEWAY
from .._rpc.client import Client
from . import _declaration
from ._declaration import Part
from ._topology_plan import Change, Planned, TopologyPlan, joined, plan

_DONE = {"create": "created", "update": "updated", "delete": "deleted"}


def _spec() -> Spec:
    return {
        "name": {"type": "str", "required": True},
        **_declaration.spec(),
        "purge": {"type": "bool", "default": False},
        "purge_tags": {"type": "bool", "default": True},
        "include_secrets": {"type": "bool", "default": False},
        "parallelism": {"type": "int", "default": 10},
        "wait_timeout": {"type": "int", "default": 900},
    }


def _problems(options: Options) -> list[str]:
    found = _declaration.wrong(options)
    if not 1 <= options["parallelism"] <= 100:
        found.append(
            f"parallelism: {options['parallelism']} is not allowed; allowed: 1 to 100 resources at the same time"
        )
    return found


def converge_topology(options: Options, client: Client, check: bool) -> Result:
    """Options and result are described in the module's documentation."""
    label = f"topology {options['name']}"
    with phase("plan the changes to", label, []):
        planned = plan(options, client)
    topology = _Topology(options, client, planned)
    if check:
        return topology.result(label)
    with phase("apply the changes to", label, []):
        topology.apply()
    if topology.failures:
        raise _failed(label, topology)
    return topology.result(label)


def _failed(label: str, topology: _Topology) -> Failed:
    failures = [f"{part.path} ({part.name}): {error.text}" for part, error in topology.failures]
    skipped = sum(one["state"] == "skipped" for one in topology.states())
    left = f"; skipped, because they need what failed: {skipped}" if skipped else ""
    failed = Failed(
        f"Could not apply all changes to {label}: {joined(failures, 'failures')}{left}. The other changes were made. "
        "Run the task again to make the missing ones",
        topology.failures[0][1].cause,
        topology.done,
    )
    failed.shown = {name: value for name, value in topology.result(label).items() if name not in ("changed", "actions")}
    return failed


def _what(change: Change) -> str:
    part = change.part
    return part.resource.name if part.name == part.site else f"{part.resource.name} {part.name}"


class _Topology:
    """Applies a plan, and remembers how each change ended."""

    def __init__(self, options: Options, client: Client, planned: TopologyPlan) -> None:
        self.options = options
        self.client = client
        self.plan = planned
        self.ids = dict(planned.ids)
        self.gateways = dict(planned.gateways)
        self.pace = Pace()
        self.actions: dict[Key, list[str]] = {}
        self.outcomes: dict[Key, Outcome] = {}
        self.ended: dict[Key, Ended] = {}
        self.times: dict[Key, list[datetime]] = {}
        self.told = 0
        self.total = sum(bool(change.steps) for change in planned.changes)

    def apply(self) -> None:
        works = [Work(change.key, change.lane, change.needs, partial(self._do, change)) for change in self.plan.changes]
        changes = {change.key: change for change in self.plan.changes}
        run_works(works, self.options["parallelism"], lambda key, ended: self._end(changes[key], ended))

    def _end(self, change: Change, ended: Ended) -> None:
        self.ended[change.key] = ended
        if change.steps:
            self.told += 1
            state = self._state(change)
            progress.tell(
                f"[{self._place(change)}] {_what(change)} {_DONE[change.verb] if state == 'done' else state} "
                f"({self.told} of {self.total})"
            )

    def _place(self, change: Change) -> str:
        site = change.part.site
        return f"{self.options['name']} / site {site}" if site else str(self.options["name"])

    @property
    def done(self) -> list[str]:
        """The writes that were accepted, in the order of the plan."""
        return [action for change in self.plan.changes for action in self.actions.get(change.key, ())]

    @property
    def failures(self) -> list[tuple[Part, Failed]]:
        return [
            (change.part, error)
            for change in self.plan.changes
            for error in [self.ended.get(change.key)]
            if isinstance(error, Failed)
        ]

    def _do(self, change: Change) -> None:
        times = self.times[change.key] = [self.client.clock.now()]
        try:
            self._converge(change)
        finally:
            times.append(self.client.clock.now())

    def _converge(self, change: Change) -> None:
        resource, options = change.part.resource, dict(change.part.options)
        for field in resource.fields:
            if options.get(field.name) is not None:
                options[field.name] = field.kind.resolve(field.name, options[field.name], self._id)
        if change.identifier:
            options[resource.id_option] = change.identifier
        desired = Desired(
            options,
            present=change.present,
            wait_timeout=self.options["wait_timeout"],
            purge_tags=change.purge_tags,
            recreate=None,
            include_secrets=self.options["include_secrets"],
            # The service refuses to create these twice, so that they need not be looked for again.
            found=Found() if change.creates and not resource.twice else None,
            parent=self.gateways.get(str(options.get(resource.lock))),
            pace=self.pace,
        )
        try:
            outcome = converge(resource, self.client, desired)
        except Failed as error:
            self.actions[change.key] = error.actions
            raise
        self.actions[change.key] = outcome.actions
        self.outcomes[change.key] = outcome
        created = resource.id_of(outcome.raw)
        if created:
            self.ids[change.key] = created
        if created and outcome.raw and resource is VPN_GATEWAY:
            self.gateways[created] = outcome.raw

    def _id(self, kind: t.Any, path: str, text: str) -> str:
        return self.ids.get((kind.target.name, text), text)

    def result(self, label: str) -> Result:
        changes = [change for change in self.plan.changes if change.steps]
        return {
            "changed": bool(changes),
            "actions": self.done or [step.action for change in changes for step in change.steps],
            "plan": self.states(),
            "vpn_topology": {
                resource.plural: [self._shown(one) for one in self.plan.parts if one.part.resource is resource]
                for resource in (VPN_GATEWAY, CUSTOMER_GATEWAY, VPN_CONNECTION)
            },
            "diff": diff(
                label,
                {change.label: change.before for change in changes if change.before},
                {change.label: change.after for change in changes if change.after},
            ),
            "warnings": [text for one in self.outcomes.values() for text in one.warnings],
        }

    def _shown(self, one: Planned) -> dict[str, t.Any]:
        outcome = self.outcomes.get(one.part.key, one.outcome)
        return outcome.resource

    def states(self) -> list[dict[str, t.Any]]:
        """Each change, with its reasons and how it ended."""
        return [
            {
                "type": change.part.resource.name,
                "name": change.part.name,
                "site": change.part.site,
                "change": change.verb,
                "reasons": [step.reason for step in change.steps],
                "state": self._state(change),
                "started": self._time(change, 0),
                "ended": self._time(change, 1),
            }
            for change in self.plan.changes
            if change.steps
        ]

    def _time(self, change: Change, which: int) -> str:
        times = self.times.get(change.key)
        return times[which].strftime("%Y-%m-%dT%H:%M:%SZ") if times else ""

    def _state(self, change: Change) -> str:
        if change.key not in self.ended:
            return "planned"
        ended = self.ended[change.key]
        if ended is None:
            return "done"
        return "skipped" if isinstance(ended, Skipped) else "failed"


VPN_TOPOLOGY = Task(_spec, converge_topology, _problems)
