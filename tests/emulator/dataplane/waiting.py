# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for other processes."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.1


def until(look: Callable[[], bool], seconds: float) -> bool:
    """Whether it becomes true within that time; checked at least once."""
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)  # daemons and networks do not announce that they are ready, so polling is the only way
    return True
