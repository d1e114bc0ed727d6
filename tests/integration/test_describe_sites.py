# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The playbook describe_sites: what exists becomes variables with which the role site_to_site changes nothing."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import yaml

from tests.emulator.running import Running
from tests.support.caller import Caller, customer, dual_connection, dual_gateway, route
from tests.support.play import play
from tests.support.tree import ROOT

from .conftest import PSK, outcome

PLAYBOOK = ROOT / "playbooks" / "describe_sites.yml"
TEMPLATE = "{{ 7 * 7 }}"


class Plain(yaml.SafeLoader):
    """Reads a marked text as the text."""


Plain.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


def test_site_to_site_changes_nothing_with_the_written_files(cloud: Running, tmp_path: Path) -> None:
    call = Caller(cloud.cloud)
    hub = dual_gateway(call, Name="hub")
    ends = [customer(call, Name=name) for name in ("office-1", "office-2")]
    tunnels = [
        {"Role": role, "CustomerGatewayId": end, "TunnelIkeConfig": {"Psk": PSK, "IkeVersion": "ikev2"}}
        for role, end in zip(("master", "slave"), ends)
    ]
    made = dual_connection(call, hub, tunnels, Name="../hub office")
    route(call, hub, made, "192.168.10.0/24", Weight=100)
    call("TagResources", ResourceType="VPNGATEWAY", ResourceId=[hub], Tag=[{"Key": "owner", "Value": TEMPLATE}])

    cloud.clear_log()
    variables = ("-e", "describe_sites_vpn_gateway=hub", "-e", f"describe_sites_folder={tmp_path / 'sites'}")
    run = play(cloud.url, *variables, playbook=PLAYBOOK)
    assert run.status == 0, run.failure
    assert cloud.writes == []
    (file,) = (tmp_path / "sites").iterdir()
    # Another name with the same letters leads to another file.
    assert file.name == f"___hub_office-{sha256(b'../hub office').hexdigest()[:8]}.yml"
    text = file.read_text(encoding="utf-8")
    assert PSK not in text + run.output
    written = yaml.load(text, Loader=Plain)["site_to_site_site"]
    assert written["vpn_gateway"]["tags"] == {"owner": TEMPLATE}
    assert [one["customer_gateway"] for one in written["vpn_connection"]["tunnels"]] == ["office-1", "office-2"]

    cloud.clear_log()
    outcome(play(cloud.url, "-e", f"@{file}"), changed=0)
    assert cloud.writes == []
    # It is the same resources that were looked at, and not an empty site.
    assert {"DescribeVpnConnection", "DescribeVpnRouteEntries"} <= {entry["action"] for entry in cloud.log}
    # In AWX the folder must last, and the sites are artifacts.
    mounts = f"overlay / overlay rw 0 0\n/dev/sda1 {tmp_path} ext4 rw 0 0\n"
    job = ("-e", json.dumps({"awx_job_id": 7, "__place_mounts": mounts}))
    again = outcome(play(cloud.url, *variables, *job, playbook=PLAYBOOK), changed=0)
    assert again.tasks[-1]["result"]["ansible_stats"]["data"] == {"describe_sites_result": [written]}
