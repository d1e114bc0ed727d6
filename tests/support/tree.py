# Copyright (c) 2026 the alicloud.vpn developers
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The checkout as the installed collection ``ansible_collections.alicloud.vpn``, wherever it is.

Ansible and Python want a collection in a folder ``ansible_collections/alicloud/vpn``. A link in ``.build/tree`` is
enough for both; only ansible-test needs a real folder: see ``tests/ansible_test.py``.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / ".build"
TREE = BUILD / "tree"
NAME = Path("ansible_collections", "alicloud", "vpn")


def ensure() -> Path:
    """Create the link if it is missing; returns the folder for PYTHONPATH and ANSIBLE_COLLECTIONS_PATH."""
    link = TREE / NAME
    link.parent.mkdir(parents=True, exist_ok=True)
    if not link.exists():
        # Relative, so that a checkout can be moved; renamed into place, because two steps may do this concurrently.
        fresh = link.with_name(f".vpn.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(os.path.relpath(ROOT, link.parent))
        fresh.replace(link)
    return TREE


def files() -> list[Path]:
    """Files that git tracks or would track, relative to the root, without deleted ones."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(name) for name in listing.stdout.split("\0") if name and os.path.lexists(ROOT / name)]
