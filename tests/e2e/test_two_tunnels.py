# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A dual-tunnel connection: one tunnel carries the packets while the other is down or is changed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.emulator.dataplane.waiting import until
from tests.support import lab
from tests.support.caller import Caller

from . import pair as pairs
from .pair import UP, Pair
from .site import Site
from .traffic import traffic

# Packets between the moment when one end leaves a tunnel and the moment when the other does. A tunnel that dies costs
# ten times as many, because both ends have to notice.
_IN_FLIGHT = 5
_BOTH = {"master": UP, "slave": UP}


@pytest.fixture(scope="module")
def created(whole_lab: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """One connection for all tests: each leaves it as it was, except for its keys."""
    whole_lab.peer.start()
    pair = Pair(Site(whole_lab.cloud, whole_lab.peer, tmp_path_factory.mktemp("pair")))
    with lab.own_routes_only():
        pair.create()
        yield pair
    for file in (whole_lab.peer.folder / "conf.d").iterdir():
        file.unlink()
    whole_lab.peer.swanctl("--load-all")
    call = Caller(whole_lab.cloud.cloud, pairs.REGION)
    for connection in call("DescribeVpnConnections")["VpnConnections"]["VpnConnection"]:
        call("DeleteVpnConnection", VpnConnectionId=connection["VpnConnectionId"])


@pytest.fixture
def pair(created: Pair) -> Pair:
    """The connection with both tunnels up."""
    assert created.is_up()
    assert until(lambda: created.metrics() == ["10", "20"], 5)
    return created


def test_one_tunnel_carries_traffic_while_the_key_of_the_other_changes(pair: Pair, tmp_path: Path) -> None:
    slave = pair.site.associations("pair-2")
    change = pairs.tunnels(tunnels=[{"role": "master", "ike_config": {"psk": "AnotherMasterKey"}}])
    with traffic(tmp_path) as packets:
        assert pair.carriers() == ["master"]
        done = pair.run(change)
        assert done.status == 0, done.failure
        assert until(lambda: pair.metrics() == ["20"], 5)
        assert pair.statuses()["slave"] == UP
        done = pair.run(pairs.device())
        assert done.status == 0, done.failure
        assert pair.is_up()
        assert until(lambda: pair.carriers() == ["master"], 5)
    assert packets.was_steady()
    assert packets.lost() <= _IN_FLIGHT
    assert pair.site.associations("pair-2") == slave


def test_both_keys_are_rotated_one_tunnel_at_a_time(pair: Pair, tmp_path: Path) -> None:
    before = pair.keys()
    numbers = [pair.site.associations(name) for name in ("pair-1", "pair-2")]
    with traffic(tmp_path) as packets:
        done = pair.run(pairs.device("rotate_psk"))
        assert done.status == 0, done.failure
        assert pair.is_up()
        assert until(lambda: pair.carriers() == ["master"], 5)
    assert packets.lost() <= 2 * _IN_FLIGHT
    after = pair.keys()
    assert len({*before.values(), *after.values()}) == 4
    secrets = (pair.site.peer.folder / "conf.d" / "pair.secrets.conf").read_text(encoding="ascii")
    assert all(key in secrets for key in after.values())
    assert not any(key in str(done.tasks) + done.output for key in after.values())
    assert not set(numbers[0] + numbers[1]) & {*pair.site.associations("pair-1"), *pair.site.associations("pair-2")}


def test_the_slave_carries_traffic_while_the_master_is_cut(pair: Pair, tmp_path: Path) -> None:
    with _impatient(pair), traffic(tmp_path) as packets:
        assert until(lambda: pair.carriers() == ["master"], 10)
        with lab.cut(pair.address("master")):
            assert until(lambda: pair.carriers() == ["slave"] and pair.metrics() == ["20"], 30)
            assert until(lambda: pair.statuses() == {**_BOTH, "master": "ike_sa_not_established"}, 5)
            lost_by_the_cut = max(packets.answered()) - len(packets.answered())
        assert pair.is_up()
        assert until(lambda: pair.carriers() == ["master"] and pair.metrics() == ["10", "20"], 10)
    assert lost_by_the_cut > _IN_FLIGHT
    assert packets.lost() - lost_by_the_cut <= _IN_FLIGHT


@contextmanager
def _impatient(pair: Pair) -> Iterator[None]:
    """The device asks after one second of silence, instead of ten, whether the cloud is alive."""
    file = pair.site.peer.folder / "conf.d" / "pair.conf"
    text = file.read_text(encoding="ascii")
    assert "dpd_delay = 10s" in text
    try:
        file.write_text(text.replace("dpd_delay = 10s", "dpd_delay = 1s"), encoding="ascii")
        pair.site.peer.swanctl("--load-all")
        assert pair.is_up()
        yield
    finally:
        file.write_text(text, encoding="ascii")
        pair.site.peer.swanctl("--load-all")
