# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The role through its playbook, with a real ansible-playbook against a live stand-in cloud."""

from __future__ import annotations

import time
from copy import deepcopy

import pytest

from tests.support.play import EXAMPLE, PSK_VARIABLE, command, environment, play, start, stop

from . import conftest
from .conftest import DUAL, NAMES, PSK, SITE, documented, refusals, site_file


def outcome(run, changed):
    """What the role made of it."""
    return conftest.outcome(run, changed).site


def existing(cloud):
    """The names of what exists, by kind."""
    (region,) = cloud.cloud.state.regions.values()
    return {kind: [record["Name"] for record in region.table(f"{kind}s").values()] for kind in NAMES}


ALL = {kind: [name] for kind, name in NAMES.items()}
NOTHING = {kind: [] for kind in NAMES}


def test_create_repeat_and_delete_a_site(cloud, have, site):
    outcome(have("present", "--check", "--diff"), changed=4)
    assert cloud.writes == []

    run = have("present", "--diff")
    built = outcome(run, changed=4)
    assert conftest.called(run.tasks) == conftest.recorded("site_to_site", "present")
    assert existing(cloud) == ALL
    assert (built["vpn_gateway_status"], built["vpn_connection_state"]) == ("active", "active")
    assert built["internet_ip"]
    assert [(route["route_dest"], route["weight"]) for route in built["routes"]] == [
        ("192.168.10.0/24", 100),
        ("192.168.20.0/24", 0),
    ]
    (region,) = cloud.cloud.state.regions.values()
    assert region.tags["VPNGATEWAY"][built["vpn_gateway_id"]] == {"site": "office", "part": "gateway"}
    assert region.tags["VPNCONNECTION"][built["vpn_connection_id"]] == {"site": "office"}

    run = have()
    again = outcome(run, changed=0)
    assert cloud.writes == []
    # Each task of the role takes time, also one that is skipped.
    names = [task["task"].partition(" against")[0] for task in run.tasks]
    assert names.index("Return the result") - names.index("Validating arguments") + 1 == 11
    # Two for the VPN gateway, one for the customer gateway, two for the connection, two for each route: whether its
    # gateway is changing, and the routes.
    assert len(cloud.log) == 9
    assert again == {**built, "actions": []}

    site["vpn_connection"]["ike_config"]["psk"] = f"{PSK}Renewed"
    assert outcome(have("present", "--diff"), changed=1)["actions"] == ["ModifyVpnConnectionAttribute"]

    for kind, name in NAMES.items():  # what identifies is all that the rest needs
        site[kind] = {"name": name}
    site["routes"] = [{"route_dest": route["route_dest"]} for route in site["routes"]]
    outcome(have("absent", "--check", "--diff"), changed=4)
    assert cloud.writes == []
    run = have("absent")
    gone = outcome(run, changed=4)
    assert conftest.called(run.tasks) == conftest.recorded("site_to_site", "absent")
    assert existing(cloud) == NOTHING
    assert not gone["vpn_gateway_id"]
    assert gone["actions"] == [
        "DeleteVpnRouteEntry",
        "DeleteVpnRouteEntry",
        "DeleteVpnConnection",
        "DeleteCustomerGateway",
        "DeleteVpnGateway",
    ]
    outcome(have("absent"), changed=0)
    assert cloud.writes == []


def test_an_existing_gateway_is_used_and_not_deleted(cloud, built, have, site):
    del site["vpn_gateway"]
    site["existing_vpn_gateway"] = "hq"
    site["tags"]["site"] = "other"  # is none of the gateway's business now
    shared = outcome(have(), changed=2)
    assert shared["vpn_gateway_id"] == built["vpn_gateway_id"]

    site["existing_vpn_gateway"] = built["vpn_gateway_id"]
    gone = outcome(have("absent"), changed=3)
    assert existing(cloud) == {**NOTHING, "vpn_gateway": ["hq"]}
    assert gone["vpn_gateway_status"] == "active"

    site["existing_vpn_gateway"] = "nowhere"
    run = have()
    assert run.status != 0
    assert "nowhere" in run.failure
    assert cloud.writes == []


def test_the_role_waits_for_the_tunnel_and_explains_why_it_is_down(cloud, built, have, site):
    site["vpn_connection"] |= {"wait_for": "established", "wait_timeout": 1}
    site["routes"].append({"route_dest": "192.168.30.0/24"})
    run = have()
    assert run.status != 0
    assert "Phase 1 (IKE) is not established" in run.failure
    assert run.changed == 1, "the routes are made all the same: traffic over them may start the tunnel"
    cloud.cloud.negotiate(built["vpn_connection_id"], "ipsec_sa_established")
    assert outcome(have(), changed=0)["vpn_connection_status"] == "ipsec_sa_established"
    outcome(have("present", "--check"), changed=0)


def test_complete_or_delete_an_incomplete_site(cloud, built, have):
    (region,) = cloud.cloud.state.regions.values()

    def lose_the_connection():
        region.table("vpn_connections").clear()
        region.table("route_entries").clear()

    lose_the_connection()
    assert outcome(have(), changed=2)["actions"] == [
        "CreateVpnConnection",
        "CreateVpnRouteEntry",
        "CreateVpnRouteEntry",
    ]
    assert existing(cloud) == ALL
    lose_the_connection()
    outcome(have("absent"), changed=2)
    assert existing(cloud) == NOTHING


