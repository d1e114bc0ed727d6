# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The pauses between two tries."""

from __future__ import annotations

import random
import re
import typing as t
from dataclasses import dataclass
from datetime import datetime, timezone
from email.utils import parsedate_to_datetime


@dataclass(frozen=True)
class Backoff:
    """Growing pauses with jitter, so that many hosts that were refused together do not all try again together."""

    first: float = 0.5
    factor: float = 1.7
    longest: float = 8.0

    def pauses(self) -> t.Iterator[float]:
        """Endless; in seconds."""
        pause = self.first
        while True:
            yield pause * random.uniform(0.7, 1.3)
            pause = min(pause * self.factor, self.longest)


def requested_pause(retry_after: str, now: datetime) -> float:
    """The seconds that a Retry-After header asks for, as a number or as the time of an end; 0 without one."""
    if re.fullmatch("[0-9]{1,9}", retry_after):
        return float(retry_after)
    try:
        end = parsedate_to_datetime(retry_after)
    except (TypeError, ValueError, IndexError):
        return 0.0
    end = end if end.tzinfo else end.replace(tzinfo=timezone.utc)
    return max((end - now).total_seconds(), 0.0)
