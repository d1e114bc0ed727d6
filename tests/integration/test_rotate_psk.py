# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role rotate_psk through its playbook, with a stand-in for strongSwan's daemon. No root is needed.

That packets cross meanwhile is tested in tests/e2e.
"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from tests.emulator.running import running
from tests.support import both_ways, golden, vici
from tests.support.caller import Caller, customer, dual_connection, dual_gateway
from tests.support.play import play
from tests.support.tree import ROOT

from .conftest import called

pytestmark = vici.needs_swanctl

MARK = "MarkedSecretKey4711"
NEW = {role: f"{MARK}New{role}" for role in ("master", "slave")}
UP, DOWN = "ipsec_sa_established", "ike_sa_not_established"
NAMES = {"hq-office-1": "master", "hq-office-2": "slave"}


class Connection:
    """The dual-tunnel connection hq-office in a cloud, and the device's daemon that starts its tunnels."""

    def __init__(self, cloud, daemon):
        self.cloud, self._call = cloud, Caller(cloud.cloud)
        office = customer(self._call, IpAddress="203.0.113.10")
        tunnels = [
            {"CustomerGatewayId": office, "Role": role, "TunnelIkeConfig": {"Psk": f"{MARK}{role}"}}
            for role in NAMES.values()
        ]
        subnets = {"LocalSubnet": "10.10.0.0/16", "RemoteSubnet": "192.168.10.0/24"}
        self.id = dual_connection(self._call, dual_gateway(self._call), tunnels, Name="hq-office", **subnets)
        self.repaired = True
        self.see(master=UP, slave=UP)
        daemon.starts = self._start
        cloud.clear_log()

    def see(self, **statuses):
        """What the service shows of the tunnels."""
        for role, status in statuses.items():
            self.cloud.cloud.negotiate(self.id, status, role)

    def keys(self):
        shown = self._call("DescribeVpnConnection", VpnConnectionId=self.id)["TunnelOptionsSpecification"]
        return {tunnel["Role"]: tunnel["TunnelIkeConfig"]["Psk"] for tunnel in shown["TunnelOptions"]}

    def _start(self, name):
        if self.repaired:
            self.see(**{NAMES.get(name, "neither"): UP})
        return self.repaired


@pytest.fixture
def daemon(tmp_path):
    with vici.running(tmp_path / "vici") as daemon:
        yield daemon


@pytest.fixture
def connection(daemon):
    with running() as cloud:
        yield Connection(cloud, daemon)


@pytest.fixture
def start(connection, tmp_path):
    """Run the playbook; every run says all that it can, and none may say a key.

    `hosts` are in place of the one host, with what each of them has instead of the variables."""
    folder = tmp_path / "swanctl"
    (folder / "conf.d").mkdir(parents=True)
    (folder / "swanctl.conf").write_text("include conf.d/*.conf\n", encoding="utf-8")

    def run(*arguments, keys=NEW, hosts=None, **variables):
        host = {
            "ansible_connection": "local",
            "ansible_become": False,
            "ansible_python_interpreter": "{{ ansible_playbook_python }}",
            "rotate_psk_keys": keys,
            "rotate_psk_timeout": 2,
            # What is null or empty is not given.
            "rotate_psk_vpn_connection": "",
            "strongswan_peer_name": None,
            "strongswan_peer_tunnel": None,
            "strongswan_peer_state": "",
            "strongswan_peer_vpn_connection": "hq-office",
            "strongswan_peer_swanctl_dir": str(folder),
            "strongswan_peer_vici_uri": f"unix://{tmp_path}/vici",
            "strongswan_peer_manage_packages": False,
            "strongswan_peer_manage_service": False,
            **variables,
        }
        inventory = tmp_path / "inventory.json"
        inventory.write_text(json.dumps({"onprem": {"hosts": hosts or {"office": {}}, "vars": host}}), encoding="utf-8")
        done = play(
            connection.cloud.url,
            *("-i", str(inventory), "-vvvv", "--diff", *arguments),
            playbook=ROOT / "playbooks" / "rotate_psk.yml",
            variables={"PATH": vici.PATH},
        )
        said = done.output + json.dumps(done.tasks)
        assert MARK not in said
        assert not any(key in said for key in connection.keys().values())
        return done

    return run


@pytest.fixture
def rotate(start):
    """A run that succeeds."""

    def run(*arguments, **variables):
        done = start(*arguments, **variables)
        assert done.status == 0, done.failure[:500]
        return done

    return run


@pytest.fixture
def refused(start):
    """The message of a run that fails."""

    def run(*arguments, **variables):
        done = start(*arguments, **variables)
        assert done.status != 0
        return done.failure

    return run


