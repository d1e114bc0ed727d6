# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The modules that read a log: windows, pages, and waiting until the log is complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.emulator.services import logs
from tests.support.fakes import FakeClock
from tests.support.tasks import Ran, Tasks


@dataclass(frozen=True)
class Kind:
    """One of the modules. `owner`: the name of whose log it reads. `about`: an option that asks for some of the lines,
    and a name that does not exist."""

    module: str
    option: str
    owner: str
    table: str
    list: str
    read: str
    lines: str
    unknown: str
    about: tuple[str, str] | None = None


KINDS = (
    Kind(
        module="ssl_vpn_server_log_info",
        option="ssl_vpn_server",
        owner="hq-remote",
        table="ssl_vpn_servers",
        list="DescribeSslVpnServers",
        read="DescribeVpnSslServerLogs",
        lines="ssl_vpn_server_logs",
        unknown="vss-bp1000000000000000000",
        about=("ssl_vpn_client_cert", "nobody"),
    ),
    Kind(
        module="vpn_connection_log_info",
        option="vpn_connection",
        owner="hq-office",
        table="vpn_connections",
        list="DescribeVpnConnections",
        read="DescribeVpnConnectionLogs",
        lines="vpn_connection_logs",
        unknown="vco-bp1000000000000000000",
    ),
    Kind(
        module="ipsec_server_log_info",
        option="ipsec_server",
        owner="hq-phones",
        table="ipsec_servers",
        list="ListIpsecServers",
        read="ListIpsecServerLogs",
        lines="ipsec_server_logs",
        unknown="iss-bp1000000000000000000",
    ),
)


@pytest.fixture(params=KINDS, ids=lambda kind: kind.module)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def owner(tasks: Tasks, kind: Kind) -> str:
    """The ID of the one whose log it is. The only lines of its log are those of a test."""
    created = tasks.existing.id(kind.owner)
    for record in tasks.records(kind.table):
        record["Log"].clear()
    tasks.emulator.clear_log()
    return created


def _write(tasks: Tasks, table: str, *lines: str, about: str | None = None) -> None:
    (record,) = tasks.records(table)
    for line in lines:
        logs.write(record, tasks.emulator.cloud.clock(), line, about)


def _log(tasks: Tasks, kind: Kind, check: bool = False, **options: Any) -> Ran:
    ran = tasks(kind.module, check=check, **{kind.option: kind.owner, "minute_period": 10, **options})
    assert ran["changed"] is False
    return ran


def test_by_name_and_by_id(tasks: Tasks, kind: Kind, owner: str) -> None:
    _write(tasks, kind.table, "a line")
    by_name = _log(tasks, kind)
    assert by_name["is_completed"] is True
    assert by_name[kind.lines] == ["a line"]
    assert tasks.calls == [kind.list, kind.read]
    for check in (True, False):
        for option in (kind.option, f"{kind.option}_id"):
            by_id = tasks(kind.module, check=check, minute_period=10, **{option: owner})
            assert by_id[kind.lines] == by_name[kind.lines]
            assert tasks.calls == [kind.read]


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({"from": -60, "to": 60}, True),
        ({"from": -60, "minute_period": 2}, True),
        ({"to": 60, "minute_period": 2}, True),
        ({"minute_period": 1}, True),
        # As in the request of the 2022 API reference: one time as both, and a length.
        ({"from": 0, "to": 0, "minute_period": 10}, True),
        ({"from": -60, "to": 60, "minute_period": 1}, True),
        ({"from": -600, "to": -300}, False),
        ({"to": -300, "minute_period": 1}, False),
        ({"from": 300, "minute_period": 1}, False),
    ],
)
def test_windows(tasks: Tasks, clock: FakeClock, kind: Kind, owner: str, window: dict[str, int], found: bool) -> None:
    clock.sleep(1 - clock.now().timestamp() % 1)  # windows begin with a second
    _write(tasks, kind.table, "a line")
    now = int(clock.now().timestamp())
    given = {name: value if name == "minute_period" else now + value for name, value in window.items()}
    ran = tasks(kind.module, **{kind.option: owner}, **given)
    assert bool(ran[kind.lines]) is found
    (entry,) = tasks.emulator.log
    assert {"From", "To", "MinutePeriod"} & set(entry["parameters"]) == {
        {"from": "From", "to": "To", "minute_period": "MinutePeriod"}[name] for name in window
    }


