# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The roles do not depend on what the service does where no source says it: these tests read the contract in the ways
that are not the default."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.emulator import readings
from tests.emulator.running import Running
from tests.support.caller import Caller, route
from tests.support.play import Run, play
from tests.support.tree import ROOT

from .conftest import SITE, outcome


def test_site_to_site_under_other_readings(cloud: Running, have: Callable[..., Run], site: dict[str, Any]) -> None:
    cloud.cloud.read_as(*readings.others())
    built = outcome(have(), changed=4).site
    outcome(have(), changed=0)
    site["vpn_connection"]["ike_config"]["ike_lifetime"] = 3600
    outcome(have(), changed=1)
    # A route that the site does not list leads to its connection as well.
    route(Caller(cloud.cloud), built["vpn_gateway_id"], built["vpn_connection_id"], "192.168.30.0/24")
    gone = outcome(have("absent"), changed=4).site
    assert gone["actions"].count("DeleteVpnRouteEntry") == 3
    outcome(have("absent"), changed=0)


def test_remote_access_under_other_readings(cloud: Running, tmp_path: Path) -> None:
    cloud.cloud.read_as(*readings.others())
    server = {"name": "remote", "client_ip_pool": "192.168.100.0/24", "local_subnet": ["10.10.0.0/16"]}
    service = {
        "vpn_gateway": SITE["vpn_gateway"],
        "ssl_vpn_server": server,
        "clients": [{"name": "anna"}, {"name": "ben"}],
    }

    def have(state: str, changed: int) -> dict[str, Any]:
        words = {"service": service, "state": state, "destroy": ["hq", "remote"]}
        file = tmp_path / "remote.json"
        file.write_text(json.dumps({f"remote_access_{name}": value for name, value in words.items()}), encoding="utf-8")
        run = play(cloud.url, "--extra-vars", f"@{file}", playbook=ROOT / "playbooks" / "remote_access.yml")
        facts = [task["result"].get("ansible_facts", {}) for task in outcome(run, changed).tasks]
        return next(each["remote_access_result"] for each in facts if "remote_access_result" in each)

    have("present", changed=3)
    have("present", changed=0)
    gone = have("absent", changed=3)
    certificates = ["DeleteSslVpnClientCert"] * 2
    assert gone["actions"] == [*certificates, "DeleteSslVpnServer", "DeleteVpnGateway"]
    assert gone["deleted"] == ["anna", "ben"]
    have("absent", changed=0)
