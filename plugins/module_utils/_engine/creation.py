# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The create of a resource that others may be creating at the same time: it exists once afterwards."""

from __future__ import annotations

import enum
import json
import typing as t
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from .._rpc.errors import ApiError, Category, NetworkError
from .._rpc.shape import misunderstood, required
from .errors import Outdated, WaitTimeout
from .find import find, listed
from .parts import Options, Raw
from .presence import LOOKS
from .remote import Remote

T = t.TypeVar("T")


class Created(t.NamedTuple):
    """`answer`: of the create. `raw`: the resource as a read by its ID has shown it since; None if none was needed."""

    answer: Raw
    raw: Raw | None = None


_NAMESPACE = uuid.UUID("0c7d4b5e-8d3c-4c0b-9f4e-5f2d6c1a7b90")
_TOKENS = 20
# Each answer that no read shows may stand for something that was created and stays hidden.
_MOST_HIDDEN = 3
# About a minute: what no read finds sooner may have been created just now, and a second one would cost money.
_PATIENT_LOOKS = 13
_SETTLING = timedelta(seconds=10)  # from the look of another run until its create can be seen


class _Seen(enum.Enum):
    """What became of the resource that a token stands for."""

    WANTED = "it is the wanted one"
    GONE = "it was deleted or renamed since, or is being deleted"
    NEVER = "no read shows it as one of these"


@dataclass(frozen=True)
class Creation:
    """One create. `send` sends it, with a ClientToken or with a new one (True). `looked`: when the resource was not
    found. `others`: the IDs of those that were found then. `gone`: the IDs of those that this task has deleted, or
    found being deleted. The action is added to `done` when it was accepted."""

    remote: Remote
    wanted: Options
    send: t.Callable[[str | bool], Raw]
    looked: datetime
    others: t.Container[str | None]
    gone: t.Collection[str | None]
    done: list[str]

    def run(self) -> Created:
        """Raises Outdated if somebody else has created the resource, or may have."""
        resource = self.remote.resource
        if resource.twice and self.wanted.get(resource.identity.name):
            return self._run_once()
        try:
            return Created(self._sent(True))
        except ApiError as error:
            if error.category is Category.FINAL and self._appears(1):
                raise Outdated from error
            raise

    def _run_once(self) -> Created:
        """The token follows from what identifies the resource, so that runs at the same time send the same one, and the
        service creates one resource for all. A token can be of no use: its resource was deleted or renamed since, it
        was sent with other options, or it was refused then. Then all runs go on to the next one."""
        self._require_recent_look()
        now = self.remote.client.now()
        refused, hidden = False, 0
        answered: set[str] = set()
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
            identifier = answer[self.remote.resource.identity.id]
            if identifier in answered:
                raise self._unclear(f"two creates with different tokens were answered with the same ID {identifier}")
            answered.add(identifier)
            seen, raw = self._seen(identifier)
            if seen is _Seen.WANTED:
                return Created(answer, raw)
            self.done.pop()
            hidden += seen is _Seen.NEVER
            if hidden == _MOST_HIDDEN:
                break
        return Created(self._sent(self._token([f"{self.remote.client.now():%Y-%m-%d %H:%M}"])))

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

    def _seen(self, identifier: str) -> tuple[_Seen, Raw | None]:
        """What reads show under the ID that a token stands for, and what the last read by it shows. Raises Outdated if
        the wanted resource shows under another ID, and NetworkError if one shows that may be it, but does not have its
        name."""
        resource = self.remote.resource
        if identifier in self.gone:
            return _Seen.GONE, None
        wanted = self.wanted[resource.identity.name]
        doubtful: Raw | None = None
        whole: Raw | None = None

        def look() -> _Seen:
            nonlocal doubtful, whole
            doubtful = whole = raw = self.remote.read(identifier)
            if raw is None:
                listing = listed(self.remote, self.wanted)
                raw = next((item for item in listing if resource.id_of(item) == identifier), None)
                if raw is None and any(map(self._is_wanted, listing)):
                    raise Outdated
                doubtful = raw or next(filter(self._is_new_and_nameless, listing), None)
            if raw is None:
                return _Seen.NEVER
            if resource.is_deleting(raw):
                return _Seen.GONE
            name = resource.name_of(raw)
            if name == wanted:
                return _Seen.WANTED
            return _Seen.GONE if name and identifier in self.others else _Seen.NEVER

        looks = self._looks(_PATIENT_LOOKS, look)
        seen = next((seen for seen in looks if seen is not _Seen.NEVER), _Seen.NEVER)
        if seen is _Seen.NEVER and doubtful:
            shown, name = resource.id_of(doubtful), resource.name_of(doubtful)
            raise self._unclear(
                f"{resource.title} {shown} is shown with the name {name!r} and not {wanted!r}, and may be the one that "
                "was created"
            )
        return seen, whole

    def _unclear(self, problem: str) -> NetworkError:
        resource = self.remote.resource
        error = misunderstood(problem, resource.actions.create)
        error.advice = (
            f"No other {resource.title} was created. Look in the console at what exists, delete it or give it the "
            "name, then run the task again"
        )
        return error

    def _is_new_and_nameless(self, raw: Raw) -> bool:
        resource = self.remote.resource
        known = resource.id_of(raw) in self.others or resource.id_of(raw) in self.gone
        return not known and not resource.name_of(raw) and not resource.is_deleting(raw)

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
        clock, deadline = self.remote.client.clock, self.remote.deadline
        for pause in islice(self.remote.client.backoff.pauses(), most - 1):
            if clock.monotonic() >= deadline:
                raise WaitTimeout(
                    f"reads did not show whether {self.remote.resource.a_title} was created before wait_timeout ended. "
                    "Run the task again to look again, or give a longer wait_timeout"
                )
            clock.sleep(min(pause, deadline - clock.monotonic()))
            yield look()
