# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Converge a resource: find, plan, apply, wait, read again. Independent of Ansible and of the type of resource."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field, replace

from .._rpc.client import Client
from .errors import Outdated, Refused, while_outdated
from .field import Field, masked
from .find import Found, find, require, resolve
from .kind import MASK
from .names import snake
from .pace import Pace
from .parts import Context, Options, Raw
from .phase import failed, phase
from .plan import Plan, Step, effective, lacking, plan_absent, plan_present, reason_to_create, with_initial
from .reference import Pending, pending, target_of
from .remote import Remote
from .resource import Resource
from .views import predicted, result

if t.TYPE_CHECKING:
    from .apply import Application


@dataclass(frozen=True)
class Desired:
    """What the user gave. `options`: the resource's fields and its ID; None means not given. `wait_timeout`: in
    seconds, for all waits together. `recreate`: None if there is no such option. `expected`: what is created first, as
    types and names of resources; if it is None, check mode assumes that an earlier task creates what does not exist.
    `parent`: the resource that the lock option refers to, as the caller knows it, or as it will be. `found`: what the
    caller has found; if it is None, or not true any more, it is looked for. `pace`: how long changes took, if the
    caller makes more of them."""

    options: Options
    present: bool = True
    check: bool = False
    wait: bool = True
    wait_timeout: float = 300
    purge_tags: bool = True
    recreate: bool | None = False
    dry_run: bool = False
    include_secrets: bool = False
    expected: t.Container[tuple[str, str]] | None = None
    parent: Raw | None = None
    found: Found | None = None
    pace: Pace = field(default_factory=Pace)


@dataclass
class Outcome:
    """`label` names the resource. `resource` is empty when it does not exist. `raw` is the same as the service shows
    it, or has shown it before it was deleted, with secrets: an extension may use them, but must not return them.
    `deadline` is when `wait_timeout` ends, as a time of the clock's `monotonic()`, for an extension that has to wait
    too. `created`: what only the answer of a create shows, by its name in results."""

    label: str
    changed: bool
    resource: dict[str, t.Any]
    actions: list[str]
    before: dict[str, t.Any]
    after: dict[str, t.Any]
    warnings: list[str] = field(default_factory=list)
    raw: Raw | None = field(default=None, repr=False)
    deadline: float = 0.0
    created: dict[str, t.Any] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()


def preview(remote: Remote, desired: Desired) -> Outcome:
    """What converge would do, with the reads of another remote. Raises Failed, or MissingLibrary."""
    return _Convergence(remote, replace(desired, check=True)).run()


def converge(resource: Resource, client: Client, desired: Desired) -> Outcome:
    """Raises Failed, or MissingLibrary."""
    deadline = client.clock.monotonic() + desired.wait_timeout
    remote = Remote(resource, client, deadline, pace=desired.pace)
    return _Convergence(remote, desired).run()


