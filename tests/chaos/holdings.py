# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cloud holds, in a form in which the clouds of two runs can be compared."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.emulator.state import Region, State

# By these a resource is known; the rest is compared by a run that changes nothing.
_KNOWN_BY = ("Name", "IpAddress", "RouteDest", "RouteSource", "CertificateId")
_OF = ("VpnGatewayId", "NextHop", "SslVpnServerId", "VpnConnectionId")


def holdings(state: State) -> Counter[tuple[Any, ...]]:
    """Each resource with its tags, and how often it is there."""
    return Counter(
        (name, table, *_label(region, record), *_tags(region, key))
        for name, region in state.regions.items()
        for table, records in region.tables.items()
        for key, record in records.items()
    )


def _label(region: Region, record: dict[str, Any]) -> tuple[Any, ...]:
    names = {key: one.get("Name") for records in region.tables.values() for key, one in records.items()}
    own = [record.get(member) for member in _KNOWN_BY]
    return (*own, *(names.get(record.get(member, "")) for member in _OF))


def _tags(region: Region, key: str) -> tuple[Any, ...]:
    return tuple(sorted(pair for tags in region.tags.values() for pair in tags.get(key, {}).items()))
