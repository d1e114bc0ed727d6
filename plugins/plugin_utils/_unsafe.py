# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Values from the cloud are data: who may tag a gateway must not be able to run a template on the controller."""

from __future__ import annotations

import re
import typing as t

import ansible.template
from ansible.utils.unsafe_proxy import wrap_var

# Neither a template nor an expression that calls something: names, IDs, addresses, times.
_HARMLESS = re.compile(r"[\w .:/@,+-]*\Z")
# ansible-core up to 2.18 takes every text for a template that is not marked as unsafe. Newer ones take none that is not
# marked as trusted, but ansible-inventory shows each of these as {"__ansible_unsafe": …}, which AWX and its enabled_var
# cannot use.
_trusted = getattr(ansible.template, "trust_as_template", None)


def unsafe(value: t.Any) -> t.Any:
    """The value as a host variable: only harmless texts are plain ones, and no other can become a template."""
    if isinstance(value, str):
        if _HARMLESS.match(value):
            return value if _trusted is None else _trusted(value)
        return wrap_var(value) if _trusted is None else value
    if isinstance(value, dict):
        return {key: unsafe(inner) for key, inner in value.items()}
    return [unsafe(inner) for inner in value] if isinstance(value, list) else value
