# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Who may name a resource must not be able to run something where Ansible runs: names, descriptions and tags hold
templates, expressions and HTML, and come out of every plugin, role and playbook as they are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from tests.emulator.running import Running, running
from tests.support.caller import Caller, customer, dual_connection, dual_gateway, route
from tests.support.play import Run, play
from tests.support.regions import DUAL_TUNNEL
from tests.support.tree import ROOT

from .conftest import PSK, outcome
from .test_describe_sites import Plain

PLAYBOOKS = ROOT / "playbooks"
READING = ("describe_sites", "topology_report", "diagnose_connection")
TABLES = ("vpn_gateways", "customer_gateways", "vpn_connections", "ssl_vpn_servers", "ssl_vpn_client_certs")
VARIABLES = {"ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL}


class Evil:
    """Texts that leave a file if something evaluates them."""

    def __init__(self, folder: Path) -> None:
        self.mark = folder / "evaluated"
        call = f"lookup('pipe', 'touch {self.mark}')"
        self.text = f"{{{{ {call} }}}}"
        self.all = [
            self.text,
            f"{{% if {call} %}}{{% endif %}}",
            f"!unsafe {{{{ {call} }}}}",
            call,  # an expression, for what evaluates names
            f"<script>x</script><b title=\"'>{self.text}",
        ]

    def poison(self, cloud: Running) -> None:
        """Sets what the service would refuse, too: the names and descriptions of everything."""
        region = cloud.cloud.state.region(DUAL_TUNNEL)
        for table in TABLES:
            for number, record in enumerate(region.table(table).values()):
                for member in {"Name", "Description"} & record.keys():
                    record[member] = self.all[number % len(self.all)]


@pytest.fixture
def evil() -> Iterator[Evil]:
    # The path of tmp_path can be too long for a description.
    with TemporaryDirectory() as folder:
        yield Evil(Path(folder))


@pytest.fixture
def account(evil: Evil) -> Iterator[tuple[Running, str, str]]:
    """A cloud with a site, the ID of its VPN gateway, and that of its connection."""
    with running() as cloud:
        call = Caller(cloud.cloud, DUAL_TUNNEL)
        hub = dual_gateway(call, Name="hub", EnableSsl=True)
        ends = [customer(call, Name="office", Asn=65010) for _text in evil.all]
        tunnels = [
            {"Role": role, "CustomerGatewayId": end, "TunnelIkeConfig": {"Psk": PSK}}
            for role, end in zip(("master", "slave"), ends)
        ]
        made = dual_connection(call, hub, tunnels, Name="hub-office")
        route(call, hub, made, "192.168.10.0/24", Description=evil.text)
        pools = {"LocalSubnet": "10.0.0.0/16", "ClientIpPool": "172.16.0.0/24"}
        server = call("CreateSslVpnServer", VpnGatewayId=hub, Name="staff", **pools)["SslVpnServerId"]
        call("CreateSslVpnClientCert", SslVpnServerId=server, Name="alice")
        for kind, one in (("VPNGATEWAY", hub), ("VPNCONNECTION", made), ("CUSTOMERGATEWAY", ends[0])):
            tags = {"site": evil.all[1], "call": evil.all[3], "host": evil.text, "page": evil.all[4]}
            pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
            call("TagResources", ResourceType=kind, ResourceId=[one], Tag=pairs)
        evil.poison(cloud)
        cloud.clear_log()
        yield cloud, hub, made


def _played(url: str, folder: Path, plays: list[dict[str, Any]], *arguments: str) -> Run:
    file = folder / "all.yml"
    file.write_text(json.dumps(plays), encoding="utf-8")
    return play(url, *arguments, playbook=file, variables=VARIABLES)


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = ""
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags |= {tag, *(name for name, _value in attrs if name.startswith("on"))}

    def handle_data(self, data: str) -> None:
        self.words += data


def test_playbooks_that_read(account: tuple[Running, str, str], evil: Evil, tmp_path: Path) -> None:
    cloud, hub, made = account
    sites, page = tmp_path / "sites", tmp_path / "vpn.html"
    given = {
        "describe_sites_vpn_gateway": hub,
        "describe_sites_folder": str(sites),
        "topology_report_file": str(page),
        "diagnose_connection_vpn_connection": made,
    }
    imports = [{"ansible.builtin.import_playbook": str(PLAYBOOKS / f"{name}.yml")} for name in READING]
    run = _played(cloud.url, tmp_path, imports, "-e", json.dumps(given))
    assert run.status == 0, run.failure
    assert not evil.mark.exists()
    (file,) = sites.iterdir()
    site = yaml.load(file.read_text(encoding="utf-8"), Loader=Plain)["site_to_site_site"]
    assert site["vpn_gateway"]["tags"] == {
        "site": evil.all[1],
        "call": evil.all[3],
        "host": evil.text,
        "page": evil.all[4],
    }
    assert site["vpn_gateway"]["name"] == evil.text
    shown = _Page(page.read_text(encoding="utf-8"))
    assert "script" not in shown.tags
    assert evil.text in shown.words

    # The written file is given back to the role: it is data again.
    cloud.clear_log()
    again = play(cloud.url, "--check", "-e", f"@{file}", variables=VARIABLES)
    assert not evil.mark.exists()
    assert cloud.writes == [], again.failure


def test_plugins(account: tuple[Running, str, str], evil: Evil, tmp_path: Path) -> None:
    cloud, hub, made = account
    source = tmp_path / "x.alicloud_vpn.yml"
    content = {
        "plugin": "alicloud.vpn.vpn_gateways",
        "regions": [DUAL_TUNNEL],
        "include_connections": True,
        "hostnames": ["tag:call", "name"],
        "strict": True,
        "compose": {
            "copied": "description",
            "lower": "description | lower",
            "joined": "[vpn_gateway_name, vpn_gateway_tags.call] | join(' ')",
            "all_of_it": "vpn_gateway_tags",
        },
        "groups": {"named": "vpn_gateway_name is search('touch')"},
        "keyed_groups": [
            {"key": "vpn_gateway_tags", "prefix": "tag"},
            {"key": "vpn_gateway_name", "prefix": "name"},
            {"key": "connections[0].name", "prefix": "connection"},
        ],
    }
    source.write_text(yaml.safe_dump(content), encoding="utf-8")
    looked = f"lookup('alicloud.vpn.vpn_gateways', '{hub}')"
    config = f"lookup('alicloud.vpn.vpn_connection_config', '{made}')"
    texts = [
        "{{ [copied, lower, joined, all_of_it, vpn_gateway_name, connections] }}",
        f"{{{{ {looked}.description }}}}",
        f"{{{{ {looked}.tags }}}}",
        f"{{{{ query('alicloud.vpn.customer_gateways', {looked}.name, on_missing='skip') }}}}",
        # What a filter makes of it, given to an option. (Terms are evaluated by ansible-core itself up to 2.18.)
        f"{{{{ query('alicloud.vpn.vpn_gateways', region={looked}.name ~ '') }}}}",
        f"{{{{ {config} | combine({{'remote': {looked}.name}}) | alicloud.vpn.peer_config('vyos') }}}}",
    ]
    tasks = [{"ansible.builtin.debug": {"msg": text}, "ignore_errors": True} for text in texts]
    plays = [{"hosts": "named", "gather_facts": False, "tasks": tasks}]
    plays[0]["vars"] = {"ansible_connection": "local"}
    run = _played(cloud.url, tmp_path, plays, "-i", str(source))
    assert not evil.mark.exists()
    said = [task["result"]["msg"] for task in run.tasks]
    assert len(said) == len(texts), run.failure
    assert said[0][0] == evil.text
    assert said[0][1] == evil.text.lower()
    assert said[0][2] == f"{evil.text} {evil.all[3]}"
    assert said[0][5][0]["customer_gateway"] is None
    assert said[1:3] == [evil.text, said[0][3]]
    assert [one["name"] for one in said[3]] == [evil.text]
    assert said[2]["page"] == evil.all[4]
    assert evil.mark.name in said[4]
    assert "region: " in said[4]


def test_the_role_site_to_site(account: tuple[Running, str, str], evil: Evil, tmp_path: Path) -> None:
    cloud, hub, _made = account
    site = {
        "existing_vpn_gateway": hub,
        "customer_gateway": {"name": "factory", "ip_address": "203.0.113.99", "description": "A factory"},
        "vpn_connection": {
            "name": "hub-factory",
            "local_subnet": ["10.0.0.0/8"],
            "remote_subnet": ["192.168.99.0/24"],
            "tunnels": [{"role": role, "customer_gateway": "factory"} for role in ("master", "slave")],
        },
        "routes": [{"route_dest": "192.168.99.0/24"}],
    }
    file = tmp_path / "site.json"
    file.write_text(json.dumps({"site_to_site_site": site}), encoding="utf-8")
    for arguments in (("--check",), (), ()):
        run = play(cloud.url, "--diff", "-e", f"@{file}", *arguments, variables=VARIABLES)
        assert run.status == 0, run.failure
        assert not evil.mark.exists()
    outcome(run, changed=0)
    assert evil.text in json.dumps(run.tasks)
