# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is said to AWX, held against what it meets: its modules, the client, the roles, and a job as AWX runs one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.chain import find_credentials
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.errors import SettingsError
from ansible_collections.alicloud.vpn.plugins.module_utils._rpc.network import Network
from tests.support import golden, tree
from tests.support.play import environment, play

from . import awx_rules
from .awx import ensure_collection, serving
from .awx_data import CREDENTIAL_TYPE, DATA, INJECTED, KEY, PLAYBOOKS, TEMPLATES, injected
from .conftest import documented, outcome

# --- the set-up -------------------------------------------------------------------------------------------------------


ROLE = "acs:ram::1234567890123456:role/vpn"
CREATED = ("credential_types", "credentials", "execution_environments", "projects", "inventories")
CREATED += ("inventory_sources", "job_templates")
# Each template and inventory costs a second in each of many runs, so the set-up gets two of each.
FEWER = {f"awx_setup_{kind}": DATA[f"awx_setup_{kind}"][:2] for kind in ("job_templates", "inventories")}
DESCRIBED = {kind: [item["name"] for item in {**DATA, **FEWER}[f"awx_setup_{kind}"]] for kind in CREATED}


@pytest.fixture
def awx():
    """With credentials of an organization that works already."""
    ensure_collection()
    with serving() as server:
        for name, kind, fields in (("Source Control", "scm", []), ("Vault", "vault", [{"id": "vault_id"}])):
            server.write("POST", ("credential_types",), {"name": name, "kind": kind, "inputs": {"fields": fields}})
        for number, name in enumerate(("git", "vault", "by hand"), 1):
            inputs = {"vault_id": name} if number > 1 else {}
            data = {"name": name, "credential_type": min(number, 2), "organization": 1, "inputs": inputs}
            server.write("POST", ("credentials",), data)
        yield server


@pytest.fixture
def set_up(awx):
    """Run the playbook; `changed` is None if it must fail. Returns the run, whose writes are in `awx.writes`.
    `shows`: the file in golden that has the diffs."""

    def run(changed, *arguments, key=None, shows=None):
        awx.writes.clear()
        variables = {"CONTROLLER_HOST": awx.url, "CONTROLLER_OAUTH_TOKEN": "any"}
        key = key or KEY
        # Ansible reads all certificates of authorities for each request, also over HTTP.
        variables["SSL_CERT_FILE"] = os.devnull
        variables |= injected(**key, region="cn-hangzhou")
        given = {"awx_setup_project_credential": "git", "awx_setup_project_scm_type": "svn"}
        given |= {"awx_setup_extra_credentials": ["vault"], **FEWER}
        done = play(
            "",
            "--extra-vars",
            json.dumps(given),
            "--diff",
            *arguments,
            playbook=PLAYBOOKS / "awx_setup.yml",
            variables=variables,
        )
        assert key["access_key_secret"] not in done.output + json.dumps(done.tasks)
        if changed is None:
            assert done.status != 0
            return done
        outcome(done, changed)
        if shows:
            golden.compare(done, shows)
        return done

    return run


def ours(awx):
    """The names of what the set-up has created, by kind."""
    before = {"Source Control", "Vault", "git", "vault", "by hand"}
    return {kind: [item["name"] for item in awx.made[kind] if item["name"] not in before] for kind in CREATED}


def test_set_up_repeat_and_delete(awx, set_up):
    set_up(1, "--check", shows="awx_setup.empty")
    assert awx.writes == []
    awx.superuser = False
    assert "have permission to POST" in set_up(None).failure
    awx.superuser = True

    awx.failing_syncs = 1
    assert "Project update failed" in set_up(None).failure
    # The next run goes on, and tries the sync again.
    set_up(4)
    assert "POST projects/1/update" in awx.writes
    made = awx.made
    assert ours(awx) == DESCRIBED
    assert made["credential_types"][2]["injectors"] == CREDENTIAL_TYPE["injectors"]
    assert made["credentials"][3]["inputs"] == {**KEY, "access_key_secret": "$encrypted$", "region": "cn-hangzhou"}
    assert (made["projects"][0]["scm_type"], made["projects"][0]["credential"]) == ("svn", 1)
    for number, template in enumerate(FEWER["awx_setup_job_templates"], 1):
        assert awx.below["job_templates", str(number), "survey_spec"]["spec"] == template["survey"]
        attached = awx.below["job_templates", str(number), "credentials"]["results"]
        assert sorted(each["id"] for each in attached) == [2, 4]
        assert made["job_templates"][number - 1]["job_slice_count"] == 1
        assert made["job_templates"][number - 1]["ask_variables_on_launch"] is True

    # What somebody has added stays, and another person's key replaces nothing.
    awx.write("POST", ("job_templates", "1", "credentials"), {"id": 3})
    awx.write("PATCH", ("job_templates", "1"), {"extra_vars": "---\nnote: mine\n", "limit": "hq"})
    awx.write("PATCH", ("job_templates", "2"), {"extra_vars": "---\nnote: mine\ntarget: sites\n"})
    others = {"access_key_id": "another", "access_key_secret": "MarkedOtherSecret4713"}
    set_up(0, key=others)
    assert awx.writes == []
    assert awx.secrets[4] == {"access_key_secret": KEY["access_key_secret"]}
    awx.write("PATCH", ("job_templates", "2"), {"extra_vars": "note: mine"})
    replace = ("--extra-vars", '{"awx_setup_replace_credentials": true}')
    set_up(2, "--check", *replace, key=others, shows="awx_setup.two_changed")
    set_up(2, *replace, key=others)
    assert json.loads(made["job_templates"][1]["extra_vars"]) == {"note": "mine", "target": "sites"}
    assert awx.secrets[4] == {"access_key_secret": others["access_key_secret"]}

    awx.write("PATCH", ("inventories", "2"), {"total_hosts": 3})
    awx.write("POST", ("credentials",), {"name": "another", "credential_type": 3, "organization": 1, "inputs": {}})
    absent = ("--extra-vars", "awx_setup_state=absent")
    set_up(5, "--check", *absent, shows="awx_setup.absent")
    assert awx.writes == []
    run = set_up(5, *absent)
    assert "somebody has added hosts: VPN sites" in json.dumps(run.tasks)
    nothing = {kind: [] for kind in CREATED}
    left = {"credential_types": ["Alibaba Cloud VPN"], "credentials": ["another"], "inventories": ["VPN sites"]}
    assert ours(awx) == {**nothing, **left}
    awx.write("DELETE", ("credentials", "5"), {})
    set_up(1, *absent)
    assert ours(awx) == {**nothing, "inventories": ["VPN sites"]}


