# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The actions the cloud carries out, by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..call import Call

Handler = Callable[[Call], Mapping[str, Any]]
ACTIONS: dict[str, Handler] = {}


def action(name: str) -> Callable[[Handler], Handler]:
    """Register the function that carries out the action ``name``."""

    def register(handler: Handler) -> Handler:
        ACTIONS[name] = handler
        return handler

    return register
