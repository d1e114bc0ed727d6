# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Small rules of English, and placeholders."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any


class UnknownPlaceholder(ValueError):
    """A text asks for a fact that is not known there."""


def with_article(noun: str) -> str:
    """ "an IPsec connection", "a VPN gateway": what counts is how the first letter is spoken."""
    spelt_out = noun[:2].isupper()
    return f"{'an' if noun[0].lower() in ('aefhilmnorsx' if spelt_out else 'aeiou') else 'a'} {noun}"


def enumeration(words: Sequence[str], last: str) -> str:
    """a, b and c."""
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def value(given: Any) -> str:
    """A value in Ansible's markup."""
    return f"V({str(given).lower() if isinstance(given, bool) else given})"


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A text with the facts that it asks for: {title}, {values}, ..."""

    def fact(match: re.Match[str]) -> str:
        if not facts.get(match[1]):
            raise UnknownPlaceholder(f"{match[0]} is not known in: {text}")
        return filled(facts[match[1]], facts)

    return re.sub(r"\{(\w+)\}", fact, text)
