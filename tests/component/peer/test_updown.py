# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command that moves the routes, in a real shell, as strongSwan's plugin updown runs it."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from ansible_collections.alicloud.vpn.plugins.filter.peer_config import peer_config
from tests.support.peer.cases import dual, needed
from tests.support.peer.readers import swanctl


def command(vendor: str, tunnel: str) -> str:
    text = peer_config(dual(), vendor, name="hq", **needed(vendor))
    if vendor == "strongswan_swanctl":
        return swanctl(text)["connections"][tunnel]["children"][tunnel]["updown"]
    conn = text.split(f"\nconn {tunnel}\n")[1].split("\n\n")[0].splitlines()
    assert "    reauth=no" in conn
    return next(line for line in conn if "leftupdown=" in line).split("=", 1)[1].strip('"')


@pytest.mark.parametrize("vendor", ["strongswan_swanctl", "strongswan_ipsec_conf"])
def test_the_routes_come_and_go_with_their_tunnel(vendor: str, tmp_path: Path) -> None:
    log, tool = tmp_path / "log", tmp_path / "ip"
    # It only records.
    tool.write_text(f'#!/bin/sh\necho "$@" >> {log}\n', encoding="utf-8")
    tool.chmod(0o755)
    for verb, tunnel in (("up-client", "hq-1"), ("up-host", "hq-2"), ("down-client", "hq-1"), ("prepare", "hq-2")):
        environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "PLUTO_VERB": verb}
        subprocess.run(["sh", "-c", f"2>&1 {command(vendor, tunnel)}"], env=environment, check=True, timeout=20)
    assert log.read_text(encoding="utf-8").splitlines() == [
        "route replace 10.10.0.0/16 dev ipsec1 metric 10",
        "route replace 10.10.0.0/16 dev ipsec2 metric 20",
        "route delete 10.10.0.0/16 dev ipsec1 metric 10",
    ]
