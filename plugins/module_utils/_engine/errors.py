# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The errors of the engine. Each text can stand alone in the failure of a task, and says what to do."""

from __future__ import annotations

import typing as t
from contextlib import suppress

_LONGEST = 300
_RUNS = 5


class EngineError(Exception):
    """The base of all. Nothing was changed, unless the text says so."""

    code = "Collection.Unexpected"


class Refused(EngineError):
    """The options ask for something that must not or cannot be done."""

    code = "Collection.NotPossible"


class Immutable(Refused):
    """An option has another value on the existing resource, and cannot be changed."""

    code = "Collection.ImmutableOption"


class Ambiguous(EngineError):
    """Several resources match."""

    code = "Collection.SeveralFound"


class Unresolved(EngineError):
    """A reference names something that does not exist."""

    code = "Collection.NotFound"


class Unpaid(EngineError):
    """The created resource cannot be used until its order is paid."""

    code = "Collection.OrderUnpaid"


class Vanished(EngineError):
    """Something that the task waits for does not exist any more."""


class Outdated(Exception):
    """What was found is not true any more, because others change it at the same time: find it again."""

    code = "Collection.ChangedMeanwhile"

    def __init__(self) -> None:
        super().__init__("others create and delete it at the same time; run the task again when they have finished")


class WaitTimeout(EngineError):
    """The change was accepted, but was not complete in time."""

    code = "Collection.WaitTimeout"


T = t.TypeVar("T")


def while_outdated(run: t.Callable[[], T]) -> T:
    """The result of `run`, which is called again when it raises Outdated, and raises it if others always interfere."""
    for _unused in range(_RUNS - 1):
        with suppress(Outdated):
            return run()
    return run()


def quoted(value: t.Any) -> str:
    """A value as messages show it: whole, unless it is so long that nobody reads it."""
    if isinstance(value, int) and abs(value) >= 10**18:
        return "a very large number"  # Python refuses to write more than some thousand digits
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[:_LONGEST]!r} and {len(value) - _LONGEST} more characters"
    return repr(value)
