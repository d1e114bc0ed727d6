# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Which option of the collection gives which parameter of the API."""

from __future__ import annotations

from collections.abc import Iterator

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Json
from tests.support.descriptors import ALL
from tests.unit.contract.sending import sent

# Modules that are no descriptor's.
_BY_HAND = {
    "TagResources": {"ResourceType": "resource_type", "ResourceId": "resource_ids", "Tag": "tags"},
    "UnTagResources": {"ResourceType": "resource_type", "ResourceId": "resource_ids", "TagKey": "tags, all"},
    "ListTagResources": {"ResourceType": "resource_type", "ResourceId": "resource_ids", "Tag": "tags"},
    "DownloadVpnConnectionConfig": {"VpnConnectionId": "vpn_connection"},
    "DescribeVpnSslServerLogs": {
        "VpnSslServerId": "ssl_vpn_server",
        "SslVpnClientCertId": "ssl_vpn_client_cert",
        "From": "from",
        "To": "to",
        "MinutePeriod": "minute_period",
    },
}


def options() -> dict[tuple[str, str], str]:
    """By action and parameter, written for people."""
    found = {(action, name): option for action, names in _BY_HAND.items() for name, option in names.items()}
    for action, parameter, option in _of_descriptors():
        found.setdefault((action, parameter), option)
    return found


def _of_descriptors() -> Iterator[tuple[str, str, str]]:
    for resource in ALL:
        for parameter in sent(resource):
            if parameter.wire == "DryRun":
                yield parameter.action, parameter.wire, "dry_run"
            elif resource.identity.id and parameter.wire == resource.identity.id:
                yield parameter.action, parameter.wire, resource.id_option
            elif isinstance(parameter.kind, Json):
                members = ", ".join(member.name for member in parameter.kind.members)
                yield parameter.action, parameter.wire, f"{parameter.option}: {members}"
            elif parameter.option:
                yield parameter.action, parameter.wire, parameter.option
