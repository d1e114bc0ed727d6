# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many of each thing an account may hold; the services declare the names and the defaults."""

from __future__ import annotations

from collections.abc import Iterable

from .services import QUOTAS


def defaults() -> dict[str, int]:
    """The product's documented limits."""
    return {name: quota.limit for name, quota in QUOTAS.items()}


def described() -> str:
    """The names with their defaults, for people."""
    return ", ".join(f"{name}={quota.limit} (per {quota.per})" for name, quota in sorted(QUOTAS.items()))


def parse(rules: Iterable[str]) -> dict[str, int]:
    """Read ``NAME=N`` rules; a wrong one is a ValueError that names it and what is allowed."""
    quotas = {}
    for rule in rules:
        name, _unused, number = rule.partition("=")
        if name not in QUOTAS or not (number.isascii() and number.isdigit()):
            allowed = ", ".join(sorted(QUOTAS))
            raise ValueError(f"quota {rule!r}: a rule is NAME=N; N is a whole number and NAME is one of {allowed}")
        quotas[name] = int(number)
    return quotas
