# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a client has to know about the service that it calls."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass, field

from .errors import Category
from .shape import Shapes


@dataclass(frozen=True)
class Service:
    """`version`: of the API. `read_prefixes`: actions with these prefixes only read; `reads`: other actions that only
    read. `category_of`: the meaning of an error code with an HTTP status. `advice_for`: what a user can do about an
    error code of an action, or an empty text. `shapes`: of the answers of reads."""

    version: str
    read_prefixes: tuple[str, ...]
    category_of: t.Callable[[str, int], Category]
    advice_for: t.Callable[[str, str], str]
    reads: frozenset[str] = frozenset()
    shapes: Shapes = field(default_factory=Shapes)

    def writes(self, action: str) -> bool:
        """Whether an action changes something. An action that is not known to be a read counts as a write, so that it
        is never sent in check mode."""
        return not (action.startswith(self.read_prefixes) or action in self.reads)
