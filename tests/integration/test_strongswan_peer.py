# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role strongswan_peer through its playbook: a stand-in cloud, the real swanctl, and a stand-in for its daemon.

No root is needed. How real daemons get on with each other is tested in tests/e2e.
"""

from __future__ import annotations

import json
import os
import re
import stat
from copy import deepcopy

import pytest

from tests.emulator.running import running
from tests.support import golden, vici
from tests.support.peer.readers import swanctl
from tests.support.play import play
from tests.support.regions import DUAL_TUNNEL
from tests.support.tree import ROOT

from .conftest import DUAL, SITE, documented, outcome

pytestmark = vici.needs_swanctl

PLAYBOOK = ROOT / "playbooks" / "strongswan_peer.yml"
# What Jinja, YAML, a shell and swanctl would each read something into.
MARK = "MarkedSecretKey4711"
KEY = MARK + "{{7*7}}\"\\#$x'y"
OTHER = "connections {\n    other {\n        remote_addrs = 192.0.2.1\n    }\n}\n"
BUILD = [
    {"alicloud.vpn.vpn_gateway": SITE["vpn_gateway"]},
    {"alicloud.vpn.customer_gateway": {"name": "office", "ip_address": "203.0.113.10"}},
    {
        "alicloud.vpn.vpn_connection": {
            **SITE["vpn_connection"],
            "vpn_gateway": "hq",
            "customer_gateway": "office",
            "local_subnet": ["10.10.0.0/16"],
            "remote_subnet": ["192.168.10.0/24"],
        }
    },
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A cloud with a connection hq-office."""
    file = tmp_path_factory.mktemp("build") / "build.json"
    file.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": BUILD}]), encoding="utf-8")
    with running() as cloud:
        # A gateway from before the upgrade of the region that the documentation names.
        cloud.cloud.set_tunnels(DUAL_TUNNEL, 1)
        outcome(play(cloud.url, playbook=file, variables=DUAL), changed=3)
        yield cloud


@pytest.fixture
def connection(made):
    """The cloud's record of the connection. The tests change it."""
    (region,) = made.cloud.state.regions.values()
    table = region.table("vpn_connections")
    ((name, record),) = table.items()
    kept = deepcopy(record)
    record["IkeConfig"]["Psk"] = KEY
    made.clear_log()
    yield record
    table[name] = kept


@pytest.fixture
def folder(tmp_path):
    """In the place of /etc/swanctl, with a tunnel of somebody else."""
    folder = tmp_path / "swanctl"
    (folder / "conf.d").mkdir(parents=True)
    (folder / "swanctl.conf").write_text("include conf.d/*.conf\n", encoding="utf-8")
    (folder / "conf.d" / "other.conf").write_text(OTHER, encoding="utf-8")
    return folder


@pytest.fixture
def daemon(tmp_path):
    """It has loaded the tunnel of somebody else."""
    with vici.running(tmp_path / "vici") as daemon:
        daemon.connections["other"] = b""
        yield daemon


@pytest.fixture
def have(made, connection, daemon, folder, tmp_path):
    """Run the playbook; every run says all that it can, and none may say the key.

    What begins with host_ is a host that has more variables than the others."""

    def run(changed, *arguments, url=made.url, environment=None, playbook=PLAYBOOK, **variables):
        common = {
            "ansible_connection": "local",
            "ansible_become": False,
            "ansible_python_interpreter": "{{ ansible_playbook_python }}",
            "strongswan_peer_vpn_connection": "hq-office",
            "strongswan_peer_swanctl_dir": str(folder),
            "strongswan_peer_vici_uri": f"unix://{tmp_path}/vici",
            "strongswan_peer_manage_packages": False,
            "strongswan_peer_manage_service": False,
            # What is null or empty is not given.
            **{f"strongswan_peer_{name}": None for name in ("name", "tunnel", "local_address", "interface")},
            "strongswan_peer_state": "",
            "strongswan_peer_remote_address": "",
        }
        hosts = {name: more for name, more in variables.items() if name.startswith("host_")} or {"office": variables}
        hosts = {name: {f"strongswan_peer_{key}": value for key, value in more.items()} for name, more in hosts.items()}
        inventory = tmp_path / "inventory.json"
        inventory.write_text(json.dumps({"onprem": {"hosts": hosts, "vars": common}}), encoding="utf-8")
        daemon.loaded.clear()
        done = play(
            url,
            *("-i", str(inventory), "-vvvv", "--diff", *arguments),
            playbook=playbook,
            variables={**DUAL, "PATH": vici.PATH, **(environment or {})},
        )
        assert MARK not in done.output + json.dumps(done.tasks)
        if changed is None:
            assert done.status != 0
            return done
        return outcome(done, changed)

    return run


