# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.demo``: a site-to-site VPN on the stand-in cloud, built twice. No account and no root needed."""

from __future__ import annotations

import json
import signal
import tempfile
from pathlib import Path
from typing import Any

from tests.support.cloud import cloud
from tests.support.play import EXAMPLE, PSK_VARIABLE, REPOSITORY, Run, leave, play
from tests.support.regions import DUAL_TUNNEL

from .report import show, summary


def main() -> int:
    """0 only when the first run made things and the second changed nothing."""
    signal.signal(signal.SIGTERM, leave)
    with tempfile.TemporaryDirectory(prefix="vpn-demo-") as folder, cloud(log := Path(folder) / "log") as url:
        print(f"A site-to-site VPN from {EXAMPLE.relative_to(REPOSITORY)}, on a stand-in cloud at {url}")
        runs = []
        for title in ("Run 1, on an empty cloud", "Run 2, the same again"):
            before = len(_calls(log))
            run = _run(title, url)
            if run.status:
                print(f"\nFAILED\n{run.failure}")
                return 1
            runs.append((run, _calls(log)[before:]))
        print(summary(runs))
    first, second = (run for run, calls in runs)
    if not first.changed or second.changed:
        print("\nFAILED: the first run should change things, and the second nothing.")
        return 1
    return 0


def _run(title: str, url: str) -> Run:
    print(f"\n{title}", flush=True)
    variables = {PSK_VARIABLE: "demo-key-of-no-worth", "ALIBABA_CLOUD_REGION_ID": DUAL_TUNNEL}
    return play(url, "--extra-vars", f"@{EXAMPLE}", variables=variables, follow=show)


def _calls(log: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
