# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The types of values as messages name them."""

from __future__ import annotations

import typing as t


def type_name(value: t.Any) -> str:
    """The name that users know: ansible-core gives texts and lists types of its own, which say where they come from."""
    return next(kind.__name__ for kind in type(value).__mro__ if kind.__module__ == "builtins")