def result(run):
    facts = [task["result"].get("ansible_facts", {}) for task in run.tasks]
    return next(each["strongswan_peer_result"] for each in facts if "strongswan_peer_result" in each)


def files(folder):
    """The files that swanctl reads, with their modes."""
    found = sorted((folder / "conf.d").glob("*.conf"))
    return {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in found if path.name != "other.conf"}


def loads(daemon):
    """How often the daemon was told something."""
    return len(daemon.messages("get-conns"))


OURS = {"hq-office.conf": "0o644", "hq-office.secrets.conf": "0o600"}


def test_create_repeat_and_delete(made, connection, daemon, folder, have, tmp_path):
    run = have(3, "--check")
    golden.compare(run, "strongswan_peer.empty", tmp_path)
    assert (files(folder), loads(daemon), result(run)["loaded"]) == ({}, 0, True)
    assert sorted(path.name for path in (folder / "conf.d").iterdir()) == ["other.conf"]

    run = have(3)
    assert files(folder) == OURS
    assert daemon.connections.keys() == {"other", "hq-office"}
    assert daemon.secrets == {"ike-hq-office": KEY}
    connections = (folder / "conf.d" / "hq-office.conf").read_text()
    assert swanctl(connections)["connections"]["hq-office"]["remote_addrs"] == connection["IkeConfig"]["LocalId"]
    (written,) = [task for task in run.tasks if task["task"].endswith("Write the connections")]
    assert connections in json.dumps(written["result"]["diff"]).replace("\\n", "\n")
    assert result(run) == {
        "name": "hq-office",
        "state": "present",
        "files": [str(folder / "conf.d" / name) for name in OURS],
        "connections": ["hq-office"],
        "loaded": True,
    }
    assert made.writes == []

    run = have(0)
    golden.compare(run, "strongswan_peer.unchanged", tmp_path)
    assert (loads(daemon), daemon.messages("initiate"), result(run)["loaded"]) == (0, [], False)

    connection["IkeConfig"]["Psk"] = f"{MARK}New"
    daemon.up.clear()  # the cloud has the new key already
    golden.compare(have(2), "strongswan_peer.one_key", tmp_path)
    assert daemon.secrets == {"ike-hq-office": f"{MARK}New"}
    assert daemon.up == {"hq-office"}

    # The cloud is not asked for this.
    nowhere = "http://127.0.0.1:9"
    golden.compare(have(2, "--check", url=nowhere, state="absent"), "strongswan_peer.absent", tmp_path)
    assert (files(folder), loads(daemon)) == (OURS, 0)
    have(None, url=nowhere, state="absent", vici_uri="unix:///nowhere")
    assert "hq-office" in daemon.connections
    run = have(1, url=nowhere, state="absent")
    assert daemon.connections.keys() == {"other"}
    assert daemon.secrets == {}
    assert result(run) == {"name": "hq-office", "state": "absent", "files": [], "connections": [], "loaded": True}
    assert sorted(path.name for path in (folder / "conf.d").iterdir()) == ["other.conf"]
    have(0, url=nowhere, state="absent")
    assert loads(daemon) == 0


@pytest.fixture
def play_of(tmp_path):
    """The play that a page of the documentation shows."""

    def write(page):
        file = tmp_path / "documented.yml"
        file.write_text(documented(page, "hosts: onprem"), encoding="utf-8")
        return file

    return write


def test_the_play_of_the_guide_works_and_output_never_shows_a_key(connection, daemon, have, play_of):
    """The other tests have a callback of their own, and no statistics come from this one."""
    shown = {"ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default"}
    text = have(0, environment=shown, playbook=play_of("docs/guides/strongswan_peer.md")).output
    assert daemon.connections.keys() == {"other", "hq"}
    assert "+        remote_addrs = " in text
    assert "changed=3 " in text
    connection["IkeConfig"]["Psk"] = f"{MARK}New"
    text = have(0, "--check", environment=shown, name="hq").output
    assert "output has been hidden" in text
    assert "changed=2 " in text


