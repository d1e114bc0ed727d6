# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook of the README does what the README says, and the Chinese one has the same."""

from __future__ import annotations

import re

import yaml

from tests.emulator.running import running
from tests.support import tree
from tests.support.play import play


def first_playbook(readme: str) -> str:
    """The one YAML block of a README."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", (tree.ROOT / readme).read_text(), re.DOTALL | re.MULTILINE)
    return text


def test_the_first_playbook_works_and_a_second_run_changes_nothing(tmp_path):
    playbook = tmp_path / "office.yml"
    playbook.write_text(first_playbook("README.md"))
    secret = {"OFFICE_PSK": "not-a-secret"}
    with running() as cloud:
        first = play(cloud.url, playbook=playbook, variables=secret)
        second = play(cloud.url, playbook=playbook, variables=secret)
    assert (first.status, second.status) == (0, 0), first.failure + second.failure
    assert (first.changed, second.changed) == (4, 0)


def test_both_languages_have_the_same_playbook():
    def unnamed(readme: str) -> list:
        (play,) = yaml.safe_load(first_playbook(readme))
        return [{**play, "name": "", "tasks": [{**task, "name": ""} for task in play["tasks"]]}]

    assert unnamed("README.zh-CN.md") == unnamed("README.md")