class _Convergence:
    """Brings one resource to the desired state."""

    def __init__(self, remote: Remote, desired: Desired) -> None:
        self.remote = remote
        self.resource = remote.resource
        self.desired = desired
        self.label = _label(remote.resource, desired.options)
        self.done: list[str] = []
        self.warnings: list[str] = []
        self.masked: list[str] = []
        self.wanted: dict[str, t.Any] = {}
        self.found = Found()
        self.lock_seen: Raw | None = None
        self.known = desired.found
        self.looked = remote.client.now()
        self.before: dict[str, t.Any] = {}
        self.recreate: bool | None = False
        self.created: dict[str, t.Any] = {}

    def run(self) -> Outcome:
        with phase("understand the answers about", self.label, self.done):
            try:
                return while_outdated(self._run)
            except Outdated as outdated:
                raise failed(f"Could not create {self.label}", outdated, self.done) from outdated

    def _run(self) -> Outcome:
        self.warnings, self.masked, self.lock_seen = [], [], None
        # What exists after a deletion of this task was created by somebody else at the same time.
        self.recreate = self.desired.recreate and not self.done
        self.looked = self.remote.client.now()
        with phase("find", self.label, self.done):
            given = self._given()
            self.wanted = resolve(self.remote, self._resolved(), given)
            self.found = self._find()
        with phase("plan the changes to", self.label, self.done):
            plan = self._plan()
            self._check_dependents(plan)
        if not self.done:
            self.before = plan.before
        if self.desired.check:
            return self._outcome(plan, self._predicted(plan), self.found.actual, plan.actions)
        if self.desired.dry_run:
            with phase("dry-run the changes to", self.label, self.done):
                self._application(plan).dry_run()
            unchanged = Plan((), plan.before, plan.before)
            return self._outcome(unchanged, self._result(self.found.actual), None, [])
        raw = self._applied(plan) if plan.steps else self.found.actual
        if self.desired.wait and (raw or not plan.steps):
            # A change of tags does not wait, but an earlier run may still be changing the resource.
            with phase("wait for", self.label, self.done):
                raw = self._settled(Found(raw) if plan.steps else self.found)
        if not self.desired.present:
            return self._outcome(plan, {}, self.found.actual, self.done)
        return self._outcome(plan, self._result(raw), raw, self.done)

    def _application(self, plan: Plan) -> Application:
        # Imported here, because most tasks change nothing.
        from .apply import Application

        return Application(self.remote, plan, self.wanted, self.found, self.looked, self.done)

    def _applied(self, plan: Plan) -> Raw | None:
        """Carry out the plan; returns what is read afterwards."""
        application = self._application(plan)
        with phase("apply the changes to", self.label, self.done):
            identifier = application.run(self.desired.wait)
        self.created = {snake(name): value for name, value in application.created.items()}
        return self._read_again(plan, identifier, application.shown)

    def _resolved(self) -> tuple[Field, ...]:
        """The fields whose references are resolved: for a deletion only those by which the resource is found."""
        resource = self.resource
        return resource.fields if self.desired.present else tuple(map(resource.field, resource.identifying))

    def _given(self) -> dict[str, t.Any]:
        """The options that have a value. A masked secret has none: it comes from a result, and stands for the present
        value."""
        given = {name: value for name, value in self.desired.options.items() if value is not None}
        for one in self.resource.fields:
            value = one.unmasked(given.get(one.name))
            if value != given.get(one.name):
                self.masked.append(one.name)
                given[one.name] = value
        return {name: value for name, value in given.items() if value is not None}

    def _outcome(self, plan: Plan, shown: dict[str, t.Any], raw: Raw | None, actions: list[str]) -> Outcome:
        return Outcome(
            self.label,
            bool(actions),
            shown,
            actions,
            self.before,
            plan.after,
            self.warnings,
            raw,
            self.remote.deadline,
            self.created,
            plan.steps,
        )

    def _result(self, raw: Raw | None) -> dict[str, t.Any]:
        return result(self.resource, raw, self.desired.include_secrets) if raw else {}

    def _find(self) -> Found:
        resource, desired = self.resource, self.desired
        if desired.present:
            if not desired.check or desired.expected is not None:
                require(self.remote, resource.fields, self.wanted, desired.expected or ())
            else:
                self.warnings += [
                    f"{path}: no {kind.target.title} is named {value.name!r} yet; check mode assumes that an earlier "
                    "task creates it"
                    for path, value, kind in pending(resource.fields, self.wanted)
                ]
        known, self.known = self.known, None
        found = known or self._find_settled()
        if desired.present and found.actual is None and resource.identity.id and self.wanted.get(resource.id_option):
            raise Refused(
                f"{resource.id_option}: {self.wanted[resource.id_option]!r} does not exist in region "
                f"{self.remote.client.region}; give an existing ID, or leave the option out to create "
                f"{resource.a_title}"
            )
        return found

    def _find_settled(self) -> Found:
        """What is listed while its lock is changing may be about to go, unless it shows that itself. So the end of
        the change is waited for first."""
        # What is deleted need not be known whole.
        whole = self.desired.present
        if self.resource.deleting:
            return find(self.remote, self.wanted, whole)
        from .lock import lock_of, parents_of  # not every resource needs it

        lock = lock_of(self.remote, self.wanted)
        if lock:
            settled = lock.settle()
            if lock.identifier == self.wanted.get(self.resource.lock):
                self.lock_seen = settled.raw
        found = find(self.remote, self.wanted, whole)
        if lock is None and found.actual is not None:
            lock = lock_of(self.remote, parents_of(self.resource, found.actual))
            if lock and lock.settle().waited:
                found = find(self.remote, self.wanted, whole)
        return found

    def _plan(self) -> Plan:
        resource, actual = self.resource, self.found.actual
        now = self.remote.client.clock.now()
        if not self.desired.present:
            return plan_absent(resource, actual, now)
        if actual is not None:
            require(self.remote, resource.fields, self.wanted, self.desired.expected or ())
        self._check_conflict(actual)
        if resource.supports:
            from .support import require_support  # few resources need it

            require_support(self.remote, self.wanted, actual)
        self.wanted = dict(effective(resource, self.wanted, actual))
        plan = plan_present(resource, self.wanted, actual, self.desired.purge_tags, self.recreate, now=now)
        creates = any(step.verb == "create" for step in plan.steps)
        if creates and self.masked:
            raise Refused(
                f"{' and '.join(self.masked)}: {MASK} is the mask of a secret in a result; to create "
                f"{resource.a_title}, give the secret itself, or leave it out"
            )
        if creates and actual is not None:
            # Nothing is deleted before it is known that the new one can be created.
            self._check_conflict(None, again=True)
        return plan

    def _check_conflict(self, actual: Raw | None, again: bool = False) -> None:
        """`again`: it exists, and is created again. All that keeps it from being created is in one message."""
        resource, context = self.resource, Context(actual, self.found.others, named=self.remote.looked_up)
        texts = []
        if actual is None:
            because = reason_to_create(resource, self.wanted, again)
            texts.append(lacking(resource, self.wanted, because))
            short = "it has to be created" if texts[0] else because
            context = replace(context, parent=self._parent(), because=short)
        texts.append(resource.conflict(self.wanted, context))
        if any(texts):
            raise Refused("; ".join(filter(None, texts)))

    def _check_dependents(self, plan: Plan) -> None:
        """In check mode an earlier task of the play may be the one that deletes what depends on the resource. Apart
        from that the service refuses a deletion itself."""
        recreated = self.desired.present and any(step.verb == "delete" for step in plan.steps)
        identifier = self.resource.id_of(self.found.actual)
        if not plan.steps or not identifier or not (recreated or (self.desired.check and not self.desired.present)):
            return
        from .dependents import kept_by  # few tasks need it

        text = kept_by(self.remote, identifier)
        if text and recreated:
            raise Refused(f"recreate: {text}; delete what it has first, and create it again afterwards")
        if text:
            self.warnings.append(f"{text}; check mode assumes that an earlier task deletes what it has")

    def _parent(self) -> Raw | None:
        identifier = self.wanted.get(self.resource.lock)
        if self.desired.parent or isinstance(identifier, Pending):
            return self.desired.parent
        if not self.resource.depends_on_parent or not isinstance(identifier, str):
            return None
        return self.lock_seen or self.remote.of(target_of(self.resource, self.resource.lock)).known(identifier)

    def _predicted(self, plan: Plan) -> dict[str, t.Any]:
        if not self.desired.present:
            return {}
        if not plan.steps:
            return result(self.resource, self.found.actual or {}, self.desired.include_secrets)
        created = any(step.verb == "create" for step in plan.steps)
        return predicted(self.resource, {} if created else self.found.actual or {}, self.wanted)

    def _settled(self, found: Found) -> Raw | None:
        """Wait for changes of an earlier run that was interrupted or did not wait."""
        identifier = self.resource.id_of(found.actual or found.deleting)
        if found.actual and identifier and not self.resource.is_ready(found.actual):
            self.remote.wait_until_ready(identifier)
            return self.remote.read(identifier)
        if found.deleting and not found.actual and identifier:
            self.remote.wait_until_gone(f"{self.resource.title} {identifier}", lambda: self.remote.read(identifier))
        return found.actual

    def _read_again(self, plan: Plan, identifier: str | None, shown: Raw | None) -> Raw | None:
        """`shown`: what was read last after the last step."""
        if not self.desired.present:
            return None
        # Imported here, because most tasks change nothing.
        from .presence import Presence
        from .shown import wait_until_shown

        with phase("read the new state of", self.label, self.done):
            raw: Raw | None = None
            created = any(step.verb == "create" for step in plan.steps)
            wanted = with_initial(self.resource, self.wanted) if created else self.wanted

            awaited = self.resource.awaited
            presence = Presence(self.label)

            def look() -> dict[str, str]:
                nonlocal raw, shown
                raw, shown = shown or self._look(identifier), None
                differences = self._differences(raw, wanted) if self.desired.wait else ""
                if awaited and self.desired.wait:
                    presence.check(raw)
                return {self.wanted[awaited.by] if awaited else "": differences} if differences else {}

            warning = wait_until_shown(self.remote, plan.actions, look)
            self.warnings += [warning] if warning else []
            return raw

    def _look(self, identifier: str | None) -> Raw | None:
        return self.remote.read(identifier) if identifier else find(self.remote, self.wanted).actual

    def _differences(self, raw: Raw | None, wanted: Options) -> str:
        """What another run would still change; empty if nothing."""
        if raw is None:
            return f"no {self.resource.title} is shown"
        try:
            purge, now = self.desired.purge_tags, self.remote.client.clock.now()
            steps = plan_present(self.resource, wanted, raw, purge, now=now).steps
        except Refused as refused:
            return str(refused)
        return "; ".join(step.reason for step in steps)


def _label(resource: Resource, options: Options) -> str:
    for name in (resource.id_option if resource.identity.id else "", resource.identity.name):
        if name and options.get(name):
            return f"{resource.title} {options[name]}"
    shown = masked((resource.field(name) for name in resource.identity.natural), options)
    return f"{resource.title} {' '.join(str(value) for value in shown.values())}".strip()
