# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The on-premises end of dual-tunnel connections: a tunnel is established while both ends have the same key."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path

from tests.emulator.cloud import Cloud

FILE = "device.json"  # pairs: the ID of a tunnel, and its key
UP, DOWN = "ipsec_sa_established", "ike_sa_not_established"


@dataclass
class Device:
    """`file`: where it has its keys. `problems`: connections whose tunnels were all down at some time."""

    file: Path | None = None
    problems: list[str] = field(default_factory=list)

    def negotiate(self, cloud: Cloud) -> None:
        """Establish the tunnels again with the keys of now, if there is such a device."""
        if self.file is None or not self.file.exists():
            return
        own = dict(json.loads(self.file.read_text(encoding="utf-8")))
        for region in cloud.state.regions.values():
            for identifier, connection in region.table("vpn_connections").items():
                tunnels = connection["Tunnels"]
                known = [one for one in tunnels if own.get(one["TunnelId"]) == one["TunnelIkeConfig"]["Psk"]]
                for one in tunnels:
                    cloud.negotiate(identifier, UP if one in known else DOWN, one["Role"])
                if not known:
                    self.problems.append(f"no tunnel of {connection['Name']} has a key that both ends know")
