# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.covered``: how much of ``plugins/`` the measured steps of tests/steps.py ran; fails if it is less
than before.

Measured is what the tests call in their own process, and every Python process that they start: ansible-playbook with
its workers, and the modules, which these run from a zip file. Tests that run the same lines as others are not measured,
because they would take up to twice as long: tests/support/measuring.py. ``.build/coverage/html`` shows it line by line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from coverage import Coverage

from tests.support import tree

FOLDER = tree.BUILD / "coverage"
# In percent, just below what was measured last; who covers more raises them.
LINES, BRANCHES = 99.0, 97.0


def main() -> int:
    """The exit code: 0 when enough is covered."""
    coverage = Coverage(data_file=str(FOLDER / "all"))
    coverage.combine([str(path) for path in FOLDER.glob("*.*")], keep=True)
    # Files that nothing imports are not covered either.
    coverage.get_data().touch_files([str(path) for path in _files()])
    coverage.report(show_missing=True, skip_covered=True)
    coverage.html_report(directory=str(FOLDER / "html"))
    coverage.json_report(outfile=str(FOLDER / "all.json"))
    totals = json.loads((FOLDER / "all.json").read_text(encoding="utf-8"))["totals"]
    lines, branches = totals["percent_statements_covered"], totals["percent_branches_covered"]
    enough = lines >= LINES and branches >= BRANCHES
    wanted = "" if enough else f"; at least {LINES:.1f} % and {BRANCHES:.1f} % are needed"
    print(f"coverage of plugins: line {lines:.1f} %, branch {branches:.1f} %{wanted}")
    return int(not enough)


def _files() -> list[Path]:
    code = [tree.ROOT / path for path in tree.files() if path.parts[0] == "plugins" and path.suffix == ".py"]
    return [path for path in code if path.name != "__init__.py" and path.parent.name != "doc_fragments"]


if __name__ == "__main__":
    sys.exit(main())
