# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples in the documentation of the plugins work."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.emulator.running import Running
from tests.support import tree
from tests.support.runs import PSK, Ids, inventory, populate, said, tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

PLUGINS = tree.ROOT / "plugins"


def examples(path: Path) -> list[Any]:
    text = path.read_text(encoding="utf-8").split('EXAMPLES = r"""')[1].split('"""')[0]
    return [one for one in yaml.safe_load_all(text) if one]


SOURCES = examples(PLUGINS / "inventory" / "vpn_gateways.py")


def _sources(cloud: Running, folder: Path, number: int) -> Any:
    content = SOURCES[number]
    profile = {"name": "production", "access_key_id": "testid", "access_key_secret": "testsecret"}
    (folder / "config.json").write_text(json.dumps({"profiles": [profile]}), encoding="utf-8")
    place = {"HOME": str(folder), "ALIBABA_CLOUD_CREDENTIALS_FILE": str(folder / "config.json")}
    return inventory(cloud, folder / "gateways.alicloud_vpn.yml", content, **place)


def test_the_smallest_source(cloud: Running, ids: Ids, tmp_path: Path) -> None:
    assert set(_sources(cloud, tmp_path, 0).hosts) == {"hq", *ids.pair}


def test_the_grouped_source(cloud: Running, tmp_path: Path) -> None:
    listed = _sources(cloud, tmp_path, 1)
    assert set(listed.hosts) == {"gate.example.com", "branch"}, listed.messages
    assert (
        listed.groups["with_ssl"] == listed.groups["region_eu_central_1"] == listed.groups["tag_site_fra"] == ["branch"]
    )
    assert (tmp_path / ".cache" / "ansible" / "alicloud_vpn").is_dir()


def test_the_source_with_connections(cloud: Running, tmp_path: Path) -> None:
    listed = _sources(cloud, tmp_path, 2)
    assert set(listed.hosts) == {"hq"}, listed.messages
    assert listed.groups["tunnels_down"] == ["hq"]


def test_the_source_with_a_profile(cloud: Running, ids: Ids, tmp_path: Path) -> None:
    assert set(_sources(cloud, tmp_path, 3).hosts) == {"hq", *ids.pair}
    assert len(SOURCES) == 4


def test_lookups(own_cloud: Running, tmp_path: Path) -> None:
    ids = populate(own_cloud)
    own_cloud.cloud.negotiate(ids.tunnel, "ipsec_sa_established")
    wanted = [task for path in sorted((PLUGINS / "lookup").glob("*.py")) for task in examples(path)[0]]
    for task in wanted:
        if "ansible.builtin.copy" in task:
            task["ansible.builtin.copy"]["dest"] = str(tmp_path / "hq.conf")
    run = tasks(own_cloud, tmp_path, wanted)
    assert {task["outcome"] for task in run.tasks} <= {"ok", "changed"}, said(run)
    assert len(run.tasks) == len(wanted) == 8
    assert f'secret = "{PSK}"' in (tmp_path / "hq.conf").read_text(encoding="utf-8")
    assert "of 2 gateways exist" in str(said(run))
