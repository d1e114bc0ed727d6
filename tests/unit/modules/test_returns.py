# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RETURN of every module against what it really returns, when it succeeds and when it fails."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import yaml

from tests.support import tree
from tests.support.caller import Caller, customer, dual_connection, dual_gateway
from tests.support.tasks import Ran, Tasks
from tests.unit.modules.cases.case import Case, filled
from tests.unit.modules.cases.every import CASES
from tests.unit.modules.cases.there import ids

MODULES = {path.stem: path for path in sorted((tree.ROOT / "plugins" / "modules").glob("[!_]*.py"))}
# Ansible's own, and what every module may give.
COMMON = {"changed", "diff", "failed", "invocation", "msg", "exception", "warnings", "deprecations"}
BGP = {"enable_bgp": True, "local_asn": "45104", "tunnel_cidr": "169.254.11.0/30", "local_bgp_ip": "169.254.11.1"}
ROUTES = {
    "destination_routes": [{"route_dest": "172.16.1.0/24", "next_hop": "hq-office"}],
    "policy_routes": [{"route_source": "10.10.0.0/24", "route_dest": "172.16.2.0/24", "next_hop": "hq-office"}],
}
TAGS = {"resource_type": "VPC", "resource_ids": ["vpc-1"], "tags": {"a": "1"}}
# What a module is run with that has no case; those of info modules list everything.
BY_HAND: dict[str, dict[str, Any]] = {
    "resource_tags": TAGS,
    "resource_tags_info": TAGS,
    "vpn_gateway_routes": {"vpn_gateway": "hq", **ROUTES},
    "vpn_connection_config_info": {"vpn_connection": "hq-office"},
    "ssl_vpn_server_log_info": {"ssl_vpn_server": "hq-remote", "minute_period": 1},
    "vpn_route_entry_info": {"vpn_gateway": "hq"},
    "vpn_pbr_route_entry_info": {"vpn_gateway": "hq"},
}


def _documented(module: str) -> dict[str, Any]:
    for node in ast.parse(MODULES[module].read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "RETURN":
            return yaml.safe_load(node.value.value)
    raise AssertionError(f"{module} has no RETURN")


def _case(module: str) -> Case | None:
    return next((case for case in CASES if case.resource.name == module), None)


def _options(tasks: Tasks, module: str) -> dict[str, Any]:
    """What the module succeeds with; what that needs is made."""
    case = _case(module)
    if case:
        return filled(case.make, ids(tasks, case))
    return BY_HAND.get(module, {})


@pytest.fixture
def everything(tasks: Tasks) -> None:
    """One of each, and routes and tags."""
    tasks.gateway(enable_ssl=True, tags={"a": "1"})
    tasks.customer(auth_key="bgp-s3cret")
    tasks.connection(bgp_config=BGP)
    tasks.ssl_server()
    tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")
    networks = {"client_ip_pool": "192.168.101.0/24", "local_subnet": ["10.10.0.0/16"]}
    tasks("ipsec_server", name="hq-phones", vpn_gateway="hq", **networks)
    tasks("vpn_gateway_routes", vpn_gateway="hq", **ROUTES)
    tasks("resource_tags", **TAGS)
    tasks.gateway("sm", vpn_type="NationalStandard")
    tasks("vpn_gateway_certificate", vpn_gateway="sm", certificate_type="Signature", certificate_id="cert-1")


def _undocumented(shown: Mapping[str, Any], documented: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Members that RETURN does not have, at any depth, and such of another type."""
    for name, value in shown.items():
        here = f"{place}{name}"
        if name not in documented:
            yield f"{here} is not documented"
            continue
        row = documented[name]
        if value is None:
            continue
        if row["type"] != {bool: "bool", int: "int", str: "str", list: "list", dict: "dict"}[type(value)]:
            yield f"{here}: {value!r} is no {row['type']}"
        items = value if isinstance(value, list) else [value]
        for item in items:
            if isinstance(item, dict) and "contains" in row:
                yield from _undocumented(item, row["contains"], f"{here}.")
            elif isinstance(item, dict) and item and name not in ("tags", "reservation_data"):
                yield f"{here}: its members are not documented"


def _missing(shown: Mapping[str, Any], documented: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Members that RETURN says are always there."""
    for name, row in documented.items():
        if name not in shown:
            if row["returned"] == "always":
                yield f"{place}{name} is not returned"
            continue
        value = shown[name]
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict) and item and "contains" in row:
                yield from _missing(item, row["contains"], f"{place}{name}.")


def _own(ran: Ran) -> dict[str, Any]:
    return {name: value for name, value in ran.result.items() if name not in COMMON}


@pytest.mark.parametrize("module", MODULES)
def test_success(tasks: Tasks, request: pytest.FixtureRequest, module: str) -> None:
    case = _case(module)
    if case is None:
        request.getfixturevalue("everything")
    ran = tasks(module, **_options(tasks, module))
    documented = {name: row for name, row in _documented(module).items() if "success" in row["returned"]}
    assert set(_own(ran)) == set(documented)
    assert list(_undocumented(_own(ran), documented)) == []
    assert list(_missing(_own(ran), documented)) == []
    if module.endswith("_info"):
        assert all(value not in ([], {}) for value in _own(ran).values())


@pytest.mark.parametrize("module", MODULES)
def test_failure(tasks: Tasks, request: pytest.FixtureRequest, module: str) -> None:
    options = _options(tasks, module)
    tasks.emulator.add_fault("*:code=Forbidden:9")
    ran = tasks.attempt(module, **options)
    assert ran.failed
    documented = {name: row for name, row in _documented(module).items() if "failure" in row["returned"]}
    assert set(_own(ran)) == set(documented)
    assert list(_undocumented(_own(ran), documented)) == []
    assert ran["error"]["code"] == "Forbidden"


def test_both_tunnels_of_a_connection(tasks: Tasks) -> None:
    call = Caller(tasks.emulator.cloud)
    bgp = {"LocalAsn": 65001, "TunnelCidr": "169.254.30.0/30", "LocalBgpIp": "169.254.30.1"}
    other = {**bgp, "TunnelCidr": "169.254.31.0/30", "LocalBgpIp": "169.254.31.1"}
    tunnels = [
        {"CustomerGatewayId": customer(call, Asn="65530"), "Role": role, "TunnelBgpConfig": session}
        for role, session in (("master", bgp), ("slave", other))
    ]
    made = dual_connection(call, dual_gateway(call), tunnels, EnableTunnelsBgp=True)
    for module, options in (
        ("vpn_connection", {"vpn_connection_id": made}),
        ("vpn_connection_info", {"vpn_connection_ids": [made]}),
        ("vpn_connection_info", {}),
        ("vpn_connection_config_info", {"vpn_connection": made}),
    ):
        shown = _own(tasks(module, **options))
        assert list(_undocumented(shown, _documented(module))) == []
