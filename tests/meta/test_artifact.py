# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The artifact that a user installs: what is in it, and what Galaxy, ansible-builder and ansible-doc make of it."""

from __future__ import annotations

import json
import re
import tarfile
from pathlib import Path

import pytest
import yaml

from tests.meta.content import CONTENT, run
from tests.support import tree

# The parts of a collection that a user's Ansible reads, and the texts for a human.
SHIPPED = {"LICENSES", "changelogs", "docs", "meta", "playbooks", "plugins", "roles"}
# ansible-core says this of its own internal collection, whoever asks.
_OF_CORE = re.compile(r"\[WARNING\]: Collection at '[^']*_protomatter' .*?version\.\n", re.DOTALL)


def build(folder: Path) -> Path:
    """Build the collection into a folder."""
    run("ansible-galaxy", "collection", "build", "--output-path", str(folder), str(tree.ROOT))
    (artifact,) = folder.glob("*.tar.gz")
    return artifact


def contents(artifact: Path) -> list[str]:
    """The files in an artifact."""
    with tarfile.open(artifact) as opened:
        return sorted(member.name for member in opened.getmembers() if member.isfile())


@pytest.fixture(scope="module")
def artifact(tmp_path_factory):
    """The built collection."""
    return build(tmp_path_factory.mktemp("artifact"))


@pytest.fixture(scope="module")
def installed(artifact, tmp_path_factory):
    """The folder of collections with only this one in it, as a user has it."""
    folder = tmp_path_factory.mktemp("installed")
    run("ansible-galaxy", "collection", "install", "--offline", "-p", str(folder), str(artifact), collections=folder)
    return folder


def test_the_artifact_holds_only_files_in_git(artifact):
    assert set(contents(artifact)) - {"MANIFEST.json", "FILES.json"} <= set(map(str, tree.files()))


def test_the_artifact_holds_all_that_ansible_reads(artifact):
    """What is missing would be missed only where it is installed: the other tests use the checkout."""
    read = [str(name) for name in tree.files() if name.parts[0] in ("meta", "playbooks", "plugins", "roles")]
    assert set(read) - set(contents(artifact)) == set()


def test_the_artifact_holds_only_what_users_need(artifact):
    folders = {name.partition("/")[0] for name in contents(artifact) if "/" in name}
    assert folders <= SHIPPED
    top = {name for name in contents(artifact) if "/" not in name}
    assert {name for name in top if not name.endswith(".md")} == {
        *("CHANGELOG.rst", "COPYING", "FILES.json", "MANIFEST.json", "REUSE.toml", "ee-requirements.txt")
    }
    # A page that a playbook has written would be shipped as well.
    endings = {name.rpartition(".")[2] for name in contents(artifact) if name.startswith("playbooks/")}
    assert endings == {"yml", "j2"}
    assert artifact.stat().st_size < 1_000_000


def test_the_build_is_reproducible(artifact, tmp_path):
    assert contents(build(tmp_path)) == contents(artifact)


def test_galaxy_importer_reports_nothing(artifact, tmp_path, monkeypatch):
    # The step lint-ansible has the same files and the same profile, and leaves out none of the rules.
    monkeypatch.setenv("GALAXY_IMPORTER_RUN_ANSIBLE_LINT", "false")
    told = "".join(run("python", "-m", "galaxy_importer.main", str(artifact), cwd=tmp_path))
    assert [line for line in told.splitlines() if re.match(r"(WARNING|ERROR|CRITICAL)", line)] == []
    assert "Importer processing completed successfully" in told


def test_an_execution_environment_gets_the_libraries_of_the_modules(installed):
    told = yaml.safe_load(run("ansible-builder", "introspect", str(installed))[0])
    assert [line.split()[0] for line in told["python"]] == ["requests", "jmespath"]


@pytest.mark.parametrize("kind", CONTENT)
def test_ansible_doc_shows_everything(installed, kind):
    names = [f"alicloud.vpn.{name}" for name in CONTENT[kind]]
    shown, warnings = run("ansible-doc", "--json", "-t", kind, *names, collections=installed)
    assert _OF_CORE.sub("", warnings) == ""
    docs = json.loads(shown)
    assert sorted(docs) == names
    for name, doc in docs.items():
        texts = [doc["entry_points"]["main"]["options"]] if kind == "role" else [doc["doc"]["options"], doc["examples"]]
        returned = [doc["return"]] if kind in {"module", "lookup", "filter"} else []
        assert all([*texts, *returned]), name
