# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The lock of a resource: another one, which is busy while it changes."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .parts import Options, Raw
from .reference import pending, target_of
from .remote import Remote
from .resource import Resource


@dataclass(frozen=True)
class Settled:
    """The resource as it was read last, empty if it does not exist, and whether it was changing before."""

    raw: Raw
    waited: bool


@dataclass(frozen=True)
class Lock:
    """A resource by its ID."""

    remote: Remote
    identifier: str

    def wait(self, after: str = "") -> bool:
        """Wait until it is ready; `after`: the action that keeps it busy. Returns whether it was ready at once."""
        return self.remote.wait_until_ready(self.identifier, after=after).at_once

    def settle(self) -> Settled:
        """Wait until it is no longer changing, if it was when this task found it."""
        changing = self.remote.resource.changing
        looks = 0
        raw: Raw = {}

        def look() -> tuple[bool, str]:
            nonlocal looks, raw
            looks += 1
            raw = (self.remote.known if looks == 1 else self.remote.read)(self.identifier) or {}
            return changing is None or not changing.include(raw), repr(changing and raw.get(changing.member))

        self.remote.poll(look, f"{self.remote.resource.title} {self.identifier} is still being changed")
        return Settled(raw, looks > 1)


def lock_of(remote: Remote, values: Options) -> Lock | None:
    """The lock of a resource with these values; None if it has none, or if they do not say which. It is the last of a
    chain: a client certificate is locked by its server, and the server by its gateway."""
    locked: Resource = remote.resource
    lock = None
    while locked.lock:
        identifier = values.get(locked.lock)
        if not identifier or any(pending((locked.field(locked.lock),), values)):
            return None
        locked = target_of(locked, locked.lock)
        lock = Lock(remote.of(locked), identifier)
        if locked.lock:
            values = parents_of(locked, lock.remote.read(identifier) or {})
    return lock


def parents_of(resource: Resource, raw: Options) -> dict[str, t.Any]:
    """The option of the lock, as a resource shows it."""
    return {resource.lock: resource.field(resource.lock).receive(raw)} if resource.lock else {}
