# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.bench.throttled``: a thousand tasks and an inventory against a cloud that throttles."""

from __future__ import annotations

import argparse
import statistics
import sys

from tests.support import tree

sys.path.insert(0, str(tree.ensure()))

from tests.support.storm import storm


def main() -> int:
    """Measure and print; 1 if a task failed or a change is missing."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.throttled", description="Measure throttled tasks.")
    parser.add_argument("--tasks", type=int, default=1000, help="(default: %(default)s)")
    parser.add_argument("--forks", type=int, default=20, help="tasks at once (default: %(default)s)")
    parser.add_argument("--rate", type=int, default=20, help="requests admitted in a second (default: %(default)s)")
    parser.add_argument("--retry-timeout", type=float, default=30, help="in seconds (default: %(default)s)")
    options = parser.parse_args()
    seen = storm(options.tasks, options.forks, options.rate, retry_timeout=options.retry_timeout)
    spread = statistics.pstdev(seen.arrived)
    print(f"{options.tasks} tasks, {options.forks} at once, {options.rate} requests a second: {seen.seconds:.0f} s")
    print(f"requests: {sum(seen.arrived)}, refused: {seen.refused}")
    print(f"in a second: mean {seen.each_second:.1f}, standard deviation {spread:.1f}, most {seen.most}")
    print(f"failed: {len(seen.failures)}, changes missing: {len(seen.left)}")
    for text in seen.failures[:3]:
        print(text)
    return 1 if seen.failures or seen.left else 0


if __name__ == "__main__":
    sys.exit(main())
