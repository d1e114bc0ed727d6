# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""How values are sent: as text, lists as Name.N, lists of objects as Name.N.Member (common.yaml, `transport`)."""

from __future__ import annotations

import typing as t


def flatten(parameters: t.Mapping[str, t.Any]) -> dict[str, str]:
    """Turns nested parameters into flat names and texts; None is left out."""
    flat: dict[str, str] = {}
    for name, value in parameters.items():
        _put(flat, name, value)
    return flat


def _put(flat: dict[str, str], name: str, value: t.Any) -> None:
    if value is None:
        return
    if isinstance(value, t.Mapping):
        for member, inner in value.items():
            _put(flat, f"{name}.{member}", inner)
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value, 1):
            _put(flat, f"{name}.{number}", inner)
    elif isinstance(value, bool):
        flat[name] = "true" if value else "false"
    else:
        flat[name] = str(value)
