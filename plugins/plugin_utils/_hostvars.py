# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The names of host variables."""

from __future__ import annotations

from functools import lru_cache

from ansible import constants
from ansible.vars.reserved import get_reserved_names

from ..module_utils._engine.errors import Refused

INSTEAD = "vpn_gateway_"
_STEERING = "ansible_"
_RESERVED = frozenset(get_reserved_names()) | constants.INTERNAL_STATIC_VARS


def check_prefix(prefix: str) -> None:
    """Raises Refused for a prefix that makes invalid names, or names that steer Ansible."""
    if not (prefix.isascii() and f"{prefix}name".isidentifier()) or prefix.startswith(_STEERING):
        raise Refused(
            f"hostvars_prefix: {prefix!r} is not allowed; allowed: letters, digits and underscores, not starting with "
            f"a digit or with {_STEERING}, and all of them ASCII"
        )


@lru_cache(maxsize=1024)
def variable(prefix: str, attribute: str) -> str:
    """An attribute comes from the cloud, so its name must not be one that Ansible gives a meaning to."""
    name = f"{prefix}{attribute}"
    return f"{INSTEAD}{attribute}" if name in _RESERVED or name.startswith(_STEERING) else name
