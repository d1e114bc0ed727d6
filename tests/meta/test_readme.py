# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook of the README does what the README says, and the Chinese one has the same."""

from __future__ import annotations

import re

import pytest
import yaml

from tests.emulator.running import running
from tests.support import tree
from tests.support.play import play

READMES = ("README.md", "README.zh-CN.md")
PAGES = [
    *READMES,
    "CONTRIBUTING.md",
    # Sphinx checks the links of the site's own pages.
    *(
        str(path.relative_to(tree.ROOT))
        for pattern in ("docs/*.md", "docs/guides/*.md", "roles/*/README.md")
        for path in sorted(tree.ROOT.glob(pattern))
    ),
]
_SHELL = re.compile(r"^```shell\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def first_playbook(readme: str) -> str:
    """The one YAML block of a README."""
    (text,) = re.findall(r"^```yaml\n(.*?)^```$", (tree.ROOT / readme).read_text(), re.DOTALL | re.MULTILINE)
    return text


def test_the_first_playbook_does_what_the_readme_says(tmp_path):
    playbook = tmp_path / "office.yml"
    playbook.write_text(first_playbook("README.md"))
    variables = {"OFFICE_PSK": "not-a-secret", "ALIBABA_CLOUD_REGION_ID": "eu-central-1"}
    with running() as cloud:
        preview = play(cloud.url, "--check", "--diff", playbook=playbook, variables=variables)
        assert cloud.writes == []
        first, second = (play(cloud.url, playbook=playbook, variables=variables) for _unused in range(2))
    assert (preview.status, first.status, second.status) == (0, 0, 0), first.failure + second.failure
    assert (preview.changed, first.changed, second.changed) == (3, 3, 0)


def test_the_first_playbook_leaves_routes_to_the_service():
    """For narrow subnets the service adds policy-based routes; other routes beside them would only confuse."""
    ((_name, site),) = yaml.safe_load(first_playbook("README.md"))[0]["roles"][0]["vars"].items()
    assert site["vpn_connection"]["remote_subnet"] != ["0.0.0.0/0"]
    assert "routes" not in site


def test_both_languages_have_the_same_playbook():
    def unnamed(readme: str) -> dict:
        (play,) = yaml.safe_load(first_playbook(readme))
        return {**play, "name": ""}

    assert unnamed("README.zh-CN.md") == unnamed("README.md")


def test_both_languages_have_the_same_commands_and_lead_to_the_same_pages():
    def of(readme: str) -> tuple[list[str], set[str]]:
        text = (tree.ROOT / readme).read_text(encoding="utf-8")
        commands = [line.split(" #")[0].rstrip() for block in _SHELL.findall(text) for line in block.splitlines()]
        return commands, set(re.findall(r"https://github\.com/alicloud-vpn/[^)\s]+", text))

    assert of("README.zh-CN.md") == of("README.md")


@pytest.mark.parametrize("page", PAGES)
def test_links_into_the_repository_lead_somewhere(page: str) -> None:
    text = (tree.ROOT / page).read_text(encoding="utf-8")
    absolute = [tree.ROOT / path for path in re.findall(r"alicloud\.vpn/(?:blob|tree)/main/([^)#\s]+)", text)]
    relative = [(tree.ROOT / page).parent / path for path in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)]
    assert [str(path) for path in (*absolute, *relative) if not path.exists()] == []


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_says_why_and_for_whom_and_leads_to_the_guides(readme: str) -> None:
    text = (tree.ROOT / readme).read_text(encoding="utf-8")
    assert "Terraform" in text.partition("\n## ")[0]
    assert "PREPAY" in first_playbook(readme)  # accounts of the China site cannot use POSTPAY
    for guide in ("index", "getting_started", "which_gateway", "authentication", "from_terraform"):
        assert f"/docs/guides/{guide}.md)" in text


@pytest.mark.parametrize("readme", READMES)
def test_the_readme_says_what_has_been_tried(readme: str) -> None:
    text = (tree.ROOT / readme).read_text(encoding="utf-8")
    assert {"README.md": "**Nothing has been run against the real service", "README.zh-CN.md": "**尚未使用真实账号"}[
        readme
    ] in text
