# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the kind of a field says in words."""

from __future__ import annotations

import re
from typing import Any

_WRONG: dict[str, Any] = {"str": "", "int": -1, "list": [], "dict": {"": ""}}


def allowed(kind: Any) -> str:
    """What is allowed, as the kind itself says it in messages; nothing where the choices say it, or all is allowed."""
    spec = kind.spec()
    if "choices" in spec or spec["type"] == "bool" or spec.get("options") or hasattr(kind, "target"):
        return ""
    if isinstance(getattr(type(kind), "allowed", None), property):
        return str(kind.allowed)
    return re.sub(r"^tag '': | (is|are) allowed", "", kind.problem(_WRONG[spec["type"]]))
