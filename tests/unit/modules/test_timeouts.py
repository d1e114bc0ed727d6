# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Impossible timeouts are refused before any call, by every kind of module that has them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.tasks import Tasks

GATEWAY = {"name": "hq", "vpc_id": "vpc-bp1q8bgx4xnkm2ogj0001", "bandwidth": 10}
TASKS = [
    ("vpn_gateway", GATEWAY),
    ("vpn_gateway_routes", {"vpn_gateway": "hq", "destination_routes": []}),
    ("vpn_gateway_diagnosis", {"vpn_gateway": "hq", "vpn_connection": "office"}),
    ("ipsec_server_log_info", {"ipsec_server": "iss-1", "minute_period": 1}),
]


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(("module", "options"), TASKS, ids=[module for module, _unused in TASKS])
@pytest.mark.parametrize("wrong", [-1, True, 86401, 10**400], ids=["negative", "true", "long", "huge"])
def test_an_impossible_wait_timeout(
    tasks: Tasks, module: str, options: dict[str, Any], wrong: int, check: bool
) -> None:
    text = tasks.refused(module, check, **options, wait_timeout=wrong)
    assert text.startswith("wait_timeout: ")
    assert text.endswith("is not allowed; allowed: 0 to 86400 seconds")
    assert tasks.calls == []
