# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a test works on: a lab with the stand-in cloud and its data plane, and the strongSwan of the office."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.emulator.dataplane.link import Link
from tests.emulator.dataplane.process import Process
from tests.emulator.running import Running, running
from tests.support import lab
from tests.support.caller import Caller
from tests.support.play import Run

from . import plays


@dataclass(frozen=True)
class Site:
    """A lab, and a folder for the files of one test."""

    cloud: Running
    peer: lab.Peer
    folder: Path

    def run(self, *played: plays.Play, arguments: tuple[str, ...] = ()) -> Run:
        """Run the plays as one playbook."""
        return plays.run(self.cloud.url, self.folder, self.peer, *played, arguments=arguments)

    def set_up(self, run: Run, *changes: tuple[str, str]) -> None:
        """Put the files of plays.device_files on the device, with changes in their text; nothing is loaded."""
        facts = [task["result"].get("ansible_facts", {}) for task in run.tasks]
        texts = next(each["device_files"] for each in facts if "device_files" in each)
        for old, new in changes:
            assert any(old in text for text in texts.values())
            texts = {file: text.replace(old, new) for file, text in texts.items()}
        for file, text in texts.items():
            (self.peer.folder / "conf.d" / file).write_text(text, encoding="ascii")

    def restart_peer(self) -> None:
        """Restart the daemon of the office as after a power cut, and have it load its configuration."""
        self.peer.stop()
        self.peer.start()
        self.peer.swanctl("--load-all")

    def status(self, name: str = "c1") -> str:
        """The negotiation status of a connection, as the service shows it."""
        connections = self.call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]
        return next(str(each["Status"]) for each in connections if each["Name"] == name)

    def associations(self, name: str) -> list[str]:
        """The numbers of a connection's security associations on the device: others after it was cut and came back."""
        return re.findall(rf"^ *{name}: #(\d+)", self.peer.swanctl("--list-sas"), re.MULTILINE)

    def call(self, action: str, **parameters: object) -> dict[str, Any]:
        """What the service answers, for waiting without a playbook."""
        return Caller(self.cloud.cloud)(action, **parameters)


@contextmanager
def built(folder: Path) -> Iterator[Site]:
    """Build the lab; remove all of it in the end."""
    with (
        lab.network(),
        running(dataplane=Link(Process(lab.CLOUD, folder / "daemons.log"))) as cloud,
        lab.Peer(folder / "peer") as peer,
    ):
        yield Site(cloud, peer, folder)
