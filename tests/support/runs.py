# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs of ansible-inventory and ansible-playbook, and a cloud with a few gateways."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.emulator.running import Running
from tests.support.caller import Caller, connection, customer, gateway
from tests.support.play import Run, environment, play

REGION = "cn-hangzhou"
PSK = "MarkedSecretKey4711"
BGP_KEY = "MarkedBgpKey4711"
TEMPLATE = "{{ 7 * 7 }}"
_VARIABLES = {"ALIBABA_CLOUD_REGION_ID": REGION, "COLUMNS": "2000"}


@dataclass(frozen=True)
class Ids:
    """What :func:`populate` created."""

    hq: str
    pair: tuple[str, str]
    branch: str
    office: str
    tunnel: str


def populate(cloud: Running) -> Ids:
    """Three gateways and a connection in Hangzhou, a fourth in Frankfurt. Some tags hold templates."""
    hangzhou, frankfurt = Caller(cloud.cloud, REGION), Caller(cloud.cloud, "eu-central-1")
    hq = gateway(hangzhou, Name="hq", VpcId="vpc-hz")
    pair = gateway(hangzhou, Name="twin", VpcId="vpc-t"), gateway(hangzhou, Name="twin", VpcId="vpc-t")
    branch = gateway(frankfurt, Name="branch", VpcId="vpc-fra", EnableSsl=True)
    hangzhou("ModifyVpnGatewayAttribute", VpnGatewayId=hq, Description=TEMPLATE)
    _tag(hangzhou, hq, site="hz", managed_by="ansible", hostname="gate.example.com")
    _tag(hangzhou, pair[0], site="hz", evil=TEMPLATE)
    _tag(frankfurt, branch, site="fra", managed_by="ansible")
    office = customer(hangzhou, Name="office", IpAddress="203.0.113.10", Asn=65010, AuthKey=BGP_KEY)
    tunnel = connection(hangzhou, hq, office, Name="hq-office", IkeConfig=json.dumps({"Psk": PSK}))
    return Ids(hq, pair, branch, office, tunnel)


def _tag(call: Caller, gateway_id: str, **tags: str) -> None:
    pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
    call("TagResources", ResourceType="VPNGATEWAY", ResourceId=[gateway_id], Tag=pairs)


@dataclass(frozen=True)
class Listed:
    """The result of ansible-inventory."""

    status: int
    hosts: dict[str, dict[str, Any]]
    groups: dict[str, list[str]]
    messages: str
    output: str


def inventory(
    cloud: Running, source: Path, content: dict[str, Any] | None = None, *arguments: str, **variables: str
) -> Listed:
    """Run ansible-inventory --list on a source. `content` is written to it; without it the file stays as it is."""
    if content is not None:
        source.write_text(yaml.safe_dump({"plugin": "alicloud.vpn.vpn_gateways", **content}), encoding="utf-8")
    cloud.clear_log()
    done = subprocess.run(
        [str(Path(sys.executable).with_name("ansible-inventory")), "-i", str(source), "--list", *arguments],
        env=environment(cloud.url, **{**_VARIABLES, "ANSIBLE_INVENTORY_UNPARSED_FAILED": "true", **variables}),
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout) if done.returncode == 0 else {"_meta": {"hostvars": {}}}
    hosts = {name: plain(values) for name, values in found.pop("_meta")["hostvars"].items()}
    groups = {name: sorted(plain(members.get("hosts", []))) for name, members in found.items()}
    return Listed(done.returncode, hosts, groups, " ".join(done.stderr.split()), done.stdout)


def plain(value: Any) -> Any:
    """The value without the marks of unsafe texts, as ansible-inventory shows them."""
    if isinstance(value, dict):
        return value.get("__ansible_unsafe") or {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def tasks(cloud: Running, folder: Path, wanted: list[dict[str, Any]], source: Path | None = None, **more: Any) -> Run:
    """Run all tasks, also after a failure: on all hosts of a source, or else on localhost with the variables `more`."""
    steps = [{"ignore_errors": True, **task} for task in wanted]
    playbook = folder / "play.yml"
    content = {"hosts": "all" if source else "localhost", "gather_facts": False, "vars": more, "tasks": steps}
    playbook.write_text(yaml.safe_dump([content]), encoding="utf-8")
    cloud.clear_log()
    arguments = ["-i", str(source)] if source else []
    return play(cloud.url, *arguments, playbook=playbook, variables=_VARIABLES)


def said(run: Run) -> list[Any]:
    """The msg of each task: the text of a debug task, or why a task failed."""
    return [task["result"].get("msg") for task in run.tasks]
