# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role remote_access through its playbook, with a real ansible-playbook against a live stand-in cloud."""

from __future__ import annotations

import json
import stat
import time
from copy import deepcopy
from pathlib import Path

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret

from tests.support import golden
from tests.support.play import play
from tests.support.site import ssl_client
from tests.support.tree import ROOT

from .conftest import DUAL, SITE, called, documented, make_gateway, outcome, recorded, refusals

PLAYBOOK = ROOT / "playbooks" / "remote_access.yml"
SERVICE = {
    "vpn_gateway": SITE["vpn_gateway"],
    "ssl_vpn_server": {
        "name": "hq-remote",
        "client_ip_pool": "192.168.100.0/24",
        "local_subnet": ["10.10.0.0/16"],
        "proto": "UDP",
    },
    "clients": [{"name": "anna"}, {"name": "ben"}],
}
ALL = {"vpn_gateway": ["hq"], "ssl_vpn_server": ["hq-remote"], "ssl_vpn_client_cert": ["anna", "ben"]}
NOTHING = {kind: [] for kind in ALL}
DAY = 24 * 3600
MASK = "PRIVATE KEY"
PASSWORD = "MarkedVaultPassword4711"


@pytest.fixture
def service():
    """The tests change it."""
    return deepcopy(SERVICE)


@pytest.fixture
def have(cloud, service, tmp_path):
    """Have it as the dictionary says; the access log then holds the calls of this run alone. `shows`: the file in
    golden that has the diffs."""

    def run(changed, *arguments, shows=None, **variables):
        file = tmp_path / "remote.json"
        words = {
            "remote_access_service": service,
            "remote_access_clients_dest": str(tmp_path / "clients"),
            **{f"remote_access_{name}": value for name, value in variables.items()},
        }
        file.write_text(json.dumps(words), encoding="utf-8")
        cloud.clear_log()
        done = play(cloud.url, "-vvvv", "--diff", "--extra-vars", f"@{file}", *arguments, playbook=PLAYBOOK)
        run.output = json.dumps(done.tasks)
        assert MASK not in done.output + run.output
        assert PASSWORD not in done.output + run.output
        run.stats = [task["result"]["ansible_stats"] for task in done.tasks if "ansible_stats" in task["result"]]
        results = [item for task in done.tasks for item in task["result"].get("results", [])]
        run.written = [Path(file) for item in results for file in item.get("files", [])]
        if changed is None:
            assert done.status != 0
            return done
        outcome(done, changed)
        if shows:
            golden.compare(done, shows, tmp_path)
        facts = [task["result"].get("ansible_facts", {}) for task in done.tasks]
        return next(each["remote_access_result"] for each in facts if "remote_access_result" in each)

    return run


def existing(cloud):
    """The names of what exists, by kind."""
    (region,) = cloud.cloud.state.regions.values()
    return {kind: sorted(record["Name"] for record in region.table(f"{kind}s").values()) for kind in ALL}


def ends_in(cloud, days, name):
    """The client's certificate goes on for so many days. The clock itself stands with that of the client."""
    (region,) = cloud.cloud.state.regions.values()
    for record in region.table("ssl_vpn_client_certs").values():
        if record["Name"] == name:
            record["EndTime"] = int((time.time() + days * DAY) * 1000)


