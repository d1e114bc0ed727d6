# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The RAM policies: one for each role, plugin and module. tests/unit/modules compares them with what modules call."""

from __future__ import annotations

import json
import re

import pytest

from tests.support import tree
from tools import api, policies


def _sections() -> dict[str, dict]:
    """The policies of the page, by heading."""
    page = (tree.ROOT / policies.PATH).read_text(encoding="utf-8")
    blocks = re.findall(r"^### (.+?)\n\n```json\n(.*?)^```$", page, re.DOTALL | re.MULTILINE)
    return {title: json.loads(text) for title, text in blocks}


def _actions(title: str) -> set[str]:
    return set(_sections()[title]["Statement"][0]["Action"])


def _files(folder: str) -> list[str]:
    return sorted(path.stem for path in (tree.ROOT / folder).glob("[!_.]*"))


def test_every_role_plugin_and_module_has_a_policy() -> None:
    wanted = {f"`{name}`" for name in _files("plugins/modules")}
    wanted |= {f"Role `{name}`" for name in _files("roles")}
    wanted |= {f"Lookup `{name}`" for name in _files("plugins/lookup")}
    wanted |= {"Inventory `vpn_gateways`", "Inventory `vpn_gateways` with `include_connections`"}
    assert set(_sections()) == wanted


def test_policies_name_actions_of_the_contract_and_no_others() -> None:
    named = {action for title in _sections() for action in _actions(title)}
    assert named <= {f"vpc:{action}" for action in api.actions()}
    assert all(_actions(title) for title in _sections())


def test_what_only_reads_may_not_write() -> None:
    writes = {f"vpc:{name}" for name, action in api.actions().items() if action["kind"] == "write"}
    for title in _sections():
        if title.endswith("_info`") or title.startswith(("Lookup", "Inventory")):
            assert not _actions(title) & writes, title


def test_a_role_may_do_what_its_modules_do() -> None:
    assert _actions("Role `site_to_site`") >= _actions("`vpn_connection`") | _actions("`customer_gateway`")
    assert _actions("Role `strongswan_peer`") == _actions("`vpn_connection_config_info`")


@pytest.mark.parametrize(
    ("title", "service"),
    [
        ("`vpn_gateway`", "vpn.aliyuncs.com"),
        ("`vpn_attachment`", "vpn.aliyuncs.com"),
        ("`vpn_gateway_certificate`", "certificate.vpn.aliyuncs.com"),
    ],
)
def test_what_makes_the_service_create_a_role_may_do_so_for_this_service_only(title: str, service: str) -> None:
    _calls, role = _sections()[title]["Statement"]
    assert role["Action"] == "ram:CreateServiceLinkedRole"
    assert role["Condition"] == {"StringEquals": {"ram:ServiceName": service}}


def test_nothing_else_creates_roles() -> None:
    assert len(_sections()["`customer_gateway`"]["Statement"]) == 1
