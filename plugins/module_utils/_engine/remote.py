# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""A resource bound to a client and a deadline: all phases read and wait with it."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field, replace

from .._rpc.client import Client
from .._rpc.errors import ApiError, Category
from .._rpc.paging import Row, row
from .._rpc.shape import misunderstood, required
from .errors import Unresolved, WaitTimeout
from .pace import Pace, Took
from .parts import Options, Raw
from .resource import Resource


class Waited(t.NamedTuple):
    """The end of a wait for a resource. `raw`: what was read last; None if nothing had to be read. `at_once`: whether
    there was nothing to wait for."""

    raw: Raw | None
    at_once: bool


@dataclass(frozen=True)
class Remote:
    """One type of resource in the account and region of a client. `deadline`: of all waits together, as a time of the
    clock's `monotonic()`; without one, nothing waits. `looked_up`: what was found by its name, by type and ID. `pace`:
    how long changes took."""

    resource: Resource
    client: Client
    deadline: float = 0.0
    looked_up: dict[tuple[str, str], Raw] = field(default_factory=dict)
    pace: Pace = field(default_factory=Pace)

    def of(self, resource: Resource) -> Remote:
        """Another type of resource, with the same client and deadline."""
        return replace(self, resource=resource)

    def read(self, identifier: str) -> Raw | None:
        """One resource by its ID, with all members; None if it does not exist or is of another type."""
        actions, wire = self.resource.actions, self.resource.identity.id
        if not actions.get:
            items = self.fetch({wire: identifier})
            return next((item for item in items if item.get(wire) == identifier), None)
        try:
            raw = self.client.call(actions.get, {wire: identifier})
        except ApiError as error:
            if error.category is Category.NOT_FOUND:
                return None
            raise
        self._require_id(actions.get, raw, identifier)
        return raw if self.resource.includes(raw) else None

    def known(self, identifier: str) -> Raw | None:
        """One as this task has found it by its name, with all members; else it is read."""
        return self.looked_up.get((self.resource.name, identifier)) or self.read(identifier)

    def existing(self, identifier: str) -> Raw:
        """One by ID, with all its members. Raises Unresolved if it does not exist."""
        raw = self.read(identifier)
        if raw is None:
            title, option = self.resource.title, self.resource.name
            raise Unresolved(
                f"{option}: {title} {identifier!r} does not exist in region {self.client.region}; give the name or the "
                "ID of an existing one"
            )
        return raw

    def fetch(self, filters: Options) -> list[Raw]:
        """All resources that match the API's own filters, given by wire name; none if a parent does not exist."""
        return self.made(filters, lambda raw: raw)

    def made(self, filters: Options, make: t.Callable[[Raw], t.Any]) -> list[t.Any]:
        """What `make` makes of each resource that `fetch` would return, except None. It makes that in the threads that
        read the pages, while other pages are on their way."""
        resource = self.resource
        sent = {name: _many(value) if name in resource.paging.many else value for name, value in filters.items()}
        pages = self.client.token_pages if resource.paging.by_token else self.client.pages

        def made(raw: Raw) -> Row:
            self._require_id(resource.actions.list, raw)
            value = make(raw) if resource.includes(raw) else None
            return Row(resource.id_of(raw) or row(raw).mark, value)

        try:
            found = pages(resource.actions.list, sent, resource.items.of, resource.paging.size, made, self.deadline)
        except ApiError as error:
            if error.category is Category.NOT_FOUND:
                return []
            raise
        return [one for one in found if one is not None]

    def named(self, filters: Options, name: str) -> tuple[list[Raw], list[Raw]]:
        """All that match the filters, and those of them with a name."""
        items = self.fetch(filters)
        return items, [item for item in items if self.resource.name_of(item) == name]

    def ask(self, action: str) -> Raw:
        """The answer to a question about the region, which takes no parameters."""
        return self.client.call(action)

    def _require_id(self, action: str, raw: Raw, wanted: str = "") -> None:
        """Raises NetworkError for a resource without an ID, or with another one than was asked for: nothing could be
        changed or deleted by it."""
        wire = self.resource.identity.id
        shown = required(raw, wire, action) if wire else ""
        if wanted and shown != wanted:
            raise misunderstood(f"{wire} is {shown!r}, not {wanted!r}", action)

    def wait_until_ready(self, identifier: str, seen: Raw | None = None, after: str = "") -> Waited:
        """Poll one resource until it is ready; `seen` is the first look, if it was read just now. `after`: the action
        that has just changed it. Raises WaitTimeout, or Vanished as soon as it is gone."""
        ready = self.resource.ready
        if ready is None:
            return Waited(seen, at_once=True)
        from .presence import Presence  # most tasks wait for nothing

        member, advice = ready.member, ready.advice
        what = f"{self.resource.title} {identifier}"
        presence = Presence(what)
        raw: Raw | None = None
        has_seen = seen is not None

        def look() -> tuple[bool, str]:
            nonlocal raw, seen
            raw, seen = seen or self.read(identifier), None
            presence.check(raw)
            return self.resource.is_ready(raw), repr(raw.get(member)) if raw else "it does not exist"

        at_once = self.poll(look, f"{what} is not ready", lambda: advice, after, has_seen)
        return Waited(raw, at_once)

    def wait_until_gone(self, what: str, look: t.Callable[[], t.Any], after: str = "") -> None:
        """Poll until `look` returns nothing. `after`: the action that has just deleted it."""

        def gone() -> tuple[bool, str]:
            return not look(), "it still exists"

        self.poll(gone, f"{what} still exists", after=after)

    def poll(
        self,
        look: t.Callable[[], tuple[bool, str]],
        text: str,
        advice: t.Callable[[], str] = lambda: "",
        after: str = "",
        has_seen: bool = False,
    ) -> bool:
        """Call `look` until it returns true as its first value; the second is the state, for the message of
        WaitTimeout. `advice` is called when the time is over, and may depend on what `look` saw last. `after`: the
        action whose end is waited for. `has_seen`: the first look needs no call. Returns whether there was nothing to
        wait for."""
        clock = self.client.clock
        started = clock.monotonic()
        change = (after, self.resource.name)
        running = 0.0
        for waited in self.pace.looks(change, clock, self.client.backoff, self.deadline, has_seen):
            looked = clock.monotonic()
            with self.client.until(self.deadline):
                done, state = look()
            if done:
                if after:
                    self.pace.took(change, Took(running, looked - started))
                return not waited
            running = looked - started
            now = clock.monotonic()
            if now >= self.deadline:
                raise WaitTimeout(
                    f"{text} after {now - started:.0f} s of waiting; last state seen: {state}. "
                    f"{advice() or 'Run the task again to continue waiting, or give a longer wait_timeout.'}"
                )
        raise AssertionError("looks() never ends")


def _many(value: t.Any) -> list[t.Any]:
    return value if isinstance(value, list) else [value]
