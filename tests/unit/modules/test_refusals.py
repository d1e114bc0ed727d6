# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the options is said before any call, naming option, value and what is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.module_utils._engine.field import Field
from tests.unit.modules.cases import CASES, altered, filled
from tests.unit.modules.harness import Tasks

THERE = {
    "hq": "vpn-bp1q8bgx4xnkm2ogj0001",
    "office": "cgw-bp1mvj4g9kogwwcxk0001",
    "hq-office": "vco-bp1bbi27hojx80nck0001",
}
TAGS = [
    {"acs:x": "1"},
    {"aliyun": "1"},
    {"a": "https://x"},
    {"": "x"},
    {"k" * 129: "x"},
    {f"k{n}": "x" for n in range(21)},
]
DESCRIPTION = ["", "x" * 101, "http://x", "https://x"]
NETWORKS = [[], ["10.0.0.1/8"], ["x"], ["10.0.0.0/33"], [f"10.{n}.0.0/16" for n in range(11)]]

WRONG: dict[str, dict[str, list[Any]]] = {
    "vpn_gateway": {
        "name": ["x", "1hq", "h q", "http://hq", "x" * 101],
        "description": DESCRIPTION,
        "bandwidth": [0, 7, 5000, "many"],
        "instance_charge_type": ["FREE"],
        "auto_pay": ["perhaps"],
        "enable_ipsec": ["perhaps"],
        "enable_ssl": ["perhaps"],
        "ssl_connections": [0, 7],
        "vpn_type": ["normal "],
        "network_type": ["internal"],
        "auto_propagate": ["perhaps"],
        "tags": TAGS,
    },
    "customer_gateway": {
        "name": ["", "x" * 101, "http://x"],
        "description": DESCRIPTION,
        "ip_address": ["203.0.113.256", "office.example.org", "", "203.0.113.0/24"],
        "asn": ["0", "4294967296", "x", "1.65536", "-1"],
        "auth_key": ["", "with blank", "what?", "x" * 65, "schlüssel"],
        "tags": TAGS,
    },
    "vpn_connection": {
        "name": ["", "x" * 129, "http://x"],
        "vpn_gateway": ["", "  "],
        "customer_gateway": ["", "  "],
        "local_subnet": NETWORKS,
        "remote_subnet": NETWORKS,
        "effect_immediately": ["perhaps"],
        "ike_config.psk": ["", "with blank", "x" * 101, "schlüssel"],
        "ike_config.ike_version": ["ikev3"],
        "ike_config.ike_mode": ["quick"],
        "ike_config.ike_enc_alg": ["rot13"],
        "ike_config.ike_auth_alg": ["sha386"],
        "ike_config.ike_pfs": ["group3", "disabled"],
        "ike_config.ike_lifetime": [-1, 86401, "day"],
        "ike_config.local_id": ["", "with blank", "x" * 101],
        "ike_config.remote_id": ["", "with blank", "x" * 101],
        "ipsec_config.ipsec_enc_alg": ["rot13"],
        "ipsec_config.ipsec_auth_alg": ["sha386"],
        "ipsec_config.ipsec_pfs": ["group3"],
        "ipsec_config.ipsec_lifetime": [-1, 86401],
        "health_check_config.enable": ["perhaps"],
        "health_check_config.dip": ["10.0.0.0/8", "host"],
        "health_check_config.sip": ["10.0.0.0/8", "host"],
        "health_check_config.interval": [0, 86401],
        "health_check_config.retry": [0, 86401],
        "bgp_config.enable_bgp": ["perhaps"],
        "bgp_config.local_asn": ["0", "x"],
        "bgp_config.tunnel_cidr": ["10.0.0.0/30", "169.254.11.0/29", "169.254.0.0/30", "169.254.169.252/30", "x"],
        "bgp_config.local_bgp_ip": ["169.254.12.1", "x"],
        "enable_dpd": ["perhaps"],
        "enable_nat_traversal": ["perhaps"],
        "auto_config_route": ["perhaps"],
        "tags": TAGS,
    },
    "vpn_route_entry": {
        "vpn_gateway": ["", "  "],
        "route_dest": ["0.0.0.0/0", "10.0.0.1/8", "x"],
        "next_hop": ["", "  "],
        "weight": [50, -1],
        "publish_vpc": ["perhaps"],
        "description": DESCRIPTION,
        "overlay_mode": ["Gre"],
    },
}
# The service itself says nothing about these but that they are texts.
FREE = {"vpc_id", "vswitch_id", "disaster_recovery_vswitch_id", "resource_group_id", "remote_ca_certificate", "period"}


def _values() -> Iterator[Any]:
    for case in CASES:
        for option, wrong in WRONG[case.resource.name].items():
            for value in wrong:
                title = f"{case.resource.name}-{option}-{str(value)[:20]}"
                yield pytest.param(case, option, value, id=title)


@pytest.mark.parametrize(("case", "option", "value"), list(_values()))
def test_a_wrong_value(tasks: Tasks, case: Any, option: str, value: Any) -> None:
    options = altered(filled(case.make, THERE), {option: value})
    ran = tasks.attempt(case.resource.name, **options)
    assert ran.failed
    assert option.rsplit(".", maxsplit=1)[-1] in ran["msg"]
    field = _field(case.resource.fields, option)
    if field.secret:
        assert not value or str(value) not in ran["msg"]
    elif not isinstance(value, (dict, list)):
        assert str(value) in ran["msg"]
    assert tasks.calls == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.resource.name)
def test_every_option_has_a_wrong_value(case: Any) -> None:
    names = set()
    for field in case.resource.fields:
        members = getattr(field.kind, "members", ())
        names |= {f"{field.name}.{member.name}" for member in members} or {field.name}
    assert names - FREE == set(WRONG[case.resource.name])


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
    ],
)
def test_values_that_do_not_go_together(
    tasks: Tasks, module: str, options: dict[str, Any], parts: tuple[str, ...]
) -> None:
    text = tasks.refused(module, name="hq", **options)
    for part in parts:
        assert part in text
    assert tasks.calls == []


def test_everything_wrong_is_said_at_once(tasks: Tasks) -> None:
    text = tasks.refused("customer_gateway", name="http://x", ip_address="x", asn="x")
    for part in ("name", "ip_address", "asn"):
        assert f"{part}: " in text


@pytest.mark.parametrize("module", ["vpn_gateway", "customer_gateway", "vpn_connection", "vpn_route_entry"])
def test_nothing_that_identifies(tasks: Tasks, module: str) -> None:
    for state in ("present", "absent"):
        assert "required" in tasks.refused(module, state=state)
    assert tasks.calls == []


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
def test_settings_that_make_no_sense(tasks: Tasks, options: dict[str, Any], part: str) -> None:
    assert part in tasks.refused("vpn_gateway", name="hq", **options)
    assert tasks.calls == []


def _field(fields: tuple[Field, ...], option: str) -> Field:
    outer, _, inner = option.partition(".")
    field = next(field for field in fields if field.name == outer)
    return _field(field.kind.members, inner) if inner else field
