# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Several runs that declare the same thing at the same time, in many orders: it exists once, and no run fails."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_client_cert import SSL_VPN_CLIENT_CERT
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_server import SSL_VPN_SERVER
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.vpn_gateway_routes import VPN_GATEWAY_ROUTES
from tests.support import site
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY, VPN_ROUTE_ENTRY
from tests.support.together import Crowd

LATENCIES = [0.02, 0.3, 3]
SITE: tuple[tuple[Resource, dict[str, Any]], ...] = (
    (VPN_GATEWAY, site.gateway(enable_ssl=True, tags={"site": "hq"})),
    (CUSTOMER_GATEWAY, site.customer()),
    (VPN_CONNECTION, site.connection()),
    (VPN_ROUTE_ENTRY, site.route()),
    (SSL_VPN_SERVER, site.ssl_server()),
    (SSL_VPN_CLIENT_CERT, {"name": "anna", "ssl_vpn_server": "hq-remote"}),
)
TABLES = (
    "vpn_gateways",
    "customer_gateways",
    "vpn_connections",
    "route_entries",
    "ssl_vpn_servers",
    "ssl_vpn_client_certs",
)


def _succeeded(outcomes: list[Any]) -> None:
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome


def _built(crowd: Crowd, declared: tuple[tuple[Resource, dict[str, Any]], ...], **more: Any) -> Callable[[], list[Any]]:
    """A run that declares one resource after the other, like a play."""
    return lambda: [crowd.converge(resource, **options, wait_timeout=3000, **more) for resource, options in declared]


@pytest.mark.parametrize("latency", [*LATENCIES, 20])
@pytest.mark.parametrize("seed", range(6))
def test_one_gateway(seed: int, latency: float) -> None:
    crowd = Crowd(seed, latency, settle=60)
    outcomes = crowd.together(*[_built(crowd, SITE[:1])] * 3)
    _succeeded(outcomes)
    assert len({one.resource["vpn_gateway_id"] for (one,) in outcomes}) == 1
    assert len(crowd.records("vpn_gateways")) == 1


@pytest.mark.parametrize("latency", LATENCIES)
@pytest.mark.parametrize("seed", range(6))
def test_one_site(seed: int, latency: float) -> None:
    crowd = Crowd(seed, latency, settle=10)
    _succeeded(crowd.together(_built(crowd, SITE), _built(crowd, SITE)))
    assert [len(crowd.records(table)) for table in TABLES] == [1] * len(TABLES)
    crowd.forget()
    assert not any(outcome.changed for outcome in _built(crowd, SITE)())
    assert crowd.writes == []


@pytest.mark.parametrize("seed", range(6))
def test_two_runs_delete_a_site(seed: int) -> None:
    crowd = Crowd(seed, settle=10)
    _built(crowd, SITE)()
    named = ("name", "vpn_gateway", "ssl_vpn_server", "route_dest", "next_hop")
    gone = tuple(
        (resource, {name: value for name, value in options.items() if name in named})
        for resource, options in reversed(SITE)
    )
    run = _built(crowd, gone, present=False)
    _succeeded(crowd.together(run, run))
    assert [len(crowd.records(table)) for table in TABLES] == [0] * len(TABLES)


@pytest.mark.parametrize("seed", range(6))
def test_routes_that_are_declared_together(seed: int) -> None:
    crowd = Crowd(seed, settle=10)
    _built(crowd, SITE[:3])()
    routes = [{"route_dest": f"192.168.{number}.0/24", "next_hop": "hq-office"} for number in range(10, 14)]
    options = {"vpn_gateway": "hq", "destination_routes": routes, "policy_routes": None, "purge_routes": False}
    options.update(state="present", wait=True, wait_timeout=900)

    def run() -> dict[str, Any]:
        return VPN_GATEWAY_ROUTES.work(options, crowd.client(), False)

    outcomes = crowd.together(run, run)
    _succeeded(outcomes)
    assert len(crowd.records("route_entries")) == 4
    made = [action for one in outcomes for action in one["actions"]]
    assert made.count("CreateVpnRouteEntry") == 4
    assert not run()["changed"]


@pytest.mark.parametrize("seed", range(12))
def test_other_options_for_the_same_gateway(seed: int) -> None:
    """Whoever comes second finds a gateway that it cannot change, and says so."""
    crowd = Crowd(seed, settle=60)
    wanted = [((VPN_GATEWAY, site.gateway(bandwidth=bandwidth)),) for bandwidth in (10, 20)]
    outcomes = crowd.together(*[_built(crowd, one) for one in wanted])
    assert len(crowd.records("vpn_gateways")) == 1
    (failure,) = [one for one in outcomes if isinstance(one, Failed)]
    assert "bandwidth: cannot be changed on an existing VPN gateway" in failure.text
    assert failure.actions == []


@pytest.mark.parametrize("seed", range(12))
def test_other_tags_for_the_same_gateway(seed: int) -> None:
    crowd = Crowd(seed, settle=60)
    wanted = [((VPN_GATEWAY, site.gateway(description=text)),) for text in ("First", "Second")]
    _succeeded(crowd.together(*[_built(crowd, one) for one in wanted]))
    (record,) = crowd.records("vpn_gateways")
    assert record["Description"] in ("First", "Second")


@pytest.mark.parametrize("seed", range(12))
def test_a_gateway_that_is_recreated_by_two(seed: int) -> None:
    crowd = Crowd(seed, settle=60)
    _built(crowd, ((VPN_GATEWAY, site.gateway()),))()
    run = _built(crowd, ((VPN_GATEWAY, site.gateway(bandwidth=20)),), recreate=True)
    _succeeded(crowd.together(run, run))
    (record,) = crowd.records("vpn_gateways")
    assert record["Spec"] == "20M"