def files(folder):
    """The files below, all of them private."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    assert {stat.S_IMODE(path.stat().st_mode) for path in found} <= {0o600}
    return {str(path.relative_to(folder)) for path in found}


def of_client(name, certificate):
    separate = {f"{certificate}.{end}" for end in ("crt", "key", "ovpn")}
    return {f"{name}/{file}" for file in ("ca.crt", f"{name}.ovpn", *separate)}


def test_create_repeat_and_delete(cloud, have, service, tmp_path):
    clients = tmp_path / "clients"
    have(3, "--check", shows="remote_access.empty")
    assert cloud.writes == []
    assert not clients.exists()

    built = have(3)
    assert called(json.loads(have.output)) == recorded("remote_access", "present")
    assert existing(cloud) == ALL
    assert (built["vpn_gateway_status"], built["renewed"], built["deleted"]) == ("active", [], [])
    assert built["internet_ip"]
    ids = {name: client["ssl_vpn_client_cert_id"] for name, client in built["clients"].items()}
    assert files(clients) == of_client("anna", ids["anna"]) | of_client("ben", ids["ben"])
    assert {str(clients / name) for name in of_client("ben", ids["ben"])} == set(built["clients"]["ben"]["files"])

    # A job in AWX, which exposes this directory. Its artifacts have the encrypted files.
    mounts = f"overlay / overlay rw 0 0\n/dev/sda1 {tmp_path} ext4 rw 0 0\n"
    job = ("-e", json.dumps({"awx_job_id": 7, "__place_mounts": mounts}))
    again = have(0, *job, vault_password=PASSWORD, shows="remote_access.unchanged")
    assert cloud.writes == []
    assert again == {**built, "actions": []}
    encrypted = have.stats[1]["data"]["remote_access_encrypted_files"]["localhost"]
    for name, text in encrypted.items():
        assert vault(text, PASSWORD) == (clients / name / f"{name}.ovpn").read_text(encoding="utf-8")
    assert set(encrypted) == {"anna", "ben"}
    (temporary,) = {file.parents[1] for file in have.written if file.parents[1] != clients}
    assert not temporary.exists()

    for kind in ("vpn_gateway", "ssl_vpn_server"):  # what identifies is all that the rest needs
        service[kind] = {"name": service[kind]["name"]}
    run = have(None, state="absent", destroy="hq-remote")
    assert "remote_access_destroy=hq,hq-remote." in run.failure
    assert "remote_access_destroy: not confirmed: hq;" in run.failure
    assert cloud.log == []
    gone = have(2, state="absent", destroy=["hq", "hq-remote"], shows="remote_access.absent")
    assert called(json.loads(have.output)) == recorded("remote_access", "absent")
    assert gone["actions"] == ["DeleteSslVpnServer", "DeleteVpnGateway"]
    assert existing(cloud) == NOTHING


def test_certificates_are_renewed_before_they_expire_and_deleted_on_request(cloud, have, service, tmp_path):
    clients = tmp_path / "clients"
    make_gateway(cloud, tmp_path, enable_ssl=True)
    del service["vpn_gateway"]
    service["existing_vpn_gateway"] = "hq"
    service["clients"][1]["dest"] = str(tmp_path / "bens")
    old = {name: client["ssl_vpn_client_cert_id"] for name, client in have(2)["clients"].items()}
    ends_in(cloud, 31, "anna")
    ends_in(cloud, 29, "ben")
    foreseen = have(2, "--check", shows="remote_access.one_renewed")
    assert (foreseen["renewed"], foreseen["actions"]) == (["ben"], ["ModifySslVpnClientCert", "CreateSslVpnClientCert"])
    assert foreseen["clients"]["anna"]["ssl_vpn_client_cert_id"] == old["anna"]
    assert foreseen["clients"]["ben"] == {"ssl_vpn_client_cert_id": None, "status": None, "end_time": None, "files": []}
    assert cloud.writes == []

    cloud.add_fault("CreateSslVpnClientCert:code=Forbidden:1")
    have(None, delete_renewed=True)
    assert existing(cloud)["ssl_vpn_client_cert"] == ["anna", "ben.retired"]  # it works on: only its name is another

    completed = have(1)
    new = completed["clients"]["ben"]["ssl_vpn_client_cert_id"]
    assert (completed["renewed"], completed["actions"]) == (["ben"], ["CreateSslVpnClientCert"])
    assert existing(cloud)["ssl_vpn_client_cert"] == ["anna", "ben", "ben.retired"]
    both = {file.removeprefix("ben/") for file in of_client("ben", old["ben"]) | of_client("ben", new)}
    assert files(tmp_path / "bens") == both  # the old ones work until the new ones are handed out

    del service["clients"][0]
    service["clients"].append({"name": "carl"})
    later = have(1)  # neither the retired certificate nor the one of who is not listed any more is touched
    assert (later["renewed"], later["actions"]) == ([], ["CreateSslVpnClientCert"])
    assert later["unlisted"] == ["anna"]
    assert "WARNING: not in remote_access_service.clients, but still allowed to connect: anna;" in have.output
    cloud.cloud.connect_ssl_client(later["ssl_vpn_server_id"], ssl_client(old["anna"]))

    next((tmp_path / "bens").glob(f"{new}.key")).unlink()  # will be written again
    carl = later["clients"]["carl"]["ssl_vpn_client_cert_id"]
    ends_in(cloud, 0, "carl")
    cleaned = have(3, delete_renewed=True, purge_clients=True)
    assert (cleaned["renewed"], cleaned["deleted"]) == (["carl"], ["ben.retired", "carl", "anna"])
    assert cleaned["unlisted"] == []
    assert [(client["common_name"], client["ip"]) for client in cleaned["connected"]] == [
        (f"CN={old['anna']}", "198.51.100.2")
    ]
    assert cleaned["actions"] == ["ModifySslVpnClientCert", "CreateSslVpnClientCert", *["DeleteSslVpnClientCert"] * 3]
    assert existing(cloud)["ssl_vpn_client_cert"] == ["ben", "carl"]
    assert files(tmp_path / "bens") == {file.removeprefix("ben/") for file in of_client("ben", new)}
    newest = cleaned["clients"]["carl"]["ssl_vpn_client_cert_id"]
    assert newest != carl
    assert files(clients) == of_client("carl", newest)
    assert not (clients / "anna").exists()

    have(1, state="absent", destroy="hq-remote")
    assert existing(cloud) == {**NOTHING, "vpn_gateway": ["hq"]}


def vault(text, password):
    """What ansible-vault decrypts."""
    return VaultLib([("default", VaultSecret(password.encode()))]).decrypt(text).decode()


def _twice(service):
    service["clients"][1]["name"] = "anna"
    return "names must be unique; given: anna, anna"


def _no_name_of_a_directory(service):
    service["clients"] = [{"name": name} for name in ("", "../ben", ".ben", "b/en", "b\\en", "ben.retired", "b.en")]
    return "not allowed: , ../ben, .ben, b/en, b\\en, ben.retired;"


def _two_gateways(service):
    service["existing_vpn_gateway"] = "shared"
    return "give exactly one of vpn_gateway"


def _several(service):
    _two_gateways(service)
    service["ssl_vpn_server"]["name"] = 34
    service["clients"][1]["name"] = "anna"
    return (
        "clients, existing_vpn_gateway\nremote_access_service: ssl_vpn_server.name: must be a text that is not empty; "
        "write a number, true and false in quotes\nremote_access_service.clients: names must be unique"
    )


def _texts(service):
    """Ansible's check of the arguments takes each of them for a dictionary."""
    service.update(vpn_gateway="name=hq", ssl_vpn_server="name=hq-remote", tags="part=gateway", clients=["name=anna"])
    return "remote_access_service: vpn_gateway, ssl_vpn_server, tags, clients: a text is not allowed; write {name: hq}"


