# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The data plane's process, inside its namespace: reads the desired state, writes what it finds, ends with its input.

Only ``process`` starts it.
"""

from __future__ import annotations

import json
import queue
import sys
import threading

from . import openvpn, probes, runtime, zones

_BEAT = 0.25


def main() -> None:
    """Work until standard input ends."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    settings, pings, servers = runtime.Settings(), probes.Probes(), openvpn.Servers()
    gateways = zones.Zones()
    try:
        number = 0
        while True:
            found = {"tunnels": gateways.found(), "probes": pings.found(), "ssl_servers": servers.found()}
            print(json.dumps({"number": number, **found}), flush=True)
            try:
                line = lines.get(timeout=_BEAT)
            except queue.Empty:
                continue
            if line is None:
                return
            desired = json.loads(line)
            number = desired["number"]
            addresses = runtime.on_loopback(desired["addresses"])
            settings.add(addresses)
            gateways.carry(desired["tunnels"])
            pings.run(desired["probes"])
            servers.run(desired["ssl_servers"])
            # Last, because a daemon that stops still sends its goodbyes from these addresses.
            settings.keep(addresses)
    finally:
        servers.end()
        gateways.end()
        settings.keep(())


def _read(lines: queue.SimpleQueue[str | None]) -> None:
    for line in sys.stdin:
        lines.put(line)
    lines.put(None)


main()
