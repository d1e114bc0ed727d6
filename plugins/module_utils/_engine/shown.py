# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Wait until the service shows what it has accepted."""

from __future__ import annotations

import typing as t
from contextlib import nullcontext

from .errors import WaitTimeout
from .presence import LOOKS
from .reference import target_of
from .remote import Remote

# What is not shown yet, by the ID of the resource that an awaited change depends on ("" where none is known).
Missing = t.Mapping[str, str]


def wait_until_shown(remote: Remote, accepted: t.Iterable[str], look: t.Callable[[], Missing]) -> str:
    """Call `look`, which reads again, until nothing is missing. Reads may lag behind writes, so it looks a few times;
    an awaited change is waited for until the deadline. Returns a warning, or an empty text. Raises WaitTimeout."""
    clock, awaited = remote.client.clock, remote.resource.awaited
    started = clock.monotonic()
    for looks, pause in enumerate(remote.client.backoff.pauses(), 1):
        with remote.client.until(remote.deadline) if awaited else nullcontext():
            missing = look()
        if not missing:
            break
        text = f"the service accepted {', '.join(accepted)}, but does not show the change"
        differences = "; ".join(missing.values())
        now = clock.monotonic()
        if looks >= LOOKS and not awaited:
            return f"{text} yet: {differences}. Run the task again later to check it."
        if awaited and _is_held(remote, missing):
            return f"{text}: {differences}. {awaited.because}"
        if awaited and now >= remote.deadline:
            raise WaitTimeout(
                f"{text} after {now - started:.0f} s of waiting: {differences}. Run the task again to continue "
                "waiting, or give a longer wait_timeout."
            )
        clock.sleep(min(pause, max(remote.deadline - now, 0)) if awaited else pause)
    return ""


def _is_held(remote: Remote, missing: Missing) -> bool:
    """Whether nothing that is missing can show at the moment."""
    rule = remote.resource.awaited
    if rule is None:
        return False
    others = remote.of(target_of(remote.resource, rule.by))
    return all(other and rule.unless.include(others.read(other) or {}) for other in missing)
