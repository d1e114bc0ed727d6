# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Limits that several resources share, from the contract's parameter tables."""

from __future__ import annotations

from .._engine.kinds import Text

NO_URL = "not starting with http:// or https://"
DESCRIPTION = Text(1, 100, "^(?!https?://)", NO_URL)
