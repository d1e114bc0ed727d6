# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Jobs as AWX runs them, and survey answers in the form in which AWX writes them."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from ansible.release import __version__ as core

from tests.emulator.running import running
from tests.support import tree
from tests.support.play import play
from tests.support.regions import SINGLE_TUNNEL
from tools.surveys import arguments

from .awx_data import DATA, KEY, PLAYBOOKS, TEMPLATES, blank, extra_variables, injected, inventory
from .conftest import PSK, make_gateway, outcome

SURVEYS = {"Site-to-site VPN": "site_to_site", "Remote access": "remote_access"}
DICTIONARIES = {"site_to_site": "site_to_site_site", "remote_access": "remote_access_service"}
MAPPINGS = {"site_to_site": "site_from_survey.yml", "remote_access": "service_from_survey.yml"}
# These read 0042 as 34 even where AWX has written it as text.
RETYPES = tuple(map(int, core.split(".")[:2])) >= (2, 19)


def written(folder, files):
    for name, content in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    return folder


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


def as_typed(value):
    """A number or a boolean as AWX and each ansible-core write it."""
    return [as_typed(one) for one in value] if isinstance(value, list) else str(value).lower()


@pytest.mark.parametrize("name", SURVEYS)
def test_survey_answers_become_role_variables(name, tmp_path):
    role = SURVEYS[name]
    known = arguments(role)
    answers = {question["variable"]: answer(question) for question in TEMPLATES[name]["survey"]}
    show = {"ansible.builtin.debug": {"var": DICTIONARIES[role]}}
    tasks = [{"ansible.builtin.include_vars": str(PLAYBOOKS / "vars" / MAPPINGS[role])}, show]
    file = tmp_path / "show.json"
    file.write_text(json.dumps([{"hosts": "all", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    hosts = {"answered": answers, "blank": blank(name), "null": dict.fromkeys(answers), "silent": {}}
    folder = written(tmp_path / "inventory", inventory(hosts))
    run = outcome(play("", "--inventory", str(folder), "--forks", "1", playbook=file), changed=0)
    answered, *others = (
        task["result"][DICTIONARIES[role]] for task in run.tasks if task["module"] == "ansible.builtin.debug"
    )
    for variable, given in answers.items():
        option, place, _needed = known[variable]
        if place[0] == DICTIONARIES[role]:
            expected = [given] if option["type"] == "list" else given
            assert as_typed(at(place[1:], answered)) == as_typed(expected), variable
    # Blank, null and no answer are the same; the role says what is missing.
    assert others == [{}] * 3


def test_an_answer_that_ansible_reads_as_a_number_is_not_used(cloud, tmp_path):
    answers = {
        **blank("Site-to-site VPN"),
        "site_to_site_vpn_gateway_name": "hq",
        "site_to_site_vpn_gateway_vpc_id": "vpc-bp1ub1yt9cvakoelj0001",
        "site_to_site_vpn_gateway_bandwidth": "10",
        "site_to_site_vpn_gateway_instance_charge_type": "POSTPAY",
        "site_to_site_customer_gateway_name": "0042",
        "site_to_site_customer_gateway_ip_address": "203.0.113.10",
        "site_to_site_vpn_connection_name": "yes",
        "site_to_site_vpn_connection_local_subnet": "0.0.0.0/0",
        "site_to_site_vpn_connection_remote_subnet": "0.0.0.0/0",
        "site_to_site_vpn_connection_ike_config_psk": "01234567",
        "site_to_site_routes_route_dest": "192.168.10.0/24",
    }
    written(tmp_path, {"answers.yml": extra_variables(answers)})
    run = play(cloud.url, "--check", "--extra-vars", f"@{tmp_path}/answers.yml")
    if RETYPES:
        assert run.status != 0
        for question in ("Name of the customer gateway", "Name of the connection", "Pre-shared key"):
            assert question in run.failure
        assert "site_to_site_vpn_gateway_bandwidth" not in run.failure  # a number is what it asks for
        assert cloud.log == []
    else:
        outcome(run, changed=4)
        created = {task["task"]: task["result"] for task in run.tasks}
        (customer,) = created["Create the customer gateways"]["results"]
        assert customer["customer_gateway"]["name"] == "0042"
        assert created["Create the IPsec connection"]["vpn_connection"]["name"] == "yes"


# --- the roles --------------------------------------------------------------------------------------------------------

NULLS = {
    "site_to_site": {
        "site_to_site_state": None,
        "site_to_site_destroy": None,
        "site_to_site_site": {
            "vpn_gateway": None,
            "existing_vpn_gateway": "hq",
            "customer_gateway": {"name": "office", "ip_address": "203.0.113.10", "description": "", "tags": None},
            "vpn_connection": {
                "name": "hq-office",
                "local_subnet": ["0.0.0.0/0"],
                "remote_subnet": ["0.0.0.0/0"],
                "ike_config": {"psk": None, "local_id": None},
                "ipsec_config": None,
                "enable_dpd": None,
            },
            "routes": None,
            "tags": None,
        },
    },
    "remote_access": {
        "remote_access_state": "",
        "remote_access_destroy": "",
        "remote_access_renew_before_days": None,
        "remote_access_delete_renewed": None,
        "remote_access_purge_clients": None,
        "remote_access_clients_dest": None,
        "remote_access_service": {
            "vpn_gateway": None,
            "existing_vpn_gateway": "hq",
            "ssl_vpn_server": {
                "name": "hq-remote",
                "client_ip_pool": "192.168.100.0/24",
                "local_subnet": ["10.10.0.0/16"],
                "port": None,
                "idaas_instance_id": "",
            },
            "clients": [{"name": "anna", "dest": None}],
            "tags": None,
        },
    },
    "topology_report": {
        "topology_report_regions": "",
        "topology_report_file": None,
        "topology_report_title": "",
        "topology_report_days": None,
    },
}


def _changed(role, **parts):
    """The variables of a role with other parts of its dictionary."""
    name = DICTIONARIES[role]
    return {name: {**NULLS[role][name], **parts}}


REFUSED = [
    ("site_to_site", _changed("site_to_site", vpn_connection={"name": 34}), "vpn_connection.name: must be a text"),
    ("site_to_site", _changed("site_to_site", existing_vpn_gateway=True), "existing_vpn_gateway: must be a text"),
    ("site_to_site", _changed("site_to_site", existing_vpn_gateway=""), "give exactly one of vpn_gateway"),
    ("remote_access", _changed("remote_access", clients=[{"name": 34}]), "clients.name: must be a text"),
    ("remote_access", _changed("remote_access", ssl_vpn_server={"name": 34}), "ssl_vpn_server.name: must be a text"),
    ("remote_access", {"remote_access_state": "gone"}, "'gone' is not allowed; allowed: present, absent"),
    ("remote_access", {"remote_access_vault_password": 1234}, "remote_access_vault_password: must be a text"),
]
# As a container of a job has them. The one below the exposed directory is lost as well.
MOUNTS = """overlay / overlay rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda1 /runner ext4 rw 0 0
/dev/sda1 /srv/vpn\\040clients ext4 rw 0 0
tmpfs /srv/vpn\\040clients/cache tmpfs rw 0 0
"""
LASTING = ["/srv/vpn clients", "/srv/vpn clients/anna/new/", "/srv/../srv/vpn clients/anna"]
LOST = ["/srv/vpn clients2", "/srv", "/runner/project", "/runner", "/", "~/x", "relative", "/srv/vpn clients/cache/x"]


def test_null_and_empty_values_count_as_not_given(cloud, tmp_path):
    """And what is given as a name must be a text."""
    make_gateway(cloud, tmp_path, enable_ssl=True)

    def role(name, variables):
        return {"ansible.builtin.include_role": {"name": f"alicloud.vpn.{name}"}, "vars": variables}

    def refused(name, variables):
        message = {"name": "Show why", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.msg }}"}}
        return {"block": [role(name, {**NULLS[name], **variables})], "rescue": [message]}

    def check(places):
        names = {"awx_job_id": 7, "place_option": "directory", "place_instead": "leave it empty", "places": places}
        task = {"ansible.builtin.include_tasks": str(PLAYBOOKS / "tasks" / "check_place.yml")}
        return {**task, "vars": {**names, "__place_mounts": MOUNTS}}

    show_lost = {"name": "Show what is lost", "ansible.builtin.debug": {"msg": "{{ ansible_failed_result.results }}"}}
    tasks = [
        check(LASTING),
        {"block": [check(LOST)], "rescue": [show_lost]},
        *(role(name, NULLS[name]) for name in NULLS),
        *(refused(name, wrong) for name, wrong, _text in REFUSED),
    ]
    file = tmp_path / "nulls.json"
    file.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": tasks}]), encoding="utf-8")
    run = outcome(play(cloud.url, "--check", playbook=file), changed=5)
    facts = {name: value for task in run.tasks for name, value in task["result"].get("ansible_facts", {}).items()}
    assert facts["site_to_site_result"]["actions"] == ["CreateCustomerGateway", "CreateVpnConnection"]
    assert facts["remote_access_result"]["actions"] == ["CreateSslVpnServer", "CreateSslVpnClientCert"]
    assert facts["topology_report_result"]["file"] == "topology.html"
    (shown,) = [task["result"]["msg"] for task in run.tasks if task["task"] == "Show what is lost"]
    assert [item["place"] for item in shown if "are lost when the job ends" in item["msg"]] == LOST
    messages = [task["result"]["msg"] for task in run.tasks if task["task"] == "Show why"]
    assert len(messages) == len(REFUSED)
    for message, (_role, _variables, text) in zip(messages, REFUSED, strict=True):
        assert text in message


# --- a job ------------------------------------------------------------------------------------------------------------


def private_data(folder, variables):
    """The private data directory of a job, as AWX makes it."""
    written(folder, {"env/envvars": yaml.safe_dump({**variables, "ANSIBLE_COLLECTIONS_PATH": str(tree.ensure())})})
    source = tree.ROOT / DATA["awx_setup_inventory_sources"][0]["source_path"]
    (folder / "inventory").mkdir()
    (folder / "inventory" / source.name).write_bytes(source.read_bytes())
    # A copy, because a job writes there too.
    shutil.copytree(PLAYBOOKS, folder / "project" / "playbooks")
    return folder


def launched(folder, playbook, answers):
    """Run a job: its output, and the data of its last event."""
    written(folder, {"env/extravars": extra_variables({**answers, "awx_job_id": 7})})
    outside = {name: os.environ[name] for name in ("HOME", "PYTHONPATH") if name in os.environ}
    outside["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    number = str(len(list(folder.glob("artifacts/*"))) + 1)
    run = [sys.executable, "-m", "ansible_runner", "run", str(folder), "-p", playbook, "--ident", number]
    job = subprocess.run(run, env=outside, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert job.returncode == 0, job.stdout + job.stderr
    events = [
        json.loads(file.read_text(encoding="utf-8"))
        for file in (folder / "artifacts" / number / "job_events").glob("*.json")
    ]
    last = max(events, key=lambda event: event["counter"])
    assert last["event"] == "playbook_on_stats"
    return job.stdout + job.stderr, last["event_data"]


def shown_by(folder):
    """The output of the last job as AWX shows it: that of its events."""
    last = max(folder.glob("artifacts/*"), key=lambda path: int(path.name))
    events = [json.loads(file.read_text(encoding="utf-8")) for file in (last / "job_events").glob("*.json")]
    return "\n".join(event["stdout"] for event in sorted(events, key=lambda event: event["counter"]))


# What the variables of the template have, apart from the survey.
DECLARED = {
    "topology_sites": [
        {
            "name": "berlin",
            "vpn_gateway": "hq",
            "customer_gateway": {"ip_address": "203.0.113.21"},
            "vpn_connection": {
                "local_subnet": ["10.10.0.0/16"],
                "remote_subnet": ["192.168.21.0/24"],
                "ike_config": {"psk": PSK},
            },
        }
    ]
}


def test_run_jobs_as_awx_does(tmp_path):
    answers = blank("Site-to-site VPN") | {
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
        variables = injected(tmp_path, **KEY, region=SINGLE_TUNNEL, endpoint=cloud.url)
        gateway = make_gateway(cloud, tmp_path, variables=variables)
        folder = private_data(tmp_path / "job", variables)
        output, ended = launched(folder, TEMPLATES["Site-to-site VPN"]["playbook"], answers)
        # The route task counts once for two routes.
        assert ended["changed"] == {"hq": 3}
        artifacts = ended["artifact_data"]["site_to_site_results"]["hq"]
        assert artifacts["vpn_gateway_id"] == gateway
        assert artifacts["vpn_connection_state"] == "active"
        region = next(iter(cloud.cloud.state.regions.values()))
        connection = next(iter(region.table("vpn_connections").values()))
        assert connection["IkeConfig"]["Psk"] == PSK

        # Three templates in one run: what a job finds, what it shows while it runs, and a page that nothing else keeps.
        cloud.cloud.mismatch(connection["VpnConnectionId"], "DhGroupMismatch", "group14", "group2")
        names = ("Tunnel diagnosis", "VPN topology", "Topology report")
        others = [TEMPLATES[name]["playbook"] for name in names]
        written(folder / "project", {"both.yml": json.dumps([{"import_playbook": playbook} for playbook in others])})
        answers = blank("Topology report") | blank("Tunnel diagnosis") | blank("VPN topology") | DECLARED
        answers["topology_name"] = "branches"
        answers |= {"diagnose_connection_vpn_connection": "hq-office", "diagnose_connection_check_gateway": "true"}
        cloud.clear_log()
        more, ended = launched(folder, "both.yml", answers)
        sent = ["DiagnoseVpnGateway", "CreateCustomerGateway", "CreateVpnConnection"]
        assert [entry["action"] for entry in cloud.writes] == sent
        assert ended["changed"] == {"localhost": 2}  # the topology and the page
        assert "[branches / site berlin] vpn_connection created (2 of 2)" in shown_by(folder)
        assert [one["state"] for one in ended["artifact_data"]["topology_plan"]] == ["done", "done"]
        diagnosis = ended["artifact_data"]["diagnose_connection_result"]
        (tunnel,) = diagnosis["tunnels"]
        (finding,) = diagnosis["findings"]
        assert (diagnosis["name"], tunnel["status"]) == ("hq-office", "ike_sa_not_established")
        assert (finding["failed_reason_code"], finding["mismatch_remote_param"]) == ("DhGroupMismatch", "group2")
        checked = {check["diagnose_name"] for check in diagnosis["gateway_checks"]}
        assert checked == {"VcoConfigConsistency", "VcoUserInternetIpConnectivity"}
        assert diagnosis["gateway_checks_problem"] == ""
        assert any("IKE_SA" in line for line in diagnosis["log"])
        assert "hq-office" in ended["artifact_data"]["topology_report_page"]
        assert ended["artifact_data"]["topology_report_page"].startswith("<!")
        assert (folder / "project" / "playbooks" / "topology.html").exists()

    # What holds the input is env/ and the record of the command, with its environment; AWX keeps neither.
    left = [path for path in folder.rglob("*") if path.is_file() and path.parent.name != "env"]
    assert any(path.name == "stdout" for path in left)
    told = {path: path.read_bytes() for path in left}
    assert not [path for path, text in told.items() if PSK.encode() in text]
    assert {path.name for path, text in told.items() if KEY["access_key_secret"].encode() in text} == {"command"}
    assert PSK not in output + more
