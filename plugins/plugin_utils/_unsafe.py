# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Values from the cloud are data: who may tag a gateway must not be able to run a template on the controller."""

from __future__ import annotations

import typing as t

import ansible.template
from ansible.utils.unsafe_proxy import wrap_var

# From ansible-core 2.19 on, a string is a template only if it is marked as trusted. Before that, every string is a
# template unless it is marked as unsafe.
_MARKING_NEEDED = not hasattr(ansible.template, "trust_as_template")


def unsafe(value: t.Any) -> t.Any:
    """The value, with all strings that could be templates marked as unsafe. Other strings stay plain, which is faster
    and prints better."""
    return _marked(value) if _MARKING_NEEDED else value


def _marked(value: t.Any) -> t.Any:
    if isinstance(value, str):
        return wrap_var(value) if "{" in value else value
    if isinstance(value, dict):
        return {key: _marked(inner) for key, inner in value.items()}
    return [_marked(inner) for inner in value] if isinstance(value, list) else value
