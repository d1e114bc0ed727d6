# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Wrong options are refused before any call; the message names the option, the value and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from ansible.module_utils.common.validation import check_type_int

from tests.emulator.state import Region
from tests.support import site
from tests.support.case import Case, altered, name_of
from tests.support.cases import CASES
from tests.support.existing import Existing
from tests.support.tasks import Tasks, run
from tests.unit.modules import wrong_values

# Well-formed IDs, so that nothing else is wrong.
UNKNOWN = Existing(lambda case, _options: f"{case.resource.identity.prefix}bp1q8bgx4xnkm2ogj0001", Region())


def _values() -> Iterator[Any]:
    for case in CASES:
        for option in wrong_values.options(case):
            for value in wrong_values.values(case, option):
                title = f"{case.resource.name}-{option}-{str(value)[:20]}"
                yield pytest.param(case, option, value, id=title)


@pytest.mark.parametrize(("case", "option", "value"), list(_values()))
def test_a_wrong_value_is_refused(tasks: Tasks, case: Case, option: str, value: Any) -> None:
    given = next(given for given in (case.options, *case.seldom) if given.get(option.partition(".")[0]) is not None)
    options = altered(UNKNOWN.filled(given), {option: value})
    ran = tasks.attempt(case.resource.name, **options)
    assert ran.failed
    assert option.rsplit(".", maxsplit=1)[-1] in ran["msg"]
    if wrong_values.options(case)[option].secret:
        assert not value or str(value) not in ran["msg"]
    elif not isinstance(value, (dict, list)) and not _names_only_the_type(ran["msg"], value):
        assert repr(value).strip("'") in ran["msg"]
    assert tasks.calls == []


def _names_only_the_type(message: str, value: Any) -> bool:
    """Whether this is the message of ansible-core 2.17 for a value that is not an integer."""
    try:
        check_type_int(value)
    except TypeError as error:
        return str(value) not in str(error) and str(error) in message
    return False


@pytest.mark.parametrize("case", CASES, ids=name_of)
def test_every_option_has_a_wrong_value(case: Case) -> None:
    for option in wrong_values.options(case):
        assert wrong_values.values(case, option), option


@pytest.mark.parametrize(
    ("module", "options", "parts"),
    [
        ("vpn_gateway", {"ssl_connections": 5}, ("ssl_connections", "enable_ssl")),
        ("vpn_gateway", {"ssl_connections": 5, "enable_ssl": False}, ("ssl_connections", "enable_ssl")),
        ("vpn_gateway", {"period": 1}, ("period", "PREPAY")),
        ("vpn_gateway", {"period": 10, "instance_charge_type": "PREPAY"}, ("period", "10")),
        (
            "vpn_connection",
            {"local_subnet": ["10.0.0.0/16", "10.1.0.0/16"], "ike_config": {"ike_version": "ikev1"}},
            ("local_subnet", "ikev2"),
        ),
        (
            "vpn_connection",
            {"bgp_config": {"tunnel_cidr": "169.254.11.0/30", "local_bgp_ip": "169.254.12.1"}},
            ("local_bgp_ip", "169.254.11.0/30"),
        ),
        (
            "ssl_vpn_server",
            {"client_ip_pool": "10.10.5.0/24", "local_subnet": ["10.10.0.0/16"]},
            ("client_ip_pool", "10.10.5.0/24", "10.10.0.0/16"),
        ),
        (
            "ssl_vpn_server",
            {"enable_multi_factor_auth": True, "idaas_region_id": "cn-hangzhou"},
            ("idaas_instance_id", "enable_multi_factor_auth"),
        ),
        (
            "ssl_vpn_server",
            {"enable_multi_factor_auth": True, "idaas_region_id": "cn-hangzhou", "idaas_instance_id": "idaas_1"},
            ("idaas_application_id: not given", "enable_multi_factor_auth"),
        ),
        (
            "ipsec_server",
            {"client_ip_pool": "10.10.5.0/24", "local_subnet": ["10.10.0.0/16"]},
            ("client_ip_pool", "10.10.5.0/24", "10.10.0.0/16"),
        ),
        (
            "vpn_connection",
            {"local_subnet": ["10.10.0.0/16", "10.11.0.0/16"], "remote_subnet": ["10.11.0.0/16"]},
            ("remote_subnet: '10.11.0.0/16'", "local_subnet"),
        ),
        (
            "vpn_attachment",
            {"local_subnet": ["10.11.0.0/16"], "remote_subnet": ["10.11.0.0/16"]},
            ("remote_subnet: '10.11.0.0/16'", "local_subnet"),
        ),
        (
            "vpn_connection",
            {"local_subnet": ["10.10.0.0/16", "192.168.99.0/16"]},
            ("local_subnet: '192.168.99.0/16' is not allowed; give 192.168.0.0/16",),
        ),
        (
            "vpn_connection",
            {"remote_subnet": ["192.168.99.0"]},
            ("remote_subnet: '192.168.99.0' is not allowed; give 192.168.99.0/32 for this address alone",),
        ),
        (
            "ssl_vpn_server",
            {"client_ip_pool": "192.168.99.0/20"},
            ("client_ip_pool: '192.168.99.0/20'", "give 192.168.96.0/20"),
        ),
    ],
)
def test_options_that_exclude_each_other_are_refused(
    tasks: Tasks, module: str, options: dict[str, Any], parts: tuple[str, ...]
) -> None:
    text = tasks.refused(module, name="hq", **options)
    for part in parts:
        assert part in text
    assert tasks.calls == []


