# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said to AWX, held against what it meets: its modules, the client, the roles, and a job as AWX runs one."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.chain import find_credentials
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from tests.support import tree
from tests.support.play import environment, play

from .awx import ensure_collection, serving
from .awx_data import DATA, INJECTED, KEY, PLAYBOOKS, TEMPLATES, injected
from .conftest import documented, outcome

# --- the set-up -------------------------------------------------------------------------------------------------------


def test_the_awx_modules_accept_the_arguments_of_the_playbook():
    ensure_collection()
    with serving() as awx:
        variables = {"CONTROLLER_HOST": awx.url, "CONTROLLER_OAUTH_TOKEN": "any"}
        variables |= injected(**KEY, region="cn-hangzhou")

        def set_up(changed):
            awx.writes.clear()
            return outcome(play("", playbook=PLAYBOOKS / "awx_setup.yml", variables=variables), changed)

        run = set_up(changed=7)
        assert KEY["access_key_secret"] not in run.output + json.dumps(run.tasks)
        made = awx.made
        names = {kind: [item["name"] for item in items] for kind, items in made.items()}
        assert names.pop("organizations") == ["Default"]
        assert names == {
            kind: [item["name"] for item in DATA[f"awx_setup_{kind}"]]
            for kind in (
                "credential_types",
                "credentials",
                "execution_environments",
                "projects",
                "inventories",
                "inventory_sources",
                "job_templates",
            )
        }
        assert made["credential_types"][0]["injectors"] == {"env": INJECTED}
        assert made["credentials"][0]["inputs"] == {**KEY, "region": "cn-hangzhou"}
        for number, template in enumerate(DATA["awx_setup_job_templates"], 1):
            assert awx.below["job_templates", str(number), "survey_spec"]["spec"] == template["survey"]
            assert awx.below["job_templates", str(number), "credentials"]["results"] == [{"id": 1}]

        set_up(changed=0)
        assert awx.writes == []


def test_every_file_named_to_awx_exists():
    for template in TEMPLATES.values():
        assert (tree.ROOT / template["playbook"]).is_file()
    for source in DATA["awx_setup_inventory_sources"]:
        assert (tree.ROOT / source["source_path"]).is_file()


# --- the credential ---------------------------------------------------------------------------------------------------


def test_the_client_reads_every_injected_variable():
    documentation = (tree.ROOT / "plugins" / "doc_fragments" / "connection.py").read_text(encoding="utf-8")
    for name in INJECTED:
        assert f"E({name})" in documentation
    source, profile = find_credentials({}, injected(**KEY, security_token="token"), Network())
    found = source.key()
    assert (found.access_key_id, found.access_key_secret) == tuple(KEY.values())
    assert found.security_token == "token"
    assert profile is None


def test_a_blank_field_counts_as_unset(tmp_path):
    assert find_credentials({}, injected(**KEY), Network())[0].key().security_token == ""
    with pytest.raises(SettingsError, match="no credentials"):
        find_credentials(
            {}, {**injected(), "HOME": str(tmp_path), "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}, Network()
        )


def test_credential_secrets_are_encrypted_and_not_in_the_job():
    fields = DATA["awx_setup_credential_types"][0]["inputs"]["fields"]
    secrets = {field["id"] for field in fields if field.get("secret")}
    assert secrets == {"access_key_secret", "security_token"}
    for name, template in INJECTED.items():
        if template.strip("{ }") in secrets:  # AWX shows the environment of a job, but for what is named like this
            assert any(word in name for word in ("API", "TOKEN", "KEY", "SECRET", "PASS"))


# --- the execution environment ----------------------------------------------------------------------------------------


def builder(*arguments):
    command = [sys.executable, "-m", "ansible_builder", *map(str, arguments)]
    done = subprocess.run(command, env=environment(""), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("which", ["of the collection", "of the guide"])
def test_ansible_builder_accepts_the_definition(which, tmp_path):
    definition = tree.ROOT / "meta" / "execution-environment.yml"
    if which == "of the guide":
        definition = tmp_path / "execution-environment.yml"
        definition.write_text(documented("docs/guides/awx.md", "base_image:"), encoding="utf-8")
    builder("create", "--file", definition, "--context", tmp_path / "context")
    assert (tmp_path / "context" / "Containerfile").exists() or (tmp_path / "context" / "Dockerfile").exists()


def test_ansible_builder_finds_what_the_collection_needs():
    found = yaml.safe_load(builder("introspect", tree.ensure()))["python"]
    ours = {line.split("#")[0].strip() for line in found if "alicloud.vpn" in line}
    assert ours == {"requests", "jmespath"}
