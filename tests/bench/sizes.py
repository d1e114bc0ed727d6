# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How much is measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sizes:
    """`runs`: of each kind; medians are shown. `tasks`: in a playbook. `gateways`: that are listed; the inventory has
    as many in four regions. `sites`: of `vpn_topology`. `created`: the most sites that the role and the modules create.
    `repeated`: the most that they look at in loops. `locked`: sites that are created where each change takes a second.
    `accounts`: resources of a kind, for the calls."""

    runs: int = 3
    tasks: int = 8
    gateways: int = 10_000
    sites: tuple[int, ...] = (1, 10, 100, 500)
    created: int = 10
    repeated: int = 100
    locked: int = 500
    accounts: tuple[int, ...] = (1, 50, 500, 5000)


# So small that the figures say nothing: for a test that all of it works.
TINY = Sizes(1, 1, 8, (1,), 1, 1, 1, (1,))