def _restarted(daemon):
    """The tunnels that were ended, to be started again, in their order."""
    return [message["ike"] for message in daemon.messages("terminate")]


def test_check_mode_changes_nothing_and_modules_of_their_own_have_the_same_results(connection, daemon, start, tmp_path):
    before = connection.keys()
    hosts = {"host_within": True, "host_shipped": False}
    run = start("--check", hosts={name: {"alicloud_vpn_in_process": value} for name, value in hosts.items()})
    assert run.status == 0, run.failure
    assert (connection.keys(), connection.cloud.writes, _restarted(daemon)) == (before, [], [])
    counts = [run.output.count(f" runs {how}") for how in ("within Ansible", "in a process of its own")]
    assert counts[0] == counts[1] > 0
    runs = {name: replace(run, tasks=[task for task in run.tasks if task["host"] == name]) for name in hosts}
    for one in runs.values():
        golden.compare(one, "rotate_psk.two_keys", tmp_path)
    ran = [both_ways.compared(one, [name]) for name, one in runs.items()]
    for one, other in zip(*ran, strict=True):
        assert one == other


def test_given_keys_are_set_one_tunnel_at_a_time(connection, daemon, rotate, tmp_path):
    run = rotate()
    # The play of tests/chaos/rotation.py has the same calls.
    one_tunnel = ["vpn_connection_info", "vpn_connection", "vpn_connection_config_info", "vpn_connection_info"]
    assert called(run.tasks) == ["vpn_connection_info", *one_tunnel, *one_tunnel]
    assert connection.keys() == NEW
    assert daemon.secrets == {f"ike-{name}": NEW[role] for name, role in NAMES.items()}
    assert _restarted(daemon) == ["hq-office-2", "hq-office-1"]
    assert [entry["action"] for entry in connection.cloud.writes] == ["ModifyVpnConnectionAttribute"] * 2
    facts = [task["result"].get("ansible_facts", {}) for task in run.tasks]
    (result,) = [each["rotate_psk_result"] for each in facts if "rotate_psk_result" in each]
    assert result == {"vpn_connection_id": connection.id, "changed": ["slave", "master"]}

    connection.cloud.clear_log()
    run = rotate()
    assert run.changed == 0
    golden.compare(run, "rotate_psk.unchanged", tmp_path)
    assert (connection.cloud.writes, len(_restarted(daemon))) == ([], 2)


def test_the_next_run_completes_a_failed_run(connection, daemon, rotate, refused):
    """The tunnel that is down is first, and the key that is not given is generated."""
    old, given = connection.keys(), {"master": NEW["master"]}
    connection.see(master=DOWN)
    assert "swanctl --load-all failed" in refused(keys=given, strongswan_peer_vici_uri="unix:///nowhere")
    assert connection.keys() == {**old, **given}

    # The master has its key at both ends, but does not come up: the slave still carries, and keeps its key.
    connection.repaired = False
    message = refused(keys=given)
    assert "The master tunnel of hq-office is not established after 2 s (ike_sa_not_established)" in message
    assert "Changed by this run: nothing" in message
    assert connection.keys() == {**old, **given}

    connection.repaired = True
    rotate(keys=given)
    assert _restarted(daemon) == ["hq-office-1", "hq-office-2"]
    new = connection.keys()
    assert (new["master"], len(new["slave"]), new["slave"].isalnum()) == (NEW["master"], 32, True)
    assert new["slave"] != old["slave"]


def test_invalid_input_and_two_tunnels_down_are_refused_before_any_change(connection, start):
    before = connection.keys()
    connection.see(master=DOWN, slave=DOWN)
    wrong = {
        "office": ({}, "Both tunnels of hq-office are down"),
        "elsewhere": ({"strongswan_peer_vpn_connection": "paris"}, "'paris' is the name of 0 connections"),
        "typed": (
            {"rotate_psk_keys": {"master": 12345678, "slave": f"{MARK} two words"}},
            "rotate_psk_keys.master, rotate_psk_keys.slave: the key is not allowed; allowed: a text of 1 to",
        ),
        "several": (
            {"rotate_psk_keys": {"slave": "two words"}, "strongswan_peer_vpn_connection": ""},
            "give the ID or the name of the IPsec connection\nrotate_psk_keys.slave: the key is not allowed",
        ),
    }
    hosts = {name: variables for name, (variables, _text) in wrong.items()}
    for arguments in ((), ("--check",)):
        failures = start(*arguments, hosts=hosts).failures
        assert failures.keys() == wrong.keys()
        for name, (_variables, text) in wrong.items():
            assert text in failures[name], name
    assert (connection.keys(), connection.cloud.writes) == (before, [])