def test_the_play_of_the_readme_works_and_the_next_run_completes_an_interrupted_run(
    connection, daemon, folder, have, play_of
):
    run = have(3, playbook=play_of("roles/strongswan_peer/README.md"))
    assert result(run)["name"] == "hq-office"
    assert daemon.connections.keys() == {"other", "hq-office"}
    connection["IkeConfig"]["IkeLifetime"] = 43200
    run = have(None, vici_uri="unix:///nowhere")
    words = "swanctl --load-all failed for hq-office; the next run tries again. Messages of swanctl: connecting"
    assert words in run.failure
    assert "rekey_time = 38880s" in (folder / "conf.d" / "hq-office.conf").read_text()
    assert b"38880s" not in daemon.connections["hq-office"]
    have(1, "--check")
    assert loads(daemon) == 0
    have(1)
    assert b"38880s" in daemon.connections["hq-office"]

    daemon.connections.clear()  # as after a restart
    have(1)
    assert daemon.connections.keys() == {"other", "hq-office"}


def test_an_unreadable_configuration_is_not_loaded(daemon, folder, have):
    own, broken = folder / "conf.d" / "hq-office.conf", folder / "conf.d" / "paris.conf"
    own.write_text("connections {\n", encoding="utf-8")
    broken.write_text("connections {\n    paris {\n", encoding="utf-8")
    run = have(
        None,
        host_present={},
        host_absent={"state": "absent"},
        # Here it can read nothing, and would unload everything.
        host_elsewhere={"swanctl_dir": str(folder / "conf.d")},
    )
    assert len(re.findall("Nothing has been loaded", run.failure)) == 3
    assert len(re.findall(f"Repair {own}, {broken} and run the playbook again", run.failure)) == 2
    assert f"no files found matching '{folder}/conf.d/swanctl.conf'" in run.failure
    assert (own.read_text(), daemon.loaded) == ("connections {\n", [])
    assert "hq-office.secrets.conf" not in files(folder)

    broken.unlink()
    have(3)
    assert files(folder) == OURS
    assert daemon.connections.keys() == {"other", "hq-office"}
    own.write_text("oh }", encoding="utf-8")
    have(2, state="absent")
    assert daemon.connections.keys() == {"other"}


@pytest.fixture
def pretender(tmp_path):
    """Puts a swanctl before the real one that runs this shell command first; returns the variables of a run."""

    def write(command):
        file = tmp_path / "bin" / "swanctl"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'#!/bin/sh\n{command}\nexec {vici.SWANCTL} "$@"\n', encoding="utf-8")
        file.chmod(0o755)
        return {"PATH": f"{file.parent}{os.pathsep}{vici.PATH}"}

    return write


def test_a_file_that_swanctl_cannot_parse_is_not_written(daemon, folder, have, pretender):
    """None is known, so that one is put before it that refuses what the role wants to write."""
    refusal = 'case "$STRONGSWAN_CONF" in *.new) echo "$STRONGSWAN_CONF:7: syntax error" >&2; exit 64;; esac'
    run = have(None, environment=pretender(refusal))
    assert re.search(r"hq-office.secrets.conf: failed to validate; \S+:7: syntax error", run.failure)
    assert [path.name for path in (folder / "conf.d").iterdir()] == ["other.conf"]
    assert loads(daemon) == 0


def test_a_configuration_that_breaks_meanwhile_is_not_loaded(daemon, folder, have, pretender):
    meanwhile = f"[ ! -e {folder}/conf.d/hq-office.conf ] || echo '}}' >> {folder}/conf.d/other.conf"
    run = have(None, environment=pretender(meanwhile))
    assert "Nothing has been loaded. Repair" in run.failure
    assert f"{folder}/conf.d/other.conf and run the playbook again. Messages of the parser: " in run.failure
    assert (files(folder), daemon.connections.keys(), daemon.secrets) == (OURS, {"other"}, {})


