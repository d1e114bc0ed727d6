# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The create of a resource that others may be creating at the same time: it exists once afterwards."""

from __future__ import annotations

import json
import typing as t
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from .._rpc.errors import ApiError, Category
from .._rpc.shape import required
from .errors import Outdated
from .find import find, listed
from .presence import LOOKS
from .remote import Remote
from .resource import Options, Raw

T = t.TypeVar("T")

_NAMESPACE = uuid.UUID("0c7d4b5e-8d3c-4c0b-9f4e-5f2d6c1a7b90")
_TOKENS = 20
# About a minute, once: what no read finds sooner may have been created just now, and a second one would cost money.
_PATIENT_LOOKS = 13
_SETTLING = timedelta(seconds=10)  # from the look of another run until its create can be seen


@dataclass(frozen=True)
class Creation:
    """One create. `send` sends it, with a ClientToken or with a new one (True). `looked`: when the resource was not
    found. `gone`: the IDs of those that this task has deleted, or found being deleted. The action is added to `done`
    when it was accepted."""

    remote: Remote
    wanted: Options
    send: t.Callable[[str | bool], Raw]
    looked: datetime
    gone: t.Collection[str | None]
    done: list[str]

    def run(self) -> Raw:
        """The answer. Raises Outdated if somebody else has created the resource, or may have."""
        resource = self.remote.resource
        if resource.twice and self.wanted.get(resource.identity.name):
            return self._run_once()
        try:
            return self._sent(True)
        except ApiError as error:
            if error.category is Category.FINAL and self._appears(1):
                raise Outdated from error
            raise

    def _run_once(self) -> Raw:
        """The token follows from what identifies the resource, so that runs at the same time send the same one, and the
        service creates one resource for all. A token can be of no use: its resource was deleted or renamed since, it
        was sent with other options, or it was refused then. Then all runs go on to the next one."""
        self._require_recent_look()
        now = self.remote.client.now()
        refused, looks = False, _PATIENT_LOOKS
        for number in range(_TOKENS):
            marks = [f"{now:%Y-%m-%d}", number, f"{now:%H:%M}" if refused else ""]
            try:
                answer = self._sent(self._token(marks))
            except ApiError as error:
                if error.category not in (Category.FINAL, Category.TOKEN_USED) or refused:
                    raise
                refused = error.category is Category.FINAL
                if self._appears(1 if refused else LOOKS):
                    raise Outdated from error
                continue
            if self._is_there(answer[self.remote.resource.identity.id], looks):
                return answer
            looks = LOOKS
            self.done.pop()
        return self._sent(True)

    def _require_recent_look(self) -> None:
        """Tokens change with the day. A look from before its first seconds may have missed what another run has created
        with a token of the day before."""
        now = self.remote.client.now()
        begin = now.replace(hour=0, minute=0, second=0, microsecond=0) + _SETTLING
        if self.looked < begin:
            self.remote.client.clock.sleep(max((begin - now).total_seconds(), 0))
            raise Outdated

    def _token(self, marks: t.Sequence[t.Any]) -> str:
        resource = self.remote.resource
        names = (*resource.identity.parents, resource.identity.name)
        parts = [self.remote.client.region, resource.actions.create, *(self.wanted.get(name) for name in names), *marks]
        return str(uuid.uuid5(_NAMESPACE, json.dumps(parts)))

    def _sent(self, token: str | bool) -> Raw:
        answer = self.send(token)
        action, wire = self.remote.resource.actions.create, self.remote.resource.identity.id
        self.done.append(action)
        if wire:
            required(answer, wire, action)
        return answer

    def _is_there(self, identifier: str, most: int) -> bool:
        """Whether the resource that a token stands for is the wanted one, in so many looks. Raises Outdated if it shows
        under another ID."""
        resource = self.remote.resource
        if identifier in self.gone:
            return False

        def look() -> Raw | None:
            raw = self.remote.read(identifier)
            if raw is None:
                listing = listed(self.remote, self.wanted)
                raw = next((item for item in listing if resource.id_of(item) == identifier), None)
                if raw is None and any(map(self._is_wanted, listing)):
                    raise Outdated
            return raw

        raw = next(filter(None, self._looks(most, look)), None)
        if raw is None or resource.is_deleting(raw):
            return False
        return bool(resource.name_of(raw) == self.wanted[resource.identity.name])

    def _is_wanted(self, raw: Raw) -> bool:
        resource = self.remote.resource
        named = resource.name_of(raw) == self.wanted[resource.identity.name]
        return named and not resource.is_deleting(raw) and resource.id_of(raw) not in self.gone

    def _appears(self, most: int) -> bool:
        """Whether somebody else has created it."""
        return any(self._looks(most, lambda: find(self.remote, self.wanted).actual))

    def _looks(self, most: int, look: t.Callable[[], T]) -> t.Iterator[T]:
        """Reads may lag behind writes, so a few are needed to know that something does not exist."""
        yield look()
        for pause in islice(self.remote.client.backoff.pauses(), most - 1):
            self.remote.client.clock.sleep(pause)
            yield look()
