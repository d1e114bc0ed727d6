# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.bench``: measures what the collection costs, beside floors, and writes docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from tests.support import tree

sys.path.insert(0, str(tree.ensure()))

from tests.bench import machine, report
from tests.bench.parts import PARTS
from tests.bench.sizes import TINY, Sizes


def main() -> int:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=(__doc__ or "").partition(": ")[2])
    parser.add_argument("--parts", nargs="*", default=[*PARTS], choices=[*PARTS], help="only these (default: all)")
    parser.add_argument("--runs", type=int, default=Sizes.runs, help="of each kind (default: %(default)s)")
    parser.add_argument("--role", type=int, metavar="SITES", help="the role and the modules create up to so many sites")
    parser.add_argument("--tiny", action="store_true", help="only try all of it, with sizes that say nothing")
    options = parser.parse_args()
    sizes = TINY if options.tiny else Sizes(runs=options.runs)
    if options.role:
        sizes = replace(sizes, created=options.role)
    begun = time.monotonic()
    missed = []
    for part in options.parts:
        before = machine.load()
        with tempfile.TemporaryDirectory() as name:
            section = PARTS[part](Path(name), sizes)
        busy = f"Runs of each: {sizes.runs}. Load of the machine: {before} before, {machine.load()} after."
        text = f"{section.text()}\n\n{busy}"
        report.write(part, text)
        print(f"{text}\n", flush=True)
        missed += [row.what for row in section.rows if row.met is False]
    for what in missed:
        print(f"not as wanted: {what}")
    whole = f"{machine.described()}, in {(time.monotonic() - begun) / 60:.0f} minutes"
    print(whole)
    report.write("machine", f"Last measured on {whole}: {', '.join(options.parts)}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