@pytest.mark.parametrize(
    ("window", "part"),
    [
        ({}, "minute_period"),
        ({"from": 1}, "minute_period"),
        ({"to": 1}, "minute_period"),
        ({"from": 2, "to": 1}, "from: 2"),
        ({"from": 2, "to": 1, "minute_period": 1}, "from: 2"),
        ({"from": 1, "to": 1}, "from: 1"),
        ({"from": -1, "to": 1}, "from: -1"),
        ({"minute_period": 0}, "minute_period: 0"),
        ({"minute_period": True}, "minute_period: True"),
        ({"minute_period": 10**400}, "minute_period: a very large number"),
        ({"minute_period": 1, "to": 10**400}, "to: a very large number"),
        ({"minute_period": 1, "from": True}, "from: True"),
        ({"minute_period": 1, "to": -5}, "to: -5"),
    ],
)
def test_an_invalid_window_is_refused(tasks: Tasks, kind: Kind, window: dict[str, int], part: str) -> None:
    assert part in tasks.refused(kind.module, **{kind.option: kind.owner}, **window)
    assert tasks.calls == []


@pytest.mark.parametrize("minutes", [10, 11])
def test_the_longest_window(tasks: Tasks, kind: Kind, owner: str, minutes: int) -> None:
    """Only for the log of an SSL-VPN server no limit is documented."""
    given = {kind.option: owner, "minute_period": minutes}
    if minutes == 10 or kind.module == "ssl_vpn_server_log_info":
        tasks(kind.module, **given)
    else:
        assert "minute_period: 11 is not allowed; allowed: 1 to 10 minutes" in tasks.refused(kind.module, **given)
        assert tasks.calls == []


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 100, 123])
def test_all_pages(tasks: Tasks, kind: Kind, owner: str, count: int) -> None:
    """The answers have no total: the last page is the one that is not full."""
    lines = [f"line {number}" for number in range(count)]
    _write(tasks, kind.table, *lines)
    assert _log(tasks, kind, **{kind.option: owner})[kind.lines] == lines
    assert len(tasks.calls) == count // 50 + 1


def test_waits_until_it_is_complete(tasks: Tasks, kind: Kind, owner: str) -> None:
    _write(tasks, kind.table, "a line")
    tasks.emulator.cloud.settle = 0.3
    tasks("vpn_gateway", name="hq", description="Changed", wait=False)
    tasks.emulator.clear_log()
    ran = _log(tasks, kind, **{kind.option: owner})
    assert ran["is_completed"] is True
    assert ran[kind.lines] == ["a line"]
    assert len(tasks.calls) > 1


@pytest.mark.parametrize("patience", [0, 1])
def test_gives_up_in_time(tasks: Tasks, clock: FakeClock, kind: Kind, owner: str, patience: int) -> None:
    _write(tasks, kind.table, "a line")
    tasks.emulator.cloud.settle = 60
    tasks("vpn_gateway", name="hq", description="Changed", wait=False)
    started = clock.passed
    ran = _log(tasks, kind, **{kind.option: owner}, wait_timeout=patience)
    assert clock.passed - started <= patience
    assert ran["is_completed"] is False
    assert ran[kind.lines] == ["a line"]


