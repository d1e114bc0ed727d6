# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is bound to transit routers, and who may bind it."""

from __future__ import annotations

import pytest

from tests.support import site
from tests.support.tasks import Tasks

BINDINGS, AUTHORIZATIONS = "vpn_attachment_binding_info", "vpn_attachment_authorization_info"


@pytest.fixture
def attachment(tasks: Tasks) -> str:
    """The ID of a bound attachment, beside one that is bound to nothing."""
    bound = tasks.existing.id("branch-router")
    ends = {"customer_gateway": "office"}
    subnets = {"local_subnet": [site.LOCAL], "remote_subnet": [site.REMOTE]}
    tasks("vpn_attachment", name="free", tunnels=[{"tunnel_index": one, **ends} for one in (1, 2)], **subnets)
    tasks.emulator.cloud.arrange("vpn_attachments", bound, **site.bound("tr-7"))
    tasks.emulator.clear_log()
    return bound


def test_only_what_is_bound_is_listed(tasks: Tasks, attachment: str) -> None:
    for check in (True, False):
        (shown,) = tasks(BINDINGS, check=check)["vpn_attachment_bindings"]
        assert (shown["instance_id"], shown["transit_router_id"]) == (attachment, "tr-7")
        assert (shown["name"], shown["attach_type"]) == ("branch-router", "CEN")


@pytest.mark.parametrize(("name", "count"), [("branch-router", 1), ("free", 0)])
def test_one_by_its_name(tasks: Tasks, attachment: str, name: str, count: int) -> None:
    assert len(tasks(BINDINGS, vpn_attachment=name)["vpn_attachment_bindings"]) == count


def test_an_id_is_not_looked_up(tasks: Tasks, attachment: str) -> None:
    tasks(BINDINGS, vpn_attachment=attachment)
    assert tasks.calls == ["DescribeVpnAttachments"]
    tasks(AUTHORIZATIONS, vpn_attachment=attachment)
    assert tasks.calls == ["DescribeVpnCrossAccountAuthorizations"]


def test_who_may_bind_it(tasks: Tasks, attachment: str) -> None:
    (shown,) = tasks(AUTHORIZATIONS, vpn_attachment="branch-router")["vpn_attachment_authorizations"]
    assert shown["vpn_connection_id"] == attachment
    assert (shown["bind_uid"], shown["bind_instance"]) == (1210123456123456, "cen-1")
    assert tasks(AUTHORIZATIONS, vpn_attachment="free")["vpn_attachment_authorizations"] == []


@pytest.mark.parametrize("module", [BINDINGS, AUTHORIZATIONS])
def test_an_unknown_name(tasks: Tasks, attachment: str, module: str) -> None:
    assert "vpn_attachment: no IPsec attachment is named 'none'" in tasks.refused(module, vpn_attachment="none")


def test_the_result_of_the_module_says_what_it_is_bound_to(tasks: Tasks, attachment: str) -> None:
    (shown,) = tasks("vpn_attachment_info", names=["branch-router"])["vpn_attachments"]
    assert (shown["attach_type"], shown["transit_router_id"]) == ("CEN", "tr-7")
