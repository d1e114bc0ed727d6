# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A list that is read once for many resources."""

from __future__ import annotations

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.snapshot import Snapshot
from tests.support.account import Account
from tests.support.descriptors import CUSTOMER_GATEWAY, VPN_CONNECTION


def test_names_are_found_without_another_call() -> None:
    account = Account()
    for name in ("a", "b"):
        account.customer(name)
    account.forget()
    snapshot = Snapshot(CUSTOMER_GATEWAY, account.client())
    for name, count in (("a", 1), ("b", 1), ("c", 0)):
        items, named = snapshot.named({}, name)
        assert len(items) == 2
        assert [CUSTOMER_GATEWAY.name_of(one) for one in named] == [name] * count
    assert account.actions == ["DescribeCustomerGateways"]


def test_what_was_read_by_its_id_is_found_by_its_name() -> None:
    account = Account()
    account.site()
    snapshot = Snapshot(VPN_CONNECTION, account.client())
    (listed,) = snapshot.named({}, "hq-office")[1]
    snapshot.refresh(listed["VpnConnectionId"])
    (shown,) = snapshot.named({}, "hq-office")[1]
    assert "ZoneNo" not in listed
    assert "ZoneNo" in shown
