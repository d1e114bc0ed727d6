# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A live stand-in cloud for each test, and a site to build on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.running import Running, running
from tests.emulator.state import State
from tests.support.play import PLAYBOOK, Run, play
from tests.support.regions import DUAL_TUNNEL, SINGLE_TUNNEL
from tests.support.tree import ROOT
from tests.support.warm import playbooks

PSK = "MarkedSecretKey4711"

DUAL = {"ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL}  # what the documentation shows is for regions of this kind

SITE: dict[str, Any] = {
    "vpn_gateway": {
        "name": "hq",
        "vpc_id": "vpc-bp1ub1yt9cvakoelj0001",
        "bandwidth": 10,
        "instance_charge_type": "POSTPAY",
        "tags": {"part": "gateway"},
    },
    "customer_gateway": {"name": "office", "ip_address": "203.0.113.10", "asn": 65010, "auth_key": f"{PSK}Bgp"},
    "vpn_connection": {
        "name": "hq-office",
        "local_subnet": ["0.0.0.0/0"],
        "remote_subnet": ["0.0.0.0/0"],
        "ike_config": {"psk": PSK, "ike_version": "ikev2"},
    },
    "routes": [{"route_dest": "192.168.10.0/24"}, {"route_dest": "192.168.20.0/24", "weight": 0}],
    "tags": {"site": "office"},
}


NAMES = {kind: SITE[kind]["name"] for kind in ("vpn_gateway", "customer_gateway", "vpn_connection")}


@pytest.fixture(scope="session", autouse=True)
def _ansible_is_loaded_once() -> Iterator[None]:
    with playbooks():
        yield


@pytest.fixture
def cloud() -> Iterator[Running]:
    with running() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict[str, Any]]:
    """SITE, built by the playbook: what the cloud holds, and the result of the role."""
    with running() as emulator:
        file = site_file(tmp_path_factory.mktemp("site"), SITE)
        run = outcome(play(emulator.url, "--extra-vars", f"@{file}"), changed=4)
        return emulator.cloud.state.to_json(), run.site


@pytest.fixture
def built(cloud: Running, _built_once: tuple[str, dict[str, Any]]) -> dict[str, Any]:
    """The cloud has SITE; returns the result of the role."""
    state, result = _built_once
    vars(cloud.cloud.state).update(vars(State.from_json(state)))
    return deepcopy(result)


@pytest.fixture
def site() -> dict[str, Any]:
    """The tests change it."""
    return deepcopy(SITE)


@pytest.fixture
def region() -> str:
    """Where the site is built; here new gateways are single-tunnel."""
    return SINGLE_TUNNEL


@pytest.fixture
def have(cloud: Running, site: dict[str, Any], region: str, tmp_path: Path) -> Callable[..., Run]:
    """Have the site in a state, by the playbook; the access log then holds the calls of this run alone.

    Every run says all that it can, and none may say a secret."""

    def run(state: str = "present", *arguments: str) -> Run:
        cloud.clear_log()
        words = ("-vvvv", "--extra-vars", f"@{site_file(tmp_path, site, state)}", *arguments)
        done = play(cloud.url, *words, variables={"ALIBABA_CLOUD_REGION_ID": region})
        assert PSK not in done.output
        assert PSK not in json.dumps(done.tasks)
        return done

    return run


def make_gateway(cloud: Running, folder: Path, variables: Mapping[str, str] | None = None, **options: Any) -> str:
    """A gateway that was there before; returns its id."""
    file = folder / "gateway.json"
    task = {"alicloud.vpn.vpn_gateway": {**SITE["vpn_gateway"], "tags": {}, **options}}
    file.write_text(json.dumps([{"hosts": "localhost", "gather_facts": False, "tasks": [task]}]), encoding="utf-8")
    run = outcome(play(cloud.url, playbook=file, variables=variables), changed=1)
    cloud.clear_log()
    return str(run.tasks[0]["result"]["vpn_gateway"]["vpn_gateway_id"])


def refusals(
    url: str,
    folder: Path,
    hosts: Mapping[str, Mapping[str, Any]],
    *arguments: str,
    playbook: Path = PLAYBOOK,
    variables: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Run the playbook for hosts that have these variables; it must fail for each of them. Returns their messages."""
    inventory = folder / "refused.json"
    inventory.write_text(json.dumps({"refused": {"hosts": hosts}}), encoding="utf-8")
    words = ("-vvvv", "--inventory", str(inventory), "--extra-vars", "target=refused", *arguments)
    run = play(url, *words, playbook=playbook, variables=variables)
    assert PSK not in run.output + json.dumps(run.tasks)
    assert run.failures.keys() == hosts.keys(), run.output
    assert run.changed == 0
    return run.failures


def outcome(run: Run, changed: int) -> Run:
    """The run went well and changed so many tasks, or pytest shows why not."""
    assert run.status == 0, run.failure
    assert run.changed == changed
    return run


def called(tasks: list[dict[str, Any]]) -> list[str]:
    """The modules of this collection in their order, one for each item of a loop."""
    own = [task for task in tasks if task["module"].startswith("alicloud.vpn.") and task["outcome"] != "skipped"]
    return [task["module"].split(".")[-1] for task in own for _item in task["result"].get("results", [task])]


def recorded(role: str, state: str) -> list[str]:
    """The same, of what tests/chaos runs without Ansible."""
    plays = json.loads((ROOT / "tests/chaos/roles.json").read_text(encoding="utf-8"))
    (found,) = [play["tasks"] for play in plays if play["name"] == f"role {role}, {state}"]
    return [task["module"] for task in found]


def documented(page: str, word: str) -> str:
    """The first YAML block with this word on a page of the documentation."""
    text = (ROOT / page).read_text(encoding="utf-8")
    return next(part.split("```")[0] for part in text.split("```yaml\n")[1:] if word in part.split("```")[0])


def site_file(folder: Path, site: dict[str, Any], state: str = "present") -> Path:
    file = folder / "site.json"
    parts = [one for part in site.values() for one in (part if isinstance(part, list) else [part])]
    names = [part["name"] for part in parts if isinstance(part, dict) and "name" in part]
    words = {"site_to_site_state": state, "site_to_site_site": site, "site_to_site_destroy": names}
    file.write_text(json.dumps(words), encoding="utf-8")
    return file
