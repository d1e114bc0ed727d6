# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/api-coverage.md against what the modules asked for while all other tests here ran; so this one comes last."""

from __future__ import annotations

import os

import pytest

from tests.coverage.__main__ import WRITE
from tests.coverage.record import USES, Use, note
from tests.coverage.table import COMMAND, PATH, Table


def test_the_page_is_up_to_date(request: pytest.FixtureRequest, whole: bool) -> None:
    if not whole or request.session.testsfailed:
        pytest.skip("only after a whole run without a failure")
    table = Table(USES)
    assert list(table.problems()) == []
    if os.environ.get(WRITE):
        PATH.write_text(table.text(), encoding="utf-8")
    assert PATH.read_text(encoding="utf-8") == table.text(), f"out of date; run {COMMAND}"


def test_what_nobody_asked_for_is_not_claimed() -> None:
    problems = list(Table(()).problems())
    assert len([text for text in problems if text.endswith("no test has a module ask for it")]) == 43
    assert "CreateVpnGateway.VpcId: neither sent nor explained" in problems
    assert "0 of 43 actions" in Table(()).text()


def test_an_explanation_that_is_not_true_is_found() -> None:
    sent = Use("CreateSslVpnServer", "DnsServers", "ssl_vpn_server", "test_x.py")
    assert "CreateSslVpnServer.DnsServers: explained as left out, but sent" in Table([sent]).problems()
    assert "CreateIpsecServer.PskEnabled: explained as sent, but is not" in Table([sent]).problems()


def test_a_request_that_was_refused_counts_for_nothing() -> None:
    before = set(USES)
    request = {"action": "CreateSslVpnServer", "parameters": ["DnsServers"], "code": "InvalidDnsServers"}
    note("ssl_vpn_server", [request])
    assert before == USES
