# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The examples of the filter's documentation in a playbook, against the stand-in cloud; and ansible-doc."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.alicloud.vpn.plugins.filter import peer_config as plugin
from ansible_collections.alicloud.vpn.plugins.plugin_utils._peer.render import VENDORS
from tests.emulator.running import Running, running
from tests.support.peer.readers import swanctl
from tests.support.regions import SINGLE_TUNNEL

BIN = Path(sys.executable).parent
# The collection that this process has imported.
TREE = Path(plugin.__file__).parents[5]
KEY = "Zq9-Play.Key"

BUILD = f"""
- alicloud.vpn.vpn_gateway: {{name: hq, vpc_id: vpc-1, bandwidth: 10}}
- alicloud.vpn.customer_gateway: {{name: office, ip_address: 203.0.113.10}}
- alicloud.vpn.vpn_connection:
    name: hq-office
    vpn_gateway: hq
    customer_gateway: office
    local_subnet: [10.10.0.0/16, 10.20.0.0/16]
    remote_subnet: [192.168.10.0/24]
    ike_config: {{psk: {KEY}, ike_version: ikev2, ike_auth_alg: sha256, ike_pfs: group14}}
"""
MASKED = """
- alicloud.vpn.vpn_connection_config_info: {vpn_connection: hq-office}
  register: masked
- ansible.builtin.debug: {msg: "{{ masked.vpn_connection_config | alicloud.vpn.peer_config('vyos') }}"}
"""


def environment(url: str, home: Path) -> dict[str, str]:
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("ALI", "ANSIBLE_"))}
    return {
        **mine,
        "HOME": str(home),
        "ANSIBLE_COLLECTIONS_PATH": str(TREE),
        "ANSIBLE_LOCALHOST_WARNING": "false",
        "ANSIBLE_INVENTORY_UNPARSED_WARNING": "false",
        "ALIBABA_CLOUD_ACCESS_KEY_ID": "testid",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET": "testsecret",
        "ALIBABA_CLOUD_REGION_ID": SINGLE_TUNNEL,
        "ALIBABA_CLOUD_ENDPOINT_VPC": url,
    }


def play(cloud: Running, folder: Path, tasks: list[dict[str, Any]]) -> subprocess.CompletedProcess[str]:
    book = folder / "book.yml"
    variables = {"swanctl_folder": str(folder), "out": str(folder), "ansible_python_interpreter": sys.executable}
    content = [{"hosts": "localhost", "gather_facts": False, "vars": variables, "tasks": tasks}]
    book.write_text(json.dumps(content), encoding="utf-8")
    return subprocess.run(
        [str(BIN / "ansible-playbook"), "-v", str(book)],
        env=environment(cloud.url, folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.fixture(scope="module")
def cloud() -> Any:
    with running() as emulator:
        yield emulator


def test_the_examples(cloud: Running, tmp_path: Path) -> None:
    done = play(cloud, tmp_path, yaml.safe_load(BUILD) + yaml.safe_load(plugin.EXAMPLES))
    assert done.returncode == 0, done.stdout + done.stderr
    (connection,) = swanctl((tmp_path / "hq.conf").read_text())["connections"].values()
    assert connection["proposals"] == "aes128-sha256-modp2048"
    assert connection["local"]["id"] == "203.0.113.10"
    assert connection["children"]["hq"]["local_ts"] == "192.168.10.0/24"
    assert connection["children"]["hq"]["remote_ts"] == "10.10.0.0/16, 10.20.0.0/16"
    for name in ("hq.conf", "hq.junos"):
        assert (tmp_path / name).read_text().count(KEY) == 1
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600
    assert "bind-interface st0.7" in (tmp_path / "hq.junos").read_text()
    # The first task has the key as an option; later ones must not show it.
    assert KEY not in done.stdout.split("TASK [Get the configuration for the office's device")[1]

    done = play(cloud, tmp_path, yaml.safe_load(MASKED))
    assert done.returncode == 2
    assert "the key is masked; run vpn_connection_config_info with include_secrets: true" in " ".join(
        done.stdout.split()
    )


def test_ansible_doc_shows_the_filter(tmp_path: Path) -> None:
    done = subprocess.run(
        [str(BIN / "ansible-doc"), "-t", "filter", "--json", "alicloud.vpn.peer_config"],
        env=environment("", tmp_path),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert not done.stderr
    documented = json.loads(done.stdout)["alicloud.vpn.peer_config"]["doc"]
    assert set(documented["options"]) == {
        *("_input", "vendor", "name", "interface", "tunnel", "local_address", "remote_address")
    }
    assert documented["options"]["vendor"]["choices"] == list(VENDORS)
