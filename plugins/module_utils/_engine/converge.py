# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The verbs in their order: find, plan, apply, wait, read again. Knows no Ansible and no kind of resource."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field
from datetime import datetime

from .._rpc.client import Client
from .apply import apply, rehearse
from .errors import Refused
from .find import Found, Raw, find, read, require, resolve
from .kinds import Unmade
from .phase import phase
from .plan import Plan, plan_absent, plan_present
from .resource import Resource
from .views import masked, predicted, result
from .wait import is_ready, until_gone, until_ready


@dataclass(frozen=True)
class Wish:
    """What the user gave. `options`: the resource's fields and its id; None means not given. `wait_timeout` in
    seconds, for everything together."""

    options: t.Mapping[str, t.Any]
    present: bool = True
    check: bool = False
    wait: bool = True
    wait_timeout: float = 300
    purge_tags: bool = True
    recreate: bool = False
    dry_run: bool = False
    include_secrets: bool = False


@dataclass
class Outcome:
    """`resource` is empty when there is none (any more). `raw` is the same as the service shows it, secrets and all:
    for a module that needs them, never for its result. `deadline` is when `wait_timeout` is over, for a module that has
    more to wait for: a time of the clock's `monotonic()`."""

    changed: bool
    resource: dict[str, t.Any]
    actions: list[str]
    before: dict[str, t.Any]
    after: dict[str, t.Any]
    warnings: list[str] = field(default_factory=list)
    raw: Raw | None = field(default=None, repr=False)
    deadline: float = 0.0


def converge(resource: Resource, client: Client, wish: Wish) -> Outcome:
    """Raises Failed, or MissingLibrary."""
    deadline = client.clock.monotonic() + wish.wait_timeout
    done: list[str] = []
    label = _label(resource, wish.options)
    given = {name: value for name, value in wish.options.items() if value is not None}
    warnings: list[str] = []
    with phase("find", label, done):
        wanted = resolve(resource.fields, given, client)
        found = _find(resource, wanted, client, wish, warnings)
    with phase("plan", label, done):
        plan = _plan(resource, wanted, found, wish, client)
    if wish.check:
        return _foretold(resource, plan, wanted, found, wish, warnings)
    if wish.dry_run:
        with phase("rehearse", label, done):
            rehearse(resource, client, plan, wanted, found.actual, deadline)
        shown = result(resource, found.actual, wish.include_secrets) if found.actual else {}
        return Outcome(False, shown, [], plan.before, plan.before, warnings)
    with phase("apply", label, done):
        identifier = apply(resource, client, plan, wanted, found.actual, wish.wait, deadline, done)
    if plan.steps:
        with phase("read again", label, done):
            raw = _read_again(resource, client, wanted, identifier, plan, wish, warnings) if wish.present else None
        if raw and wish.wait:
            # Changing tags does not wait, but the whole may still be on its way from an earlier run.
            with phase("wait for", label, done):
                raw = _settled(resource, client, Found(raw), deadline)
    else:
        with phase("wait for", label, done):
            raw = _settled(resource, client, found, deadline) if wish.wait else found.actual
    shown = result(resource, raw, wish.include_secrets) if raw and wish.present else {}
    return Outcome(bool(plan.steps), shown, plan.actions, plan.before, plan.after, warnings, raw, deadline)


def _find(resource: Resource, wanted: t.Mapping[str, t.Any], client: Client, wish: Wish, warnings: list[str]) -> Found:
    if wish.present:
        # In check mode an earlier task of the play may be what makes the missing one.
        if not wish.check:
            require(resource.fields, wanted)
        warnings += [
            f"{name}: nothing is named {value.name!r} yet; taken as made by an earlier task"
            for name, value in wanted.items()
            if isinstance(value, Unmade)
        ]
    found = find(resource, wanted, client)
    if wish.present and found.actual is None and resource.identity.id and wanted.get(resource.id_option):
        raise Refused(
            f"{resource.id_option}: {wanted[resource.id_option]!r} does not exist in region {client.region}. Leave it "
            f"out to have a {resource.title} made"
        )
    return found


def _plan(resource: Resource, wanted: t.Mapping[str, t.Any], found: Found, wish: Wish, client: Client) -> Plan:
    now = client.clock.now()
    if not wish.present:
        return plan_absent(resource, found.actual, now)
    if found.actual is None:
        conflict = resource.conflict(wanted, found.others)
        if conflict:
            raise Refused(conflict)
    else:
        require(resource.fields, wanted)
    return plan_present(resource, wanted, found.actual, wish.purge_tags, wish.recreate, now=now)


def _foretold(
    resource: Resource,
    plan: Plan,
    wanted: t.Mapping[str, t.Any],
    found: Found,
    wish: Wish,
    warnings: list[str],
) -> Outcome:
    if not wish.present:
        shown = {}
    elif plan.steps:
        shown = predicted(resource, {} if "create" in {s.kind for s in plan.steps} else found.actual or {}, wanted)
    else:
        shown = result(resource, found.actual or {}, wish.include_secrets)
    return Outcome(bool(plan.steps), shown, plan.actions, plan.before, plan.after, warnings, found.actual)


def _settled(resource: Resource, client: Client, found: Found, deadline: float) -> Raw | None:
    """Nothing to change, but what is there may still be on its way: an earlier run was cut off, or did not wait."""
    identifier = (found.actual or found.leaving or {}).get(resource.identity.id)
    if found.actual and identifier and not is_ready(resource, found.actual):
        until_ready(resource, client, identifier, deadline)
        return read(resource, client, identifier)
    if found.leaving and not found.actual and identifier:
        until_gone(client, f"{resource.title} {identifier}", lambda: read(resource, client, identifier), deadline)
    return found.actual


_LOOKS = 5


def _read_again(
    resource: Resource,
    client: Client,
    wanted: t.Mapping[str, t.Any],
    identifier: str | None,
    plan: Plan,
    wish: Wish,
    warnings: list[str],
) -> Raw | None:
    raw = None
    for look, pause in enumerate(client.backoff.pauses(), 1):
        raw = read(resource, client, identifier) if identifier else find(resource, wanted, client).actual
        left = _left(resource, wanted, raw, wish, client.clock.now())
        if not wish.wait or not left:
            break
        if look == _LOOKS:
            warnings.append(
                f"did not converge: {left}. The service took {', '.join(plan.actions)}, but shows otherwise."
            )
            break
        client.clock.sleep(pause)  # reads may lag behind writes
    return raw


def _left(resource: Resource, wanted: t.Mapping[str, t.Any], raw: t.Any, wish: Wish, now: datetime) -> str:
    """What a second run would still change; nothing, if all is well."""
    if raw is None:
        return "it is not there"
    try:
        steps = plan_present(resource, wanted, raw, wish.purge_tags, now=now).steps
    except Refused as refused:
        return str(refused)
    return "; ".join(step.reason for step in steps)


def _label(resource: Resource, options: t.Mapping[str, t.Any]) -> str:
    names = (resource.id_option if resource.identity.id else "", resource.identity.name)
    for name in names:
        if name and options.get(name):
            return f"{resource.title} {options[name]}"
    shown = masked((resource.field(name) for name in resource.identity.natural), options)
    return f"{resource.title} {' '.join(str(value) for value in shown.values())}".strip()
