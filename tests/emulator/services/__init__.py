# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""One function for each action.  Every module here is imported, and declares what it has itself."""

from __future__ import annotations

import importlib
import pkgutil

from ..registry import ACTIONS, QUOTAS, READINGS, TABLES

__all__ = ["ACTIONS", "QUOTAS", "READINGS", "TABLES"]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")
