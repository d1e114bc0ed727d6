# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Fixtures of the unit tests of the stand-in cloud."""

from __future__ import annotations

import pytest

from tests.support.clouds import built, call, clock, cloud, slow

__all__ = ["built", "call", "clock", "cloud", "slow"]


@pytest.fixture(autouse=True, scope="module")
def _unmeasured(unmeasured: None) -> None:
    """The stand-in cloud imports nothing of the plugins."""
