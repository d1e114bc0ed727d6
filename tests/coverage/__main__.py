# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m tests.coverage --write``: run the tests of the modules and write docs/api-coverage.md anew."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from tests.support import tree

WRITE = "API_COVERAGE"


def main() -> int:
    """Returns the exit code of the tests."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the page; without it, only look whether it fits")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tree.ensure()), str(tree.ROOT)))}
    if parser.parse_args().write:
        environment[WRITE] = "write"
    # The examples run in processes of their own, of which nothing is recorded.
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "tests/unit/modules",
        "--ignore=tests/unit/modules/test_examples.py",
    ]
    return subprocess.run(command, cwd=tree.ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
