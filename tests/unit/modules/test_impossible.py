# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the service always refuses is refused before any write, also in check mode, if what a task reads shows it. What
it does not show is explained when the service has refused it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import site
from tests.support.regions import DUAL_TUNNEL
from tests.support.tasks import Tasks

BOTH = pytest.mark.parametrize("check", [True, False])
SERVERS = {
    "ssl_vpn_server": site.ssl_server(),
    "ipsec_server": {**site.ssl_server("phones"), "psk": "s3cret-Key"},
}


def _bgp(number: int) -> dict[str, Any]:
    return {"local_asn": "65001", "tunnel_cidr": f"169.254.{number}.0/30", "local_bgp_ip": f"169.254.{number}.1"}


def _tunnels(key: str, *values: Any, **both: Any) -> list[dict[str, Any]]:
    return [{key: value, "bgp_config": _bgp(10 + number), **both} for number, value in enumerate(values)]


SINGLE = site.connection(bgp_config={"enable_bgp": True, **_bgp(10)})
DUAL = site.connection(vpn_gateway="dual", enable_tunnels_bgp=True, tunnels=_tunnels("role", "master", "slave"))
ATTACHMENT = {
    "name": "cloud-office",
    "local_subnet": [site.LOCAL],
    "remote_subnet": [site.REMOTE],
    "enable_tunnels_bgp": True,
    "tunnels": _tunnels("tunnel_index", 1, 2, customer_gateway="office"),
}
WITH_BGP = [
    ("vpn_connection", SINGLE, "customer_gateway"),
    ("vpn_connection", DUAL, "customer_gateway"),
    ("vpn_attachment", ATTACHMENT, "tunnels[1].customer_gateway"),
]


@pytest.fixture
def gateways(tasks: Tasks) -> dict[str, str]:
    """A gateway of each kind, and a customer gateway without a number."""
    ids = {
        "hq": tasks.gateway(),
        "dual": tasks.gateway("dual", vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2"),
        "office": tasks.customer(asn=None),
    }
    tasks.emulator.clear_log()
    return ids


@BOTH
@pytest.mark.parametrize("module", SERVERS)
def test_a_server_of_a_gateway_without_ssl(tasks: Tasks, gateways: dict[str, str], module: str, check: bool) -> None:
    text = tasks.refused(module, check, **SERVERS[module])
    assert f"vpn_gateway: SSL-VPN is off on VPN gateway {gateways['hq']}; " in text
    assert "enable_ssl=true" in text
    assert tasks.writes() == []


@pytest.mark.parametrize("module", SERVERS)
def test_a_server_that_exists_stays_as_it_is(tasks: Tasks, module: str) -> None:
    gateway = tasks.gateway(enable_ssl=True)
    tasks(module, **SERVERS[module])
    tasks.emulator.cloud.arrange("vpn_gateways", gateway, SslVpn="disable")
    assert tasks(module, **SERVERS[module])["changed"] is False


@BOTH
def test_a_connection_of_a_gateway_without_ipsec(tasks: Tasks, check: bool) -> None:
    gateway = tasks.gateway(enable_ssl=True, enable_ipsec=False)
    tasks.customer()
    tasks.emulator.clear_log()
    text = tasks.refused("vpn_connection", check, **site.connection())
    assert f"vpn_gateway: IPsec-VPN is off on VPN gateway {gateway}; " in text
    assert tasks.writes() == []


@pytest.mark.usefixtures("gateways")
@BOTH
@pytest.mark.parametrize(("module", "options", "option"), WITH_BGP)
def test_bgp_with_a_customer_gateway_without_a_number(
    tasks: Tasks, module: str, options: dict[str, Any], option: str, check: bool
) -> None:
    text = tasks.refused(module, check, **options)
    assert f"{option}: customer gateway 'office'" in text
    assert "has no asn" in text
    assert tasks.writes() == []


@pytest.mark.usefixtures("gateways")
@BOTH
@pytest.mark.parametrize(("module", "options", "_option"), WITH_BGP)
def test_bgp_is_turned_on_later(tasks: Tasks, module: str, options: dict[str, Any], _option: str, check: bool) -> None:
    tasks(module, **_without_bgp(options))
    tasks.emulator.clear_log()
    assert "has no asn" in tasks.refused(module, check, **options)
    assert tasks.writes() == []


def _without_bgp(options: dict[str, Any]) -> dict[str, Any]:
    off = {name: value for name, value in options.items() if name not in ("bgp_config", "enable_tunnels_bgp")}
    if "tunnels" in off:
        off["tunnels"] = [{name: one[name] for name in one if name != "bgp_config"} for one in off["tunnels"]]
    return off


def test_a_customer_gateway_that_no_tunnel_uses_needs_no_number(tasks: Tasks, gateways: dict[str, str]) -> None:
    tasks.customer("other")
    tunnels = _tunnels("role", "master", "slave", customer_gateway="other")
    assert gateways["office"]
    assert tasks("vpn_connection", **{**DUAL, "tunnels": tunnels})["changed"]


def test_what_is_given_by_its_id_is_explained_by_the_service(tasks: Tasks, gateways: dict[str, str]) -> None:
    text = tasks.refused("vpn_connection", **{**SINGLE, "customer_gateway": gateways["office"]})
    assert "InvalidCustomerGatewayId" in text
    assert "A connection with BGP needs one that has an asn." in text


@BOTH
@pytest.mark.parametrize(("module", "options"), [("vpn_connection", DUAL), ("vpn_attachment", ATTACHMENT)])
def test_both_tunnels_with_the_same_network(tasks: Tasks, module: str, options: dict[str, Any], check: bool) -> None:
    same = [{**tunnel, "bgp_config": _bgp(10)} for tunnel in options["tunnels"]]
    text = tasks.refused(module, check, **{**options, "tunnels": same})
    assert text == (
        "tunnels[2].bgp_config.tunnel_cidr: '169.254.10.0/30' is given for another tunnel as well; give each tunnel a "
        "network of its own"
    )
    assert tasks.calls == []


def test_a_network_that_another_connection_uses(tasks: Tasks) -> None:
    tasks.gateway()
    tasks.customer()
    tasks("vpn_connection", **SINGLE)
    other = {"name": "other", "remote_subnet": ["192.168.77.0/24"]}
    text = tasks.refused("vpn_connection", **{**SINGLE, **other})
    assert ".TunnelCidr" in text
    assert "that no other tunnel of the VPN gateway has" in text


@pytest.mark.parametrize(
    ("region", "options", "code", "advice"),
    [
        (
            DUAL_TUNNEL,
            {"vswitch_id": "vsw-1", "disaster_recovery_vswitch_id": "vsw-1"},
            "InvalidDisasterRecoveryVSwitchId",
            "in another zone than vswitch_id",
        ),
        (DUAL_TUNNEL, {"vpc_id": "vpc_1"}, "InvalidVpcId", "a VPC is visible only in its own region"),
    ],
)
def test_what_a_gateway_cannot_have(tasks: Tasks, region: str, options: dict[str, Any], code: str, advice: str) -> None:
    text = tasks.refused("vpn_gateway", **{**site.gateway(), **options}, region=region)
    assert f"{code}: " in text
    assert advice in text
