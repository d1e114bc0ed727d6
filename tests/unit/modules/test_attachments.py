# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of VPN gateways and attachments: the actions that read show both, but no module confuses them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import site
from tests.support.tasks import Tasks

NAME = "branch-router"
SUBNETS = {"local_subnet": ["10.0.0.0/8"], "remote_subnet": ["192.168.0.0/16"]}


@pytest.fixture
def attachment(tasks: Tasks) -> str:
    """The ID of an attachment, beside a connection."""
    tasks.site()
    created = tasks.existing.id(NAME)
    tasks.emulator.clear_log()
    return created


def test_vpn_connection_info_shows_no_attachment(tasks: Tasks, attachment: str) -> None:
    assert [one["name"] for one in tasks("vpn_connection_info")["vpn_connections"]] == ["hq-office"]
    assert tasks("vpn_connection_info", vpn_connection_ids=[attachment])["vpn_connections"] == []


def test_vpn_attachment_info_shows_no_connection(tasks: Tasks, attachment: str) -> None:
    (connection,) = tasks("vpn_connection_info")["vpn_connections"]
    assert [one["name"] for one in tasks("vpn_attachment_info")["vpn_attachments"]] == [NAME]
    ids = [connection["vpn_connection_id"], attachment]
    assert [one["name"] for one in tasks("vpn_attachment_info", vpn_connection_ids=ids)["vpn_attachments"]] == [NAME]


@pytest.mark.parametrize("check", [True, False])
def test_vpn_connection_deletes_no_attachment(tasks: Tasks, attachment: str, check: bool) -> None:
    for identity in ({"name": NAME}, {"vpn_connection_id": attachment}):
        assert not tasks("vpn_connection", check=check, state="absent", **identity)["changed"]
    assert tasks.writes() == []


@pytest.mark.parametrize("check", [True, False])
def test_vpn_attachment_deletes_no_connection(tasks: Tasks, attachment: str, check: bool) -> None:
    (connection,) = tasks("vpn_connection_info")["vpn_connections"]
    for identity in ({"name": "hq-office"}, {"vpn_connection_id": connection["vpn_connection_id"]}):
        assert not tasks("vpn_attachment", check=check, state="absent", **identity)["changed"]
    assert tasks.writes() == []


def test_vpn_connection_takes_no_attachment(tasks: Tasks, attachment: str) -> None:
    assert "vpn_gateway" in tasks.refused("vpn_connection", name=NAME, effect_immediately=True)
    assert attachment in tasks.refused("vpn_connection", vpn_connection_id=attachment, effect_immediately=True)
    assert tasks.writes() == []


@pytest.mark.parametrize(
    ("tunnels", "text"),
    [
        ([{"tunnel_index": 1}], "each with its customer_gateway, or customer_gateway once for both"),
        ([{"tunnel_index": 1}, {"tunnel_index": 2}], "no customer_gateway for 1 and 2"),
        ([{"tunnel_index": 1, "customer_gateway": "office"}, {"tunnel_index": 2}], "no customer_gateway for 2"),
    ],
)
def test_a_new_attachment_needs_two_tunnels_with_customer_gateways(
    tasks: Tasks, tunnels: list[dict[str, Any]], text: str
) -> None:
    tasks.customer()
    assert text in tasks.refused("vpn_attachment", check=True, name="new", tunnels=tunnels, **SUBNETS)


def _ike(tasks: Tasks, member: str) -> list[str]:
    (record,) = tasks.records("vpn_attachments")
    return [tunnel["TunnelIkeConfig"][member] for tunnel in record["Tunnels"]]


def test_options_given_once_are_the_defaults_of_both_tunnels(tasks: Tasks) -> None:
    tasks.customer()
    other = tasks.customer("other")
    wanted = {
        "name": "new",
        **SUBNETS,
        "customer_gateway": "office",
        "ike_config": {"psk": "s3cret", "ike_enc_alg": "aes256"},
        "tunnels": [
            {"tunnel_index": 2, "customer_gateway": other, "ike_config": {"ike_enc_alg": "aes192"}},
            {"tunnel_index": 1},
        ],
    }
    tasks("vpn_attachment", **wanted)
    assert (_ike(tasks, "IkeEncAlg"), _ike(tasks, "Psk")) == (["aes256", "aes192"], ["s3cret", "s3cret"])
    (record,) = tasks.records("vpn_attachments")
    assert [tunnel["CustomerGatewayId"] == other for tunnel in record["Tunnels"]] == [False, True]
    assert not tasks("vpn_attachment", **wanted)["changed"]
    # Without tunnels they apply to each tunnel that exists.
    tasks.writes()
    for check in (True, False):
        assert tasks("vpn_attachment", check=check, name="new", ike_config={"ike_pfs": "group14"})["changed"]
    assert tasks.writes() == ["ModifyVpnAttachmentAttribute"]
    assert (_ike(tasks, "IkePfs"), _ike(tasks, "IkeEncAlg")) == (["group14"] * 2, ["aes256", "aes192"])


def test_an_older_attachment_has_a_single_tunnel(tasks: Tasks, attachment: str) -> None:
    tasks.emulator.cloud.arrange("vpn_attachments", attachment, **site.single_tunnel(tasks.existing.id("office")))
    change = {"customer_gateway": tasks.existing.id("other"), "ike_config": {"ike_enc_alg": "aes256"}}
    for check in (True, False):
        ran = tasks("vpn_attachment", check=check, name=NAME, **change)
        assert ran["actions"] == ["ModifyVpnAttachmentAttribute"]
    shown = ran["vpn_attachment"]
    assert (shown["ike_config"]["ike_enc_alg"], shown["ike_config"]["ike_version"]) == ("aes256", "ikev1")
    assert shown["customer_gateway_id"] == tasks.existing.id("other")
    assert not tasks("vpn_attachment", name=NAME, **change)["changed"]
    assert "single tunnel" in tasks.refused("vpn_attachment", name=NAME, tunnels=[{"tunnel_index": 1}])


@pytest.mark.parametrize("check", [True, False])
def test_a_bound_attachment_is_not_deleted(tasks: Tasks, attachment: str, check: bool) -> None:
    (record,) = tasks.records("vpn_attachments")
    record["TransitRouterId"] = "tr-1"
    assert "tr-1" in tasks.refused("vpn_attachment", check=check, name=NAME, state="absent")
    assert tasks.writes() == []


def test_a_change_of_one_tunnel_sends_nothing_of_the_other(tasks: Tasks, attachment: str) -> None:
    change = [{"tunnel_index": 2, "enable_dpd": False}]
    shown = tasks("vpn_attachment", name=NAME, tunnels=change)["vpn_attachment"]
    assert [one["enable_dpd"] for one in shown["tunnel_options_specification"]] == [True, False]
    (sent,) = tasks.emulator.writes
    tunnels = {name for name in sent["parameters"] if name.startswith("TunnelOptionsSpecification")}
    assert tunnels == {f"TunnelOptionsSpecification.1.{member}" for member in ("TunnelIndex", "EnableDpd")}
