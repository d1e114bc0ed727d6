# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""BGP is only sent to a region that supports it; the region is asked when an option turns BGP on, and never else."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support import site
from tests.support.tasks import REGION, Tasks

ASKED = "CheckVpnBgpEnabled"
BGP = {"local_asn": "65001", "tunnel_cidr": "169.254.31.0/30", "local_bgp_ip": "169.254.31.1"}
SINGLE = site.connection("new", vpn_gateway="hq-old", remote_subnet=["192.168.77.0/24"])
TUNNELS = [
    {"role": role, "bgp_config": {**BGP, "tunnel_cidr": f"169.254.3{n}.0/30", "local_bgp_ip": f"169.254.3{n}.1"}}
    for n, role in enumerate(("master", "slave"), 2)
]
DUAL = {**SINGLE, "vpn_gateway": "hq", "tunnels": TUNNELS}
ON = (
    ({**SINGLE, "bgp_config": {"enable_bgp": True, **BGP}}, "bgp_config.enable_bgp"),
    ({**DUAL, "enable_tunnels_bgp": True}, "enable_tunnels_bgp"),
)


@pytest.fixture(autouse=True)
def existing(tasks: Tasks) -> None:
    for name in ("hq", "hq-old", "office"):
        tasks.existing.id(name)
    tasks.emulator.clear_log()


@pytest.mark.parametrize(("options", "option"), ON)
@pytest.mark.parametrize("check", [True, False])
def test_refused_before_any_write(tasks: Tasks, options: dict[str, Any], option: str, check: bool) -> None:
    tasks.emulator.cloud.disable_bgp(REGION)
    text = tasks.refused("vpn_connection", check=check, **options)
    assert f"{option}: not allowed, region {REGION} does not support BGP; leave the option out" in text
    assert tasks.writes() == []


@pytest.mark.parametrize(("options", "option"), ON)
def test_asked_once_where_it_is_supported(tasks: Tasks, options: dict[str, Any], option: str) -> None:
    tasks("vpn_connection", check=True, **options)
    assert tasks.calls.count(ASKED) == 1
    tasks("vpn_connection", **options)
    assert tasks.calls.count(ASKED) == 1
    assert tasks("vpn_connection", **options)["changed"] is False
    assert ASKED not in tasks.calls, "it is on already"


def test_an_attachment_asks_too(tasks: Tasks) -> None:
    tunnels = [{"tunnel_index": index, "customer_gateway": "office", **_only_bgp(index)} for index in (1, 2)]
    networks = {name: SINGLE[name] for name in ("local_subnet", "remote_subnet")}
    options = {"name": "router", "tunnels": tunnels, "enable_tunnels_bgp": True, **networks}
    tasks("vpn_attachment", check=True, **options)
    assert ASKED in tasks.calls
    tasks.emulator.cloud.disable_bgp(REGION)
    text = tasks.refused("vpn_attachment", **options)
    assert f"enable_tunnels_bgp: not allowed, region {REGION} does not support BGP" in text
    assert tasks.writes() == []


def _only_bgp(index: int) -> dict[str, Any]:
    return {"bgp_config": TUNNELS[index - 1]["bgp_config"]}


def test_turned_on_later(tasks: Tasks) -> None:
    tasks("vpn_connection", **SINGLE)
    tasks.emulator.cloud.disable_bgp(REGION)
    assert f"region {REGION} does not support BGP" in tasks.refused("vpn_connection", **ON[0][0])


@pytest.mark.parametrize(
    "options", [SINGLE, {**SINGLE, "bgp_config": {"enable_bgp": False}}, {**SINGLE, "bgp_config": BGP}]
)
def test_not_asked_without_bgp(tasks: Tasks, options: dict[str, Any]) -> None:
    tasks.emulator.cloud.disable_bgp(REGION)
    tasks("vpn_connection", **options)
    tasks("vpn_connection", **SINGLE, state="absent")
    assert ASKED not in tasks.calls


def test_who_may_not_ask_leaves_it_to_the_service(tasks: Tasks) -> None:
    tasks.emulator.add_fault(f"{ASKED}:code=Forbidden.RAM:9")
    options, _option = ON[0]
    assert tasks("vpn_connection", **options)["changed"] is True


def test_another_failure_is_one(tasks: Tasks) -> None:
    tasks.emulator.add_fault(f"{ASKED}:code=InvalidRegionId.NotFound:9")
    options, _option = ON[0]
    assert "Could not plan the changes to IPsec connection new" in tasks.refused("vpn_connection", **options)
    assert tasks.writes() == []
