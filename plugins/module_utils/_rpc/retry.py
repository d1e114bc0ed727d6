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
    late: float = 0.5

    def pauses(self) -> t.Iterator[float]:
        """Endless; in seconds."""
        pause = self.first
        while True:
            yield pause * random.uniform(0.7, 1.3)
            pause = min(pause * self.factor, self.longest)

    def shortened(self, pause: float, left: float) -> float:
        """A pause when so many seconds are left. A call that has waited long tries more often, otherwise new calls
        could overtake it until its time is over."""
        return min(pause, max(left / 4, self.late * random.uniform(0.7, 1.3)))


def requested_pause(headers: t.Mapping[str, str], now: datetime) -> float:
    """The seconds that an answer asks for; 0 if it does not. Retry-After is a number of seconds or the time of an end,
    and the service's own header a number of milliseconds."""
    own, common = (headers.get(name, "") for name in ("x-acs-retry-after", "retry-after"))
    if re.fullmatch("[0-9]{1,9}", own):
        return int(own) / 1000
    if re.fullmatch("[0-9]{1,9}", common):
        return float(common)
    end = time_of(common)
    return max((end - now).total_seconds(), 0.0) if end else 0.0


def time_of(header: str) -> datetime | None:
    """The time in a header; None if it has none."""
    try:
        time = parsedate_to_datetime(header)
    except (TypeError, ValueError, IndexError):
        return None
    return time if time.tzinfo else time.replace(tzinfo=timezone.utc)