def _text_of_clients(service):
    service["clients"] = "name=anna"
    service["vpn_gateway"]["tags"] = "part=gateway"
    return "remote_access_service: clients, vpn_gateway.tags: a text is not allowed; write {name: hq}"


MISTAKES = (_twice, _no_name_of_a_directory, _two_gateways, _several, _texts, _text_of_clients)


def test_invalid_input_is_refused_before_any_call(cloud, tmp_path):
    services = {mistake.__name__: deepcopy(SERVICE) for mistake in MISTAKES}
    texts = {mistake.__name__: mistake(services[mistake.__name__]) for mistake in MISTAKES}
    hosts = {name: {"remote_access_service": service} for name, service in services.items()}
    nameless = {**SERVICE, "ssl_vpn_server": {"name": ""}}
    hosts["absent"] = {"remote_access_service": nameless, "remote_access_state": "absent"}
    said = refusals(cloud.url, tmp_path, hosts, playbook=PLAYBOOK)
    # How to confirm the deletion is not said until the names are right.
    told = "ssl_vpn_server.name: must be a text that is not empty; write a number, true and false in quotes"
    assert said.pop("absent") == f"remote_access_service: {told}"
    for name, text in texts.items():
        assert text in said[name], name
    assert cloud.log == []


def test_a_job_whose_files_would_be_lost_fails_before_any_call(cloud, have):
    message = have(None, "-e", "awx_job_id=7", vault_password=PASSWORD).failure
    assert "remote_access_clients_dest: files in '/" in message
    assert "are lost when the job ends" in message
    assert cloud.log == []


@pytest.mark.parametrize("page", ["docs/guides/remote_access.md", "roles/remote_access/README.md"])
def test_the_documented_service_works(cloud, tmp_path, page):
    block = documented(page, "remote_access_service:")
    words = {**DUAL, "HOME": str(tmp_path)}
    file = tmp_path / "documented.yml"
    file.write_text(block, encoding="utf-8")
    if block.startswith("- "):
        outcome(play(cloud.url, playbook=file, variables=words), changed=3)
    else:
        outcome(play(cloud.url, "--extra-vars", f"@{file}", playbook=PLAYBOOK, variables=words), changed=3)
