# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""swanctl reads the text (Debian: apt-get install strongswan-swanctl). Neither a daemon nor root is needed.

Without swanctl only the golden files and the reader in tests/support/peer check the text.
"""

from __future__ import annotations

import string
import subprocess
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from tests.support import vici
from tests.support.peer.cases import CASES, KEY, SECOND_KEY, case, config, ike
from tests.support.peer.readers import swanctl

pytestmark = vici.needs_swanctl


def load(text: str, folder: Path) -> vici.Daemon:
    """What swanctl sends to a daemon."""
    file, path = folder / "hq.conf", folder / "vici"
    file.write_text(text, encoding="utf-8")
    with vici.running(path) as daemon:
        done = subprocess.run(
            [vici.SWANCTL, "--load-all", "--noprompt", "--file", str(file), "--uri", f"unix://{path}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    # swanctl exits with 0 for a file that it cannot read.
    assert done.returncode == 0, done.stderr
    assert "invalid config file" not in done.stderr
    return daemon


@pytest.mark.parametrize("name", CASES)
def test_swanctl_reads_the_settings(name: str, tmp_path: Path) -> None:
    text = peer_config(case(name), "strongswan_swanctl", name="hq")
    daemon = load(text, tmp_path)
    wanted = swanctl(text)
    connections: dict[str, Any] = {}
    for message in daemon.messages("load-conn"):
        connections.update(message)
    assert connections.keys() == wanted["connections"].keys()
    for conn, settings in wanted["connections"].items():
        assert connections[conn]["version"] == settings["version"]
        assert connections[conn]["remote_addrs"] == [settings["remote_addrs"]]
        assert connections[conn]["proposals"] == [settings["proposals"]]
        (child,), (meant,) = connections[conn]["children"].values(), settings["children"].values()
        for networks in ("local_ts", "remote_ts"):
            assert child[networks] == meant[networks].split(", ")
        assert child["esp_proposals"] == [meant["esp_proposals"]]
    secrets = daemon.messages("load-shared")
    assert [secret["data"] for secret in secrets] == [KEY, SECOND_KEY][: len(secrets)]
    assert [secret["owners"] for secret in secrets] == [
        [entry["id-local"], entry["id-remote"]] for entry in wanted["secrets"].values()
    ]


@pytest.mark.parametrize(
    "key",
    [
        string.punctuation,
        *(f"a{character}b" for character in string.punctuation),
        *(character * 2 for character in string.punctuation),
        *("0x41424344", "0sQUJDREVG", "\\n\\t\\r", '"quoted"'),
    ],
)
def test_swanctl_reads_every_key(key: str, tmp_path: Path) -> None:
    daemon = load(peer_config(config(ike_config=ike(psk=key)), "strongswan_swanctl"), tmp_path)
    assert [secret["data"] for secret in daemon.messages("load-shared")] == [key]


def test_swanctl_refuses_a_broken_file(tmp_path: Path) -> None:
    """Otherwise the tests above would prove nothing."""
    text = peer_config(config(), "strongswan_swanctl").replace('"', "", 1)
    with pytest.raises(AssertionError, match="invalid config file"):
        load(text, tmp_path)
