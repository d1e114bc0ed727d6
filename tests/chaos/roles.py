# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The plays of roles: what ansible-playbook did, task by task, to be run again without it. ``python -m tests.chaos
--record`` writes them into roles.json, and tests/integration compares that file with what the roles do.

An ID that an earlier task returned becomes a reference to its result.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from tests.chaos.plays import FOLDER, Play, Result, Task, from_json, to_json
from tests.emulator.running import Running, running
from tests.support.play import EXAMPLE, play
from tests.support.regions import DUAL_TUNNEL

_FILE = Path(__file__).with_suffix(".json")
_PREFIX = "alicloud.vpn."
_MASK = "VALUE_SPECIFIED_IN_NO_LOG_PARAMETER"
_PSK = "ChaosKey4711"
_ID = re.compile(r"[a-z]+-bp1\w{18}")
_VARIABLES = {"ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL, "ANSIBLE_INJECT_INVOCATION": "true"}
_CONNECTION = {"endpoint", "region", "timeout", "retry_timeout"}

_GATEWAY = {
    "name": "hq",
    "vpc_id": "vpc-1",
    "vswitch_id": "vsw-1",
    "disaster_recovery_vswitch_id": "vsw-2",
    "bandwidth": 10,
    "tags": {"part": "gateway"},
}
_SERVICE = {
    "vpn_gateway": _GATEWAY,
    "ssl_vpn_server": {
        "name": "hq-remote",
        "client_ip_pool": "192.168.100.0/24",
        "local_subnet": ["10.10.0.0/16"],
    },
    "clients": [{"name": "anna"}, {"name": "ben"}],
}


def of_roles() -> list[Play]:
    """What the roles that create resources do to create them, and to delete them again."""
    return [from_json(one) for one in json.loads(_FILE.read_text(encoding="utf-8"))]


def record() -> None:
    """Run the roles, and write the file."""
    with TemporaryDirectory() as folder:
        plays = [to_json(one) for one in _record(Path(folder))]
    _FILE.write_text(json.dumps(plays, indent=1) + "\n", encoding="utf-8")


def _record(folder: Path) -> list[Play]:
    site = yaml.safe_load(EXAMPLE.read_text(encoding="utf-8"))["site_to_site_site"]
    variables = {
        "site_to_site_site": {**site, "vpn_connection": {**site["vpn_connection"], "ike_config": {"psk": _PSK}}},
        "site_to_site_destroy": [part["name"] for part in site.values() if isinstance(part, dict) and "name" in part],
        "remote_access_service": _SERVICE,
        "remote_access_destroy": ["hq", "hq-remote"],
        "remote_access_clients_dest": str(folder),
    }
    with running(seed=1) as emulator:
        return [
            _recorded(emulator, folder, role, state, variables)
            for role in ("site_to_site", "remote_access")
            for state in ("present", "absent")
        ]


def _recorded(emulator: Running, folder: Path, role: str, state: str, variables: Mapping[str, Any]) -> Play:
    before = emulator.cloud.state.to_json()
    playbook = folder / "role.json"
    task = {"ansible.builtin.include_role": {"name": f"{_PREFIX}{role}"}, "vars": {f"{role}_state": state}}
    content = {"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": [task]}
    playbook.write_text(json.dumps([content]), encoding="utf-8")
    ran = play(emulator.url, playbook=playbook, variables=_VARIABLES)
    assert ran.status == 0, ran.failure
    calls = [(event["module"], one) for event in ran.tasks for one in _results(event)]
    results = [result for _module, result in calls]
    tasks = [
        Task(module.removeprefix(_PREFIX), _options(result["invocation"]["module_args"], results[:number], folder))
        for number, (module, result) in enumerate(calls)
    ]
    return Play(f"role {role}, {state}", tuple(tasks), DUAL_TUNNEL, before)


def _results(event: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The results of a task of this collection: one, or those of the items of a loop."""
    if event["module"].startswith(_PREFIX) and event["outcome"] != "skipped":
        yield from event["result"].get("results", [event["result"]])


def _options(arguments: Mapping[str, Any], earlier: list[dict[str, Any]], folder: Path) -> dict[str, Any]:
    def look(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: look(inner) for name, inner in value.items() if inner is not None}
        if isinstance(value, list):
            return [look(inner) for inner in value]
        if value == _MASK:
            return _PSK
        if isinstance(value, str) and _ID.fullmatch(value):
            found = (Result(number, path) for number, one in enumerate(earlier) for path in _paths(one, value))
            return next(found, value)
        return value.replace(str(folder), FOLDER) if isinstance(value, str) else value

    return {name: look(value) for name, value in arguments.items() if value is not None and name not in _CONNECTION}


def _paths(inside: Any, wanted: str, path: str = "") -> Iterator[str]:
    """Where a value is, in JMESPath."""
    if inside == wanted:
        yield path
    elif isinstance(inside, Mapping):
        for name, value in inside.items():
            if name != "invocation":
                yield from _paths(value, wanted, f"{path}.{name}".lstrip("."))
    elif isinstance(inside, list):
        for number, value in enumerate(inside):
            yield from _paths(value, wanted, f"{path}[{number}]")
