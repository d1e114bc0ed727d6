# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The clock, passed in as an object, so that retries and waits can be tested without waiting."""

from __future__ import annotations

import time
from datetime import datetime, timezone


class Clock:
    """The real clock. Tests pass in another one with the same three methods."""

    def monotonic(self) -> float:
        """Seconds; only the difference of two values has a meaning."""
        return time.monotonic()

    def now(self) -> datetime:
        """The wall clock, in UTC."""
        return datetime.now(timezone.utc)

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)
