# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Listing many VPN gateways, each way in a process of its own, beside eight threads of http.client."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.bench import fleet
from tests.bench.process import Used, in_turns, run, variables
from tests.bench.service import serving

REGION = fleet.REGIONS[0]
LATENCY = 0.05


def measured(folder: Path, count: int, runs: int) -> dict[str, Used]:
    """By kind: `plain`, `client` and `results`. The seconds are those of the listing, the rest is of the process."""
    state = folder / "state.json"
    fleet.save(state, count, (REGION,))
    with serving(folder, "--latency", str(LATENCY), "--state", str(state)) as service:

        def listed(program: str, *more: str) -> Used:
            used = run([sys.executable, "-m", f"tests.bench.{program}", service.url, REGION, *more], variables(""))
            seconds, found = json.loads(used.output)
            if found != count:
                raise RuntimeError(f"{program} found {found} of {count} gateways")
            return replace(used, seconds=seconds)

        works = {
            "plain": partial(listed, "list_plain", str(count)),
            "client": partial(listed, "list_ours", "client"),
            "results": partial(listed, "list_ours"),
        }
        return in_turns(works, runs)