def test_the_organization_must_exist(awx, set_up):
    text = set_up(None, "--extra-vars", "awx_setup_organization=Network").failure
    assert "awx_setup_organization: AWX has no organization named 'Network'" in text
    assert awx.writes == []


QUESTION = {"variable": "a", "question_name": "A", "type": "text", "required": False, "default": ""}
SECOND = {"credential_type": 1, "inputs": {}}


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (awx_rules.survey({"name": "", "description": "", "spec": []}), "'spec' doesn't contain any items."),
        (awx_rules.survey({"name": "", "description": "", "spec": [QUESTION] * 2}), "'a' duplicated"),
        (
            awx_rules.survey({"name": "", "description": "", "spec": [{**QUESTION, "default": 5}]}),
            "expected to be text",
        ),
        (
            awx_rules.survey(
                {
                    "name": "",
                    "description": "",
                    "spec": [{**QUESTION, "type": "multiplechoice", "choices": ["x"], "default": "y"}],
                }
            ),
            "Default choice must be answered from the choices listed.",
        ),
        (
            awx_rules.credential_type({**CREDENTIAL_TYPE, "injectors": {"env": {"X": "{{ key }}"}}}),
            "X uses an undefined field",
        ),
        (
            awx_rules.credential_type({**CREDENTIAL_TYPE, "injectors": {"env": {"ANSIBLE_CONFIG": "x"}}}),
            "ANSIBLE_CONFIG may affect",
        ),
        (awx_rules.credential({"key": "x"}, CREDENTIAL_TYPE), "'key' was unexpected"),
        (
            awx_rules.attached(SECOND, [{**SECOND, "name": "other"}], {1: {"name": "Cloud", "kind": "cloud"}}),
            "Cannot assign multiple Cloud credentials.",
        ),
        (awx_rules.attached(SECOND, [], {1: {"name": "Git", "kind": "scm"}}), "Credential of kind `scm`"),
    ],
)
def test_the_stand_in_refuses_what_awx_refuses(refused, why):
    assert why in str(refused)
    assert awx_rules.credential_type(CREDENTIAL_TYPE) is None
    assert not awx_rules.is_playbook("playbooks/tasks/awx_read.yml")


def test_awx_accepts_every_template_and_its_survey():
    without = {path.stem for path in PLAYBOOKS.glob("*.yml")} - {
        Path(one["playbook"]).stem for one in TEMPLATES.values()
    }
    assert without == {"awx_setup"}  # the README says so
    inventories = {item["name"] for item in DATA["awx_setup_inventories"]}
    asking = [name for name, template in TEMPLATES.items() if template.get("ask_job_slice_count_on_launch")]
    assert asking == ["Site-to-site VPN, all sites"]  # a slice without hosts fails, so templates of one site have one
    for template in TEMPLATES.values():
        assert awx_rules.is_playbook(template["playbook"])
        assert awx_rules.survey({"name": "", "description": "", "spec": template["survey"]}) is None
        assert template["inventory"] in inventories
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
            {}, {**injected(tmp_path), "HOME": str(tmp_path), "ALIBABA_CLOUD_ECS_METADATA_DISABLED": "true"}, Network()
        )


def test_a_configuration_of_the_cli_is_used_without_an_access_key(tmp_path):
    profiles = [
        {"name": "key", "mode": "AK", "region_id": "cn-beijing", **KEY},
        {"name": "role", "mode": "RamRoleArn", "region_id": "cn-wulanchabu", **KEY, "ram_role_arn": ROLE},
    ]
    text = json.dumps({"current": "key", "profiles": profiles})
    source, profile = find_credentials({}, injected(tmp_path, cli_configuration=text), Network())
    assert (source.key().access_key_id, profile.region) == (KEY["access_key_id"], "cn-beijing")
    _source, profile = find_credentials({}, injected(tmp_path, cli_configuration=text, profile="role"), Network())
    assert profile.region == "cn-wulanchabu"
    other = injected(tmp_path, cli_configuration=text, access_key_id="own", access_key_secret="own")
    assert find_credentials({}, other, Network())[0].key().access_key_id == "own"


def test_credential_secrets_are_encrypted_and_not_in_the_job():
    fields = DATA["awx_setup_credential_types"][0]["inputs"]["fields"]
    secrets = {field["id"] for field in fields if field.get("secret")}
    assert secrets == {"access_key_secret", "security_token", "cli_configuration"}
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
