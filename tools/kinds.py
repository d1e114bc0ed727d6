# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kind of a field says in words."""

from __future__ import annotations

from typing import Any


def allowed(kind: Any) -> str:
    """What is allowed, as the kind itself says it in messages; nothing where the choices say it, or all is allowed."""
    spec = kind.spec()
    return "" if "choices" in spec or hasattr(kind, "target") else str(kind.allowed)
