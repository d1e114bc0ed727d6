# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The benchmark compares what is the same: the same hosts, the same sites, and tasks that really change nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench import fleet, package, process
from tests.bench.inventory import Inventory
from tests.bench.play import Play
from tests.bench.service import serving
from tests.bench.sites import Sites
from tests.support import site

pytestmark = pytest.mark.usefixtures("unmeasured")


def test_the_same_hosts_from_three_sources(tmp_path: Path) -> None:
    fleet.save(tmp_path / "state", each=60)
    with serving(tmp_path, "--state", str(tmp_path / "state")) as service:
        inventory = Inventory(tmp_path, service, 60)
        (made_up, none), (listed, calls) = inventory.hosts("made_up_groups"), inventory.hosts("listed_groups")
        (kept, first), (cached, again) = inventory.hosts("cached_groups"), inventory.hosts("cached_groups")
        assert made_up == listed == kept == cached
        assert (none, calls, first, again) == (0, 8, 8, 0)
        assert len(made_up["_meta"]["hostvars"]) == 240
        assert len(made_up["region_cn_hangzhou"]["hosts"]) == 60


def test_the_role_and_the_modules_find_the_sites_of_a_topology(tmp_path: Path) -> None:
    with serving(tmp_path) as service:
        sites = Sites(tmp_path, service, 1)
        assert sites.run("topology", first=True).calls > sites.run("topology", first=False).calls
        assert sites.run("modules", first=False).calls
        assert sites.run("loop", first=False).calls


def test_a_run_that_changes_something_is_not_counted_as_one_that_does_not(tmp_path: Path) -> None:
    with serving(tmp_path) as service, pytest.raises(RuntimeError, match="something changed: True"):
        Play(tmp_path, service.url)([{"alicloud.vpn.customer_gateway": site.customer()}], changes=False)


def test_memory_is_that_of_the_process(tmp_path: Path) -> None:
    """And not that of whoever starts it, which has more."""
    used = process.run([process.program("python"), "-c", "print(len(b'x' * 50_000_000))"], process.variables(""))
    least = process.run([process.program("python"), "-c", ""], process.variables(""))
    assert used.output == "50000000\n"
    assert least.memory < 20 < used.memory < 80


def test_a_package_runs_by_itself(tmp_path: Path) -> None:
    found = package.packages(tmp_path, 1)
    assert found["ping"].size < found[package.MODULE].size
    assert '"changed": false' in found[package.MODULE].used.output
