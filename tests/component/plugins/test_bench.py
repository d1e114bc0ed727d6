# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark compares the same hosts, and the inventory makes no unnecessary calls."""

from __future__ import annotations

from pathlib import Path

from tests.bench.runs import Inventory, listing, serving


def test_the_same_hosts_from_three_sources(tmp_path: Path) -> None:
    with serving(tmp_path, 60, 0.0) as service:
        inventory = Inventory(tmp_path, service, 60)
        made_up, listed = inventory.made_up(), inventory.listed()
        kept, cached = inventory.cached(), inventory.cached()
        assert len(made_up.hosts) == 240
        assert made_up.hosts == listed.hosts == kept.hosts == cached.hosts
        assert [run.calls for run in (made_up, listed, kept, cached)] == [0, 8, 8, 0]
        assert listing(service)[1] == 240
