# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Results that a playbook can test: numbers and booleans, names of options, times that people can read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.support.case import Case, name_of
from tests.support.cases import CASES
from tests.support.tasks import Tasks

_FORMS = [one for case in CASES for one in (case, *case.variants)]


def _texts(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The path and the value of every text, at any depth."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _texts(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner, path)
    elif isinstance(value, str):
        yield path, value


@pytest.mark.parametrize("case", _FORMS, ids=name_of)
def test_numbers_and_booleans_are_no_texts(tasks: Tasks, case: Case) -> None:
    module = case.resource.name
    created = tasks(module, **tasks.filled(case.options))[module]
    listed = tasks(f"{module}_info", **{one.name: created[one.name] for one in case.resource.filters if one.required})
    shown = [created, *listed[case.resource.plural]]
    # An autonomous system number as an option is a text, because it may have a point. A state may be called false.
    texts = [(path, text) for path, text in _texts(shown) if not path.endswith(("_asn", ".status", ".bgp_status"))]
    assert [path for path, text in texts if re.fullmatch(r"true|false|[0-9]+", text.lower())] == []
    assert [path for path, text in texts if text.startswith(("{", "["))] == []


def test_a_gateway_has_the_names_and_forms_of_its_options(tasks: Tasks) -> None:
    tasks.gateway(instance_charge_type="POSTPAY", enable_ssl=True, ssl_connections=5)
    (shown,) = tasks("vpn_gateway_info")["vpn_gateways"]
    wanted = {"bandwidth": 10, "instance_charge_type": "POSTPAY", "enable_ssl": True, "ssl_connections": 5}
    assert wanted.items() <= shown.items()
    assert (shown["spec"], shown["charge_type"], shown["ssl_vpn"]) == ("10M", "PostpayByFlow", "enable")


def test_a_connection_has_the_names_and_forms_of_its_options(tasks: Tasks) -> None:
    ids = tasks.site()
    (shown,) = tasks("vpn_connection_info", vpn_connection_ids=[ids["hq-office"]])["vpn_connections"]
    assert (shown["vpn_gateway"], shown["customer_gateway"]) == (ids["hq"], ids["office"])
    assert shown["vpn_bgp_config"]["enable_bgp"] is False
    assert shown["bgp_config"]["enable_bgp"] is False
    assert shown["vco_health_check"]["enable"] is False
    assert shown["health_check_config"]["enable"] is False
    assert shown["ike_config"]["ike_lifetime"] == 86400


def test_times_are_shown_in_iso_8601_too(tasks: Tasks) -> None:
    tasks.gateway(instance_charge_type="PREPAY", period=1, auto_pay=True)
    tasks.gateway("other")
    shown, other = tasks("vpn_gateway_info")["vpn_gateways"]
    table = {record["VpnGatewayId"]: record for record in tasks.records("vpn_gateways")}
    table[shown["vpn_gateway_id"]].update(CreateTime=1495382400000)
    table[other["vpn_gateway_id"]].update(EndTime=10**20)
    shown, other = tasks("vpn_gateway_info")["vpn_gateways"]
    assert (shown["create_time"], shown["create_time_iso8601"]) == (1495382400000, "2017-05-21T16:00:00Z")
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", shown["end_time_iso8601"])
    assert other["end_time_iso8601"] is None


@pytest.mark.parametrize("secret", ["ike_config", "tunnels"])
@pytest.mark.parametrize("check", [True, False])
def test_a_masked_secret_is_never_the_secret_of_a_new_resource(tasks: Tasks, secret: str, check: bool) -> None:
    masked = {"psk": "*" * 8}
    if secret == "tunnels":
        tasks.gateway(vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
        options = {"tunnels": [{"role": role, "ike_config": masked} for role in ("master", "slave")]}
    else:
        tasks.gateway()
        options = {"ike_config": masked}
    tasks.customer()
    tasks.emulator.clear_log()
    connection = {"name": "hq-office", "vpn_gateway": "hq", "customer_gateway": "office"}
    subnets = {"local_subnet": ["10.0.0.0/16"], "remote_subnet": ["192.168.0.0/24"]}
    text = tasks.refused("vpn_connection", check=check, **connection, **subnets, **options)
    assert f"{secret}: ******** is the mask of a secret in a result" in text
    assert tasks.writes() == []


def test_a_masked_secret_keeps_the_present_one(tasks: Tasks) -> None:
    tasks.site()
    (before,) = tasks.records("vpn_connections")
    key = before["IkeConfig"]["Psk"]
    change = {"psk": "*" * 8, "ike_enc_alg": "aes256"}
    assert tasks("vpn_connection", name="hq-office", ike_config=change)["changed"]
    (after,) = tasks.records("vpn_connections")
    assert (after["IkeConfig"]["Psk"], after["IkeConfig"]["IkeEncAlg"]) == (key, "aes256")
