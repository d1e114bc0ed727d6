# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Names of host variables: what the cloud names an attribute never steers Ansible."""

from __future__ import annotations

import pytest

from ansible_collections.alicloud.vpn.plugins.plugin_utils._hostvars import variable


@pytest.mark.parametrize(
    ("prefix", "attribute", "expected"),
    [
        ("", "status", "status"),
        ("", "name", "vpn_gateway_name"),
        ("", "ansible_connection", "vpn_gateway_ansible_connection"),
        ("", "hostvars", "vpn_gateway_hostvars"),
        ("", "environment", "vpn_gateway_environment"),
        ("gw_", "name", "gw_name"),
        ("gw_", "ansible_connection", "gw_ansible_connection"),
        ("ansible", "_connection", "vpn_gateway__connection"),
        ("group", "_names", "vpn_gateway__names"),
    ],
)
def test_variable(prefix: str, attribute: str, expected: str) -> None:
    assert variable(prefix, attribute) == expected
