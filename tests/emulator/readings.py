# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the stand-in cloud reads the contract where it leaves a choice; the services declare names and values."""

from __future__ import annotations

from collections.abc import Iterable

from .services import READINGS


def defaults() -> dict[str, str]:
    """The first value of each."""
    return {name: reading.values[0] for name, reading in READINGS.items()}


def others() -> list[str]:
    """Each value that is not the default, as a rule."""
    return [f"{name}={value}" for name, reading in READINGS.items() for value in reading.values[1:]]


def described() -> str:
    """The names with their values, for people."""
    return ", ".join(f"{name}={'|'.join(reading.values)}" for name, reading in sorted(READINGS.items()))


def parse(rules: Iterable[str]) -> dict[str, str]:
    """Read ``NAME=VALUE`` rules; a wrong one is a ValueError that names it and what is allowed."""
    chosen = {}
    for rule in rules:
        name, _unused, value = rule.partition("=")
        if name not in READINGS or value not in READINGS[name].values:
            raise ValueError(f"reading {rule!r}: allowed are {described()}")
        chosen[name] = value
    return chosen
