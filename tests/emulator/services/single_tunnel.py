# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The settings of a connection with a single tunnel: on a gateway, or an older one for a transit router."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..call import Call
from ..contract import Parameter
from ..state import Record
from . import connection_settings as settings
from . import networks


def change(
    call: Call,
    owner: Record,
    customer: Record,
    phases: tuple[str, ...],
    before: Record,
    spec: Mapping[str, Parameter],
) -> Record:
    """The settings of a single tunnel that the request has, and those of ``phases`` in any case. ``spec`` has their
    defaults."""
    settled: Record = {}

    def given(name: str) -> Mapping[str, Any]:
        return call.merged(before.get(name), call.parameters.get(name, {}))

    if "IkeConfig" in phases:
        ike = spec["IkeConfig"].members
        settled["IkeConfig"] = settings.ike(call, ike, given("IkeConfig"), owner["InternetIp"], customer["IpAddress"])
    if "IpsecConfig" in phases:
        settled["IpsecConfig"] = settings.ipsec(spec["IpsecConfig"].members, given("IpsecConfig"))
    if "HealthCheckConfig" in call.parameters:
        check = {name.lower(): value for name, value in before.get("Health", {}).items() if value not in ("", 0)}
        settled["Health"] = settings.health(call.merged(check, call.parameters["HealthCheckConfig"]))
    if "BgpConfig" in call.parameters:
        settled["Bgp"] = settings.bgp(call.merged(before.get("Bgp"), call.parameters["BgpConfig"]))
    return settled


def check(call: Call, owner: Record, record: Record, customer: Record, taken: set[str]) -> None:
    """The settings fit the gateway, the customer gateway and each other."""
    phases = {name: record[name] for name in ("IkeConfig", "IpsecConfig")}
    settings.check_ciphers(call, owner, phases, record["RemoteCaCertificate"], "")
    enabled = bool((record["Bgp"] or {}).get("EnableBgp"))
    settings.check_bgp(call, owner, record["Bgp"], enabled, customer, taken, "BgpConfig")
    health = record["Health"]
    for name in ("Dip", "Sip"):
        wrong = health[name] and networks.address(health[name]) is None
        if wrong or (health["Enable"] and not health[name]):
            raise call.invalid(f"HealthCheckConfig.{name.lower()}")
