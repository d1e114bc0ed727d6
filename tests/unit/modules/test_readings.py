# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""No module depends on what the service does where no source says it: each works under every reading."""

from __future__ import annotations

from typing import Any

import pytest

from tests.emulator import readings
from tests.support.case import Case, NewValue, altered, name_of
from tests.support.cases import CASES
from tests.support.tasks import Tasks

pytestmark = pytest.mark.usefixtures("unmeasured")

# In the order in which a user deletes them.
EVERYTHING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("vpn_route_entry", {"vpn_gateway": "hq", "route_dest": "192.168.10.0/24", "next_hop": "hq-office"}),
    ("vpn_connection", {"name": "hq-office", "vpn_gateway": "hq"}),
    ("customer_gateway", {"name": "office"}),
    ("ssl_vpn_client_cert", {"name": "anna", "ssl_vpn_server": "remote"}),
    ("ssl_vpn_server", {"name": "remote", "vpn_gateway": "hq"}),
    ("ipsec_server", {"name": "phones", "vpn_gateway": "hq"}),
    ("vpn_gateway", {"name": "hq"}),
)
MORE: dict[str, dict[str, Any]] = {
    "ssl_vpn_server": {"client_ip_pool": "10.99.0.0/24", "local_subnet": ["10.10.0.0/16"]},
    "ipsec_server": {"client_ip_pool": "10.98.0.0/24", "local_subnet": ["10.10.0.0/16"]},
    "vpn_connection": {
        "customer_gateway": "office",
        "local_subnet": ["10.10.0.0/16"],
        "remote_subnet": ["192.168.10.0/24"],
        "ike_config": {"psk": "SecretOf4711", "ike_version": "ikev2"},
    },
}


def _unchanged(tasks: Tasks, module: str, **options: Any) -> None:
    tasks.writes()
    ran = tasks(module, **options)
    assert (ran["changed"], ran.warnings, tasks.writes()) == (False, [], [])


@pytest.mark.parametrize("settle", [0, 20])
@pytest.mark.parametrize("rules", [[rule] for rule in readings.others()], ids=lambda rules: rules[0])
def test_everything_is_created_changed_and_deleted(tasks: Tasks, rules: list[str], settle: float) -> None:
    tasks.emulator.cloud.read_as(*rules)
    tasks.emulator.cloud.settle = settle
    tasks.gateway(enable_ssl=True)
    tasks.customer()
    wanted = {module: {**identity, **MORE.get(module, {})} for module, identity in EVERYTHING}
    for module, identity in reversed(EVERYTHING):
        tasks(module, **wanted[module])
        _unchanged(tasks, module, **wanted[module])
        if "name" in identity and module != "ssl_vpn_client_cert":
            tasks(module, **{**identity, "name": f"{identity['name']}-new"}, **_by_id(tasks, module, identity))
            tasks(module, **identity, **_by_id(tasks, module, {**identity, "name": f"{identity['name']}-new"}))
    tasks("vpn_connection", name="hq-office", vpn_gateway="hq", ike_config={"ike_lifetime": 3600})
    shown = tasks("vpn_connection_info", names=["hq-office"], include_secrets=True)["vpn_connections"][0]
    assert (shown["ike_config"]["ike_version"], shown["ike_config"]["psk"]) == ("ikev2", "SecretOf4711")
    for module, identity in EVERYTHING:
        assert tasks(module, check=True, state="absent", **identity)["changed"]
        tasks(module, state="absent", **identity)
        _unchanged(tasks, module, state="absent", **identity)


def _by_id(tasks: Tasks, module: str, identity: dict[str, Any]) -> dict[str, str]:
    (found,) = tasks(f"{module}_info", names=[identity["name"]])[f"{module}s"]
    return {f"{module}_id": found[f"{module}_id"]}


def _of_its_own(case: Case, new: NewValue) -> bool:
    return not new.before and not new.along and new.option not in case.identity


@pytest.mark.parametrize("case", [one for case in CASES for one in (case, *case.variants)], ids=name_of)
def test_each_resource(tasks: Tasks, case: Case) -> None:
    """Under all other readings at once, one option after the other is changed."""
    tasks.emulator.cloud.read_as(*readings.others())
    options = tasks.filled(case.options)
    where = {name: options[name] for name in case.identity}
    before = len(tasks.records(case.table))
    tasks(case.resource.name, **options)
    _unchanged(tasks, case.resource.name, **options)
    for new in case.new_values:
        if _of_its_own(case, new):
            changed = altered(options, tasks.existing.filled({new.option: new.value}))
            assert tasks(case.resource.name, **changed)["changed"], new.option
            _unchanged(tasks, case.resource.name, **changed)
    tasks(case.resource.name, state="absent", **where)
    assert len(tasks.records(case.table)) == before
