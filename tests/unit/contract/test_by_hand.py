# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that are no descriptor's: each wire name in their code against the contract and the official SDK."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils import _by_hand
from ansible_collections.alicloud.vpn.plugins.module_utils._by_hand.resource_tags import (
    RESOURCE_TYPES,
    list_tags,
    tag_resources,
)
from ansible_collections.alicloud.vpn.plugins.module_utils._by_hand.ssl_vpn_server_log import read_log
from ansible_collections.alicloud.vpn.plugins.module_utils._by_hand.vpn_connection_config import download
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.kinds import Int, Tags, Text, Texts
from tests.emulator import contract
from tests.support.account import Account
from tests.support.descriptors import SSL_VPN_SERVER
from tests.unit.contract import sdk
from tests.unit.contract.checker import ACTIONS, check_parameter
from tests.unit.contract.sending import Parameter

FOLDER = Path(_by_hand.__path__[0])
# What each file asks for, or has the engine ask for.
USES = {
    "client_files": ("DescribeSslVpnClientCert",),
    "resource_tags": ("ListTagResources", "TagResources", "UnTagResources"),
    "ssl_vpn_server_log": ("DescribeVpnSslServerLogs",),
    "tunnel": ("DescribeVpnConnection",),
    "vpn_connection_config": ("DownloadVpnConnectionConfig",),
    "vpn_gateway_routes": (
        "DescribeVpnConnections",
        "DescribeVpnRouteEntries",
        "DescribeVpnPbrRouteEntries",
        "ModifyVpnRouteEntryWeight",
        "ModifyVpnPbrRouteEntryWeight",
    ),
}
SENT = (
    Parameter("TagResources", "ResourceType", Text()),
    Parameter("TagResources", "ResourceId", Texts()),
    Parameter("TagResources", "Tag", Tags()),
    Parameter("UnTagResources", "ResourceType", Text()),
    Parameter("UnTagResources", "ResourceId", Texts()),
    Parameter("UnTagResources", "TagKey", Texts()),
    Parameter("ListTagResources", "ResourceType", Text()),
    Parameter("ListTagResources", "ResourceId", Texts()),
    Parameter("ListTagResources", "Tag", Tags()),
    Parameter("ListTagResources", "MaxResults", Int()),
    Parameter("ListTagResources", "NextToken", Text()),
    Parameter("DownloadVpnConnectionConfig", "VpnConnectionId", Text()),
    Parameter("DescribeVpnSslServerLogs", "VpnSslServerId", Text()),
    Parameter("DescribeVpnSslServerLogs", "SslVpnClientCertId", Text()),
    Parameter("DescribeVpnSslServerLogs", "From", Int()),
    Parameter("DescribeVpnSslServerLogs", "To", Int()),
    Parameter("DescribeVpnSslServerLogs", "MinutePeriod", Int()),
    Parameter("DescribeVpnSslServerLogs", "PageNumber", Int()),
    Parameter("DescribeVpnSslServerLogs", "PageSize", Int()),
)


def _literals(stem: str) -> set[str]:
    """Every text in a file's code that is written like a wire name."""
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


def _in_sdk(stem: str) -> set[str]:
    known = set(USES[stem])
    for action in USES[stem]:
        known |= set(sdk.everything(f"{action}Request")) | set(sdk.everything(f"{action}ResponseBody"))
    return known


def _complaints(stem: str, name: str) -> list[str]:
    found = [] if name in _in_contract(stem) else ["not in the contract"]
    return found if name in _in_sdk(stem) else [*found, "not in the SDK"]


def test_no_file_is_forgotten() -> None:
    assert {path.stem for path in FOLDER.glob("[!_]*.py")} == set(USES)
    assert len(LITERALS) > 30


@pytest.mark.parametrize(("stem", "name"), LITERALS)
def test_a_name_is_known(stem: str, name: str) -> None:
    assert _complaints(stem, name) == []


@pytest.mark.parametrize(("stem", "name"), LITERALS)
def test_a_misspelt_name_is_reported(stem: str, name: str) -> None:
    assert _complaints(stem, f"{name}X") == ["not in the contract", "not in the SDK"]


@pytest.mark.parametrize("parameter", SENT, ids=lambda parameter: f"{parameter.action}-{parameter.wire}")
def test_a_parameter_has_a_fitting_type(parameter: Parameter) -> None:
    complaints = list(check_parameter(parameter))
    assert [text for text in complaints if " allowed, " not in text] == []  # limits are the hooks' own business


@pytest.mark.parametrize("action", ["TagResources", "UnTagResources", "ListTagResources"])
def test_every_kind_of_resource_is_offered(action: str) -> None:
    assert set(RESOURCE_TYPES) == set(contract.load().actions[action].parameters["ResourceType"].values)


def test_what_is_sent_is_what_is_checked() -> None:
    """Recorded from real calls, so that the table above cannot miss one."""
    house = Account()
    house.site()
    gateway = house.gateway("remote", enable_ssl=True)["vpn_gateway_id"]
    networks = {"client_ip_pool": "192.168.100.0/24", "local_subnet": ["10.10.0.0/16"]}
    server = house.converge(SSL_VPN_SERVER, name="remote", vpn_gateway=gateway, **networks).resource
    house.forget()
    about: dict[str, Any] = {"resource_type": "VPC", "resource_ids": [f"vpc-{number}" for number in range(60)]}
    tagging = {**about, "tags": {"a": "1"}, "purge_tags": False, "all": False, "state": "present"}
    tag_resources(tagging, house.client(), check=False)
    list_tags({**about, "tags": {"a": "1"}}, house.client(), check=False)
    list_tags({**about, "resource_ids": None, "tags": {"a": "1"}}, house.client(), check=False)
    tag_resources({**tagging, "state": "absent"}, house.client(), check=False)
    download({"vpn_connection": "hq-office", "include_secrets": False}, house.client(), check=False)
    window = {"from": 1, "to": 2, "minute_period": None}
    log = {"ssl_vpn_server": server["ssl_vpn_server_id"], "ssl_vpn_client_cert": "vsc-bp1000000000000000000"}
    read_log({**log, **window, "wait_timeout": 0}, house.client(), check=False)
    read_log({**log, **window, "from": None, "minute_period": 1, "wait_timeout": 0}, house.client(), check=False)
    sent = {
        (entry["action"], name.partition(".")[0])
        for entry in house.log
        for name in entry["parameters"]
        if any(entry["action"] in actions for actions in USES.values())
    }
    checked = {(parameter.action, parameter.wire) for parameter in SENT}
    assert {pair for pair in sent if pair[1] in ACTIONS[pair[0]].parameters} - checked <= {
        (action, "RegionId") for actions in USES.values() for action in actions
    } | {("DescribeVpnConnections", name) for name in ("PageNumber", "PageSize")}
    assert checked <= sent
