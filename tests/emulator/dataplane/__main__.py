# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The process of the data plane, inside its namespace: reads what is wanted, writes what it found, ends with its input.

Started by ``process``, never by hand.
"""

from __future__ import annotations

import json
import queue
import sys
import threading

from . import ipsec, openvpn, probes, runtime

_BEAT = 0.25


def main() -> None:
    """Work until standard input ends."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    addresses, pings, servers = runtime.Addresses(), probes.Probes(), openvpn.Servers()
    runtime.forward()
    daemon = ipsec.Daemon()
    try:
        number = 0
        while True:
            found = {"tunnels": daemon.found(), "probes": pings.found(), "ssl_servers": servers.found()}
            print(json.dumps({"number": number, **found}), flush=True)
            try:
                line = lines.get(timeout=_BEAT)
            except queue.Empty:
                continue
            if line is None:
                return
            wanted = json.loads(line)
            number = wanted["number"]
            addresses.add(wanted["addresses"])
            daemon.carry(wanted["tunnels"])
            pings.run(wanted["probes"])
            servers.run(wanted["ssl_servers"])
            # Last, because what ends says farewell from them.
            addresses.keep(wanted["addresses"])
    finally:
        servers.end()
        daemon.end()
        addresses.keep(())


def _read(lines: queue.SimpleQueue[str | None]) -> None:
    for line in sys.stdin:
        lines.put(line)
    lines.put(None)


main()
