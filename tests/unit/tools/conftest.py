# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What generates files is not measured, and what it reads of the plugins is measured elsewhere."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True, scope="module")
def _unmeasured(unmeasured: None) -> None:
    """For all tests here."""
