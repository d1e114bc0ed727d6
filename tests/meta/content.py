# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house holds, read once, and the tools that look at it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support import tree

_FOLDERS = {"module": "modules", "lookup": "lookup", "filter": "filter", "inventory": "inventory"}
# What a user calls and ansible-doc shows, by the kind that its -t takes.
CONTENT = {
    **{
        kind: sorted(path.stem for path in (tree.ROOT / "plugins").glob(f"{name}/*.py"))
        for kind, name in _FOLDERS.items()
    },
    "role": sorted(path.name for path in (tree.ROOT / "roles").iterdir() if path.is_dir()),
}
PLAYBOOKS = sorted(path.stem for path in (tree.ROOT / "playbooks").glob("*.yml"))


def run(tool: str, *arguments: str, collections: Path | None = None, cwd: Path = tree.ROOT) -> tuple[str, str]:
    """A tool of this Python's environment, which must end well: what it wrote to stdout and to stderr."""
    bin_folder = Path(sys.executable).parent
    done = subprocess.run(
        [str(bin_folder / tool), *arguments],
        cwd=cwd,
        env={
            **os.environ,
            "PATH": os.pathsep.join([str(bin_folder), os.environ["PATH"]]),
            "ANSIBLE_COLLECTIONS_PATH": str(collections or tree.ensure()),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{tool} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout, done.stderr
