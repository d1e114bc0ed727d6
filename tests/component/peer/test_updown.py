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


def run(folder: Path, vendor: str, *ran: tuple[str, str], interfaces: bool) -> list[str]:
    """The commands that it runs for these events of a tunnel, on a host that has the interfaces or not."""
    log = folder / "log"
    for name in ("ip", "sysctl"):
        tool = folder / name
        # It only records.
        shown = "exit 0" if interfaces else "exit 1"
        script = f'#!/bin/sh\n[ "$1 $2" != "link show" ] || {shown}\necho {name} "$@" >> {log}\n'
        tool.write_text(script, encoding="utf-8")
        tool.chmod(0o755)
    for verb, tunnel in ran:
        path = f"{folder}:{os.environ['PATH']}"
        environment = {"PATH": path, "PLUTO_VERB": verb, "PLUTO_INTERFACE": "wan0"}
        subprocess.run(["sh", "-c", f"2>&1 {command(vendor, tunnel)}"], env=environment, check=True, timeout=20)
    return log.read_text(encoding="utf-8").splitlines()


_EVENTS = (("up-client", "hq-1"), ("up-host", "hq-2"), ("down-client", "hq-1"), ("prepare", "hq-2"))


@pytest.mark.parametrize("vendor", ["strongswan_swanctl", "strongswan_ipsec_conf"])
def test_the_routes_come_and_go_with_their_tunnel(vendor: str, tmp_path: Path) -> None:
    done = run(tmp_path, vendor, *_EVENTS, interfaces=True)
    assert [line for line in done if " dev " in line] == [
        "ip route replace 10.10.0.0/16 dev ipsec1 metric 10",
        "ip route replace 10.10.0.0/16 dev ipsec2 metric 20",
        "ip route delete 10.10.0.0/16 dev ipsec1 metric 10",
    ]
    assert not any("link add" in line for line in done)


def test_the_interface_is_created_with_the_first_tunnel(tmp_path: Path) -> None:
    assert run(tmp_path, "strongswan_swanctl", ("up-client", "hq-2"), interfaces=False) == [
        "ip link add ipsec2 type xfrm dev wan0 if_id 2",
        "sysctl -qw net.ipv4.conf.ipsec2.disable_policy=1 net.ipv4.conf.ipsec2.rp_filter=2",
        "ip link set ipsec2 up",
        "ip route replace blackhole 10.10.0.0/16 metric 254",
        "ip route replace 10.10.0.0/16 dev ipsec2 metric 20",
    ]
