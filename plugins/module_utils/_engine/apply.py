# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Apply: carry out the steps of a plan one by one, and wait after each until the resource and its lock are ready."""

from __future__ import annotations

import typing as t
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime

from .._rpc.errors import ApiError, Category, RpcError
from .creation import Created, Creation
from .errors import Unpaid, Vanished
from .field import Parameter
from .find import Found, find
from .lock import Lock, lock_of, parents_of
from .parts import Options, Raw
from .plan import NEW_ID, Plan, Step
from .remote import Remote
from .views import projection


@dataclass
class Application:
    """Carries out one plan, which was computed from `wanted` and `found`. `looked`: when that was read. The name of
    each accepted write is added to `done`, so that the caller knows it when a later write fails."""

    remote: Remote
    plan: Plan
    wanted: Options
    found: Found
    looked: datetime
    done: list[str] = field(default_factory=list)
    created: Raw = field(default_factory=dict)  # what only the answer of a create shows
    shown: Raw | None = None  # what was read last after the last step

    @property
    def actual(self) -> Raw | None:
        """What was found."""
        return self.found.actual

    def run(self, wait: bool) -> str | None:
        """Returns the id, where the resource has one. Without `wait` it returns when the last call was accepted. Raises
        Outdated if somebody else has created the resource meanwhile."""
        resource = self.remote.resource
        identifier = resource.id_of(self.actual)
        values = {**parents_of(resource, self.actual or {}), **self.wanted}
        lock = lock_of(self.remote, values) if any(step.locks for step in self.plan.steps) else None
        for number, step in enumerate(self.plan.steps):
            if number == 0:
                self._before(step, identifier, lock)
            self.shown = None
            if step.verb == "create":
                answer, self.shown = self._create(step, identifier)
                self.created = {name: answer.get(name) for name in resource.created}
                identifier = answer[resource.identity.id] if resource.identity.id else None
                if wait:
                    self._refuse_unpaid(identifier, answer)
            elif self._call(step, identifier, token=step.locks) is not None:
                self.done.append(step.action)
            if wait or step is not self.plan.steps[-1]:
                self._after(step, identifier, lock)
        return identifier

    def _refuse_unpaid(self, identifier: str | None, answer: Raw) -> None:
        order = self.remote.resource.order
        if order and self.wanted.get(order.only[0]) == order.only[1] and not self.wanted.get(order.paid_by):
            raise Unpaid(
                f"{self.remote.resource.title} {identifier} is created, but it cannot be used until its order "
                f"{answer.get(order.member)} is paid. Pay the order in the console (Expenses, Orders) and run the task "
                f"again. To pay orders at once, set {order.paid_by}=true. To continue without waiting, set wait=false"
            )

    def dry_run(self) -> None:
        """Let the service check the calls of the plan without carrying them out. Calls that need the ID of a resource
        that is not created yet, and calls for tags, have no dry run. Raises the errors of the real calls."""
        for step in self.plan.steps:
            if not step.locks or NEW_ID in step.parameters.values():
                continue
            parameters = {**step.parameters, "DryRun": True}
            try:
                self.remote.client.call(step.action, parameters, token=True, busy_until=self.remote.deadline)
            except ApiError as error:
                # After a dry run that passed, one action of the API returns success, the others an error code.
                if error.category is not Category.DRY_RUN:
                    error.hide(self._secrets())
                    raise

    def _create(self, step: Step, deleted: str | None) -> Created:
        def send(token: str | bool) -> Raw:
            return self._call(step, deleted, token) or {}

        id_of = self.remote.resource.id_of
        others, gone = set(map(id_of, self.found.others)), (deleted, id_of(self.found.deleting))
        return Creation(self.remote, self.wanted, send, self.looked, others, gone, self.done).run()

    def _call(self, step: Step, identifier: str | None, token: str | bool) -> Raw | None:
        """The answer; None if somebody else had deleted before what is to be deleted."""
        parameters = {name: _filled(value, identifier) for name, value in step.parameters.items()}
        try:
            return self.remote.client.call(step.action, parameters, token, busy_until=self.remote.deadline)
        except ApiError as error:
            # An earlier try, whose answer was lost, may have deleted it.
            if step.verb == "delete" and self._is_gone(error, identifier):
                return {} if error.tries > 1 else None
            error.hide(self._secrets())
            raise

    def _before(self, step: Step, identifier: str | None, lock: Lock | None) -> None:
        if not step.locks:
            return
        with _unless_gone(step):
            if identifier and not self.remote.resource.is_ready(self.actual):
                self.remote.wait_until_ready(identifier)
            # While the lock is busy, the service refuses every create and delete, and they are sent again. It does not
            # refuse every update.
            if lock and step.verb == "update":
                lock.wait()

    def _after(self, step: Step, identifier: str | None, lock: Lock | None) -> None:
        if not step.locks:
            return
        if step.verb == "delete":
            what = f"{self.remote.resource.title} {identifier or ''}".strip()
            self.remote.wait_until_gone(what, lambda: self._look(identifier), step.action)
            return
        raw = self.remote.wait_until_ready(identifier, self.shown, step.action).raw if identifier else None
        self.shown = raw if lock is None or lock.wait(step.action) else None

    def _is_gone(self, error: ApiError, identifier: str | None) -> bool:
        """Whether a delete failed because nothing is left. Not every action documents its code for that."""
        if error.category is Category.FINAL:
            with suppress(RpcError):
                return self._look(identifier) is None
        return error.category is Category.NOT_FOUND

    def _look(self, identifier: str | None) -> Raw | None:
        if identifier:
            return self.remote.read(identifier)
        found = find(self.remote, self.wanted)
        return found.actual or found.deleting

    def _secrets(self) -> list[str]:
        """Secrets that the user gave, and existing ones that are sent again in a merged object."""
        fields = self.remote.resource.fields
        present = projection(self.remote.resource, self.actual or {})
        return [*_secrets(fields, self.wanted), *_secrets(fields, present)]


def _unless_gone(step: Step) -> AbstractContextManager[None]:
    """What somebody else has deleted needs no wait before or after a delete, and nor does a lock that is gone."""
    return suppress(Vanished) if step.verb == "delete" else nullcontext()


def _secrets(fields: t.Iterable[Parameter], values: Options) -> t.Iterator[str]:
    for one in fields:
        yield from one.secrets(values.get(one.name))


def _filled(value: t.Any, identifier: str | None) -> t.Any:
    if isinstance(value, list):
        return [_filled(one, identifier) for one in value]
    return identifier if value is NEW_ID else value
