# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Modules without a descriptor: compares each wire name in their code with the contract and the official SDK."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils import _tasks
from ansible_collections.alicloud.vpn.plugins.module_utils._tasks.resource_tags import RESOURCE_TYPES
from tests.emulator import contract
from tests.unit.contract import sdk
from tests.unit.contract.checker import ACTIONS, check_parameter
from tools import api, tasks
from tools.sending import Parameter

FOLDER = Path(_tasks.__path__[0])
# The actions that each file uses, or that the engine uses for it.
USES = {
    "client_files": ("DescribeSslVpnClientCert",),
    "resource_tags": ("ListTagResources", "TagResources", "UnTagResources"),
    "ipsec_server_log": ("ListIpsecServerLogs",),
    "log": ("DescribeVpnConnectionLogs", "DescribeVpnSslServerLogs", "ListIpsecServerLogs"),
    "one_tunnel": ("DescribeVpnConnection", "DescribeVpnConnectionLogs"),
    "ssl_vpn_client": ("DescribeSslVpnClients",),
    "ssl_vpn_server_log": ("DescribeVpnSslServerLogs",),
    "tunnel": ("DescribeVpnConnection",),
    "vpn_attachment_authorization": ("DescribeVpnCrossAccountAuthorizations",),
    "vpn_attachment_binding": ("DescribeVpnAttachments",),
    "vpn_connection_config": ("DownloadVpnConnectionConfig",),
    "vpn_connection_diagnosis": ("DescribeVpnConnections", "DiagnoseVpnConnections"),
    "vpn_connection_log": ("DescribeVpnConnectionLogs",),
    "vpn_gateway_diagnosis": ("DescribeVpnConnection", "DiagnoseVpnGateway", "GetVpnGatewayDiagnoseResult"),
    "vpn_topology_info": ("DescribeVpnConnections", "DescribeVpnGateways"),
    "vpn_site": (
        "DescribeCustomerGateways",
        "DescribeVpnConnections",
        "DescribeVpnGateways",
        "DescribeVpnRouteEntries",
    ),
    "vpn_gateway_zone": ("DescribeVpnGatewayAvailableZones",),
    # Its parts are resources, with descriptors of their own.
    "vpn_topology": (),
    "vpn_gateway_routes": (
        "DescribeVpnConnections",
        "DescribeVpnRouteEntries",
        "DescribeVpnPbrRouteEntries",
        "ModifyVpnRouteEntryWeight",
        "ModifyVpnPbrRouteEntryWeight",
    ),
}
SENT = list(dict.fromkeys(parameter for parameters in tasks.PARAMETERS.values() for parameter in parameters))


def _literals(stem: str) -> set[str]:
    """Every text in a file's code that looks like a wire name."""
    tree = ast.parse((FOLDER / f"{stem}.py").read_text(encoding="utf-8"))
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if re.fullmatch(r"(?:[A-Z]+[a-z]+)+", text)}


LITERALS = [(stem, name) for stem in USES for name in sorted(_literals(stem))]


def _in_contract(stem: str) -> set[str]:
    known = set(USES[stem])
    for action in USES[stem]:
        known |= set(_members(ACTIONS[action].parameters)) | set(_members(ACTIONS[action].response))
    return known


def _members(rows: Mapping[str, Any]) -> Iterator[str]:
    for name, row in rows.items():
        yield name
        wrapper = getattr(row, "wrapper", None)
        if wrapper:
            yield wrapper
        yield from _members(row.members)


def _values(rows: Mapping[str, Any]) -> Iterator[str]:
    for row in rows.values():
        yield from map(str, row.get("values", ()))
        yield from _values(row.get("members") or {})


def _in_sdk(stem: str) -> set[str]:
    known = set(USES[stem])
    for action in USES[stem]:
        known |= set(sdk.everything(f"{action}Request")) | set(sdk.everything(f"{action}ResponseBody"))
    return known


def _only_in_contract(stem: str) -> set[str]:
    """What the SDK sends or receives as a text without knowing it: values, and members of JSON parameters."""
    known: set[str] = set()
    for action in USES[stem]:
        known |= set(_values(api.response(action)))
        for parameter in ACTIONS[action].parameters.values():
            known |= set(map(str, parameter.values))
            known |= set(_members(parameter.members)) if parameter.type == "json" else set()
    return known


def _problems(stem: str, name: str) -> list[str]:
    if name in _only_in_contract(stem):
        return []
    found = [] if name in _in_contract(stem) else ["not in the contract"]
    return found if name in _in_sdk(stem) else [*found, "not in the SDK"]


def test_all_files_are_checked() -> None:
    assert {path.stem for path in FOLDER.glob("[!_]*.py")} == set(USES)
    assert len(LITERALS) > 30


@pytest.mark.parametrize(("stem", "name"), LITERALS)
def test_a_name_is_in_contract_and_sdk(stem: str, name: str) -> None:
    assert _problems(stem, name) == []


@pytest.mark.parametrize(("stem", "name"), LITERALS)
def test_a_misspelt_name_is_reported(stem: str, name: str) -> None:
    assert _problems(stem, f"{name}X") == ["not in the contract", "not in the SDK"]


@pytest.mark.parametrize("parameter", SENT, ids=lambda parameter: f"{parameter.action}-{parameter.wire}")
def test_a_parameter_has_a_fitting_type(parameter: Parameter) -> None:
    problems = list(check_parameter(parameter))
    assert [text for text in problems if " allowed, " not in text] == []  # hooks check the limits


@pytest.mark.parametrize("action", ["TagResources", "UnTagResources", "ListTagResources"])
def test_all_resource_types_can_be_given(action: str) -> None:
    assert set(RESOURCE_TYPES) == set(contract.load().actions[action].parameters["ResourceType"].values)
