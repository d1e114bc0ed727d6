# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many sites: one task `vpn_topology`, the modules in loops, the role site_to_site in a loop, and the role with a host
for each site."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench.play import Play, Task
from tests.bench.process import Used, middle
from tests.bench.service import Service, serving
from tests.support import topology
from tests.support.regions import DUAL_TUNNEL

FORKS = 10
_EACH = 10  # sites of a VPN gateway: its quota of connections
_PAGE = 50
_QUOTAS = ("customer_gateways=10000", "vpn_gateways=10000")
_ROLE: Task = {"ansible.builtin.include_role": {"name": "alicloud.vpn.site_to_site"}}
WAYS = ("topology", "modules", "loop", "hosts")
# What a task goes over, and where its results are.
_LOOPS = {
    "vpn_gateway": ("gateways_given", "gateways"),
    "customer_gateway": ("sites", "customers"),
    "vpn_connection": ("sites", "connections"),
    "vpn_route_entry": ("sites", "routes"),
}
_OF_CUSTOMER = ("name", "ip_address")
_OF_CONNECTION = ("name", "local_subnet", "remote_subnet", "ike_config", "tunnels")


class Measured(NamedTuple):
    """`run`: the first run, which creates everything, or a later one, which changes nothing."""

    way: str
    run: str
    sites: int
    used: Used
    calls: int


class Sites:
    """Sites with ten on each VPN gateway, at one cloud."""

    def __init__(self, folder: Path, service: Service, count: int) -> None:
        self.count, self.service = count, service
        self.folder = folder
        self.play = Play(folder, service.url, ALIBABA_CLOUD_REGION_ID=DUAL_TUNNEL)
        gateways = -(-count // _EACH)
        self.options = topology.topology(topology.spread(count, gateways), gateways)

    def run(self, way: str, first: bool) -> Measured:
        before = self.service.calls()
        used = getattr(self, f"_{way}")(changes=first)
        return Measured(way, "first" if first else "unchanged", self.count, used, self.service.calls() - before)

    def _topology(self, **more: Any) -> Used:
        return self.play([{"alicloud.vpn.vpn_topology": self.options}], **more)

    def _modules(self, **more: Any) -> Used:
        """A task for each kind of resource. Each takes the IDs from the results of the tasks before it."""
        gateway = "{{ gateways.results[number % (gateways.results | length)].vpn_gateway.vpn_gateway_id }}"
        connection = "{{ connections.results[number].vpn_connection.vpn_connection_id }}"
        tasks = [
            _looped("vpn_gateway", {name: f"{{{{ one.{name} }}}}" for name in self.options["vpn_gateways"][0]}),
            _looped("customer_gateway", {name: f"{{{{ one.customer_gateway.{name} }}}}" for name in _OF_CUSTOMER}),
            _looped(
                "vpn_connection",
                {
                    **{name: f"{{{{ one.vpn_connection.{name} }}}}" for name in _OF_CONNECTION},
                    "vpn_gateway": gateway,
                    "customer_gateway": "{{ customers.results[number].customer_gateway.customer_gateway_id }}",
                },
            ),
            _looped(
                "vpn_route_entry",
                {"vpn_gateway": gateway, "next_hop": connection, "route_dest": "{{ one.routes[0].route_dest }}"},
            ),
        ]
        return self.play(
            tasks, vars={"gateways_given": self.options["vpn_gateways"], "sites": list(self._of_role())}, **more
        )

    def _loop(self, **more: Any) -> Used:
        task = {
            **_ROLE,
            "loop": "{{ sites }}",
            "loop_control": {"loop_var": "one", "label": "{{ one.vpn_connection.name }}"},
            "vars": {"site_to_site_site": "{{ one }}"},
        }
        return self.play([task], vars={"sites": list(self._of_role())}, **more)

    def _hosts(self, **more: Any) -> Used:
        local = {"ansible_connection": "local", "ansible_python_interpreter": "{{ ansible_playbook_python }}"}
        hosts = {one["vpn_connection"]["name"]: {"site_to_site_site": one} for one in self._of_role()}
        path = self.folder / "hosts.json"
        path.write_text(json.dumps({"all": {"hosts": hosts, "vars": local}}), encoding="utf-8")
        return self.play([_ROLE], "-i", str(path), "--forks", str(FORKS), hosts="all", **more)

    def _of_role(self) -> Iterable[dict[str, Any]]:
        """The same sites as the role takes them."""
        gateways = {one["name"]: one for one in self.options["vpn_gateways"]}
        for site in self.options["sites"]:
            connection = {**self.options["defaults"]["vpn_connection"], **site["vpn_connection"], "name": site["name"]}
            yield {
                "vpn_gateway": gateways[site["vpn_gateway"]],
                "customer_gateway": {"name": site["name"], **site["customer_gateway"]},
                "vpn_connection": connection,
                "routes": [{"route_dest": network} for network in connection["remote_subnet"]],
            }


def _looped(module: str, options: dict[str, Any]) -> Task:
    over, result = _LOOPS[module]
    return {
        f"alicloud.vpn.{module}": options,
        "loop": f"{{{{ {over} }}}}",
        "loop_control": {"loop_var": "one", "index_var": "number", "label": "{{ number }}"},
        "register": result,
    }


def measured(folder: Path, sizes: Iterable[int], first: int, later: int, runs: int) -> Iterable[Measured]:
    """`vpn_topology` at all sizes, the modules and the role with at most `first` sites. In loops they also look at up
    to `later` sites that exist already."""
    for count in sizes:
        with _cloud(folder / f"{count}") as service:
            sites = Sites(folder, service, count)
            yield sites.run("topology", first=True)
            yield _middle([sites.run("topology", first=False) for _turn in range(runs)])
            if count <= max(first, later):
                yield sites.run("modules", first=False)
                yield sites.run("loop", first=False)
            if count <= first:
                yield sites.run("hosts", first=False)
        for way in WAYS[1:] if count <= first else ():
            with _cloud(folder / f"{count}-{way}") as service:
                yield Sites(folder, service, count).run(way, first=True)


def least_calls(count: int) -> int:
    """Without a change: the pages of three lists, and a list of routes for each VPN gateway."""
    gateways = -(-count // _EACH)
    return gateways + sum(-(-listed // _PAGE) for listed in (gateways, count, count))


def locked(folder: Path, count: int, settle: float) -> tuple[Measured, float]:
    """The first run of `vpn_topology` where a VPN gateway is busy for `settle` seconds after each change, and how long
    the changes of one gateway take, one after the other."""
    gateways = -(-count // _EACH)
    with _cloud(folder / "locked", "--settle", str(settle)) as service:
        sites = Sites(folder, service, count)
        sites.options["parallelism"] = 100  # so that customer gateways are created while all VPN gateways are busy
        done = sites.run("topology", first=True)
        entries = map(json.loads, service.log.read_text(encoding="utf-8").splitlines())
        writes = [one["action"] for one in entries if one["kind"] == "write" and not one["code"]]
    locking = [name for name in writes if name not in ("CreateCustomerGateway", "TagResources")]
    return done, len(locking) / gateways * settle


def _cloud(folder: Path, *arguments: str) -> Any:
    folder.mkdir()
    return serving(folder, *arguments, *(word for quota in _QUOTAS for word in ("--quota", quota)))


def _middle(found: list[Measured]) -> Measured:
    return found[0]._replace(used=middle([one.used for one in found]))
