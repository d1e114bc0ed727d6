# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The error for a configuration or an option that cannot be written for a vendor."""

from __future__ import annotations

import typing as t


class PeerError(ValueError):
    """Says what is wrong and what is allowed. Never contains a key."""


def not_available(option: str, value: t.Any, vendor: str, allowed: t.Iterable[str]) -> PeerError:
    return PeerError(f"{option}: {str(value)!r} is not available for {vendor}; allowed: {', '.join(allowed)}")
