# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Secrets are never in a result, in a diff, in a log or in a URL."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._rpc import transport
from tests.emulator.keys import Key
from tests.emulator.running import Running
from tests.support.case import altered
from tests.support.cases.customer_gateway import AUTH_KEY
from tests.support.cases.customer_gateway import CASE as CUSTOMER
from tests.support.cases.ipsec_server import CASE as IPSEC
from tests.support.cases.ipsec_server import PHONES_PSK
from tests.support.cases.vpn_connection import CASE as CONNECTION
from tests.support.cases.vpn_connection import PSK
from tests.support.fakes import FakeClock
from tests.support.in_process import serve
from tests.support.tasks import Ran, Tasks

MASK = "********"


@pytest.fixture
def emulator(monkeypatch: pytest.MonkeyPatch, clock: FakeClock) -> Running:
    """With HTTP: these tests look at URLs."""
    return serve(monkeypatch, clock)


@pytest.fixture
def urls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The query of every request."""
    asked: list[str] = []
    real = transport.Transport.send

    def send(self: Any, method: str, query: dict[str, str], form: Any) -> Any:
        asked.append(json.dumps(query))
        return real(self, method, query, form)

    monkeypatch.setattr(transport.Transport, "send", send)
    return asked


def _hidden(ran: Ran, *secrets: str) -> None:
    for secret in secrets:
        assert secret not in ran.output


def test_a_pre_shared_key_is_never_shown(tasks: Tasks, urls: list[str]) -> None:
    options = tasks.filled(CONNECTION.options)
    new = altered(options, {"ike_config.psk": "an0ther-S3cret"})
    for wanted in (options, options, new, {**new, "state": "absent"}):
        for check in (True, False):
            _hidden(tasks("vpn_connection", check=check, **wanted), PSK, "an0ther-S3cret")
    assert not any(PSK in url or "an0ther" in url for url in urls)


def test_a_bgp_key_is_never_shown(tasks: Tasks, urls: list[str]) -> None:
    new = {**CUSTOMER.options, "auth_key": "an0ther-S3cret"}
    for wanted in (CUSTOMER.options, CUSTOMER.options, new, {**new, "state": "absent"}):
        for check in (True, False):
            _hidden(tasks("customer_gateway", check=check, **wanted), AUTH_KEY, "an0ther-S3cret")
    assert not any(AUTH_KEY in url or "an0ther" in url for url in urls)


def test_the_key_of_an_ipsec_server_is_never_shown(tasks: Tasks, urls: list[str]) -> None:
    options = tasks.filled(IPSEC.options)
    new = {**options, "psk": "an0ther-S3cret"}
    for wanted in (options, options, new, {**new, "state": "absent"}):
        for check in (True, False):
            _hidden(tasks("ipsec_server", check=check, **wanted), PHONES_PSK, "an0ther-S3cret")
    tasks("ipsec_server", **options)
    by_name = {"name": options["name"]}
    for ran in (
        tasks("ipsec_server", **by_name),
        tasks("ipsec_server", **by_name, check=True, effect_immediately=True),
        tasks("ipsec_server", **by_name, dry_run=True, effect_immediately=True),
        tasks("ipsec_server", **by_name, effect_immediately=True),
        tasks("ipsec_server", **by_name, state="absent"),
    ):
        _hidden(ran, PHONES_PSK)
    assert not any(PHONES_PSK in url or "an0ther" in url for url in urls)


def test_keys_that_are_not_in_the_task_are_masked(tasks: Tasks) -> None:
    """Ansible's no_log only knows the options of the task."""
    options = tasks.filled(CONNECTION.options)
    tasks("customer_gateway", name="office", auth_key=AUTH_KEY)
    created = tasks("vpn_connection", **options)["vpn_connection"]
    by_id = {"vpn_connection_id": created["vpn_connection_id"]}
    for ran in (
        tasks("vpn_connection", **by_id),
        tasks("vpn_connection", **by_id, check=True, enable_dpd=False),
        tasks("vpn_connection", **by_id, enable_dpd=False),
        tasks("vpn_connection_info"),
        tasks("vpn_connection_info", vpn_connection_ids=[created["vpn_connection_id"]]),
        tasks("vpn_connection_info", query="[].ike_config"),
        tasks("customer_gateway", name="office"),
        tasks("customer_gateway_info"),
        tasks("vpn_connection", **by_id, state="absent"),
    ):
        _hidden(ran, PSK, AUTH_KEY)


def test_the_bgp_key_of_a_connection_is_masked(tasks: Tasks) -> None:
    options = tasks.filled(CONNECTION.options)
    tasks("customer_gateway", name="office", auth_key=AUTH_KEY)
    created = tasks("vpn_connection", **options)["vpn_connection"]
    assert created["vpn_bgp_config"]["auth_key"] == MASK
    _hidden(tasks("vpn_connection_info", vpn_connection_ids=[created["vpn_connection_id"]]), AUTH_KEY)


def test_a_generated_key_is_masked(tasks: Tasks) -> None:
    tasks.site()
    (record,) = tasks.records("vpn_connections")
    assert len(record["IkeConfig"]["Psk"]) == 16
    ran = tasks("vpn_connection", name="hq-office")
    assert ran["vpn_connection"]["ike_config"]["psk"] == MASK
    _hidden(ran, record["IkeConfig"]["Psk"])


