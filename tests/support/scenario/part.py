# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What one resource contributes to the scenario, and to the tests that every resource has to pass."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.support.caller import Caller

Ids = dict[str, str]
Request = dict[str, Any]
Cause = Callable[[Caller, Ids, Request], Request]


def _nothing(_call: Caller, _ids: Ids) -> None:
    pass


@dataclass(frozen=True)
class Part:
    """One resource.  Ids are shared: a part adds its own, and uses those of the parts that it comes after."""

    build: Callable[[Caller, Ids], None]
    """Create objects, change some of them, and add their ids."""
    reads: Callable[[Ids], list[tuple[str, Request]]]
    """Every read, some in several cases."""
    writes: Callable[[Ids], dict[str, Request]]
    """For each write a request that succeeds when everything is built."""
    take_down: Callable[[Caller, Ids], None] = _nothing
    """Delete objects again."""
    after: tuple[str, ...] = ()
    """The parts that are built before this one, and taken down after it."""
    at_once: frozenset[str] = frozenset()
    """The writes that no gateway is busy with afterwards."""
    tagged: Mapping[str, str] = field(default_factory=dict)
    """ResourceType of the tag actions -> the action whose list filters by tags."""
    causes: Mapping[str, Cause] = field(default_factory=dict)
    """``CODE`` or ``ACTION CODE`` -> a function that turns the action's request into one that gets this refusal."""
    no_cause: Mapping[str, str] = field(default_factory=dict)
    """``CODE`` or ``ACTION CODE`` -> why nothing in the stand-in cloud causes it."""
    never_shown: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Action -> field of its answer that the scenario never shows -> the reason."""


def having(**values: Any) -> Cause:
    """The cause of a refusal that needs only other values in the request."""
    return lambda _call, _ids, request: {**request, **values}
