# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The flow control of an account: so many requests in any second, and Throttling.User for those beyond."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field


@dataclass
class Rate:
    """``most``: requests that are admitted in any second. Refused ones do not count."""

    most: int
    _admitted: deque[float] = field(default_factory=deque)

    def admits(self, now: float) -> bool:
        """Whether a request at this time is admitted, which is then counted."""
        while self._admitted and self._admitted[0] <= now - 1:
            self._admitted.popleft()
        if len(self._admitted) >= self.most:
            return False
        self._admitted.append(now)
        return True
