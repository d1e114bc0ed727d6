# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Phases of a task: every failure says what was being done, and to which resource."""

from __future__ import annotations

import typing as t
from contextlib import contextmanager

from .._rpc.errors import MissingLibrary, RpcError, error_result
from .errors import EngineError, Outdated

FILE_PROBLEM = "Collection.FileProblem"
UNEXPECTED = "Collection.Unexpected"


class Failed(Exception):
    """`text` is the message for users; `actions` are the writes that were accepted before. `shown`: more members of the
    result."""

    def __init__(self, text: str, cause: Exception, actions: list[str]) -> None:
        super().__init__(text)
        self.text = text
        self.cause = cause
        self.actions = actions
        self.shown: dict[str, t.Any] = {}

    def details(self) -> dict[str, t.Any]:
        """The `error` of the result, which a playbook can test."""
        if isinstance(self.cause, RpcError):
            return self.cause.details()
        unknown = FILE_PROBLEM if isinstance(self.cause, OSError) else UNEXPECTED
        return error_result(getattr(self.cause, "code", unknown), str(self.cause))


def failed(text: str, cause: Exception, actions: t.Iterable[str]) -> Failed:
    """A failure whose message ends with its cause."""
    return Failed(f"{text}: {cause}", cause, list(actions))


@contextmanager
def phase(verb: str, label: str, done: list[str]) -> t.Iterator[None]:
    """Turns any error inside into Failed; `done` is read when it happens. Of two phases, the inner one names
    the error."""
    try:
        yield
    except (Failed, MissingLibrary, Outdated):
        raise  # the second is not an error of the call: the caller says what to install
    except (RpcError, EngineError) as error:
        raise failed(f"Could not {verb} {label}", error, done) from error
    except Exception as error:
        text = f"Could not {verb} {label}: unexpected {type(error).__name__}: {error}"
        raise Failed(text, error, list(done)) from error
