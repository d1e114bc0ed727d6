# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What docs/api-coverage.md says that a module sends: it sends that and nothing else, and the service accepts it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Field
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Choice, Flag, Texts
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.reference import Ref
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._vpc.tags import Tags
from tests.support import site, tree
from tests.support.case import Case, altered, filled, name_of
from tests.support.cases import CASES
from tests.support.descriptors import ALL
from tests.support.existing import LISTED
from tests.support.once import Once
from tests.support.tasks import REGION, Tasks
from tests.support.topology import spread, topology
from tools import api, coverage
from tools.tasks import MADE_OF

pytestmark = pytest.mark.usefixtures("unmeasured")

CALLS = coverage.calls()
# Sent with every call, or only where there is a second page.
_EVERYWHERE = {"RegionId", "ClientToken", "NextToken"}
_LOG = {"ssl_vpn_server": "hq-remote", "ssl_vpn_client_cert": "anna"}
_DIAGNOSIS = "vpndgn-1"
_BETWEEN = {"private_source_ip": "10.10.0.10", "private_destination_ip": "192.168.10.10"}
_WINDOWS = ({"from": 1, "to": 2}, {"minute_period": 1})
_ROUTE = {"next_hop": "old-office", "route_dest": "192.168.30.0/24"}
_BEFORE: dict[str, Any] = {"weight": 100, "publish_vpc": False}
_AFTER: dict[str, Any] = {"weight": 0, "publish_vpc": True}
# Changes that only an older resource takes, with a single tunnel (site.single_tunnel).
_OLDER: dict[str, dict[str, Any]] = {
    "vpn_attachment": {
        "customer_gateway": "other",
        "enable_dpd": False,
        "enable_nat_traversal": False,
        "ike_config": {"ike_enc_alg": "aes256"},
        "ipsec_config": {"ipsec_enc_alg": "aes256"},
    }
}
# What the modules of resources wait for in vain, so that they ask why.
_WAITS = {"vpn_connection": [{"wait_for": "established", "wait_timeout": 1}]}
# Seconds until a route shows its new State, so that modules look why it does not.
_LAG = 30
# Tasks of the modules without a descriptor.
_TASKS: dict[str, list[dict[str, Any]]] = {
    "resource_tags": [
        {"resource_type": "VPC", "resource_ids": ["vpc-1"], "tags": {"site": "hq"}},
        {"resource_type": "VPC", "resource_ids": ["vpc-1"], "state": "absent", "all": True},
    ],
    "resource_tags_info": [{"resource_type": "VPC", "resource_ids": ["vpc-1"], "tags": {"site": "hq"}}],
    "vpn_connection_config_info": [{"vpn_connection": "old-office"}],
    "ssl_vpn_server_log_info": [{**_LOG, **window} for window in _WINDOWS],
    "vpn_connection_log_info": [{"vpn_connection": "hq-office", "tunnel": "master", **each} for each in _WINDOWS],
    "ipsec_server_log_info": [{"ipsec_server": "hq-phones", **window} for window in _WINDOWS],
    "vpn_connection_diagnosis_info": [
        {"vpn_connection": "old-office"},
        {"vpn_connection": "hq-office", "tunnel": "master"},
        {"vpn_gateway": "hq"},
    ],
    "vpn_gateway_diagnosis": [
        {"vpn_connection": "old-office", **_BETWEEN},
        {"vpn_connection": "old-office", "vpn_gateway": "hq-old"},
    ],
    "vpn_gateway_diagnosis_info": [{"diagnose_id": _DIAGNOSIS, "vpn_gateway": "hq"}],
    "vpn_gateway_zone_info": [{"bandwidth": 10, "gateway_type": "Traditional"}],
    "ssl_vpn_client_info": [{"vpn_gateway": "hq"}],
    "vpn_attachment_authorization_info": [{"vpn_attachment": "branch-router"}],
    "vpn_attachment_binding_info": [{"vpn_attachment": "branch-router"}],
    "vpn_site_info": [{"vpn_gateway": "hq"}],
    "vpn_topology_info": [{}],
    "vpn_gateway_routes": [
        {
            "vpn_gateway": "hq-old",
            "destination_routes": [{**_ROUTE, **change, "description": "d", "overlay_mode": "Ipsec"}],
            "policy_routes": [
                {
                    **_ROUTE,
                    **change,
                    "route_source": "10.10.0.0/16",
                    "priority": number,
                    "description": "d",
                    "overlay_mode": "Ipsec",
                }
            ],
            **state,
        }
        for number, change, state in (
            (1, _BEFORE, {}),
            (1, _AFTER, {}),
            (2, _AFTER, {}),
            (3, _BEFORE, {}),
            (3, _BEFORE, {"state": "absent"}),
        )
    ],
}


def _check(tasks: Tasks, module: str) -> None:
    """The requests that were accepted since the log was cleared, against the page."""
    accepted, sent, claimed = _requests(tasks, module)
    assert accepted == CALLS[module].actions
    assert sent == claimed


