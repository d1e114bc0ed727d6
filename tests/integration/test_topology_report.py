# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the playbook topology_report: what it says, and what a browser makes of it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from tests.emulator.running import Running, running
from tests.integration.conftest import documented, outcome
from tests.support import golden
from tests.support.caller import Caller, customer, dual_connection, dual_gateway, route
from tests.support.play import Run, play
from tests.support.regions import DUAL_TUNNEL
from tests.support.tree import ROOT

PLAYBOOK = ROOT / "playbooks" / "topology_report.yml"
PSK = "MarkedSecretKey4711"
# A name may hold what a template engine or a browser would run.
EVIL = "<script>x</script>"
TEMPLATE = "{{ 7 * 7 }}"
_REGION = {"ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL}
WIDTHS = {"phone": 390, "desktop": 1280}


@pytest.fixture(scope="module")
def account() -> Iterator[Running]:
    with running() as cloud:
        call = Caller(cloud.cloud, DUAL_TUNNEL)
        hub = dual_gateway(call, Name="hub", EnableSsl=True)
        for name, status in (("office", "ipsec_sa_established"), ("factory", "ike_sa_not_established")):
            end = customer(call, Name=name)
            tunnels = [
                {"Role": role, "CustomerGatewayId": end, "TunnelIkeConfig": {"Psk": PSK}}
                for role in ("master", "slave")
            ]
            made = dual_connection(call, hub, tunnels, Name=f"hub-{name}")
            cloud.cloud.negotiate(made, "ipsec_sa_established", "master")
            cloud.cloud.negotiate(made, status, "slave")
        route(call, hub, made, "192.168.10.0/24")
        pools = {"LocalSubnet": "10.0.0.0/16", "ClientIpPool": "172.16.0.0/24"}
        server = call("CreateSslVpnServer", VpnGatewayId=hub, Name="staff", **pools)["SslVpnServerId"]
        call("CreateSslVpnClientCert", SslVpnServerId=server, Name="alice")
        dual_gateway(call, Name="empty")
        cloud.clear_log()
        yield cloud


@pytest.fixture(scope="module")
def report(account: Running, tmp_path_factory: pytest.TempPathFactory) -> tuple[Run, Path]:
    file = tmp_path_factory.mktemp("report") / "vpn.html"
    # The evil names are set where the service would refuse them.
    table = account.cloud.state.region(DUAL_TUNNEL).table("vpn_gateways")
    next(record for record in table.values() if record["Name"] == "empty")["Name"] = EVIL + TEMPLATE
    run = play(account.url, "-vvvv", "-e", f"topology_report_file={file}", playbook=PLAYBOOK, variables=_REGION)
    assert run.status == 0, run.failure
    return run, file


class Page(HTMLParser):
    """Its words, and what it would load."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.loaded: list[str] = []
        self.labels: list[str | None] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.labels += [value for name, value in attrs if name == "aria-label"]
        self.loaded += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def test_the_report_only_reads_and_returns_what_needs_attention(report: tuple[Run, Path], account: Running) -> None:
    run, _file = report
    assert account.writes == []
    # Six lists of the region, and two of each gateway.
    assert len(account.log) == 10
    result: dict[str, Any] = next(task for task in run.tasks if task["task"].endswith("Return the result"))["result"]
    found = result["ansible_facts"]["topology_report_result"]
    assert (found["vpn_gateways"], found["vpn_connections"]) == (2, 2)
    assert (found["tunnels_up"], found["tunnels_down"]) == (3, 1)
    assert found["attention"] == [
        {"resource": "IPsec connection hub-factory", "problem": "its tunnel slave is down: ike_sa_not_established"}
    ]


def test_the_page_shows_everything_and_loads_no_other_file(report: tuple[Run, Path]) -> None:
    run, file = report
    page = Page(file.read_text(encoding="utf-8"))
    words = " ".join(page.words)
    for word in ("hub-office", "hub-factory", "192.168.10.0/24", "alice", "staff", "10.0.0.0/16"):
        assert word in words
    assert page.loaded == []
    assert page.labels == ["Needs attention", "VPN gateways", "Tunnels of hub"]
    assert {"svg", "details"} <= page.tags
    assert PSK not in file.read_text(encoding="utf-8") + run.output


def test_the_documented_play_works(account: Running, tmp_path: Path) -> None:
    playbook, file = tmp_path / "play.yml", tmp_path / "vpn.html"
    playbook.write_text(documented("roles/topology_report/README.md", "hosts:"), encoding="utf-8")
    run = play(account.url, "-e", f"topology_report_file={file}", playbook=playbook)
    assert run.status == 0, run.failure
    page = Page(file.read_text(encoding="utf-8"))
    assert [word for word in page.words if word in ("cn-hangzhou", "eu-central-1")] == ["cn-hangzhou", "eu-central-1"]


def test_check_mode_says_that_the_page_would_be_written(account: Running, tmp_path: Path) -> None:
    file = tmp_path / "vpn.html"
    words = ("--check", "--diff", "-e", f"topology_report_file={file}")
    run = play(account.url, *words, playbook=PLAYBOOK, variables=_REGION)
    golden.compare(outcome(run, changed=1), "topology_report")
    assert not file.exists()


def test_names_from_the_cloud_are_shown_as_plain_text(report: tuple[Run, Path]) -> None:
    page = Page(report[1].read_text(encoding="utf-8"))
    assert "script" not in page.tags
    assert EVIL + TEMPLATE in " ".join(page.words)


@pytest.mark.parametrize("width", WIDTHS)
def test_the_page_fits_the_width_of_the_browser(report: tuple[Run, Path], width: str, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    probe = tmp_path / "probe.html"
    probe.write_text(
        f'<iframe src="file://{report[1]}" style="border:0;width:{WIDTHS[width]}px;height:900px"></iframe>'
        "<script>onload = () => { const page = document.querySelector('iframe').contentDocument.documentElement;"
        " document.title = page.scrollWidth + ' of ' + page.clientWidth; }</script>",
        encoding="utf-8",
    )
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files", "--dump-dom"]
    shown = subprocess.run(
        [chromium, *options, f"file://{probe}"], capture_output=True, text=True, check=True, timeout=60
    ).stdout
    wide, visible = shown.partition("<title>")[2].partition("</title>")[0].split(" of ")
    assert 0 < int(wide) <= int(visible) <= WIDTHS[width]