def test_two_tunnels_are_loaded_beside_a_broken_configuration(connection, daemon, folder, have):
    bad = "connections {\n    bad {\n        proposals = nonsense\n    }\n}\n"
    (folder / "conf.d" / "bad.conf").write_text(bad, encoding="utf-8")
    phases = {"TunnelIkeConfig": connection["IkeConfig"], "TunnelIpsecConfig": connection["IpsecConfig"], "Bgp": None}
    ends = {"CustomerGatewayId": connection["CustomerGatewayId"]}
    connection["EnableTunnelsBgp"] = False
    connection["Tunnels"] = [{"TunnelId": f"tun-{number}", **phases, **ends} for number in (1, 2)]
    remote = ["198.51.100.1", "198.51.100.2"]
    run = have(3, name="hq", remote_address=remote, local_address="192.0.2.9", tunnel=7, interface="ppp0")
    assert result(run)["connections"] == ["hq-1", "hq-2"]
    (complaint,) = [task for task in run.tasks if task["task"].endswith("show errors of other connections")]
    assert "loading connection 'bad' failed" in complaint["result"]["msg"]
    assert daemon.connections.keys() == {"other", "hq-1", "hq-2"}
    text = (folder / "conf.d" / "hq.conf").read_text()
    assert "ip link add ipsec8 type xfrm dev $PLUTO_INTERFACE if_id 8" in text
    first, second = swanctl(text)["connections"].values()
    assert [first["remote_addrs"], second["remote_addrs"]] == remote
    assert first["local_addrs"] == "192.0.2.9"
    have(2, name="hq", state="absent")
    assert daemon.connections.keys() == {"other"}


def test_invalid_input_is_refused_before_any_call(made, daemon, folder, have):
    mistakes = {
        "strongswan_peer_vpn_connection: the value is missing or empty": {"vpn_connection": None},
        "strongswan_peer_name: 'head office' is not allowed; allowed: a letter, then at most 28": {
            "name": "head office"
        },
        "strongswan_peer_name: '总部' is not allowed": {"vpn_connection": "总部"},
        "strongswan_peer_name: '../hq' is not allowed": {"name": "../hq", "state": "absent"},
        "strongswan_peer_swanctl_dir: 'swanctl' is not allowed": {"swanctl_dir": "swanctl"},
        "strongswan_peer_vici_uri: '/run/charon.vici' is not allowed": {"vici_uri": "/run/charon.vici"},
        "strongswan_peer_state: 'gone' is not allowed; allowed: present, absent": {"state": "gone"},
        "strongswan_peer_vpn_connection, strongswan_peer_name: must be texts": {"vpn_connection": 34},
    }
    several = {"name": "head office", "state": "gone", "swanctl_dir": "swanctl"}
    hosts = {f"host_{number}": variables for number, variables in enumerate(mistakes.values())}
    run = have(None, **hosts, host_several=several)
    assert [message for message in mistakes if message not in run.failure] == []
    assert [stats["failures"] for stats in run.stats.values()] == [1] * (len(mistakes) + 1)
    told = run.failures["host_several"]
    assert [name for name in several if f"strongswan_peer_{name}: '{several[name]}' is not allowed" not in told] == []
    assert len(told.splitlines()) == len(several)
    assert (made.log, files(folder), daemon.loaded) == ([], {}, [])


def test_an_unsupported_configuration_is_refused_and_nothing_is_written(made, connection, daemon, folder, have):
    (region,) = made.cloud.state.regions.values()
    table = region.table("vpn_connections")
    settings = {
        "masked": ("IkeConfig", {"Psk": "********"}),
        "chinese": ("IpsecConfig", {"IpsecAuthAlg": "sm3"}),
    }
    for name, (phase, words) in settings.items():
        copied = {"VpnConnectionId": f"vco-{name}", "Name": name, phase: {**connection[phase], **words}}
        table[f"vco-{name}"] = {**connection, **copied}
    mistakes = {
        "ike_config.psk: the key is masked": {"vpn_connection": "masked"},
        "ipsec_config.ipsec_auth_alg: 'sm3' is not available": {"vpn_connection": "chinese"},
        "no IPsec connection is named 'hq-ofice'": {"vpn_connection": "hq-ofice"},
        "tunnel: 4711 is not allowed; allowed: 1 to 4000": {"tunnel": 4711},
    }
    run = have(None, **{f"host_{number}": variables for number, variables in enumerate(mistakes.values())})
    for name in settings:
        del table[f"vco-{name}"]
    assert [message for message in mistakes if message not in run.failure] == []
    assert (files(folder), daemon.loaded) == ({}, [])
