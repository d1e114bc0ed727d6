# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The one thing that goes wrong here: a configuration or an option that cannot become a vendor's text."""

from __future__ import annotations

import typing as t


class PeerError(ValueError):
    """Says what is wrong and what would be right. Never holds a key."""


def not_allowed(what: str, value: t.Any, whose: str, allowed: t.Iterable[str]) -> PeerError:
    return PeerError(f"{what}: {str(value)!r} is not available for {whose}; allowed: {', '.join(allowed)}")
