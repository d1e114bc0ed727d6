# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Many tasks and an inventory against a cloud that throttles: all finish, and they do not make it worse.

``python -m tests.bench.throttled`` measures the same with a thousand tasks.
"""

from __future__ import annotations

import pytest

from tests.support.storm import storm

pytestmark = pytest.mark.usefixtures("unmeasured")


@pytest.mark.parametrize(("forks", "rate"), [(5, 5), (20, 20), (30, 20)])
def test_all_tasks_finish_without_a_storm(forks: int, rate: int) -> None:
    seen = storm(80, forks, rate)
    assert (seen.failures, seen.left) == ([], [])
    assert seen.refused > 0
    assert seen.each_second < 2 * rate
    # The first second has the first try of each, and the second one.
    assert seen.most <= 4 * max(forks, rate)


def test_after_the_start_the_requests_are_spread() -> None:
    seen = storm(120, 20, 20)
    assert max(seen.arrived[5:]) < 3 * 20
