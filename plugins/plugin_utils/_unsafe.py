# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

# This file is private to the collection: it may change in any release without notice.

"""Values from the cloud are data: who may tag a gateway must not be able to run a template on the controller."""

from __future__ import annotations

import re
import typing as t
from functools import lru_cache

import ansible.template
from ansible.utils.unsafe_proxy import wrap_var

# Neither a template nor an expression that calls something: names, IDs, addresses, times.
_HARMLESS = re.compile(r"[\w .:/@,+-]*\Z")
_LONGEST_WORD = 20
# ansible-core up to 2.18 takes every text for a template that is not marked as unsafe. Newer ones take none that is not
# marked as trusted, but ansible-inventory shows each of these as {"__ansible_unsafe": …}, which AWX and its enabled_var
# cannot use.
Mark = t.Callable[[str], t.Any]
_trusted: Mark | None = getattr(ansible.template, "trust_as_template", None)


def unsafe(value: t.Any) -> t.Any:
    """The value as a host variable: only harmless texts are plain ones, and no other can become a template."""
    if isinstance(value, str):
        # Thousands of gateways have the same words, such as states, and a mark costs more than the rest of the work.
        return (_word if value.__class__ is str and len(value) <= _LONGEST_WORD else _text)(value, _trusted, wrap_var)
    if isinstance(value, dict):
        return {key: unsafe(inner) for key, inner in value.items()}
    return [unsafe(inner) for inner in value] if isinstance(value, list) else value


def _text(text: str, trusted: Mark | None, wrap: Mark) -> t.Any:
    if _HARMLESS.match(text):
        return text if trusted is None else trusted(text)
    return wrap(text) if trusted is None else text


_word = lru_cache(maxsize=1024)(_text)
