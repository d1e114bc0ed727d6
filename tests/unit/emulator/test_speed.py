# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A page of a long list is quick; otherwise the benchmarks of a client would measure the stand-in."""

from __future__ import annotations

import time
from pathlib import Path

from tests.emulator.cloud import Cloud
from tests.support.caller import Caller, gateway


def test_page_of_ten_thousand(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    call = Caller(Cloud())
    table = call.cloud.state.region(call.region).table("vpn_gateways")
    template = table[gateway(call)]
    table.update({f"vpn-{number}": {**template, "VpnGatewayId": f"vpn-{number}"} for number in range(9_999)})
    call.cloud.state.save(path)
    call = Caller(Cloud(state_file=path))
    requests = [call.request("DescribeVpnGateways", PageSize=50, PageNumber=page) for page in range(1, 201)]
    times = []
    for request in requests:
        start = time.thread_time()  # of the processor: other work on the machine does not count
        assert call.cloud.handle(request).status == 200
        times.append(time.thread_time() - start)
    assert sorted(times)[100] < 0.01  # the median; about 0.001 s on a machine of 2024
