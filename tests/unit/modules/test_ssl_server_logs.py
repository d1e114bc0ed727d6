# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The log of an SSL-VPN server: windows, pages, and patience until the service calls it complete."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.fakes import FakeClock
from tests.support.tasks import Ran, Tasks

MODULE = "ssl_vpn_server_log_info"


@pytest.fixture
def server(tasks: Tasks) -> str:
    tasks.gateway(enable_ssl=True)
    server = tasks.ssl_server()
    tasks.emulator.clear_log()
    return server


def _log(tasks: Tasks, **options: Any) -> Ran:
    ran = tasks(MODULE, **{"ssl_vpn_server": "hq-remote", "minute_period": 10, **options})
    assert ran["changed"] is False
    return ran


def test_by_name_and_by_id(tasks: Tasks, server: str) -> None:
    by_name = _log(tasks)
    assert by_name["is_completed"] is True
    assert any("Initialization Sequence Completed" in line for line in by_name["ssl_vpn_server_logs"])
    assert tasks.calls == ["DescribeSslVpnServers", "DescribeVpnSslServerLogs"]
    for check in (True, False):
        by_id = _log(tasks, ssl_vpn_server=server, check=check)
        assert by_id["ssl_vpn_server_logs"] == by_name["ssl_vpn_server_logs"]
        assert tasks.calls == ["DescribeVpnSslServerLogs"]


def test_only_one_certificate(tasks: Tasks, server: str) -> None:
    made = tasks("ssl_vpn_client_cert", name="anna", ssl_vpn_server="hq-remote")["ssl_vpn_client_cert"]
    tasks.emulator.cloud.write_ssl_log(server, "anna is here", made["ssl_vpn_client_cert_id"])
    tasks.emulator.cloud.write_ssl_log(server, "somebody is here")
    for given in ("anna", made["ssl_vpn_client_cert_id"]):
        (line,) = _log(tasks, ssl_vpn_client_cert=given)["ssl_vpn_server_logs"]
        assert line.endswith("anna is here")


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({"from": -60, "to": 60}, True),
        ({"from": -60, "minute_period": 2}, True),
        ({"to": 60, "minute_period": 2}, True),
        ({"minute_period": 1}, True),
        ({"from": -600, "to": -300}, False),
        ({"to": -300, "minute_period": 1}, False),
        ({"from": 300, "minute_period": 1}, False),
    ],
)
def test_windows(tasks: Tasks, clock: FakeClock, server: str, window: dict[str, int], found: bool) -> None:
    now = int(clock.now().timestamp())
    given = {name: value if name == "minute_period" else now + value for name, value in window.items()}
    ran = tasks(MODULE, ssl_vpn_server=server, **given)
    assert bool(ran["ssl_vpn_server_logs"]) is found


@pytest.mark.parametrize(
    ("window", "part"),
    [
        ({}, "minute_period"),
        ({"from": 1}, "minute_period"),
        ({"to": 1}, "minute_period"),
        ({"from": 1, "to": 2, "minute_period": 1}, "minute_period"),
        ({"from": 2, "to": 1}, "from: 2"),
        ({"from": 1, "to": 1}, "from: 1"),
        ({"from": -1, "to": 1}, "from: -1"),
        ({"minute_period": 0}, "minute_period: 0"),
        ({"minute_period": 1, "to": -5}, "to: -5"),
    ],
)
def test_windows_that_make_no_sense(tasks: Tasks, window: dict[str, int], part: str) -> None:
    assert part in tasks.refused(MODULE, ssl_vpn_server="hq-remote", **window)
    assert tasks.calls == []


@pytest.mark.parametrize("more", [0, 47, 48, 97, 120])
def test_all_pages(tasks: Tasks, server: str, more: int) -> None:
    """There is no total: the last page is the one that is not full."""
    for number in range(more):
        tasks.emulator.cloud.write_ssl_log(server, f"line {number}")
    ran = _log(tasks, ssl_vpn_server=server)
    assert len(ran["ssl_vpn_server_logs"]) == 3 + more
    assert len(tasks.calls) == (3 + more) // 50 + 1
    if more:
        assert ran["ssl_vpn_server_logs"][-1].endswith(f"line {more - 1}")


def test_waits_until_it_is_complete(tasks: Tasks, server: str) -> None:
    tasks.emulator.cloud.settle = 0.3
    tasks("vpn_gateway", name="hq", description="Changed", wait=False)
    tasks.emulator.clear_log()
    ran = _log(tasks, ssl_vpn_server=server)
    assert ran["is_completed"] is True
    assert len(ran["ssl_vpn_server_logs"]) == 3
    assert len(tasks.calls) > 1


@pytest.mark.parametrize("patience", [0, 1])
def test_gives_up_in_time(tasks: Tasks, clock: FakeClock, server: str, patience: int) -> None:
    tasks.emulator.cloud.settle = 60
    tasks("vpn_gateway", name="hq", description="Changed", wait=False)
    started = clock.passed
    ran = _log(tasks, ssl_vpn_server=server, wait_timeout=patience)
    assert clock.passed - started <= patience
    assert ran["is_completed"] is False
    assert len(ran["ssl_vpn_server_logs"]) == 3


def test_a_server_or_certificate_that_is_not_there(tasks: Tasks, server: str) -> None:
    for options in (
        {"ssl_vpn_server": "nowhere"},
        {"ssl_vpn_server": "vss-bp1000000000000000000"},
        {"ssl_vpn_server": "hq-remote", "ssl_vpn_client_cert": "nobody"},
    ):
        text = tasks.refused(MODULE, minute_period=1, **options)
        assert list(options.values())[-1] in text
        assert "region" in text
