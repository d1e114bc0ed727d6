# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What lookups refuse, what they say about what does not exist, and where their options come from.
tests/component/plugins runs them in a playbook."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.errors import AnsibleError

from tests.emulator.running import Running
from tests.support import plugins
from tests.support.runs import PSK, REGION


def _found(cloud: Running, name: str, *terms: Any, **options: Any) -> list[Any]:
    return plugins.look_up(name, [*terms], {**plugins.connection(cloud), "region": REGION, **options})


def _refused(cloud: Running, name: str, *terms: Any, **options: Any) -> str:
    with pytest.raises(AnsibleError) as refused:
        _found(cloud, name, *terms, **options)
    return str(refused.value)


def test_resources_that_do_not_exist(cloud: Running, warnings: list[str]) -> None:
    absent = "No VPN gateway in cn-hangzhou has the ID or name"
    told = _refused(cloud, "vpn_gateways", "hq", "nobody", "vpn-bp1000000000000000000")
    assert f"{absent} 'nobody', 'vpn-bp1000000000000000000'." in told
    assert _found(cloud, "vpn_gateways", "hq", "nobody", on_missing="warn", query="[].name") == ["hq"]
    (warning,) = warnings
    assert f"{absent} 'nobody'." in warning
    assert _found(cloud, "customer_gateways", "phantom", on_missing="skip") == []
    assert len(warnings) == 1
    assert "'hq'" in _refused(cloud, "vpn_gateways", "hq", status="deleting")
    told = _refused(cloud, "vpn_connections", vpn_gateway="nobody", on_missing="skip")
    assert "no VPN gateway is named 'nobody' in region cn-hangzhou" in told
    told = _refused(cloud, "vpn_connection_config", "hq-offices")
    assert "no IPsec connection is named 'hq-offices' in region cn-hangzhou" in told


KEY = {"access_key_id": None, "access_key_secret": None}


@pytest.mark.parametrize(
    ("terms", "options", "text"),
    [
        ((), {"state": "active"}, "unknown option: state; allowed: access_key_id,"),
        ((), {"status": "on"}, "Invalid value"),
        ((), {"query": "[?"}, "query: '[?' is not a JMESPath expression"),
        ((), {"on_missing": "ignore"}, "Invalid value"),
        (("",), {}, "terms[1]: an empty text is not allowed; give a value, or leave the entry out"),
        (
            (),
            {"tags": {"aliyun": "x"}},
            "the tag 'aliyun' is not allowed; allowed: at most 20 tags, with keys of 1 to 128 ",
        ),
        ((), {**KEY, "access_key_secret": PSK}, "access_key_id: not given in the options"),
        ((), {**KEY, "profile": "nobody"}, "profile: 'nobody' "),
    ],
)
def test_options_are_refused_before_any_call(
    cloud: Running, terms: tuple[str, ...], options: dict[str, Any], text: str
) -> None:
    told = _refused(cloud, "vpn_gateways", *terms, **options)
    assert text in told
    assert PSK not in told
    assert not cloud.log


def test_options_from_variables(cloud: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    options = plugins.connection(cloud)
    del options["timeout"]
    place = plugins.from_a_file("{{ where }}-1")
    variables = {"alicloud_vpn_region": place, "where": "eu-central", "alicloud_vpn_timeout": 20}
    wanted = {**options, "query": "[].name"}
    assert plugins.look_up("vpn_gateways", [], wanted, variables) == ["branch"]
    assert plugins.look_up("vpn_gateways", [], {**wanted, "region": REGION}, variables) == ["hq", "twin", "twin"]
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_ID", "testid")
    monkeypatch.setenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET", "testsecret")
    empty = dict.fromkeys(KEY, "")
    assert plugins.look_up("vpn_gateways", [], {**wanted, **empty}, variables) == ["branch"]


def test_failures_of_the_service(own_cloud: Running) -> None:
    own_cloud.add_fault("DescribeVpnGateways:code=Forbidden:1")
    told = _refused(own_cloud, "vpn_gateways")
    assert "Could not list VPN gateways: DescribeVpnGateways: Forbidden:" in told
    assert "Attach a policy to its RAM user" in told
    assert _found(own_cloud, "vpn_gateways") == []