@pytest.mark.parametrize("module", ["vpn_connection", "vpn_connection_info"])
def test_include_secrets_shows_keys(tasks: Tasks, module: str) -> None:
    tasks.site()
    (record,) = tasks.records("vpn_connections")
    asked = {"vpn_connection": {"name": "hq-office"}, "vpn_connection_info": {"names": ["hq-office"]}}[module]
    ran = tasks(module, **asked, include_secrets=True)
    shown = ran["vpn_connection"] if module == "vpn_connection" else ran["vpn_connections"][0]
    assert shown["ike_config"]["psk"] == record["IkeConfig"]["Psk"]


def test_include_secrets_does_not_show_keys_in_diffs(tasks: Tasks) -> None:
    tasks.site()
    (record,) = tasks.records("vpn_connections")
    old = record["IkeConfig"]["Psk"]
    ran = tasks("vpn_connection", name="hq-office", include_secrets=True, ike_config={"psk": "an0ther-S3cret"})
    assert old not in json.dumps(ran["diff"])
    assert ran["diff"]["before"]["ike_config"]["psk"] != ran["diff"]["after"]["ike_config"]["psk"]


def test_a_diff_marks_a_changed_key(tasks: Tasks) -> None:
    tasks.site()
    diff = tasks("vpn_connection", name="hq-office", check=True, ike_config={"psk": PSK})["diff"]
    assert diff["before"]["ike_config"]["psk"] == MASK
    assert diff["after"]["ike_config"]["psk"] == f"{MASK} (changed)"


@pytest.mark.parametrize("code", ["InvalidAuthkey.Malformed", "SignatureDoesNotMatch", "IllegalParam.LocalSubnet"])
def test_an_error_that_quotes_the_request_shows_no_key(tasks: Tasks, code: str) -> None:
    """InvalidAuthkey.Malformed quotes the BGP key, and SignatureDoesNotMatch the whole request."""
    real = tasks.emulator.cloud._errors.error

    def telling(name: str, *fill: object, **more: Any) -> Any:
        error = real(name, *fill, **more)
        error.message = f"Bad ({AUTH_KEY}) server string to sign is:POST&%2F&AuthKey%3D{AUTH_KEY}"
        return error

    tasks.emulator.cloud._errors.error = telling
    tasks.emulator.cloud.add_fault(f"CreateCustomerGateway:code={code}:9")
    ran = tasks.attempt("customer_gateway", **CUSTOMER.options)
    assert ran.failed
    assert ran["error"]["code"] == code
    _hidden(ran, AUTH_KEY)
    assert "string to sign" not in ran.output


def test_an_error_that_quotes_a_stored_key_shows_no_key(tasks: Tasks) -> None:
    """The request has the whole object, and the key is not among the options of the task."""
    options = tasks.filled(CONNECTION.options)
    tasks("vpn_connection", **options)
    real = tasks.emulator.cloud._errors.error

    def telling(name: str, *fill: object, **more: Any) -> Any:
        error = real(name, *fill, **more)
        error.message = f'The specified IkeConfig ({{"Psk":"{PSK}"}}) is malformed.'
        return error

    tasks.emulator.cloud._errors.error = telling
    tasks.emulator.cloud.add_fault("ModifyVpnConnectionAttribute:code=IllegalParam.IkeConfig:9")
    ran = tasks.attempt("vpn_connection", name=options["name"], ike_config={"ike_lifetime": 3600})
    assert ran.failed
    _hidden(ran, PSK)


def test_a_wrong_access_key_secret_is_not_shown(tasks: Tasks) -> None:
    ran = tasks.attempt(
        "customer_gateway", **CUSTOMER.options, access_key_id="testid", access_key_secret="wr0ng-Secret"
    )
    assert ran["error"]["code"] == "SignatureDoesNotMatch"
    _hidden(ran, "wr0ng-Secret", AUTH_KEY, "ListOfEverything", "AuthKey%")


@pytest.mark.parametrize(
    ("module", "options"),
    [
        ("vpn_connection", {"name": "x", "psk": PSK}),
        ("vpn_connection", {"name": "x", "ike_config": {"pks": PSK}}),
        ("vpn_connection", {"name": "x", "ike_config": f"pks={PSK}"}),
        ("vpn_connection", {"name": "x", "tunnels": [{"role": "master", "psk": PSK}, {"role": "slave"}]}),
        ("vpn_gateway_info", {"access_key_secrets": PSK}),
        ("vpn_topology", {"name": "t", "sites": [{"name": "s", "psk": PSK, "vpn_connection": f"psk={PSK}"}]}),
    ],
)
def test_a_key_in_an_option_that_does_not_exist_is_not_shown(
    tasks: Tasks, module: str, options: dict[str, Any]
) -> None:
    """No option tells Ansible that it is a secret."""
    ran = tasks.attempt(module, **options)
    assert ran["msg"].startswith("Unsupported parameters for ")
    assert ran["error"]["code"] == "Collection.InvalidOption"
    _hidden(ran, PSK)


@pytest.mark.parametrize("module", ["vpn_connection_info", "customer_gateway_info"])
def test_a_security_token_is_not_in_the_url(tasks: Tasks, urls: list[str], module: str) -> None:
    tasks.emulator.cloud.keys.add(Key("STS.id", "sts-secret", "sts-t0ken"))
    key = {"access_key_id": "STS.id", "access_key_secret": "sts-secret", "security_token": "sts-t0ken"}
    _hidden(tasks(module, **key), "sts-t0ken", "sts-secret")
    assert urls
    assert not any("sts-t0ken" in url for url in urls)
