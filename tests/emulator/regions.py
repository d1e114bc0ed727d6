# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The regions, their zones, and how many tunnels the connections of their new gateways have: regions.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("regions.yaml")
_TUNNELS = {"single_tunnel": 1, "dual_tunnel": 2}


def _zones(region: str, letters: str) -> tuple[str, ...]:
    """The IDs of zones: cn-hangzhou-h, but eu-central-1a."""
    return tuple(f"{region}{'' if region[-1].isdigit() else '-'}{letter}" for letter in letters)


_KINDS: Mapping[str, Mapping[str, str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
ZONES = {region: _zones(region, letters) for kind in _KINDS.values() for region, letters in kind.items()}
TUNNELS = {region: _TUNNELS[kind] for kind, regions in _KINDS.items() for region in regions}
