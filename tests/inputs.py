# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.inputs TEST…``: more wrong values and hostile answers than `make test` has, and others at each run.
Writes how many were tried in docs/reliability.md."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support import bad_input, tree

PAGE = tree.ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- inputs: make inputs writes from here -->", "<!-- inputs: to here -->"
# The files of the tests, and what they try.
KINDS = {
    "tests.unit.modules.test_bad_input": "wrong values for options of modules",
    "tests.unit.plugins.test_bad_input": "wrong values for options of lookups, the inventory and the filter",
    "tests.unit.modules.test_hostile_answers": "hostile answers",
}


def main(tests: Sequence[str]) -> int:
    """Run the tests; returns the exit code of pytest."""
    with TemporaryDirectory() as folder:
        variables = {"HYPOTHESIS_PROFILE": "many", bad_input.TRIED: folder}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", *tests]
        code = subprocess.run(command, cwd=tree.ROOT, env={**os.environ, **variables}, check=False).returncode
        text = said(Path(folder))
    if not code:
        print(text)
        before, _begin, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
        _old, _end, after = rest.partition(END)
        PAGE.write_text(f"{before}{BEGIN}\n\n{text}\n\n{END}{after}", encoding="utf-8")
    return code


def said(folder: Path) -> str:
    """What the tests have noted in a folder, which is a character for each example."""
    counts = {kind: sum(file.stat().st_size for file in folder.glob(f"{name}-*")) for name, kind in KINDS.items()}
    tried = [f"{count:,} {kind}" for kind, count in counts.items() if count]
    return f"The last run of `make inputs` tried {'; '.join(tried)}. None was a problem."


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
