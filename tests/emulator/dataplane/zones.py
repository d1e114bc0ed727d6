# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The two zones of the gateways.

The first is the namespace of the data plane. The slave tunnels of dual-tunnel connections end in the second, a
namespace behind it with a daemon of its own. So a route decides which tunnel a packet takes: strongSwan's own while the
master is up, because its table is looked up first, and otherwise the one to the second zone.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import IPv4Network
from typing import Any

from .ipsec import Daemon
from .runtime import RUN, Settings, forward, ip, on_loopback

Tunnels = Mapping[str, Any]
_NAME = "standby"
_ENTER = ("ip", "netns", "exec", _NAME)
_HERE, _THERE = "169.254.255.1", "169.254.255.2"
_ANYWHERE = "0.0.0.0/0"


class Zones:
    """Both zones; the second exists once there is a slave tunnel."""

    def __init__(self) -> None:
        forward()
        self._first = Daemon()
        self._second: _Second | None = None

    def carry(self, tunnels: Tunnels) -> None:
        """Carry exactly these."""
        slaves = {key: tunnel for key, tunnel in tunnels.items() if tunnel["zone"] == 2}
        if slaves and not self._second:
            self._second = _Second()
        if self._second:
            self._second.carry(slaves)
        self._first.carry({key: tunnel for key, tunnel in tunnels.items() if key not in slaves})

    def found(self) -> dict[str, str]:
        """The negotiation status of each tunnel."""
        return {**self._first.found(), **(self._second.found() if self._second else {})}

    def end(self) -> None:
        """Stop the daemons, and remove the second zone."""
        if self._second:
            self._second.end()
        self._first.end()


class _Second:
    def __init__(self) -> None:
        run = RUN / _NAME
        run.mkdir()
        ip("netns", "add", _NAME)
        ip("link", "add", _NAME, "type", "veth", "peer", "name", "gateway", "netns", _NAME)
        for namespace, device, address in (((), _NAME, _HERE), (("-n", _NAME), "gateway", _THERE)):
            ip(*namespace, "address", "add", f"{address}/30", "dev", device)
            ip(*namespace, "link", "set", device, "up")
        ip("-n", _NAME, "link", "set", "lo", "up")
        ip("-n", _NAME, "route", "add", "default", "via", _HERE)
        forward(*_ENTER)
        self._outside, self._inside = Settings(), Settings("-n", _NAME)
        mounted = ("unshare", "--mount", "sh", "-c", f'mount --bind {run} {RUN} && exec "$@"', "sh")
        self._daemon = Daemon(run, (*_ENTER, *mounted))
        self.found = self._daemon.found

    def carry(self, tunnels: Tunnels) -> None:
        outside = {("route", net, "via", _THERE) for tunnel in tunnels.values() for net in _routed(tunnel)}
        inside = on_loopback(tunnel["local"] for tunnel in tunnels.values())
        for tunnel in tunnels.values():
            # What the tunnel does not take while it is down must not come back.
            inside |= {("route", "blackhole", network) for network in _networks(tunnel["remote_ts"])}
            # strongSwan's plugin kernel-libipsec wants an own address in the local networks.
            inside |= on_loopback(str(IPv4Network(network)[0]) for network in _networks(tunnel["local_ts"]))
        self._outside.add(outside)
        self._inside.add(inside)
        self._daemon.carry(tunnels)
        self._outside.keep(outside)
        self._inside.keep(inside)

    def end(self) -> None:
        self._daemon.end()
        self._outside.keep(())
        ip("link", "delete", _NAME)
        ip("netns", "delete", _NAME)


def _routed(tunnel: Mapping[str, Any]) -> list[str]:
    return [f"{tunnel['local']}/32", *_networks(tunnel["remote_ts"])]


def _networks(blocks: list[str]) -> list[str]:
    return [block for block in blocks if block != _ANYWHERE]
