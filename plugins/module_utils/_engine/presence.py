# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Whether something that must exist still does, so that nothing is waited for that somebody else has deleted."""

from __future__ import annotations

import typing as t
from dataclasses import dataclass

from .errors import Vanished

LOOKS = 5


@dataclass
class Presence:
    """`what`: the type and the ID. Reads may lag behind a create, so something that was never `seen` is looked for a
    few times; what was seen once is gone when a read does not find it."""

    what: str
    seen: bool = False
    looks: int = 0

    def check(self, found: t.Any) -> None:
        """Take what a read found. Raises Vanished."""
        self.looks += 1
        if found:
            self.seen = True
        elif self.seen or self.looks >= LOOKS:
            raise Vanished(
                f"{self.what} does not exist any more: it was deleted while the task waited for it. To create it, run "
                "the task again"
            )
