# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for other processes."""

from __future__ import annotations

import time
from collections.abc import Callable

_PAUSE = 0.1


def until(look: Callable[[], bool], seconds: float) -> bool:
    """Whether it comes true within that time; looked at once at least."""
    deadline = time.monotonic() + seconds
    while not look():
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE)  # a daemon or a network tells nobody when it is ready, so there is nothing else to wait on
    return True
