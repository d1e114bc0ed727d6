# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""What a region and a host look like: a text from a playbook must not decide what else is called."""

from __future__ import annotations

import re

from .errors import SettingsError

_REGION = re.compile(r"[a-z0-9-]{1,63}\Z")
_ADDRESS = re.compile(
    r"(?:(?P<scheme>https?)://)?(?P<host>[a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?/?\Z", re.IGNORECASE
)


def checked_region(region: str, option: str = "region") -> str:
    """The region. Raises SettingsError if it is more than that."""
    if not _REGION.match(region):
        raise SettingsError(
            f"{option}: {region!r} is not allowed; allowed: 1 to 63 characters of a-z, 0-9 and -, such as cn-hangzhou"
        )
    return region


def address_of(endpoint: str, option: str, example: str) -> str:
    """The URL of a host. Plain HTTP is used only when the endpoint starts with http://. Raises SettingsError for
    anything that is more than a host."""
    if "@" in endpoint:  # the value is not shown, because it may hold a password
        raise SettingsError(
            f"{option}: a user name or password is not allowed; give the host alone, such as {example}, and the access "
            "key in access_key_id and access_key_secret"
        )
    address = _ADDRESS.match(endpoint)
    port = int(address["port"] or 443) if address else 0
    if not address or not 1 <= port <= 65535:
        raise SettingsError(
            f"{option}: {endpoint!r} is not allowed; allowed: a host such as {example}, with http:// or https:// "
            "before it and a port after it where they are needed, and no path"
        )
    after = f":{port}" if address["port"] else ""
    return f"{(address['scheme'] or 'https').lower()}://{address['host']}{after}/"
