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
from tests.support import tree
from tests.support.descriptors import ALL, name_of
from tests.support.tasks import Tasks
from tests.unit.modules.cases.case import Case, altered, is_reference
from tests.unit.modules.cases.every import CASES
from tests.unit.modules.cases.there import ids
from tools import api, coverage

CALLS = coverage.calls()
# Sent with every call, or only where there is a second page.
_EVERYWHERE = {"RegionId", "ClientToken", "NextToken"}
_SM = {
    "name": "sm",
    "vpn_gateway": "sm",
    "local_subnet": ["10.20.0.0/16"],
    "ike_config": {"ike_version": "ikev1", "ike_enc_alg": "sm4", "ike_auth_alg": "sm3"},
    "ipsec_config": {"ipsec_enc_alg": "sm4", "ipsec_auth_alg": "sm3"},
}
_TWO = [
    {
        "role": role,
        "customer_gateway": "office",
        "bgp_config": {
            "local_asn": "65010",
            "tunnel_cidr": f"169.254.2{number}.0/30",
            "local_bgp_ip": f"169.254.2{number}.1",
        },
    }
    for number, role in enumerate(("master", "slave"))
]
_DUAL = {
    **dict.fromkeys(("customer_gateway", "health_check_config", "bgp_config", "ike_config", "ipsec_config")),
    "name": "two",
    "vpn_gateway": "dual",
    "local_subnet": ["10.30.0.0/16"],
    "tunnels": _TWO,
}
# Tasks that send what a case leaves apart, as changes of the case's own options.
_APART: dict[str, list[dict[str, Any]]] = {
    "vpn_gateway": [{"name": "hq-1", "instance_charge_type": "PREPAY", "period": 1, "auto_pay": True}],
    "vpn_connection": [{**_SM, "remote_ca_certificate": f"-----BEGIN CERTIFICATE-----\n{text}"} for text in "ab"]
    + [{**_DUAL, "enable_tunnels_bgp": True}, {**_DUAL, "tunnels": [{**_TWO[0], "enable_dpd": False}]}]
    + [{**_DUAL, "tunnels": None, "enable_tunnels_bgp": False}],
}
_LOG = {"ssl_vpn_server": "hq-remote", "ssl_vpn_client_cert": "anna"}
_ROUTE = {"next_hop": "hq-office", "route_dest": "192.168.30.0/24"}
_BEFORE: dict[str, Any] = {"weight": 100, "publish_vpc": False}
_AFTER: dict[str, Any] = {"weight": 0, "publish_vpc": True}
# Tasks of the modules without a descriptor.
_TASKS: dict[str, list[dict[str, Any]]] = {
    "resource_tags": [
        {"resource_type": "VPC", "resource_ids": ["vpc-1"], "tags": {"site": "hq"}},
        {"resource_type": "VPC", "resource_ids": ["vpc-1"], "state": "absent", "all": True},
    ],
    "resource_tags_info": [{"resource_type": "VPC", "resource_ids": ["vpc-1"], "tags": {"site": "hq"}}],
    "vpn_connection_config_info": [{"vpn_connection": "hq-office"}],
    "ssl_vpn_server_log_info": [{**_LOG, "from": 1, "to": 2}, {**_LOG, "minute_period": 1}],
    "vpn_gateway_routes": [
        {
            "vpn_gateway": "hq",
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
        for number, (change, state) in enumerate(((_BEFORE, {}), (_AFTER, {}), (_AFTER, {"state": "absent"})), start=1)
    ],
}


def _check(tasks: Tasks, module: str) -> None:
    """The requests that were accepted since the log was cleared, against the page."""
    accepted = [entry for entry in tasks.emulator.log if entry["code"] in (None, "DryRunOperation")]
    assert {entry["action"] for entry in accepted} == CALLS[module].actions
    known = {
        (action, wire)
        for action in CALLS[module].actions - CALLS[module].reads
        for wire in api.actions()[action]["parameters"]
    }
    sent = {(entry["action"], name.partition(".")[0]) for entry in accepted for name in entry["parameters"]}
    claimed = {(each.action, each.wire) for each in CALLS[module].sent}
    assert {pair for pair in sent & known if pair[1] not in _EVERYWHERE} == {
        pair for pair in claimed if pair[1] not in _EVERYWHERE
    }


def test_every_module_is_on_the_page() -> None:
    assert set(CALLS) == {path.stem for path in (tree.ROOT / "plugins" / "modules").glob("[!_]*.py")}


def test_every_module_without_a_descriptor_has_its_tasks_here() -> None:
    assert set(CALLS) - {f"{resource.name}{more}" for resource in ALL for more in ("", "_info")} == set(_TASKS)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.resource.name)
def test_a_module_that_manages_a_resource(tasks: Tasks, case: Case) -> None:
    module, resource = case.resource.name, case.resource
    ids(tasks, case)
    if module in _APART:
        tasks.gateway("sm", vpn_type="NationalStandard")
        tasks.gateway("dual", vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
    tasks.emulator.clear_log()
    # References are given by name, so that they are looked up.
    options = {name: value[1:-1] if is_reference(value) else value for name, value in case.make.items()}
    for more in _APART.get(module, ()):
        tasks(module, **{**options, **more})
    rehearsals = [{"dry_run": True}, {}] if resource.dry_run else [{}]
    created = [tasks(module, **options, **more)[module] for more in rehearsals][-1]
    found = {resource.id_option: created[resource.id_option]} if resource.identity.id else {}
    changes = {change.option: change.value for change in case.changes if not change.before and not change.along}
    for more in rehearsals:
        tasks(module, **{**altered(options, changes), **found, **more})
    for tags in ({}, {"site": "x"}) if resource.purgeable else ():
        tasks(module, tags=tags, **found)
    for more in rehearsals:
        tasks(module, **{**{name: options[name] for name in case.identity}, **found, **more, "state": "absent"})
    _check(tasks, module)


def _fill(tasks: Tasks) -> None:
    """One of each resource that has an id."""
    tasks.site()
    tasks.gateway("ssl", enable_ssl=True)
    tasks.ssl_server(vpn_gateway="ssl")
    tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")
    networks = {"client_ip_pool": "192.168.101.0/24", "local_subnet": ["10.10.0.0/16"]}
    tasks("ipsec_server", name="hq-phones", vpn_gateway="ssl", **networks)
    tasks.emulator.clear_log()


@pytest.mark.parametrize("resource", ALL, ids=name_of)
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
        return {"vpn_gateway": "hq", "customer_gateway": "office", "ssl_vpn_server": "hq-remote"}[field.name]
    if isinstance(field.kind, Choice):
        return field.kind.values[0]
    if isinstance(field.kind, Flag):
        return True
    return {"site": "hq"} if isinstance(field.kind, Tags) else ["x"] if isinstance(field.kind, Texts) else "x"


@pytest.mark.parametrize("module", _TASKS)
def test_a_module_without_a_descriptor(tasks: Tasks, module: str) -> None:
    _fill(tasks)
    for options in _TASKS[module]:
        tasks(module, **options)
    _check(tasks, module)
