# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What the engine refuses. Each text says what to do, and is complete on its own in a task's failure."""

from __future__ import annotations


class EngineError(Exception):
    """Nothing was changed unless the text says so."""


class Refused(EngineError):
    """The options ask for something that must not or cannot be done."""


class Ambiguous(EngineError):
    """Several resources fit."""


class Unresolved(EngineError):
    """A reference names something that does not exist."""


class WaitTimeout(EngineError):
    """The change was accepted, but not in force when the time ran out."""
