# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions that tests use, by the kind of their new gateways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from tests.emulator import regions
from tests.emulator.cloud import Cloud

SINGLE_TUNNEL = "cn-shanghai-finance-1"
DUAL_TUNNEL = "cn-hangzhou"


@contextmanager
def creating(cloud: Cloud, region: str, dual: bool) -> Iterator[None]:
    """Meanwhile new gateways of the region are of that kind, as before or after the region's upgrade."""
    before = cloud.state.tunnels_of_regions.get(region, regions.TUNNELS[region])
    cloud.set_tunnels(region, 2 if dual else 1)
    yield
    cloud.set_tunnels(region, before)


def taking(cloud: Cloud, region: str, options: Mapping[str, Any]) -> AbstractContextManager[None]:
    """Meanwhile the region takes a gateway with these options of its module."""
    return creating(cloud, region, dual=is_dual(options))


def is_dual(options: Mapping[str, Any]) -> bool:
    """Whether options of its module are those of a dual-tunnel gateway."""
    return "disaster_recovery_vswitch_id" in options