def _requests(tasks: Tasks, module: str) -> tuple[set[str], set[tuple[str, str]], set[tuple[str, str]]]:
    """Actions that were accepted since the log was cleared, the parameters sent with them, and those of the page."""
    accepted = [entry for entry in tasks.emulator.log if entry["code"] in (None, "DryRunOperation")]
    known = {
        (action, wire)
        for action in CALLS[module].actions - CALLS[module].reads
        for wire in api.actions()[action]["parameters"]
    }
    sent = {(entry["action"], name.partition(".")[0]) for entry in accepted for name in entry["parameters"]}
    claimed = {(each.action, each.wire) for each in CALLS[module].sent}
    return (
        {entry["action"] for entry in accepted},
        {pair for pair in sent & known if pair[1] not in _EVERYWHERE},
        {pair for pair in claimed if pair[1] not in _EVERYWHERE},
    )


def test_every_module_is_on_the_page() -> None:
    assert set(CALLS) == {path.stem for path in (tree.ROOT / "plugins" / "modules").glob("[!_]*.py")}


def test_every_module_without_a_descriptor_has_its_tasks_here() -> None:
    of_resources = {f"{resource.name}{more}" for resource in ALL for more in ("", "_info")}
    assert set(CALLS) - of_resources - set(MADE_OF) == set(_TASKS)


def _change_older(tasks: Tasks, case: Case, found: dict[str, str]) -> None:
    if case.resource.name in _OLDER:
        older = site.single_tunnel(tasks.existing.id("office"))
        tasks.emulator.cloud.arrange(case.table, found[case.resource.id_option], **older)
        tasks(case.resource.name, **found, **_OLDER[case.resource.name])


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_a_module_that_manages_a_resource(tasks: Tasks, case: Case) -> None:
    module, resource = case.resource.name, case.resource
    for given in (case.options, *case.seldom, {new.option: new.value for new in case.new_values}):
        tasks.filled(given)
    tasks.emulator.cloud.route_lag = _LAG
    # References are given by name, so that they are looked up.
    for given in case.seldom:
        tasks(module, **filled(given, str))
    options = filled(case.options, str)
    dry_runs = [{"dry_run": True}, {}] if resource.dry_run else [{}]
    created = [tasks(module, **options, **more)[module] for more in dry_runs][-1]
    found = {resource.id_option: created[resource.id_option]} if resource.identity.id else {}
    changes = {new.option: filled(new.value, str) for new in case.new_values if not new.before and not new.along}
    # One after the other, and with it the previous one back; then all at once: each in the call that is meant for it.
    for change in [{name: value} for name, value in changes.items()] + [changes]:
        for more in dry_runs:
            tasks(module, **{**altered(options, change), **found, **more})
    for new in case.new_values:
        if new.along and not new.before:
            tasks(module, **{**altered(options, {new.option: new.value, **new.along}), **found})
    for more in _WAITS.get(module, ()):
        tasks.refused(module, **found, **more)
    _change_older(tasks, case, found)
    for tags in ({}, {"site": "x"}) if resource.purgeable else ():
        tasks(module, tags=tags, **found)
    absent = {**{name: options[name] for name in case.identity}, **found, "state": "absent"}
    tasks(module, check=True, **absent)
    for more in dry_runs:
        tasks(module, **absent, **more)
    _check(tasks, module)


@Once
def _fill(tasks: Tasks) -> None:
    tasks.existing.all()
    diagnoses = tasks.emulator.cloud.state.region(REGION).table("vpn_diagnoses")
    diagnoses[_DIAGNOSIS] = {**diagnoses[tasks.diagnosis()], "DiagnoseId": _DIAGNOSIS}


@pytest.mark.parametrize("resource", ALL, ids=lambda resource: resource.name)
def test_a_module_that_lists(tasks: Tasks, resource: Resource) -> None:
    _fill(tasks)
    module = f"{resource.name}_info"
    tasks(module, **{field.name: _value(field) for field in resource.filters})
    if resource.identity.id:
        (one, *_others) = tasks(module)[resource.plural]
        tasks(module, **{f"{resource.id_option}s": [one[resource.id_option]]})
    _check(tasks, module)


def _value(field: Field) -> Any:
    if isinstance(field.kind, Ref):
        return next(name for name, case in LISTED.items() if case.resource is field.kind.target)
    if isinstance(field.kind, Choice):
        return field.kind.values[0]
    if isinstance(field.kind, Flag):
        return True
    return {"site": "hq"} if isinstance(field.kind, Tags) else ["x"] if isinstance(field.kind, Texts) else "x"


@pytest.mark.parametrize("module", _TASKS)
def test_a_module_without_a_descriptor(tasks: Tasks, module: str) -> None:
    _fill(tasks)
    tasks.emulator.cloud.route_lag = _LAG
    for options in _TASKS[module]:
        tasks(module, **options)
    _check(tasks, module)


def test_a_topology_sends_what_the_modules_of_its_parts_send(tasks: Tasks) -> None:
    tasks.emulator.cloud.set_tunnels(REGION, 2)
    for change in ({}, {"purge": True, "sites": []}):
        tasks("vpn_topology", **{**topology(spread(2)), **change})
    accepted, sent, claimed = _requests(tasks, "vpn_topology")
    created = {f"Create{one}" for one in ("VpnGateway", "CustomerGateway", "VpnConnection", "VpnRouteEntry")}
    assert created <= accepted <= CALLS["vpn_topology"].actions
    assert {pair for pair in sent if not pair[0].startswith("Describe")} <= claimed
