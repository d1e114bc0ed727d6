# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Apply: one step at a time, each when the resource and what locks it are ready, and again ready after it."""

from __future__ import annotations

import typing as t

from .._rpc.client import Client
from .._rpc.errors import ApiError, Kind
from .field import Field
from .find import Raw, find, read
from .kinds import Json, Unmade
from .plan import NEW_ID, Plan, Step
from .resource import Resource
from .views import projection
from .wait import is_ready, until_gone, until_ready


def apply(
    resource: Resource,
    client: Client,
    plan: Plan,
    wanted: t.Mapping[str, t.Any],
    actual: Raw | None,
    wait: bool,
    deadline: float,
    done: list[str],
) -> str | None:
    """Returns the id, where the resource has one. `done` grows by the name of each write that was accepted, so that
    the caller knows them when this fails. Without `wait` it returns when the last call was accepted."""
    identifier = actual.get(resource.identity.id) if actual and resource.identity.id else None
    lock = _lock(resource, client, wanted, actual) if any(step.kind != "tag" for step in plan.steps) else None
    secrets = _all_secrets(resource, wanted, actual)
    for number, step in enumerate(plan.steps):
        if number == 0:
            _before(resource, client, step, actual, identifier, lock, deadline)
        answer = _carried_out(client, step, identifier, deadline, secrets)
        done.append(step.action)
        if step.kind == "create" and resource.identity.id:
            identifier = answer[resource.identity.id]
        if wait or step is not plan.steps[-1]:
            _after(resource, client, step, wanted, identifier, lock, deadline)
    return identifier


def _carried_out(client: Client, step: Step, identifier: str | None, deadline: float, secrets: t.Iterable[str]) -> Raw:
    try:
        return client.call(step.action, _filled(step, identifier), token=step.token, busy_until=deadline)
    except ApiError as error:
        # Somebody else was faster with deleting: it is gone, as wished.
        if step.kind == "delete" and error.kind is Kind.NOT_FOUND:
            return {}
        error.hide(secrets)
        raise


def _all_secrets(resource: Resource, wanted: t.Mapping[str, t.Any], actual: Raw | None) -> list[str]:
    """Those that the user gave, and those of the service that a merged object repeats."""
    return [*_secrets(resource.fields, wanted), *_secrets(resource.fields, projection(resource, actual or {}))]


def _secrets(fields: t.Iterable[Field], values: t.Mapping[str, t.Any]) -> t.Iterator[str]:
    for field in fields:
        value = values.get(field.name)
        if value and isinstance(field.kind, Json):
            yield from _secrets(field.kind.members, value)
        elif value and field.secret:
            yield value


def _before(
    resource: Resource,
    client: Client,
    step: Step,
    actual: Raw | None,
    identifier: str | None,
    lock: tuple[Resource, str] | None,
    deadline: float,
) -> None:
    if step.kind == "tag":
        return
    if identifier and not is_ready(resource, actual):
        until_ready(resource, client, identifier, deadline)
    if lock:
        until_ready(*_on(lock, client), deadline)


def _after(
    resource: Resource,
    client: Client,
    step: Step,
    wanted: t.Mapping[str, t.Any],
    identifier: str | None,
    lock: tuple[Resource, str] | None,
    deadline: float,
) -> None:
    if step.kind == "tag":
        return
    if step.kind == "delete":
        what = f"{resource.title} {identifier or ''}".strip()
        until_gone(client, what, _look(resource, client, wanted, identifier), deadline)
    elif identifier:
        until_ready(resource, client, identifier, deadline)
    if lock:
        until_ready(*_on(lock, client), deadline)


def _look(
    resource: Resource, client: Client, wanted: t.Mapping[str, t.Any], identifier: str | None
) -> t.Callable[[], t.Any]:
    def look() -> t.Any:
        if identifier:
            return read(resource, client, identifier)
        found = find(resource, wanted, client)
        return found.actual or found.leaving

    return look


def _on(lock: tuple[Resource, str], client: Client) -> tuple[Resource, Client, str]:
    return lock[0], client, lock[1]


def _lock(
    resource: Resource, client: Client, wanted: t.Mapping[str, t.Any], actual: Raw | None
) -> tuple[Resource, str] | None:
    """The resource that is `updating` while this one changes, and its id: the last of the chain, since a client
    certificate is locked by a server, and that by its gateway."""
    locked, values = resource, {**_seen(resource, actual or {}), **wanted}
    lock = None
    while locked.lock:
        identifier = values.get(locked.lock)
        if not identifier or isinstance(identifier, Unmade):
            return None
        locked = locked.field(locked.lock).kind.target
        lock = locked, identifier
        if locked.lock:
            values = _seen(locked, read(locked, client, identifier) or {})
    return lock


def _seen(resource: Resource, raw: Raw) -> dict[str, t.Any]:
    return {resource.lock: resource.field(resource.lock).receive(raw)} if resource.lock else {}


def rehearse(
    resource: Resource, client: Client, plan: Plan, wanted: t.Mapping[str, t.Any], actual: Raw | None, deadline: float
) -> None:
    """Have the service check the calls of a plan without doing them. Those that need the id of something that is not
    made yet, and those about tags, have no rehearsal. Raises what the real call would."""
    for step in plan.steps:
        if step.kind == "tag" or NEW_ID in step.parameters.values():
            continue
        try:
            client.call(step.action, {**step.parameters, "DryRun": True}, token=step.token, busy_until=deadline)
        except ApiError as error:
            # One action of the API answers a rehearsal that passed plainly, the others with an error code.
            if error.kind is not Kind.DRY_RUN:
                error.hide(_all_secrets(resource, wanted, actual))
                raise


def _filled(step: Step, identifier: str | None) -> dict[str, t.Any]:
    return {
        name: identifier
        if value is NEW_ID
        else [identifier if one is NEW_ID else one for one in value]
        if isinstance(value, list)
        else value
        for name, value in step.parameters.items()
    }
