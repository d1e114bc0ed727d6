# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who is connected to a gateway by SSL-VPN."""

from __future__ import annotations

import pytest

from tests.support import site
from tests.support.tasks import Tasks

MODULE = "ssl_vpn_client_info"


@pytest.fixture
def server(tasks: Tasks) -> str:
    server = tasks.existing.id("hq-remote")
    tasks.emulator.clear_log()
    return server


def test_who_is_connected(tasks: Tasks, server: str) -> None:
    assert tasks(MODULE, vpn_gateway="hq")["ssl_vpn_clients"] == []
    tasks.emulator.cloud.connect_ssl_client(server, site.ssl_client("vsc-bp1anna"))
    ran = tasks(MODULE, vpn_gateway="hq")
    assert ran["changed"] is False
    assert ran["ssl_vpn_clients"] == [
        {
            "common_name": "CN=vsc-bp1anna",
            "status": "online",
            "ip": "198.51.100.2",
            "port": 40123,
            "private_ip": "192.168.100.2",
            "connected_time": 1800000000000,
            "connected_time_iso8601": "2027-01-15T08:00:00Z",
            "receive_bytes": 3571,
            "send_bytes": 3632,
        }
    ]


def test_by_name_and_by_id(tasks: Tasks, server: str) -> None:
    tasks(MODULE, vpn_gateway="hq")
    assert tasks.calls == ["DescribeVpnGateways", "DescribeSslVpnClients"]
    for option in ("vpn_gateway", "vpn_gateway_id"):
        tasks(MODULE, check=True, **{option: tasks.existing.id("hq")})
        assert tasks.calls == ["DescribeSslVpnClients"]


def test_all_pages(tasks: Tasks, server: str) -> None:
    for number in range(120):
        tasks.emulator.cloud.connect_ssl_client(server, site.ssl_client("vsc-1", port=str(number)))
    shown = tasks(MODULE, vpn_gateway=tasks.existing.id("hq"))["ssl_vpn_clients"]
    assert [client["port"] for client in shown] == list(range(120))
    assert tasks.calls == ["DescribeSslVpnClients"] * 3


def test_a_gateway_that_does_not_exist(tasks: Tasks, server: str) -> None:
    for wanted in ("nowhere", "vpn-bp1000000000000000000"):
        text = tasks.refused(MODULE, vpn_gateway=wanted)
        assert f"Could not list the SSL-VPN clients of VPN gateway {wanted}" in text
        assert "region" in text