def test_all_problems_are_reported_together(tasks: Tasks) -> None:
    text = tasks.refused("customer_gateway", name="http://x", ip_address="x", asn="x")
    for part in ("name", "ip_address", "asn"):
        assert f"{part}: " in text


@pytest.mark.parametrize("module", [case.resource.name for case in CASES])
def test_an_identifying_option_is_required(tasks: Tasks, module: str) -> None:
    for state in ("present", "absent"):
        assert "required" in tasks.refused(module, state=state)
    assert tasks.calls == []


@pytest.mark.parametrize(
    ("module", "options", "others"),
    [
        ("vpn_gateway", ["vpn_gateway_id", "name"], {}),
        ("vpn_gateway_routes", ["destination_routes", "policy_routes"], {"vpn_gateway": "hq"}),
        ("vpn_gateway_diagnosis_info", ["diagnose_id", "vpn_gateway"], {}),
        ("vpn_connection_diagnosis_info", ["vpn_connection", "vpn_gateway"], {}),
        ("resource_tags_info", ["resource_ids", "tags"], {"resource_type": "VPNGATEWAY"}),
    ],
)
def test_null_is_none_of_several_options(module: str, options: list[str], others: dict[str, Any]) -> None:
    """Ansible counts an option as given also where its value is null."""
    for nulls in (dict.fromkeys(options), {options[0]: None}):
        ran = run(module, {**others, **nulls})
        assert ran["msg"] == f"one of the following is required: {', '.join(options)}"
        assert ran["error"]["code"] == "Collection.InvalidOption"


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ({"region": ""}, "region"),
        ({"access_key_id": "half"}, "access_key_secret"),
        ({"profile": "nobody"}, "nobody"),
        ({"timeout": 0}, "timeout"),
        ({"retry_timeout": -5}, "retry_timeout"),
    ],
)
def test_invalid_settings_are_refused(tasks: Tasks, options: dict[str, Any], part: str) -> None:
    assert part in tasks.refused("vpn_gateway", name="hq", **options)
    assert tasks.calls == []


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("module", "given"),
    [
        ("ssl_vpn_server", {"client_ip_pool": "10.10.5.0/24"}),
        ("ssl_vpn_server", {"local_subnet": ["192.168.0.0/16"]}),
        ("ipsec_server", {"client_ip_pool": "10.10.5.0/24"}),
    ],
)
def test_a_pool_that_overlaps_a_present_subnet(tasks: Tasks, module: str, given: dict[str, Any], check: bool) -> None:
    """One of the two is given, the other exists."""
    first = {"vpn_gateway": tasks.gateway(enable_ssl=True), "name": "hq-remote"}
    tasks(module, **first, client_ip_pool="192.168.100.0/24", local_subnet=["10.10.0.0/16"])
    tasks.emulator.clear_log()
    text = tasks.refused(module, check, **first, **given)
    assert "client_ip_pool: '" in text
    assert "overlaps local_subnet" in text
    assert tasks.writes() == []


@pytest.mark.parametrize("check", [True, False])
@pytest.mark.parametrize(
    ("given", "parts"),
    [
        ({}, ("customer_gateway and local_subnet and remote_subnet: not given", "tunnels: two entries are required")),
        (
            {"customer_gateway": "office", "local_subnet": [site.LOCAL], "remote_subnet": [site.REMOTE]},
            ("tunnels: two entries are required",),
        ),
        (
            {"tunnels": [{"role": "master"}, {"role": "slave"}]},
            ("local_subnet and remote_subnet: not given", "tunnels: no customer_gateway for master and slave"),
        ),
    ],
)
def test_a_connection_that_is_not_in_the_gateway(
    tasks: Tasks, given: dict[str, Any], parts: tuple[str, ...], check: bool
) -> None:
    """It exists on another gateway. The first problem says why there is something to create."""
    tasks.site()
    dual = tasks.gateway("dual", vswitch_id="vsw-1", disaster_recovery_vswitch_id="vsw-2")
    tasks.emulator.clear_log()
    text = tasks.refused("vpn_connection", check, name="hq-office", vpn_gateway="dual", **given)
    reason = f"because this IPsec connection does not exist in VPN gateway {dual} and has to be created"
    problems = text.partition(": ")[2].split(reason)
    assert len(problems) == 2
    assert problems[0].startswith(parts[0])
    assert [part for part in parts if part not in text] == []
    assert tasks.writes() == []