def test_the_next_run_completes_a_killed_run(cloud, have, site, tmp_path):
    cloud.add_fault("CreateVpnGateway:delay=30:1")  # it is made, but the answer is still on its way
    process = start(command("--extra-vars", f"@{site_file(tmp_path, site)}"), environment(cloud.url))
    deadline = time.monotonic() + 30
    while not cloud.writes:
        assert time.monotonic() < deadline, "the playbook does not get to its first write"
        time.sleep(0.05)
    stop(process)
    assert existing(cloud) == {**NOTHING, "vpn_gateway": ["hq"]}
    run = have()
    assert run.status == 0, run.failure
    assert existing(cloud) == ALL
    assert "CreateVpnGateway" not in run.site["actions"]


def _wrong_word(site):
    site["vpn_gateway"]["bandwidth"] = 7
    return "bandwidth"


def _unknown_option(site):
    site["vpn_connection"]["ike_config"]["key"] = PSK
    return "key"


def _two_gateways(site):
    site["existing_vpn_gateway"] = "shared"
    return "give exactly one of vpn_gateway"


def _no_network(site):
    site["routes"][1]["route_dest"] = "192.168.20.0"
    return "192.168.20.0"


def _empty_secret(site):
    site["vpn_connection"]["ike_config"]["psk"] = ""
    return "psk: the value is empty"


def _no_customer_gateway(site):
    del site["customer_gateway"]
    return "give exactly one of customer_gateway and customer_gateways; given: vpn_gateway, vpn_connection, routes"


def _number_as_name(site):
    site["vpn_connection"]["name"] = 42
    return "vpn_connection.name: must be a text that is not empty"


def _no_address(site):
    site["customer_gateway"]["ip_address"] = "203.0.113"
    return "ip_address of a customer gateway: 203.0.113 is not allowed"


def _networks_as_text(site):
    """Ansible takes it as a list; the second one has no length."""
    site["vpn_connection"]["local_subnet"] = "10.10.0.0/16, 10.20.0.0"
    return "local_subnet, remote_subnet and route_dest: 10.20.0.0 is not allowed"


MISTAKES = (_wrong_word, _unknown_option, _two_gateways, _no_network, _empty_secret, _networks_as_text)
SEVERAL = (_two_gateways, _number_as_name, _empty_secret, _no_address, _no_network)
WITHOUT_CUSTOMER = (_no_customer_gateway, _number_as_name, _empty_secret, _no_network)


def test_invalid_input_is_refused_before_any_call(cloud, tmp_path):
    cases = {mistake.__name__: (mistake,) for mistake in MISTAKES}
    cases |= {"several": SEVERAL, "without_customer": WITHOUT_CUSTOMER}
    sites = {name: deepcopy(SITE) for name in cases}
    texts = {name: [mistake(sites[name]) for mistake in mistakes] for name, mistakes in cases.items()}
    hosts = {name: {"site_to_site_site": site} for name, site in sites.items()}
    hosts["unknown_state"] = {**hosts["several"], "site_to_site_state": "gone"}
    hosts["absent"] = {**hosts["several"], "site_to_site_state": "absent"}
    hosts["absent_with_text"] = {**hosts["_networks_as_text"], "site_to_site_state": "absent"}
    said = refusals(cloud.url, tmp_path, hosts)
    for name, wanted in texts.items():
        for text in wanted:
            assert text in said[name], name
    for name in ("several", "without_customer"):  # a line each
        assert len(said[name].splitlines()) == len(cases[name])
    assert said["unknown_state"].startswith("site_to_site_state: 'gone' is not allowed; allowed: present, absent\n")
    # The names that are to be confirmed are those of a site without mistakes.
    assert said["absent"].splitlines() == said["several"].splitlines()[:2]
    assert said["absent_with_text"].startswith("site_to_site_destroy: not confirmed: ")
    assert cloud.log == []


def test_the_example_works_unchanged_and_output_has_no_secret(cloud):
    words = {**DUAL, PSK_VARIABLE: PSK, "ANSIBLE_STDOUT_CALLBACK": "ansible.builtin.default"}
    run = play(cloud.url, "-vvvv", "--diff", "--extra-vars", f"@{EXAMPLE}", variables=words)
    assert run.status == 0, run.output
    assert existing(cloud) == {
        "vpn_gateway": ["demo-hq"],
        "customer_gateway": ["demo-office"],
        "vpn_connection": ["demo-hq-office"],
    }
    assert "site_to_site_result" in run.output
    assert PSK not in run.output
    # Teardown does without the secret.
    words = "site_to_site_state=absent site_to_site_destroy=demo-hq,demo-office,demo-hq-office"
    outcome(play(cloud.url, "--extra-vars", f"@{EXAMPLE}", "--extra-vars", words, variables=DUAL), changed=4)


def test_only_confirmed_resources_are_deleted(cloud, built, have, site):
    run = have("absent", "--extra-vars", "site_to_site_destroy=office,hq-offices")
    assert run.status != 0
    assert "site_to_site_destroy=hq,office,hq-office." in run.failure
    assert "site_to_site_destroy: not confirmed: hq, hq-office;" in run.failure
    assert cloud.log == []
    assert existing(cloud) == ALL

    del site["vpn_gateway"]
    site["existing_vpn_gateway"] = "hq"
    outcome(have("absent", "--extra-vars", "site_to_site_destroy=hq-office,office"), changed=3)
    assert existing(cloud) == {**NOTHING, "vpn_gateway": ["hq"]}


@pytest.mark.parametrize("page", ["docs/guides/site_to_site.md", "roles/site_to_site/README.md"])
def test_the_documented_site_works(cloud, tmp_path, page):
    block = documented(page, "site_to_site_site:")
    file = tmp_path / "documented.yml"
    file.write_text(block, encoding="utf-8")
    words = {**DUAL, PSK_VARIABLE: PSK}
    if block.startswith("- "):
        outcome(play(cloud.url, playbook=file, variables=words), changed=4)
    else:
        outcome(play(cloud.url, "--extra-vars", f"@{file}", variables=words), changed=4)
