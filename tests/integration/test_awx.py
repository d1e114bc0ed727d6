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
from tests.emulator.running import running
from tests.support import tree
from tests.support.play import environment, play
from tools.surveys import arguments

from .awx import ensure_collection, serving
from .conftest import PSK, documented, make_gateway, outcome

PLAYBOOKS = tree.ROOT / "playbooks"
KEY = {"access_key_id": "anyid", "access_key_secret": "MarkedAccessKeySecret4712"}
SURVEYS = {
    "Site-to-site VPN": "site_to_site",
    "Site-to-site VPN, all sites": "site_to_site",
    "Remote access": "remote_access",
}
DICTIONARIES = {"site_to_site": "site_to_site_site", "remote_access": "remote_access_service"}
MAPPINGS = {"site_to_site": "site_from_survey.yml", "remote_access": "service_from_survey.yml"}


class Loader(yaml.SafeLoader):
    """Reads !unsafe, which is text that Ansible does not template."""


Loader.add_constructor("!unsafe", Loader.construct_yaml_str)
DATA = yaml.load((PLAYBOOKS / "vars" / "awx.yml").read_text(encoding="utf-8"), Loader)
TEMPLATES = {template["name"]: template for template in DATA["awx_setup_job_templates"]}
INJECTED = DATA["awx_setup_credential_types"][0]["injectors"]["env"]


def injected(**inputs):
    """The variables of a job, as AWX makes them: all are set, to nothing where a field was left blank."""
    fields = [field["id"] for field in DATA["awx_setup_credential_types"][0]["inputs"]["fields"]]
    assert set(inputs) <= set(fields)
    variables = {}
    for name, template in INJECTED.items():
        field = template.removeprefix("{{ ").removesuffix(" }}")
        assert field in fields, f"{name} takes {field}, and there is no such field"
        variables[name] = inputs.get(field, "")
    return variables


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


# --- the surveys ------------------------------------------------------------------------------------------------------


def answer(question):
    """One that differs from every other where it can."""
    if question["type"] == "integer":
        return 1194
    return question["choices"][-1] if "choices" in question else f"an answer to {question['variable']}"


def at(place, value):
    for name in place:
        value = value[0][name] if isinstance(value, list) else value[name]
    return value


@pytest.mark.parametrize("name", ["Site-to-site VPN", "Remote access"])
def test_survey_answers_become_role_variables(name, tmp_path):
    role = SURVEYS[name]
    known = arguments(role)
    answers = {question["variable"]: answer(question) for question in TEMPLATES[name]["survey"]}
    blank = {question["variable"]: question["default"] for question in TEMPLATES[name]["survey"]}
    show = {"ansible.builtin.debug": {"var": DICTIONARIES[role]}}
    tasks = [{"ansible.builtin.include_vars": str(PLAYBOOKS / "vars" / MAPPINGS[role])}, show]
    file = tmp_path / "show.json"
    file.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    inventory = tmp_path / "inventory.json"
    hosts = {"answered": answers, "blank": blank, "silent": {}}
    inventory.write_text(json.dumps({"all": {"hosts": hosts}}), encoding="utf-8")
    run = outcome(play("", "--inventory", str(inventory), "--forks", "1", playbook=file), changed=0)
    answered, left_blank, silent = (
        task["result"][DICTIONARIES[role]] for task in run.tasks if task["module"] == "ansible.builtin.debug"
    )
    for variable, given in answers.items():
        option, place, _needed = known[variable]
        if place[0] == DICTIONARIES[role]:
            expected = [given] if option["type"] == "list" else given
            assert at(place[1:], answered) == expected, variable
    # A part that has no answer is there and empty, or not there: the role says what is missing.
    assert left_blank == silent
    assert not any(left_blank.values())


# --- a job ------------------------------------------------------------------------------------------------------------


def private_data(folder, variables, answers):
    """The private data directory of a job, as AWX makes it."""
    contents = {
        "env/envvars": {**variables, "ANSIBLE_COLLECTIONS_PATH": str(tree.ensure())},
        "env/extravars": answers,
    }
    for name, content in contents.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(content), encoding="utf-8")
    source = tree.ROOT / DATA["awx_setup_inventory_sources"][0]["source_path"]
    (folder / "inventory").mkdir()
    (folder / "inventory" / source.name).write_bytes(source.read_bytes())
    (folder / "project").mkdir()
    (folder / "project" / "playbooks").symlink_to(PLAYBOOKS)
    return folder


def test_a_job_runs_as_awx_runs_it(tmp_path):
    template = TEMPLATES["Site-to-site VPN"]
    answers = {question["variable"]: question["default"] for question in template["survey"]}
    answers |= {
        "site_to_site_existing_vpn_gateway": "hq",
        "site_to_site_customer_gateway_name": "office",
        "site_to_site_customer_gateway_ip_address": "203.0.113.10",
        "site_to_site_vpn_connection_name": "hq-office",
        "site_to_site_vpn_connection_local_subnet": "0.0.0.0/0",
        "site_to_site_vpn_connection_remote_subnet": "0.0.0.0/0",
        "site_to_site_vpn_connection_ike_config_psk": PSK,
        "site_to_site_vpn_connection_ike_config_ike_version": "ikev2",
        "site_to_site_routes_route_dest": "192.168.10.0/24, 192.168.20.0/24",
    }
    # The host that stands for the gateway comes from the inventory source.
    answers["target"] = "hq"
    with running(access_key_secret=KEY["access_key_secret"], access_key_id=KEY["access_key_id"]) as cloud:
        variables = injected(**KEY, region="cn-hangzhou", endpoint=cloud.url)
        gateway = make_gateway(cloud, tmp_path, variables=variables)
        folder = private_data(tmp_path / "job", variables, answers)
        outside = {name: os.environ[name] for name in ("HOME", "PYTHONPATH") if name in os.environ}
        outside["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        run = [sys.executable, "-m", "ansible_runner", "run", str(folder), "-p", template["playbook"], "--ident", "1"]
        job = subprocess.run(run, env=outside, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
        assert job.returncode == 0, job.stdout + job.stderr

        events = [
            json.loads(file.read_text(encoding="utf-8"))
            for file in (folder / "artifacts" / "1" / "job_events").glob("*.json")
        ]
        events.sort(key=lambda event: event["counter"])
        assert events[-1]["event"] == "playbook_on_stats"
        # The route task counts once for two routes.
        assert events[-1]["event_data"]["changed"] == {"hq": 3}
        artifacts = events[-1]["event_data"]["artifact_data"]["site_to_site_results"]["hq"]
        assert artifacts["vpn_gateway_id"] == gateway
        assert artifacts["vpn_connection_state"] == "active"
        region = next(iter(cloud.cloud.state.regions.values()))
        connection = next(iter(region.table("vpn_connections").values()))
        assert connection["IkeConfig"]["Psk"] == PSK

    # What holds the input is env/ and the record of the command, with its environment; AWX keeps neither.
    left = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "env"]
    assert any(path.name == "stdout" for path in left)
    told = {path.name: path.read_bytes() for path in left}
    assert not [name for name, text in told.items() if PSK.encode() in text]
    assert [name for name, text in told.items() if KEY["access_key_secret"].encode() in text] == ["command"]
    assert PSK not in job.stdout + job.stderr


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
