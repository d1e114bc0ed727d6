# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What keeps a resource from being deleted."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.phase import Failed
from ansible_collections.alicloud.vpn.plugins.module_utils._engine.resource import Resource
from ansible_collections.alicloud.vpn.plugins.module_utils._resources.ssl_vpn_server import SSL_VPN_SERVER
from tests.support import site
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION, VPN_GATEWAY

GATEWAY = site.gateway(enable_ssl=True)
CASES = [
    (VPN_GATEWAY, {**GATEWAY, "bandwidth": 20}),
    (CUSTOMER_GATEWAY, {"name": "office", "ip_address": "203.0.113.99"}),
]


@pytest.fixture
def account() -> Account:
    """A gateway with a connection and a server."""
    account = Account()
    account.converge(VPN_GATEWAY, **GATEWAY)
    account.customer()
    account.connection()
    account.converge(SSL_VPN_SERVER, **site.ssl_server())
    account.forget()
    return account


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(("resource", "wanted"), CASES)
def test_a_recreation_is_refused_before_anything_is_deleted(
    account: Account, resource: Resource, wanted: dict[str, Any], check: bool
) -> None:
    with pytest.raises(Failed, match=r"recreate: .* cannot be deleted while it has 1 IPsec connection \(vco-\w+\)"):
        account.converge(resource, **wanted, recreate=True, check=check)
    assert account.writes == []


@pytest.mark.parametrize(("resource", "wanted"), CASES)
def test_check_mode_warns_of_a_deletion(account: Account, resource: Resource, wanted: dict[str, Any]) -> None:
    """An earlier task of the play may be the one that deletes what depends on it."""
    outcome = account.converge(resource, name=wanted["name"], present=False, check=True)
    assert outcome.actions == [resource.actions.delete]
    (warning,) = outcome.warnings
    assert "1 IPsec connection (vco-" in warning
    assert ("1 SSL-VPN server (vss-" in warning) is (resource is VPN_GATEWAY)
    with pytest.raises(Failed, match=r"DependencyViolation\.VpnConnection.*vpn_connection with state=absent"):
        account.converge(resource, name=wanted["name"], present=False)


@pytest.mark.parametrize(("resource", "wanted"), CASES)
def test_nothing_is_in_the_way(account: Account, resource: Resource, wanted: dict[str, Any]) -> None:
    account.converge(VPN_CONNECTION, name="hq-office", present=False)
    account.converge(SSL_VPN_SERVER, name="hq-remote", present=False)
    assert account.converge(resource, name=wanted["name"], present=False, check=True).warnings == []
    assert account.converge(resource, **wanted, recreate=True).changed


def test_what_is_being_deleted_is_not_in_the_way() -> None:
    account = Account(settle=60)
    account.site()
    account.converge(VPN_CONNECTION, name="hq-office", present=False, wait=False)
    assert account.converge(CUSTOMER_GATEWAY, name="office", present=False, check=True).warnings == []
    assert account.converge(VPN_GATEWAY, name="hq", present=False, check=True).warnings == []


def test_five_of_many_are_named(account: Account) -> None:
    for number in range(6):
        account.customer(f"office-{number}")
        account.connection(f"hq-{number}", customer_gateway=f"office-{number}", auto_config_route=False)
    (warning,) = account.converge(VPN_GATEWAY, name="hq", present=False, check=True).warnings
    assert "7 IPsec connections (" in warning
    assert " and 2 more)" in warning


def test_nobody_has_to_be_allowed_to_list_them(account: Account) -> None:
    account.cloud.add_fault("DescribeVpnConnections:code=Forbidden:1")
    (warning,) = account.converge(VPN_GATEWAY, name="hq", present=False, check=True).warnings
    assert "IPsec" not in warning
