# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``make demo``, as a newcomer runs it."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.support.tree import ROOT


def test_demo_creates_a_site_and_a_second_run_changes_nothing() -> None:
    command = [sys.executable, "-m", "tests.demo"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=180)
    assert run.returncode == 0, run.stdout + run.stderr
    assert "What exists now" in run.stdout
    for role in ("master", "slave"):
        assert re.search(rf"^  tunnel +{role} +tun-\w+ +ike_sa_not_established, 47\.", run.stdout, re.MULTILINE)
    assert run.stdout.rstrip().endswith("changed=0")
