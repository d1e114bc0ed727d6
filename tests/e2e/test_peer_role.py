# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Role strongswan_peer on a host with other tunnels."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.e2e import plays
from tests.support import lab
from tests.support.play import Run

from .conftest import IKE, KEY
from .site import Site

_OTHER = {"local_subnet": ["10.0.1.0/24"], "remote_subnet": ["192.168.2.0/24"]}


@pytest.fixture
def other(site: Site, connect: Callable[..., None]) -> list[str]:
    """The numbers of another tunnel's security associations."""
    lab.ip("-n", lab.ONPREM, "address", "replace", "192.168.2.1/32", "dev", "lan0")
    connect(name="other", **_OTHER)
    found = site.associations("other")
    assert len(found) == 2
    return found


def test_other_tunnels_stay_up(site: Site, other: list[str], have: Callable[..., Run]) -> None:
    folder = site.peer.folder / "conf.d"
    before = set(folder.iterdir())
    have(ike_config=IKE)
    assert len(site.associations("c1")) == 2
    assert site.associations("other") == other
    gone = plays.device(strongswan_peer_state="absent")
    run = site.run(gone)
    assert run.status == 0, run.failure
    assert run.changed
    assert set(folder.iterdir()) == before
    assert site.associations("c1") == []
    assert not lab.pings(lab.OFFICE, lab.VPC_HOST, 1)
    again = site.run(gone)
    assert (again.status, again.changed) == (0, 0), again.failure
    assert site.associations("other") == other


def test_a_second_run_changes_nothing(connected: Site) -> None:
    before = connected.associations("c1")
    connected.cloud.clear_log()
    again = connected.run(plays.connection(ike_config=IKE), plays.device(), plays.established())
    assert (again.status, again.changed) == (0, 0), again.failure
    assert connected.cloud.writes == []
    assert connected.associations("c1") == before
    secrets = connected.peer.folder / "conf.d" / "c1.secrets.conf"
    assert secrets.stat().st_mode & 0o777 == 0o600
    assert KEY in secrets.read_text(encoding="ascii")


def test_check_mode_shows_a_diff_and_changes_nothing(connected: Site, other: list[str]) -> None:
    folder = connected.peer.folder / "conf.d"
    before = {file.name: file.read_text(encoding="ascii") for file in folder.iterdir()}
    tunnel = connected.associations("c1")
    changed = connected.run(plays.connection(ike_config={**IKE, "psk": f"{KEY}Two", "ike_enc_alg": "aes256"}))
    assert changed.status == 0, changed.failure
    wanted = connected.run(plays.device(), arguments=("--check", "--diff", "-vvvv"))
    assert wanted.status == 0, wanted.failure
    assert wanted.changed
    assert "proposals = aes256-md5-modp1024" in str([task["result"].get("diff") for task in wanted.tasks])
    assert KEY not in wanted.output
    assert KEY not in str(wanted.tasks)
    assert {file.name: file.read_text(encoding="ascii") for file in folder.iterdir()} == before
    assert connected.associations("c1") in (tunnel, [])  # the cloud's end was changed and may have cut it
    real = connected.run(plays.device(), plays.established(), arguments=("--diff", "-vvvv"))
    assert real.status == 0, real.failure
    assert connected.associations("other") == other
    assert KEY not in real.output
    assert KEY not in str(real.tasks)


def test_the_tunnel_is_loaded_again_after_a_restart_of_the_daemon(connected: Site) -> None:
    """It has loaded nothing any more; the next run has it load."""
    connected.peer.stop()
    connected.peer.start()
    run = connected.run(plays.device(), plays.established())
    assert run.status == 0, run.failure
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)


def test_change_the_key(connected: Site) -> None:
    """Only the secret differs on the device, which has given up by then: the old key was refused."""
    changed = plays.connection(ike_config={"psk": f"{KEY}Two"})
    run = connected.run(changed, plays.device(), plays.established())
    assert run.status == 0, run.failure
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)


def test_a_wrong_setting_is_corrected_in_the_cloud(connected: Site) -> None:
    """Nothing differs on the device, but it has to try again."""
    run = connected.run(plays.connection(remote_subnet=["192.168.77.0/24"]), plays.connection())
    assert run.status == 0, run.failure
    run = connected.run(plays.device(), plays.established())
    assert (run.status, run.changed) == (0, 0), run.failure
    assert lab.pings(lab.OFFICE, lab.VPC_HOST)


def test_a_tunnel_that_stays_down_is_reported(site: Site) -> None:
    """And is no failure of the role: the device is as it should be, but the cloud expects it at another address."""
    elsewhere = {"alicloud.vpn.customer_gateway": {"name": "elsewhere", "ip_address": "203.0.113.77"}}
    cloud = plays.connection(customer_gateway="elsewhere", ike_config=IKE)
    run = site.run(plays.on_cloud(elsewhere), cloud, plays.device(), plays.device())
    assert run.status == 0, run.failure
    assert sum("c1 did not come up" in str(task["result"]) for task in run.tasks) == 1  # the first time it was new
    assert KEY not in str(run.tasks)