def test_a_name_that_does_not_exist(tasks: Tasks, kind: Kind, owner: str) -> None:
    wrong = [{kind.option: "nowhere"}, {kind.option: kind.unknown}]
    if kind.about:
        wrong.append({kind.option: kind.owner, kind.about[0]: kind.about[1]})
    for options in wrong:
        text = tasks.refused(kind.module, minute_period=1, **options)
        assert list(options.values())[-1] in text
        assert "read the log of" in text


class TestCertificate:
    def test_only_the_lines_of_one_certificate(self, tasks: Tasks) -> None:
        server, certificate = tasks.existing.id("hq-remote"), tasks.existing.id("anna")
        tasks.emulator.cloud.write_ssl_log(server, "anna is here", certificate)
        tasks.emulator.cloud.write_ssl_log(server, "somebody is here")
        for given in ("anna", certificate):
            (line,) = _log(tasks, KINDS[0], ssl_vpn_client_cert=given)[KINDS[0].lines]
            assert line.endswith("anna is here")


class TestTunnel:
    @pytest.fixture
    def tunnels(self, tasks: Tasks) -> dict[str, str]:
        """The IDs of two tunnels by their roles; each has one line in the log."""
        tasks.existing.id("hq-office")
        (record,) = tasks.records("vpn_connections")
        record["Log"].clear()
        ids = {tunnel["Role"]: tunnel["TunnelId"] for tunnel in record["Tunnels"]}
        for role, identifier in ids.items():
            _write(tasks, "vpn_connections", f"about the {role}", about=identifier)
        tasks.emulator.clear_log()
        return ids

    def test_by_role_and_by_id(self, tasks: Tasks, tunnels: dict[str, str]) -> None:
        connection = tasks.records("vpn_connections")[0]["VpnConnectionId"]
        for role, identifier in tunnels.items():
            for given, calls in ((role, ["DescribeVpnConnection"]), (identifier, [])):
                ran = _log(tasks, KINDS[1], vpn_connection=connection, tunnel=given)
                assert ran["vpn_connection_logs"] == [f"about the {role}"]
                assert tasks.calls == [*calls, "DescribeVpnConnectionLogs"]

    def test_without_a_tunnel_both_are_read(self, tasks: Tasks, tunnels: dict[str, str]) -> None:
        ran = _log(tasks, KINDS[1], vpn_connection="hq-office")
        assert ran["vpn_connection_logs"] == ["about the master", "about the slave"]

    def test_an_id_that_does_not_exist(self, tasks: Tasks, tunnels: dict[str, str]) -> None:
        given = {"vpn_connection": "hq-office", "tunnel": "tun-bp1000000000000000000", "minute_period": 1}
        assert tasks.attempt("vpn_connection_log_info", **given)["error"]["code"] == "InvalidTunnelId"

    def test_a_connection_with_one_tunnel_has_no_roles(self, tasks: Tasks) -> None:
        created = tasks.existing.id("old-office")
        text = tasks.refused("vpn_connection_log_info", vpn_connection=created, tunnel="slave", minute_period=1)
        assert f"tunnel: IPsec connection {created} has a single tunnel; leave the option out" in text

    def test_an_attachment_is_given_by_its_id(self, tasks: Tasks) -> None:
        attachment = tasks.existing.id("branch-router")
        (record,) = tasks.records("vpn_attachments")
        identifier = record["Tunnels"][0]["TunnelId"]
        ran = _log(tasks, KINDS[1], vpn_connection=attachment, tunnel=identifier)
        assert len(ran["vpn_connection_logs"]) == 1
        assert len(_log(tasks, KINDS[1], vpn_connection=attachment)["vpn_connection_logs"]) == 2

    def test_an_invalid_tunnel_is_refused_before_any_call(self, tasks: Tasks) -> None:
        text = tasks.refused("vpn_connection_log_info", vpn_connection="old-office", tunnel="backup", minute_period=1)
        assert "tunnel: 'backup' is not allowed; allowed: master, slave, or the ID of a tunnel" in text
        assert tasks.calls == []
