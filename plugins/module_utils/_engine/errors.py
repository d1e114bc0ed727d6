# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The errors of the engine. Each text can stand alone in the failure of a task, and says what to do."""

from __future__ import annotations


class EngineError(Exception):
    """The base of all. Nothing was changed, unless the text says so."""


class Refused(EngineError):
    """The options ask for something that must not or cannot be done."""


class Ambiguous(EngineError):
    """Several resources match."""


class Unresolved(EngineError):
    """A reference names something that does not exist."""


class Unpaid(EngineError):
    """The created resource cannot be used until its order is paid."""


class WaitTimeout(EngineError):
    """The change was accepted, but was not complete in time."""
