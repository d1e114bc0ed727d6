# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists that have to follow the tree: the action group, twins, what the READMEs name, roles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from tests.meta.content import CONTENT, PLAYBOOKS
from tests.support import tree

MODULES, ROLES = CONTENT["module"], CONTENT["role"]
PLUGIN_FOLDERS = {"action", "doc_fragments", "filter", "inventory", "lookup", "module_utils", "modules", "plugin_utils"}
# A set of routes is made of two kinds, and listed by the info modules of both.
LISTED_BY_OTHERS = {"vpn_gateway_routes": {"vpn_route_entry_info", "vpn_pbr_route_entry_info"}}


def test_the_action_group_is_all_modules_in_order():
    runtime = yaml.safe_load((tree.ROOT / "meta" / "runtime.yml").read_text())
    assert runtime["action_groups"]["all"] == MODULES


@pytest.mark.parametrize("name", [name for name in MODULES if not name.endswith("_info")])
def test_what_a_module_manages_is_listed_by_an_info_module(name):
    assert set(MODULES) >= LISTED_BY_OTHERS.get(name, {f"{name}_info"})


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_a_readme_lists_exactly_the_contents_of_the_collection(readme):
    tables = [line for line in (tree.ROOT / readme).read_text().splitlines() if line.startswith("| ")]
    assert set(re.findall(r"`(\w+)`", "\n".join(tables))) == {
        *PLAYBOOKS,
        *(name for names in CONTENT.values() for name in names),
    }


@pytest.mark.parametrize("role", ROLES)
def test_a_role_has_what_galaxy_and_ansible_doc_read(role):
    folder = tree.ROOT / "roles" / role
    assert (folder / "README.md").exists()
    spec = yaml.safe_load((folder / "meta" / "argument_specs.yml").read_text(encoding="utf-8"))
    assert spec["argument_specs"]["main"]["version_added"]
    assert yaml.safe_load((folder / "meta" / "main.yml").read_text())["galaxy_info"]["description"]


def test_plugins_hold_only_kinds_that_ansible_knows():
    assert {path.name for path in (tree.ROOT / "plugins").iterdir() if path.is_dir()} <= PLUGIN_FOLDERS


def test_shared_code_is_private_and_says_so():
    folders = {("plugins", "module_utils"), ("plugins", "plugin_utils")}
    code = [path for path in tree.files() if path.parts[:2] in folders and path.name != "__init__.py"]
    assert [path for path in code if "private" not in (tree.ROOT / path).read_text()] == []
    assert [path for path in code if not path.parts[2].startswith("_")] == []


def test_files_are_small_texts_and_not_links():
    def odd(path: Path) -> bool:
        return path.is_symlink() or path.stat().st_size > 1_000_000 or b"\0" in path.read_bytes()

    assert [path for path in tree.files() if odd(tree.ROOT / path)] == []


def test_the_changelog_has_the_version_that_is_released():
    version = str(yaml.safe_load((tree.ROOT / "galaxy.yml").read_text())["version"])
    assert int(version.partition(".")[0]) >= 1
    changelog = yaml.safe_load((tree.ROOT / "changelogs" / "changelog.yaml").read_text(encoding="utf-8"))
    assert list(changelog["releases"])[-1] == version
    assert f"\nv{version}\n" in (tree.ROOT / "CHANGELOG.rst").read_text(encoding="utf-8")


def test_no_file_has_the_marks_of_a_merge_conflict():
    marks = re.compile(rb"^(<{7}|>{7}) ", re.MULTILINE)
    assert [path for path in tree.files() if marks.search((tree.ROOT / path).read_bytes())] == []


def test_the_cloud_needs_the_same_in_both_requirements_of_ansible_test():
    unit, integration = (
        [line for line in (tree.ROOT / "tests" / kind / "requirements.txt").read_text().splitlines() if line[:1] != "#"]
        for kind in ("unit", "integration")
    )
    assert set(integration) <= set(unit)
