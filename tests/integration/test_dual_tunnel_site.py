# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Sites with two tunnels, built by the role through its playbook."""

from __future__ import annotations

import copy

import pytest

from tests.support import golden
from tests.support.caller import Caller, dual_gateway, gateway
from tests.support.regions import DUAL_TUNNEL

from .conftest import DUAL, PSK, outcome, refusals

ROLES = ("master", "slave")


@pytest.fixture
def region():
    return DUAL_TUNNEL


@pytest.fixture
def site(site):
    """The same site with two tunnels, to a device with two addresses."""
    device = site.pop("customer_gateway")
    addresses = {role: f"203.0.113.{number}" for number, role in enumerate(ROLES, 10)}
    devices = [{**device, "name": f"office-{role}", "ip_address": address} for role, address in addresses.items()]
    tunnels = [
        {"role": role, "customer_gateway": f"office-{role}", "ike_config": {"psk": f"{PSK}{role}"}} for role in ROLES
    ]
    connection = {**site["vpn_connection"], "ike_config": {"ike_version": "ikev2"}, "tunnels": tunnels}
    vswitches = {"vswitch_id": "vsw-bp1j5miw2bae9s2vt0001", "disaster_recovery_vswitch_id": "vsw-bp1j5miw2bae9s2vt0002"}
    return {
        **site,
        "vpn_gateway": {**site["vpn_gateway"], **vswitches},
        "customer_gateways": devices,
        "vpn_connection": connection,
        "routes": site["routes"][:1],
    }


def _records(cloud, table):
    (region,) = cloud.cloud.state.regions.values()
    return list(region.table(table).values())


def _tunnels(cloud):
    (record,) = _records(cloud, "vpn_connections")
    return {tunnel["Role"]: tunnel for tunnel in record["Tunnels"]}


def test_create_repeat_change_one_tunnel_and_delete(cloud, have, site):
    run = outcome(have("present", "--check", "--diff"), changed=4)
    golden.compare(run, "site_to_site.empty")
    predicted = run.site
    assert cloud.writes == []

    built = outcome(have("present", "--diff"), changed=4).site
    assert built["actions"] == predicted["actions"]
    (held,) = _records(cloud, "vpn_gateways")
    assert built["internet_ip"] == held["InternetIp"]
    assert built["disaster_recovery_internet_ip"] == held["DisasterRecoveryInternetIp"]
    ends = {record["Name"]: record["CustomerGatewayId"] for record in _records(cloud, "customer_gateways")}
    assert ends == dict(zip(("office-master", "office-slave"), built["customer_gateway_ids"], strict=True))
    shown = {tunnel["role"]: tunnel["customer_gateway_id"] for tunnel in built["tunnels"]}
    assert shown == {role: ends[f"office-{role}"] for role in ROLES}
    keys = {role: one["TunnelIkeConfig"]["Psk"] for role, one in _tunnels(cloud).items()}
    assert keys == {role: f"{PSK}{role}" for role in ROLES}

    run = outcome(have("present", "--diff"), changed=0)
    golden.compare(run, "site_to_site.unchanged")
    assert run.site == {**built, "actions": []}
    assert cloud.writes == []

    # One tunnel changes, the other one stays established.
    cloud.cloud.negotiate(built["vpn_connection_id"], "ipsec_sa_established")
    before = copy.deepcopy(_tunnels(cloud))
    site["vpn_connection"]["tunnels"][1]["ike_config"]["psk"] = f"{PSK}Renewed"
    run = outcome(have("present", "--diff"), changed=1)
    golden.compare(run, "site_to_site.one_key")
    assert run.site["actions"] == ["ModifyVpnConnectionAttribute"]
    assert _tunnels(cloud)["master"] == before["master"]
    assert _tunnels(cloud)["slave"]["TunnelIkeConfig"]["Psk"] == f"{PSK}Renewed"

    golden.compare(outcome(have("absent", "--check", "--diff"), changed=4), "site_to_site.absent")
    assert cloud.writes == []
    assert outcome(have("absent"), changed=4).site["actions"] == [
        "DeleteVpnRouteEntry",
        "DeleteVpnConnection",
        "DeleteCustomerGateway",
        "DeleteCustomerGateway",
        "DeleteVpnGateway",
    ]
    assert [_records(cloud, table) for table in ("vpn_gateways", "vpn_connections", "customer_gateways")] == [[]] * 3


