# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""RETURN of every module, compared with what it returns when it succeeds and when it fails."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.support import tree
from tests.support.base_tasks import World, world
from tests.support.caller import Caller, customer, dual_connection, dual_gateway
from tests.support.documentation import constant
from tests.support.in_process import serve_directly
from tests.support.tasks import Ran, Tasks
from tools import yaml_text

pytestmark = pytest.mark.usefixtures("unmeasured")

MODULES = {path.stem: path for path in sorted((tree.ROOT / "plugins" / "modules").glob("[!_]*.py"))}
# Ansible adds these itself.
COMMON = {"changed", "diff", "failed", "invocation", "msg", "exception", "warnings", "deprecations"}
# Dictionaries whose members are not known.
FREE = ("diagnose_result_description", "reservation_data", "tags")
# The same for members of one result: these are the options of the modules with the same names.
OPTIONS = (
    *(
        f"vpn_sites.{name}"
        for name in ("vpn_gateway", "customer_gateway", "customer_gateways", "vpn_connection", "routes")
    ),
    *(f"vpn_topology.{name}" for name in ("vpn_gateways", "customer_gateways", "sites")),
)


def _documented(module: str) -> dict[str, Any]:
    return yaml_text.load(constant(MODULES[module], "RETURN"))


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Info modules have something to list, and what the other modules refer to exists."""
    with world(str(tmp_path_factory.getbasetemp()), serve_directly) as built:
        yield built


@pytest.fixture
def restored(everything: World) -> Iterator[World]:
    everything.restore()
    yield everything
    everything.emulator.cloud.clear_faults()


def _undocumented(shown: Mapping[str, Any], documented: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Members, at any depth, that RETURN does not have or that have another type."""
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
            elif isinstance(item, dict) and item and name not in FREE and here not in OPTIONS:
                yield f"{here}: its members are not documented"


def _missing(shown: Mapping[str, Any], documented: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """Members that RETURN says are always returned, but that are missing."""
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
def test_success(restored: World, module: str) -> None:
    ran = restored.run(module, restored.tasks[module][0])
    assert not ran.failed, ran["msg"]
    rows = _documented(module)
    documented = {name for name, row in rows.items() if "success" in row["returned"]}
    sometimes = {name for name, row in rows.items() if row["returned"].startswith("if ")}
    assert documented <= set(_own(ran)) <= documented | sometimes
    assert list(_undocumented(_own(ran), rows)) == []
    assert list(_missing(_own(ran), rows)) == []
    if module.endswith("_info"):
        assert all(value not in ([], {}) for value in _own(ran).values())


@pytest.mark.parametrize("module", MODULES)
def test_failure(restored: World, module: str) -> None:
    restored.emulator.add_fault("*:code=Forbidden:9")
    ran = restored.run(module, restored.tasks[module][0])
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
    created = dual_connection(call, dual_gateway(call), tunnels, EnableTunnelsBgp=True)
    for module, options in (
        ("vpn_connection", {"vpn_connection_id": created}),
        ("vpn_connection_info", {"vpn_connection_ids": [created]}),
        ("vpn_connection_info", {}),
        ("vpn_connection_config_info", {"vpn_connection": created}),
    ):
        shown = _own(tasks(module, **options))
        assert list(_undocumented(shown, _documented(module))) == []
