# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A live stand-in cloud for each test, and a site to build on it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.demo.play import Run, play
from tests.emulator.running import Running, running

PSK = "MarkedSecretKey4711"

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


@pytest.fixture
def cloud() -> Iterator[Running]:
    with running() as emulator:
        yield emulator


@pytest.fixture
def site() -> dict[str, Any]:
    """The tests change it."""
    return deepcopy(SITE)


@pytest.fixture
def have(cloud: Running, site: dict[str, Any], tmp_path: Path) -> Callable[..., Run]:
    """Have the site in a state, by the playbook; the access log then holds the calls of this run alone.

    Every run says all that it can, and none may say a secret."""

    def run(state: str = "present", *arguments: str) -> Run:
        cloud.clear_log()
        done = play(cloud.url, "-vvvv", "--extra-vars", f"@{site_file(tmp_path, site, state)}", *arguments)
        assert PSK not in done.output
        assert PSK not in json.dumps(done.tasks)
        return done

    return run


def site_file(folder: Path, site: dict[str, Any], state: str = "present") -> Path:
    file = folder / "site.json"
    file.write_text(json.dumps({"site_to_site_state": state, "site_to_site_site": site}), encoding="utf-8")
    return file
