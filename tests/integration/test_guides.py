# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The guides' commands and playbooks, in their order, as a newcomer runs them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.emulator.regions import TUNNELS
from tests.emulator.running import Running
from tests.support import play, tree
from tools import policies

GUIDES = tree.ROOT / "docs" / "guides"
_INSTALL = "ansible-galaxy collection install git+https://github.com/alicloud-vpn/alicloud.vpn.git"
# Commands of the guide that another test runs, or that need a network.
RUN_ELSEWHERE = {
    "git clone https://github.com/alicloud-vpn/alicloud.vpn.git": "tests/meta/test_commands.py works in a clone",
    "cd alicloud.vpn": "the same",
    "make demo": "tests/integration/test_demo.py",
    "make emulator": "tests/meta/test_commands.py; here the fixture `cloud`",
    "python3 -m venv ../my-vpn/venv": "tests/meta/test_artifact.py installs the collection in a new place",
    "mkdir ../my-vpn": "the folder of the test",
    ". ../my-vpn/venv/bin/activate": "the environment of the test",
    "python -m pip install ansible-core requests jmespath": "the environment of the test",
    _INSTALL: "tests/meta/test_artifact.py",
    "cd ../my-vpn": "the folder of the test",
}
_BLOCK = re.compile(r"^```(shell|yaml)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_FILE = re.compile(r"[Ss]ave this as `([\w.]+)`")


def _blocks(guide: str) -> Iterator[tuple[str, str, str]]:
    """Language and text of each block, and the name of the file that the text before it gives."""
    text = (GUIDES / f"{guide}.md").read_text(encoding="utf-8")
    end = 0
    for match in _BLOCK.finditer(text):
        names = _FILE.findall(text[end : match.start()])
        yield match[1], match[2], names[-1] if names else ""
        end = match.end()


def _playbooks(guide: str) -> list[str]:
    return [text for language, text, _name in _blocks(guide) if language == "yaml" and "hosts:" in text]


class _Shell:
    """The newcomer's terminal: exported variables last, and a folder of its own."""

    def __init__(self, folder: Path, cloud: Running) -> None:
        self.folder = folder
        left_out = ("ALIBABA", "ANSIBLE_CALLBACK", "ANSIBLE_STDOUT")
        given = play.environment(cloud.url)
        self.variables = {name: value for name, value in given.items() if not name.startswith(left_out)}
        self.variables["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        self.cloud = cloud

    def run(self, command: str) -> str:
        if command.startswith("export "):
            exported = dict(pair.split("=", 1) for pair in command.split()[1:])
            self.variables.update(exported)
            if "ALIBABA_CLOUD_ENDPOINT_VPC" in exported:  # the port of this test's cloud
                self.variables["ALIBABA_CLOUD_ENDPOINT_VPC"] = self.cloud.url
            return ""
        if command.startswith("unset "):
            self.variables.pop(command.split()[1])
            return ""
        program, *arguments = command.split()
        assert program == "ansible-playbook"
        process = play.launch([*play.command()[:1], *arguments], self.variables, self.folder)
        try:
            output = process.stdout.read() if process.stdout else ""
            assert process.wait() == 0, f"{command}\n{output}"
        finally:
            play.stop(process)
        return output


def _changed(output: str) -> int:
    return int(re.findall(r"changed=(\d+)", output)[-1])


def test_run_getting_started_from_start_to_end(cloud: Running, tmp_path: Path) -> None:
    shell = _Shell(tmp_path, cloud)
    results = []
    for language, text, name in _blocks("getting_started"):
        if language == "yaml":
            (tmp_path / name).write_text(text, encoding="utf-8")
            continue
        for line in text.splitlines():
            if line in RUN_ELSEWHERE:
                continue
            if len(results) == 3:  # step 7: the reader has edited the file
                office = tmp_path / "office.yml"
                given = office.read_text(encoding="utf-8")
                office.write_text(given.replace("[10.10.0.0/16]", "[10.10.0.0/16, 10.20.0.0/16]"), encoding="utf-8")
            output = shell.run(line)
            if line.startswith("ansible-playbook"):
                results.append((line.removeprefix("ansible-playbook "), _changed(output)))
    assert results == [
        ("office.yml --check --diff", 3),
        ("office.yml", 3),
        ("office.yml", 0),
        ("office.yml --check --diff", 1),
        ("office.yml", 1),
        ("device.yml", 0),
        ("delete.yml --check", 3),
        ("delete.yml", 3),
    ]
    called = {entry["action"] for entry in cloud.log}
    allowed = policies.by_role()["site_to_site"] | policies.by_plugin()["lookup `vpn_connection_config`"]
    assert called <= allowed
    assert "ALIBABA_CLOUD_ENDPOINT_VPC" not in shell.variables


@pytest.mark.parametrize("guide", ["which_gateway", "authentication", "from_console"])
def test_run_the_playbooks_of_a_guide(cloud: Running, tmp_path: Path, guide: str) -> None:
    shell = _Shell(tmp_path, cloud)
    shell.run("export ALIBABA_CLOUD_ENDPOINT_VPC=x ALIBABA_CLOUD_REGION_ID=cn-hangzhou")
    shell.run("export ALIBABA_CLOUD_ACCESS_KEY_ID=testid ALIBABA_CLOUD_ACCESS_KEY_SECRET=testsecret")
    shell.run(f"export ALIBABA_CLOUD_ENDPOINT_STS={cloud.url}")
    vault = yaml.safe_dump({"vault_access_key_id": "testid", "vault_access_key_secret": "testsecret"})
    (tmp_path / "vault.yml").write_text(vault, encoding="utf-8")
    playbooks = _playbooks(guide)
    assert playbooks
    for number, text in enumerate(playbooks):
        (tmp_path / f"{number}.yml").write_text(text, encoding="utf-8")
        shell.run(f"ansible-playbook {number}.yml --extra-vars @vault.yml")


def test_the_guide_names_the_regions_with_single_tunnel_gateways() -> None:
    text = (GUIDES / "which_gateway.md").read_text(encoding="utf-8").partition("## Create one")[2].partition("```")[0]
    assert set(re.findall(r"`(cn-[a-z0-9-]+)`", text)) == {name for name, count in TUNNELS.items() if count == 1}
