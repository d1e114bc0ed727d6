# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The generator of docs/api-coverage.md: it names what is not explained, and what is explained but not true."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tools import api, coverage, generate, texts
from tools.coverage import Calls, Page
from tools.sending import Parameter

CALLS = coverage.calls()
REASONS = texts.of("coverage").data


def _with(section: str, **reasons: str) -> texts.Texts:
    """The reasons with some more; a reason of none takes one away."""
    changed = {**REASONS[section], **{name.replace("__", "."): why for name, why in reasons.items()}}
    data = {**REASONS, section: {name: why for name, why in changed.items() if why}}
    return texts.Texts(Path("coverage.yml"), data)


def test_the_committed_page_is_current() -> None:
    assert generate.outdated([(coverage.PATH, coverage.text)]) == ({}, [])


def test_the_whole_2022_reference_is_covered() -> None:
    reached = {action for calls in CALLS.values() for action in calls.actions}
    numbered = {name for name, row in api.actions().items() if "section" in row}
    assert len(numbered) == 43
    assert numbered <= reached


def test_every_action_of_the_contract_has_its_section() -> None:
    titles = [line.split()[-1] for line in Page().text().splitlines() if line.startswith("## ")]
    assert sorted(titles) == sorted(api.actions())
    assert len(titles) == 61


def test_what_no_module_calls_is_said_to_be_missing() -> None:
    page = Page(modules={name: calls for name, calls in CALLS.items() if name != "vpn_connection_config_info"}).text()
    section = page.partition("## 7.5 DownloadVpnConnectionConfig\n")[2].partition("\n## ")[0]
    assert section == f"\n{api.actions()['DownloadVpnConnectionConfig']['summary']}\n\nNot covered yet.\n"


def test_what_is_not_called_is_not_claimed() -> None:
    text = Page(modules={}, reasons=texts.Texts(Path("coverage.yml"), {"everywhere": REASONS["everywhere"]})).text()
    assert text.count("Not covered yet.") == 61
    assert "section numbers) | 43 | 0 |" in text


@pytest.mark.parametrize(
    ("section", "reasons", "problem"),
    [
        (
            "left_out",
            {"CreateSslVpnServer__DnsServers": ""},
            "CreateSslVpnServer.DnsServers: neither sent nor explained",
        ),
        (
            "left_out",
            {"CreateVpnGateway__Name": "why"},
            "CreateVpnGateway.Name: explained in left_out, but it is the option",
        ),
        ("left_out", {"CreateIpsecServer__PskEnabled": "why"}, "PskEnabled: explained in left_out, but sent"),
        (
            "left_out",
            {"CreateVpnGateway__Color": "why"},
            "CreateVpnGateway.Color: the reason in left_out is about nothing",
        ),
        ("sent", {"CreateSslVpnServer__DnsServers": "why"}, "DnsServers: explained in sent, but not sent"),
        ("sent", {"CreateIpsecServer__PskEnabled": ""}, "CreateIpsecServer.PskEnabled: neither sent nor explained"),
        (
            "sent",
            {"CreateVpnGateway__Name": "why"},
            "CreateVpnGateway.Name: explained in sent, but it is the option `name`",
        ),
        (
            "not_returned",
            {"CreateVpnRouteEntry__OverlayMode": ""},
            "CreateVpnRouteEntry.OverlayMode: in no result and not explained",
        ),
        (
            "not_returned",
            {"CreateVpnGateway__OrderId": "why"},
            "CreateVpnGateway.OrderId: explained in not_returned, but it is in a result",
        ),
    ],
)
def test_a_wrong_reason_is_named(section: str, reasons: dict[str, str], problem: str) -> None:
    problems = list(Page(reasons=_with(section, **reasons)).problems())
    assert any(problem in text for text in problems), problems
    with pytest.raises(texts.TextProblem, match=re.escape(problem)):
        Page(reasons=_with(section, **reasons)).text()


def test_a_new_parameter_of_the_contract_is_named() -> None:
    action = api.actions()["CreateVpnGateway"]
    parameters = {**action["parameters"], "Color": {"type": "string"}}
    actions: dict[str, Any] = {**api.actions(), "CreateVpnGateway": {**action, "parameters": parameters}}
    assert [*Page(actions=actions).problems()] == [
        "CreateVpnGateway.Color: neither sent nor explained; give the reason in tools/texts/coverage.yml, left_out"
    ]


def test_a_new_member_of_an_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    action = api.actions()["ModifyVpnGatewayAttribute"]
    response = {**action["response"], "Color": {"type": "string"}}
    monkeypatch.setitem(api.actions(), "ModifyVpnGatewayAttribute", {**action, "response": response})
    (problem,) = Page().problems()
    assert problem.startswith("ModifyVpnGatewayAttribute.Color: in no result and not explained")


def test_a_parameter_that_the_contract_does_not_have_is_named() -> None:
    more = Calls((Parameter("CreateVpnGateway", "Color", None, "color"),), frozenset())
    assert [*Page(modules={**CALLS, "painted": more}).problems()] == [
        "CreateVpnGateway.Color: sent, but not in the contract"
    ]


def test_no_test_file_is_named_on_the_page() -> None:
    assert "test_" not in Page().text()
