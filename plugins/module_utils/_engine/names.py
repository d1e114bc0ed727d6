# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""The API's names in the form that results and options have."""

from __future__ import annotations

import re
from functools import lru_cache

_ACRONYMS = (("VSwitch", "Vswitch"), ("IDaaS", "Idaas"), ("IPsec", "Ipsec"))


@lru_cache(maxsize=1024)
def snake(wire: str) -> str:
    """VSwitchId: vswitch_id. All names in results have this form; it is cached, because a long list repeats them."""
    for acronym, word in _ACRONYMS:
        wire = wire.replace(acronym, word)
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", wire).lower()