def test_one_customer_gateway_serves_both_tunnels_and_the_role_waits(cloud, have, site):
    site["customer_gateway"] = site.pop("customer_gateways")[0]
    connection = site["vpn_connection"]
    connection.update(tunnels=[{"role": role} for role in ROLES], ike_config={"psk": PSK, "ike_version": "ikev2"})
    built = outcome(have(), changed=4).site
    (end,) = _records(cloud, "customer_gateways")
    assert {tunnel["CustomerGatewayId"] for tunnel in _tunnels(cloud).values()} == {end["CustomerGatewayId"]}
    assert {tunnel["TunnelIkeConfig"]["Psk"] for tunnel in _tunnels(cloud).values()} == {PSK}

    connection.update(wait_for="established", wait_timeout=1)
    cloud.cloud.negotiate(built["vpn_connection_id"], "ipsec_sa_established", "master")
    run = have()
    assert run.status != 0
    assert " (master, " in run.failure
    assert "Phase 1 (IKE) is not established" in run.failure
    cloud.cloud.negotiate(built["vpn_connection_id"], "ipsec_sa_established")
    waited = outcome(have(), changed=0).site
    assert {tunnel["status"] for tunnel in waited["tunnels"]} == {"ipsec_sa_established"}


def _no_tunnels(site):
    del site["vpn_connection"]["tunnels"]
    site["customer_gateway"] = site.pop("customer_gateways")[0]
    return "have two tunnels; give one entry with role master and one with role slave"


def _no_tunnels_on_an_existing_gateway(site):
    site["vpn_gateway"]["name"] = "hq-dual"
    del site["vpn_gateway"]["disaster_recovery_vswitch_id"]
    return _no_tunnels(site)


def _two_tunnels_on_an_existing_gateway(site):
    del site["vpn_gateway"]
    site["existing_vpn_gateway"] = "hq-single"
    return "tunnels and customer_gateways not allowed, connections of VPN gateway hq-single have one tunnel"


def _health_check(site):
    site["vpn_connection"]["health_check_config"] = {"enable": False}
    return "health_check_config not allowed"


def _nothing_for_two_tunnels(site):
    """Both are reported."""
    _health_check(site)
    return f"{_no_tunnels(site)}; what both have in common, such as ike_config, can be given once beside tunnels\n"


def _no_customer_gateway(site):
    del site["vpn_connection"]["tunnels"][1]["customer_gateway"]
    return "no customer_gateway for slave"


MISTAKES = (
    _no_tunnels,
    _no_tunnels_on_an_existing_gateway,
    _two_tunnels_on_an_existing_gateway,
    _health_check,
    _nothing_for_two_tunnels,
    _no_customer_gateway,
)


def test_options_that_do_not_fit_the_gateway_are_refused_before_any_change(cloud, site, tmp_path):
    call = Caller(cloud.cloud, DUAL_TUNNEL)
    dual_gateway(call, Name="hq-dual")
    gateway(call, Name="hq-single")
    cloud.clear_log()
    sites = {mistake.__name__: copy.deepcopy(site) for mistake in MISTAKES}
    texts = {mistake.__name__: mistake(sites[mistake.__name__]) for mistake in MISTAKES}
    hosts = {name: {"site_to_site_site": wrong} for name, wrong in sites.items()}
    for arguments in ((), ("--check",)):
        said = refusals(cloud.url, tmp_path, hosts, *arguments, variables=DUAL)
        for name, text in texts.items():
            assert text in said[name], name
        assert "health_check_config not allowed" in said["_nothing_for_two_tunnels"]
        assert cloud.writes == []
