# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The configuration for the on-premises device, from its side; the key is masked by default."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.caller import Caller, customer, dual_connection, dual_gateway
from tests.support.hostile import Answers, Change
from tests.support.tasks import Tasks

PSK = "s3cret-Key!of-the-tunnel"
MASK = "********"


@pytest.fixture
def site(tasks: Tasks) -> dict[str, str]:
    ids = {"hq": tasks.gateway(), "office": tasks.customer()}
    identities = {"local_id": "hq.example.org", "remote_id": "office.example.org"}
    ids["hq-office"] = tasks.connection(
        ike_config={"psk": PSK, "ike_version": "ikev2", **identities},
        local_subnet=["10.10.0.0/16", "10.11.0.0/16"],
        bgp_config={
            "enable_bgp": True,
            "local_asn": "45104",
            "tunnel_cidr": "169.254.11.0/30",
            "local_bgp_ip": "169.254.11.1",
        },
    )
    tasks.emulator.clear_log()
    return ids


def _config(tasks: Tasks, check: bool = False, **options: Any) -> dict[str, Any]:
    ran = tasks("vpn_connection_config_info", check=check, **{"vpn_connection": "hq-office", **options})
    assert ran["changed"] is False
    return ran["vpn_connection_config"]


def test_the_configuration_is_that_of_the_other_end(tasks: Tasks, site: dict[str, str]) -> None:
    config = _config(tasks)
    assert (config["local"], config["remote"]) == ("office.example.org", "hq.example.org")
    assert config["local_subnet"] == ["192.168.10.0/24"]
    assert config["remote_subnet"] == ["10.10.0.0/16", "10.11.0.0/16"]
    ike = config["ike_config"]
    assert (ike["local_id"], ike["remote_id"]) == ("office.example.org", "hq.example.org")
    (session,) = config["bgp_configs"]
    assert (session["local_asn"], session["peer_asn"]) == ("65010", "45104")
    assert (session["local_bgp_ip"], session["peer_bgp_ip"]) == ("169.254.11.2", "169.254.11.1")


def test_by_id_and_by_name(tasks: Tasks, site: dict[str, str]) -> None:
    by_name = _config(tasks)
    assert tasks.calls == ["DescribeVpnConnections", "DownloadVpnConnectionConfig"]
    assert _config(tasks, vpn_connection=site["hq-office"]) == by_name
    assert tasks.calls == ["DownloadVpnConnectionConfig"]
    assert _config(tasks, check=True) == by_name


def test_the_key_is_masked_unless_asked_for(tasks: Tasks, site: dict[str, str]) -> None:
    assert _config(tasks)["ike_config"]["psk"] == MASK
    assert PSK not in tasks("vpn_connection_config_info", vpn_connection="hq-office").output
    assert _config(tasks, include_secrets=True)["ike_config"]["psk"] == PSK


def test_both_tunnels(tasks: Tasks) -> None:
    call = Caller(tasks.emulator.cloud)
    tunnels = [
        {"CustomerGatewayId": customer(call), "Role": role, "TunnelIkeConfig": {"Psk": f"{PSK}-{role}"}}
        for role in ("master", "slave")
    ]
    created = dual_connection(call, dual_gateway(call), tunnels)
    config = _config(tasks, vpn_connection=created)
    assert [tunnel["ike_config"]["psk"] for tunnel in config["tunnels_config"]] == [MASK, MASK]
    assert PSK not in tasks("vpn_connection_config_info", vpn_connection=created).output
    shown = _config(tasks, vpn_connection=created, include_secrets=True)
    assert {tunnel["ike_config"]["psk"] for tunnel in shown["tunnels_config"]} == {f"{PSK}-master", f"{PSK}-slave"}


def test_a_connection_that_does_not_exist(tasks: Tasks) -> None:
    for wanted in ("nowhere", "vco-bp1000000000000000000"):
        text = tasks.refused("vpn_connection_config_info", vpn_connection=wanted)
        assert wanted in text
        assert "region" in text


def test_an_answer_without_a_configuration(tasks: Tasks, site: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    answers = Answers(monkeypatch)
    _config(tasks, vpn_connection=site["hq-office"])
    answers.change = Change(*answers.seen, ("VpnConnectionConfig",), None)
    text = tasks.refused("vpn_connection_config_info", vpn_connection=site["hq-office"])
    assert "DownloadVpnConnectionConfig: the answer was not understood: it has no VpnConnectionConfig" in text
