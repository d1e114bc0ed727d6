# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Wait: poll until a JMESPath expression holds, or say what was seen last."""

from __future__ import annotations

import typing as t

from .._rpc.client import Client
from .errors import WaitTimeout
from .find import Raw, read
from .paths import search
from .resource import Resource


def is_ready(resource: Resource, raw: Raw | None) -> bool:
    return resource.ready is None or (raw is not None and bool(search(resource.ready.when, raw)))


def until_ready(resource: Resource, client: Client, identifier: str, deadline: float) -> None:
    """Poll one resource until its `ready` holds. `deadline` is a time of the clock's `monotonic()`."""
    if resource.ready is None:
        return
    ready = resource.ready

    def look() -> tuple[bool, str]:
        raw = read(resource, client, identifier)
        return is_ready(resource, raw), f"{search(ready.state, raw)!r}" if raw else "not there"

    poll(client, look, deadline, f"{resource.title} {identifier} is not ready", lambda: ready.advice)


def until_gone(client: Client, what: str, look: t.Callable[[], t.Any], deadline: float) -> None:
    """Poll until `look` gives nothing."""

    def gone() -> tuple[bool, str]:
        there = look()
        return not there, "still there"

    poll(client, gone, deadline, f"{what} is not gone")


def poll(
    client: Client,
    look: t.Callable[[], tuple[bool, str]],
    deadline: float,
    text: str,
    advice: t.Callable[[], str] = lambda: "",
) -> None:
    """Look again and again; `look` gives whether it is done, and the state for the message of WaitTimeout. `advice` is
    asked when the time is up, for what was seen last."""
    started = client.clock.monotonic()
    for pause in client.backoff.pauses():
        done, state = look()
        if done:
            return
        now = client.clock.monotonic()
        if now >= deadline:
            raise WaitTimeout(
                f"{text} after {now - started:.0f} s of waiting; last state seen: {state}. "
                f"{advice() or 'Run the task again to go on waiting, or give a longer wait_timeout.'}"
            )
        client.clock.sleep(min(pause, max(deadline - now, 0)))
